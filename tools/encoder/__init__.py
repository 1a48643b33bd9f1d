"""Builds the encoder's files from published weights: see ``python -m tools.encoder --help``."""
