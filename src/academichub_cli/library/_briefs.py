"""The briefs that were written, to be read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from academichub_cli.library._rows import text_of

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PastBrief:
    """A brief of the list: its number, when it was made, and what it is about."""

    number: int
    made: datetime
    start: datetime
    end: datetime
    topic: str | None
    model: str | None
    papers: int


class Briefs:
    """Past briefs, numbered from 1; the oldest of very many are forgotten."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, brief: PastBrief, record: Mapping[str, Any]) -> int:
        """Keep a brief's record; its number, which is not that of `brief`. Within `changing`."""
        document = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        last = self._connection.execute("SELECT max(number) FROM briefs").fetchone()[0] or 0
        known = self._connection.execute(
            "SELECT number FROM briefs WHERE document = ?", (document,)
        ).fetchone()
        if known:
            return int(known[0])
        self._connection.execute(
            "INSERT INTO briefs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(last + 1, text_of(brief.made), text_of(brief.start), text_of(brief.end)),
                *(brief.topic, brief.model, brief.papers, document),
            ),
        )
        self._connection.execute("DELETE FROM briefs WHERE number <= ?", (last + 1 - _MOST,))
        return int(last) + 1

    def all(self) -> list[PastBrief]:
        """All of them, the last one first."""
        rows = self._connection.execute(
            "SELECT number, made, start, end, topic, model, papers FROM briefs ORDER BY number DESC"
        )
        return [
            PastBrief(
                number=number,
                made=datetime.fromisoformat(made),
                start=datetime.fromisoformat(start),
                end=datetime.fromisoformat(end),
                topic=topic,
                model=model,
                papers=papers,
            )
            for number, made, start, end, topic, model, papers in rows
        ]

    def find(self, number: int) -> dict[str, Any] | None:
        """The record of this number; None where there is none, or none that can be read."""
        row = self._connection.execute(
            "SELECT document FROM briefs WHERE number = ?", (number,)
        ).fetchone()
        try:
            record = json.loads(row[0]) if row else None
        except (ValueError, TypeError):
            return None
        return record if isinstance(record, dict) else None
