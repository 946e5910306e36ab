"""What the reader has been shown, and the numbers of the cards shown last."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.library._rows import identifier_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """When a paper was shown, and where it stood the last time."""

    first_at: datetime
    last_at: datetime
    times: int
    score: float | None
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One showing of a paper: by which command, where from the top, and put there by whom."""

    key: int
    at: datetime
    command: str
    position: int
    ranker: str


class Shown:
    """The history of what was shown."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def before(self, moment: datetime) -> frozenset[Identifier]:
        """The papers that were first shown before this instant."""
        rows = self._connection.execute(
            "SELECT papers.id FROM shown JOIN papers ON papers.key = shown.paper"
            " WHERE shown.first_at < ?",
            (text_of(moment),),
        )
        return frozenset(identifier_of(row[0]) for row in rows)

    def put(self, scores: Sequence[tuple[int, float | None]], *, at: datetime) -> None:
        """Note that papers, as keys with scores, were shown in this order."""
        moment = text_of(at)
        self._connection.executemany(
            "INSERT INTO shown VALUES (:key, :at, :at, 1, :score, :position)"
            " ON CONFLICT (paper) DO UPDATE SET last_at = :at, times = times + 1,"
            " score = :score, position = :position",
            [
                {"key": key, "at": moment, "score": score, "position": position}
                for position, (key, score) in enumerate(scores, start=1)
            ],
        )

    def expose(
        self,
        papers: Sequence[tuple[int, float | None, str]],
        *,
        command: str,
        at: datetime,
    ) -> None:
        """Note one showing of papers, as keys with scores and rankers, in this order."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO exposures VALUES (?, ?, ?, ?, ?, ?)",
            [
                (key, text_of(at), command, position, score, ranker)
                for position, (key, score, ranker) in enumerate(papers, start=1)
            ],
        )

    def exposures(self, since: datetime) -> list[Exposure]:
        """Every showing since an instant, in order."""
        rows = self._connection.execute(
            "SELECT paper, at, command, position, ranker FROM exposures WHERE at >= ?"
            " ORDER BY at, command, position",
            (text_of(since),),
        )
        return [
            Exposure(
                key=key,
                at=datetime.fromisoformat(at),
                command=command,
                position=position,
                ranker=ranker,
            )
            for key, at, command, position, ranker in rows
        ]

    def put_cards(self, keys: Sequence[int]) -> None:
        """Let the numbers from 1 mean these papers."""
        self._connection.execute("DELETE FROM cards")
        self._connection.executemany("INSERT INTO cards VALUES (?, ?)", enumerate(keys, start=1))

    def card(self, number: int) -> int | None:
        """The paper that has this number."""
        row = self._connection.execute(
            "SELECT paper FROM cards WHERE number = ?", (number,)
        ).fetchone()
        return row[0] if row else None

    def cards(self) -> list[int]:
        """The papers shown last, by number."""
        return [
            row[0] for row in self._connection.execute("SELECT paper FROM cards ORDER BY number")
        ]

    def of(self, key: int) -> Showing | None:
        """When and where a paper was shown; None where it never was."""
        row = self._connection.execute(
            "SELECT first_at, last_at, times, score, position FROM shown WHERE paper = ?", (key,)
        ).fetchone()
        if row is None:
            return None
        first_at, last_at, times, score, position = row
        return Showing(
            first_at=datetime.fromisoformat(first_at),
            last_at=datetime.fromisoformat(last_at),
            times=times,
            score=score,
            position=position,
        )
