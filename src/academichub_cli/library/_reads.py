"""What was asked of sources, when, how far the answer was read, and what it held."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from academichub_cli.library._rows import instant_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The last reading of one query. Incomplete, it is to be resumed; `message` says why.

    `completed_at` is when it was last read to its end; `newest` the last submission in it.
    """

    query: str
    source: str
    terms: tuple[str, ...]
    read_at: datetime
    complete: bool
    completed_at: datetime | None = None
    newest: datetime | None = None
    message: str | None = None


class Reads:
    """The queries asked so far, by their key."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, source: str | None = None) -> list[Read]:
        """Every query that was asked of a source, or of all of them, in order of key."""
        rows = self._connection.execute(
            "SELECT query, source, terms, read_at, complete, completed_at, newest, message"
            " FROM reads WHERE ?1 IS NULL OR source = ?1 ORDER BY query",
            (source,),
        )
        return [
            Read(
                query=query,
                source=found,
                terms=tuple(json.loads(terms)),
                read_at=datetime.fromisoformat(read_at),
                complete=bool(complete),
                completed_at=instant_of(completed_at),
                newest=instant_of(newest),
                message=message,
            )
            for query, found, terms, read_at, complete, completed_at, newest, message in rows
        ]

    def put(self, read: Read) -> None:
        """Note a reading in the place of the one before."""
        self._connection.execute(
            "INSERT OR REPLACE INTO reads VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(read.query, read.source, json.dumps(read.terms), text_of(read.read_at)),
                *(read.complete, text_of(read.completed_at), text_of(read.newest), read.message),
            ),
        )

    def answered(self, query: str, *, since: datetime) -> frozenset[str]:
        """The identifiers that the source has returned for a query, submitted since then."""
        rows = self._connection.execute(
            "SELECT identifier FROM answered WHERE query = ? AND submitted >= ?",
            (query, text_of(since)),
        )
        return frozenset(row[0] for row in rows)

    def add_answered(self, query: str, submitted: Mapping[str, datetime]) -> None:
        """Note what a source returned for a query."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO answered VALUES (?, ?, ?)",
            [(query, name, text_of(moment)) for name, moment in submitted.items()],
        )

    def join(self, into: str, parts: Iterable[str]) -> None:
        """Let a query inherit what its parts were answered, since it asks for all they asked."""
        for part in parts:
            self._connection.execute(
                "INSERT OR REPLACE INTO answered"
                " SELECT ?, identifier, submitted FROM answered WHERE query = ?",
                (into, part),
            )

    def forget(self, queries: Iterable[str], *, before: datetime) -> None:
        """Drop queries that are asked no more, and answers too old to be asked for again."""
        for query in queries:
            self._connection.execute("DELETE FROM reads WHERE query = ?", (query,))
            self._connection.execute("DELETE FROM answered WHERE query = ?", (query,))
        self._connection.execute("DELETE FROM answered WHERE submitted < ?", (text_of(before),))
