"""What was learned of the marks, from what, and what must not be learned from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from academichub_cli.library._changes import TAUGHT, note_change, note_lesson
from academichub_cli.library._rows import text_of

_TASTE, _SAMPLE = "taste", "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What was learned last: from what, and when."""

    lesson: str
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A paper that the reader owns and the library does not have, by its text."""

    name: str
    title: str
    abstract: str | None
    at: datetime


class Learned:
    """What was learned, and the examples and exceptions that are no marks."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def taught(self) -> str:
        """A mark of all that can be learned from; it changes whenever that does."""
        query = "SELECT value FROM notes WHERE name = ?"
        row = self._connection.execute(query, (TAUGHT,)).fetchone()
        return str(row[0]) if row else ""

    def last(self) -> Lesson | None:
        """What was learned last, without the document."""
        row = self._connection.execute(
            "SELECT lesson, made FROM learned WHERE name = ?", (_TASTE,)
        ).fetchone()
        return Lesson(lesson=row[0], made=datetime.fromisoformat(row[1])) if row else None

    def document(self) -> str | None:
        """What was learned last, as it was put."""
        row = self._connection.execute(
            "SELECT document FROM learned WHERE name = ?", (_TASTE,)
        ).fetchone()
        return row[0] if row else None

    def sample(self, name: str) -> str | None:
        """The sample of the library that was put by this name; None where that is another one."""
        row = self._connection.execute(
            "SELECT document FROM learned WHERE name = ? AND lesson = ?", (_SAMPLE, name)
        ).fetchone()
        return row[0] if row else None

    def put_sample(self, document: str, *, name: str, made: datetime) -> None:
        """Keep a sample of the library in the place of the one before; within `changing`."""
        self._connection.execute(
            "INSERT OR REPLACE INTO learned VALUES (?, ?, ?, ?)",
            (_SAMPLE, name, text_of(made), document),
        )

    def put(self, document: str, *, lesson: str, made: datetime) -> None:
        """Keep what was learned in the place of what was; within `changing`."""
        note_change(self._connection)
        self._connection.execute(
            "INSERT OR REPLACE INTO learned VALUES (?, ?, ?, ?)",
            (_TASTE, lesson, text_of(made), document),
        )

    def own(self, papers: Iterable[Owned]) -> int:
        """Keep papers by their text, and say how many of them are new; within `changing`."""
        note_lesson(self._connection)
        cursor = self._connection.executemany(
            "INSERT OR IGNORE INTO examples VALUES (?, ?, ?, ?)",
            [(each.name, each.title, each.abstract, text_of(each.at)) for each in papers],
        )
        return max(cursor.rowcount, 0)

    def owned(self) -> list[Owned]:
        """The papers known by their text alone, by name; not those that have since come in."""
        rows = self._connection.execute(
            "SELECT name, title, abstract, at FROM examples WHERE NOT EXISTS"
            " (SELECT 1 FROM papers WHERE papers.id = examples.name) AND NOT EXISTS"
            " (SELECT 1 FROM identifiers WHERE identifier = examples.name) ORDER BY name"
        )
        return [
            Owned(name=name, title=title, abstract=abstract, at=datetime.fromisoformat(at))
            for name, title, abstract, at in rows
        ]

    def arrived(self) -> list[tuple[int, datetime]]:
        """Papers that were known by their text and have come in: their keys, and since when."""
        rows = self._connection.execute(
            "SELECT papers.key, at FROM examples JOIN papers ON papers.id = examples.name"
            " UNION SELECT identifiers.paper, at FROM examples"
            " JOIN identifiers ON identifier = examples.name ORDER BY 1"
        )
        return [(key, datetime.fromisoformat(at)) for key, at in rows]

    def disown(self) -> int:
        """Forget all papers known by their text alone; within `changing`."""
        note_lesson(self._connection)
        count: int = self._connection.execute("DELETE FROM examples").rowcount
        return count

    def unlearn(self, kind: str, values: Iterable[str], *, at: datetime) -> None:
        """Let examples (`paper`) or words (`term`) teach nothing from now on; within `changing`."""
        note_lesson(self._connection)
        self._connection.executemany(
            "INSERT OR REPLACE INTO unlearned VALUES (?, ?, ?)",
            [(kind, value, text_of(at)) for value in values],
        )

    def unlearned(self, kind: str) -> dict[str, datetime]:
        """What teaches nothing, and since when."""
        rows = self._connection.execute(
            "SELECT value, at FROM unlearned WHERE kind = ? ORDER BY value", (kind,)
        )
        return {value: datetime.fromisoformat(at) for value, at in rows}

    def learn_again(self) -> int:
        """Let everything teach again, and say how much that is; within `changing`."""
        note_lesson(self._connection)
        count: int = self._connection.execute("DELETE FROM unlearned").rowcount
        return count
