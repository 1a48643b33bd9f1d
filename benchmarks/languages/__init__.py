"""Which languages the encoder knows: its vectors beside those of words, in one run."""
