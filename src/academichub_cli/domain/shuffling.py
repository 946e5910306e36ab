"""How `hub shuffle` deals: a reproducible mix of what fits best and what the reader did not expect.

Leftovers of the current announcement come before older papers. Within each of the two, every
paper draws a key ``u ** (1 / weight)`` with its own uniform ``u`` (weighted sampling without
replacement: Efraimidis and Spirakis 2006), and the highest keys are dealt first. The weight is
``score ** ((1 - surprise) / surprise)``: at surprise 0 the order is the ranking's, at 1 every paper
has the same chance.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from datetime import date

from academichub_cli.domain.ranked import Ranked
from academichub_cli.domain.ranking import order

_LARGEST = 2**64
_NEARLY_ONE = 1 - 2**-53


def deal(
    pool: Iterable[Ranked], *, size: int, seed: int, surprise: float, current: date
) -> list[Ranked]:
    """The next papers from a pool of unseen ones; the same seed and pool give the same deal."""
    leftovers, older = _split(pool, current)
    draw = [*_drawn(leftovers, seed, surprise), *_drawn(older, seed, surprise)]
    return draw[:size]


def _split(pool: Iterable[Ranked], current: date) -> tuple[list[Ranked], list[Ranked]]:
    leftovers: list[Ranked] = []
    older: list[Ranked] = []
    for ranked in pool:
        (leftovers if ranked.paper.batch == current else older).append(ranked)
    return leftovers, older


def _drawn(pool: Sequence[Ranked], seed: int, surprise: float) -> list[Ranked]:
    if surprise <= 0:
        return sorted(pool, key=order)
    return sorted(pool, key=lambda ranked: (_key(ranked, seed, surprise), order(ranked)))


def _key(ranked: Ranked, seed: int, surprise: float) -> float:
    """Lower where the sampling key is higher: ``log(-log(u) / weight)``, which cannot underflow."""
    log_weight = (1 - surprise) / surprise * math.log(max(ranked.score or 0.0, 1e-6))
    return math.log(-math.log(_uniform(seed, str(ranked.paper.id)))) - log_weight


def _uniform(seed: int, name: str) -> float:
    """A number in (0, 1) that depends on the seed and the paper alone, on every machine."""
    digest = hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()
    return min((int.from_bytes(digest) + 1) / (_LARGEST + 2), _NEARLY_ONE)
