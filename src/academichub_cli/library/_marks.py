"""What the reader said of papers."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.library._changes import note_lesson
from academichub_cli.library._rows import identifier_of, text_of

_OPPOSITES = {
    "liked": ("hidden", "disliked"),
    "saved": ("hidden", "disliked"),
    "hidden": ("liked",),
    "disliked": ("liked",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark: the library's key of the paper, which mark, and when it was made."""

    key: int
    paper: Identifier
    name: str
    at: datetime


class Marks:
    """Marks: liked, saved, hidden, disliked (hidden for what it is about), opened."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> dict[Identifier, frozenset[str]]:
        """The marks of every marked paper."""
        found: dict[Identifier, set[str]] = {}
        rows = self._connection.execute(
            "SELECT papers.id, mark FROM marks JOIN papers ON papers.key = marks.paper"
        )
        for name, mark in rows:
            found.setdefault(identifier_of(name), set()).add(mark)
        return {name: frozenset(marks) for name, marks in found.items()}

    def dated(self) -> list[Mark]:
        """Every mark with the instant it was made, oldest first."""
        rows = self._connection.execute(
            "SELECT marks.paper, papers.id, mark, at FROM marks"
            " JOIN papers ON papers.key = marks.paper ORDER BY at, papers.id, mark"
        )
        return [
            Mark(key=key, paper=identifier_of(name), name=mark, at=datetime.fromisoformat(at))
            for key, name, mark, at in rows
        ]

    def add(self, key: int, mark: str, *, at: datetime) -> bool:
        """Mark a paper; False where it has the mark already. Liking unhides, and the reverse."""
        for opposite in _OPPOSITES.get(mark, ()):
            self.remove(key, opposite)
        note_lesson(self._connection)
        cursor = self._connection.execute(
            "INSERT OR IGNORE INTO marks VALUES (?, ?, ?)", (key, mark, text_of(at))
        )
        return cursor.rowcount > 0

    def remove(self, key: int, mark: str) -> bool:
        """Take a mark away; False where there is none."""
        note_lesson(self._connection)
        cursor = self._connection.execute(
            "DELETE FROM marks WHERE paper = ? AND mark = ?", (key, mark)
        )
        return cursor.rowcount > 0

    def of(self, key: int) -> frozenset[str]:
        """The marks of one paper."""
        rows = self._connection.execute("SELECT mark FROM marks WHERE paper = ?", (key,))
        return frozenset(row[0] for row in rows)
