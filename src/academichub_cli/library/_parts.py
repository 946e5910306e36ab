"""Which records a paper was put together from, and which papers a reader has said are two."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import permutations

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Paper, merge
from academichub_cli.library import _rows


class Parts:
    """The records behind papers, as they were before they were merged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, key: int) -> list[Paper]:
        """The records a paper was put together from; none where it always was one."""
        rows = self._connection.execute(
            "SELECT record FROM parts WHERE paper = ? ORDER BY identifier", (key,)
        )
        return [_read(row[0]) for row in rows]

    def put(self, key: int, records: Iterable[Paper]) -> None:
        """Keep records of a paper, each under its own identifier."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)",
            [(key, str(record.id), _written(record)) for record in records],
        )

    def include(self, key: int, record: Paper) -> None:
        """Let a later record of one of a paper's parts be in it too."""
        parts = [part for part in self.of(key) if not part.identifiers.isdisjoint({record.id})]
        self.put(key, [merge(part, record) for part in parts])

    def forget(self, key: int) -> None:
        """Let a paper be of one piece."""
        self._connection.execute("DELETE FROM parts WHERE paper = ?", (key,))

    def set_apart(self, identifiers: Sequence[Identifier]) -> None:
        """Note that these name different papers, whatever makes them look like one."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO apart VALUES (?, ?)",
            [(str(one), str(other)) for one, other in permutations(identifiers, 2)],
        )

    def is_anything_apart(self) -> bool:
        """Whether a reader has ever taken a paper apart."""
        return self._connection.execute("SELECT 1 FROM apart LIMIT 1").fetchone() is not None

    def apart_from(self, identifier: Identifier) -> list[Identifier]:
        """What a reader has said is not the paper of this name."""
        rows = self._connection.execute(
            "SELECT other FROM apart WHERE one = ? ORDER BY other", (str(identifier),)
        )
        return [_rows.identifier_of(row[0]) for row in rows]

    def bring_together(self, identifier: Identifier) -> None:
        """Let a paper no longer be held apart from others."""
        self._connection.execute("DELETE FROM apart WHERE ?1 IN (one, other)", (str(identifier),))


def _written(record: Paper) -> str:
    return json.dumps([sorted(map(str, record.aliases)), list(_rows.row_of(record))])


def _read(text: str) -> Paper:
    aliases, row = json.loads(text)
    return _rows.paper_of((0, *row), frozenset(map(_rows.identifier_of, aliases)))
