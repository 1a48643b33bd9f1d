"""Ours and others, both sides in one run."""
