"""The floors under which no figure of the cleaner may fall, and the pages that they were measured on."""
