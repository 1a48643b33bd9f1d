"""Pages that are made to break a cleaner, each within a limit of time and memory."""
