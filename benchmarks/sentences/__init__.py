"""Our sentence splitter and others, over labelled cases of our own, in one run."""
