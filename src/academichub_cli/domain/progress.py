"""How far what a person waits for has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the reading of one query has come: for a person who waits."""

    source: str
    read: int
    total: int | None
    note: str = ""

    @classmethod
    def waiting(cls, source: str, note: str) -> Self:
        """Nothing came yet, and why."""
        return cls(source=source, read=0, total=None, note=note)
