"""The first papers of a batch, so that they are not all about the same thing."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from academichub_cli.domain.features import is_category_term

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
Scored = tuple[T, float, Mapping[str, float]]
_LEAST_ODDS = 1e-6
_POOL = 3


def diversify(scored: Sequence[Scored[T]], *, first: int = 10, strength: float = 0.15) -> list[T]:
    """The order in which to show what is scored, given best first.

    Each of the first places goes to the paper whose odds are best after a deduction for the one
    most like it that stands above; the rest keep their order. Without strength all do.
    """
    pool = list(scored[: _POOL * first]) if strength > 0 else []
    words = [_words(counts) for _, _, counts in pool]
    odds = [_odds(probability) for _, probability, _ in pool]
    likest = [0.0] * len(pool)
    left = list(range(len(pool)))
    chosen: list[int] = []
    while left and len(chosen) < first:
        best = max(left, key=lambda at: (odds[at] - strength * _SHARP * likest[at], -at))
        left.remove(best)
        chosen.append(best)
        for at in left:
            likest[at] = max(likest[at], _likeness(words[best], words[at]))
    order = [*(pool[at] for at in chosen), *(pool[at] for at in left), *scored[len(pool) :]]
    return [what for what, _, _ in order]


def represented(
    order: Sequence[K], claims: Iterable[K], *, fixed: Collection[K] = (), first: int = 10
) -> list[K]:
    """The order with all that have a claim among the first places; the others keep theirs.

    Each comes in for the last there that has no claim and is not `fixed`.
    """
    wanted = dict.fromkeys(claims)
    top, rest = list(order[:first]), list(order[first:])
    for each in filter(set(rest).__contains__, wanted):
        spare = [at for at, other in enumerate(top) if other not in fixed and other not in wanted]
        if not spare:
            break
        rest.remove(each)
        rest.append(top.pop(spare[-1]))
        top.append(each)
    places = {each: at for at, each in enumerate(order)}
    return [*sorted(top, key=places.__getitem__), *sorted(rest, key=places.__getitem__)]


_SHARP = 10.0  # so that two papers of half the same words lose five times the strength in odds


def _odds(probability: float) -> float:
    kept = min(1 - _LEAST_ODDS, max(_LEAST_ODDS, probability))
    return math.log(kept / (1 - kept))


def _words(counts: Mapping[str, float]) -> frozenset[str]:
    """The pairs of words, which say more of a paper than its single words."""
    return frozenset(term for term in counts if " " in term and not is_category_term(term))


def _likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of pairs of words that two papers have in common, from 0 to 1."""
    if not left or not right:
        return 0.0
    return len(left & right) / math.sqrt(len(left) * len(right))
