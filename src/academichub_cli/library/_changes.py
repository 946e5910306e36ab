"""A mark that changes whenever papers or marks do, for whoever remembers what follows from them."""

from __future__ import annotations

import sqlite3

CHANGED = "changed"
TAUGHT = "taught"


def note_change(connection: sqlite3.Connection) -> None:
    """Let what was remembered of the library be no longer good; within a transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO notes VALUES (?, lower(hex(randomblob(8))))", (CHANGED,)
    )


def note_lesson(connection: sqlite3.Connection) -> None:
    """Let what was learned be out of date; within a transaction."""
    note_change(connection)
    connection.execute(
        "INSERT OR REPLACE INTO notes VALUES (?, lower(hex(randomblob(8))))", (TAUGHT,)
    )
