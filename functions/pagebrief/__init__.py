"""Pagebrief: a page dropped into a bucket becomes a brief that a person can trust."""

__version__ = "0.1.0"
