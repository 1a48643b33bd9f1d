"""Thousands of pages through the functions on this machine: nothing lost, how fast, at what cost."""
