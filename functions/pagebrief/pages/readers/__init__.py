"""One format a module: ``read(source)`` yields the pages of a file, and what of it can't be read."""
