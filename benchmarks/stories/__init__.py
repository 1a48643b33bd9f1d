"""Stories: which copies are found, which events are kept apart, and how long a day takes."""
