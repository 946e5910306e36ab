"""What others said of papers: corrections and retractions, and how many readers liked them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.notices import Notice, NoticeKind
from academichub_cli.library._rows import identifier_of, text_of

_PER_LOOKUP = 500


class Notices:
    """Corrections, retractions and their like, by the identifier of the paper that is meant.

    They are kept whether the paper is here or not: it may be fetched later.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, notices: Iterable[Notice], *, source: str) -> None:
        """Keep notices that a source tells of; within `changing`. What is known is not repeated."""
        self._connection.executemany(
            "INSERT INTO notices VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET day = coalesce(day, excluded.day)",
            [
                (
                    str(notice.paper),
                    notice.kind.value,
                    str(notice.by or ""),
                    notice.day.isoformat() if notice.day else None,
                    source,
                )
                for notice in notices
            ],
        )

    def of(self, identifiers: Iterable[Identifier]) -> dict[Identifier, tuple[Notice, ...]]:
        """The notices on the papers of these names, the oldest first; no entry where none is."""
        found: dict[Identifier, list[Notice]] = {}
        for marks, chunk in _chunks(identifiers):
            rows = self._connection.execute(
                "SELECT identifier, kind, notice, day FROM notices"  # noqa: S608 (question marks)
                f" WHERE identifier IN ({marks}) ORDER BY day, kind, notice",
                chunk,
            )
            for row in rows:
                notice = _notice_of(row)
                found.setdefault(notice.paper, []).append(notice)
        return {name: tuple(notices) for name, notices in found.items()}


class Popularity:
    """How many readers elsewhere gave a paper their vote."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, votes: Mapping[Identifier, int], *, source: str, at: datetime) -> None:
        """Keep the counts of a source as they are now; within `changing`."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO popularity VALUES (?, ?, ?, ?)",
            [(str(name), source, count, text_of(at)) for name, count in votes.items()],
        )

    def of(
        self, identifiers: Iterable[Identifier]
    ) -> dict[Identifier, tuple[tuple[str, int], ...]]:
        """The sources that count votes for these papers, each with its number."""
        found: dict[Identifier, tuple[tuple[str, int], ...]] = {}
        for marks, chunk in _chunks(identifiers):
            rows = self._connection.execute(
                "SELECT identifier, source, votes FROM popularity"  # noqa: S608 (question marks)
                f" WHERE identifier IN ({marks}) ORDER BY identifier, source",
                chunk,
            )
            for name, source, votes in rows:
                identifier = identifier_of(name)
                found[identifier] = (*found.get(identifier, ()), (source, votes))
        return found


def _notice_of(row: tuple[str, str, str, str | None]) -> Notice:
    name, kind, by, day = row
    return Notice(
        paper=identifier_of(name),
        kind=NoticeKind(kind),
        by=identifier_of(by) if by else None,
        day=date.fromisoformat(day) if day else None,
    )


def _chunks(identifiers: Iterable[Identifier]) -> Iterator[tuple[str, list[str]]]:
    names = list(dict.fromkeys(map(str, identifiers)))
    for start in range(0, len(names), _PER_LOOKUP):
        chunk = names[start : start + _PER_LOOKUP]
        yield ", ".join("?" * len(chunk)), chunk
