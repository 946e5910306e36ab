"""Two rankers compared on the reader: each in turn puts its best paper on the page.

Team-draft interleaving (Radlinski, Kurup and Joachims 2008): in every round a coin decides who goes
first, and each takes the best of its own that is not taken yet. Whose papers are marked more is
the better ranker, wherever on the page they stood.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
RANKERS = ("learned", "follows", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two of RANKERS, and since when they take turns."""

    rankers: tuple[str, str]
    begun: datetime


def draft(left: Sequence[T], right: Sequence[T], *, seed: str, most: int) -> list[tuple[T, int]]:
    """The first `most` of two orders of the same things, each with 0 or 1 for who chose it."""
    picks = (iter(left), iter(right))
    taken: dict[T, int] = {}
    size = min(most, len(set(left) | set(right)))
    for turn in range(size):
        first = _coin(seed, turn)
        for team in (first, 1 - first):
            if len(taken) < size and (found := _next(picks[team], taken)) is not None:
                taken[found] = team
    return list(taken.items())


def _next(pick: Iterator[T], taken: Iterable[T]) -> T | None:
    return next((each for each in pick if each not in taken), None)


def _coin(seed: str, turn: int) -> int:
    return hashlib.blake2b(f"{seed}:{turn}".encode(), digest_size=1).digest()[0] & 1


def chance_of_more(wins: int, losses: int) -> float:
    """How often a fair coin would fall at least so unevenly, to either side: a sign test."""
    trials = wins + losses
    extreme = max(wins, losses)
    tail = sum(math.comb(trials, count) for count in range(extreme, trials + 1))
    return min(1.0, 2 * tail / 2**trials) if trials else 1.0
