"""Summaries of the development articles and pages: what ours and others are worth."""
