"""A day of a channel as a row of the state file: numbers that its transactions add to."""

import json
import sqlite3
from datetime import date

from pagebrief.day import Day

SCHEMA = """
CREATE TABLE IF NOT EXISTS days (
    channel TEXT, day TEXT, pages INTEGER NOT NULL, stories INTEGER NOT NULL, watches TEXT NOT NULL,
    expires TEXT NOT NULL, PRIMARY KEY (channel, day));
"""


def days_between(db: sqlite3.Connection, channel: str, first: date, last: date) -> tuple[Day, ...]:
    rows = db.execute(
        "SELECT * FROM days WHERE channel = ? AND day BETWEEN ? AND ? ORDER BY day",
        [channel, str(first), str(last)],
    )
    return tuple(
        Day(date.fromisoformat(row["day"]), row["pages"], row["stories"], json.loads(row["watches"]))
        for row in rows
    )


def add(db: sqlite3.Connection, channel: str, more: Day, expires: str) -> None:
    """To what the day has. Within a transaction that holds the lock."""
    (day,) = days_between(db, channel, more.day, more.day) or (Day(more.day),)
    day += more
    db.execute(
        "INSERT OR REPLACE INTO days VALUES (?, ?, ?, ?, ?, ?)",
        [channel, str(day.day), day.pages, day.stories, json.dumps(day.watches), expires],
    )
