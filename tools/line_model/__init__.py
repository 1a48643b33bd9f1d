"""Fits the line model of the plain-text cleaner: see ``python -m tools.line_model --help``."""
