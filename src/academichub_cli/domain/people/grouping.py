"""Papers of one name, grouped into the persons who may have written them."""

from __future__ import annotations

from collections.abc import Sequence

from academichub_cli.domain.people.portrait import Portrait
from academichub_cli.domain.people.traces import Trace

_TOGETHER = 0.0  # the odds from which two groups are one person


def grouped(traces: Sequence[Trace], *, prior: float = 0.0) -> list[list[Trace]]:
    """The traces person by person, the one with most papers first.

    The two groups that have most in common are joined, again and again, as long as they are
    likely one person's. `prior` is what speaks for that before anything is compared.
    """
    persons = [Portrait([each]) for each in traces]
    odds = {
        (left, right): _odds(persons[left], persons[right])
        for right in range(len(persons))
        for left in range(right)
    }
    alive = set(range(len(persons)))
    while odds:
        (left, right), best = max(odds.items(), key=lambda pair: pair[1])
        if best + prior < _TOGETHER:
            break
        for each in persons[right].traces:
            persons[left].add(each)
        alive.discard(right)
        odds = {pair: value for pair, value in odds.items() if right not in pair}
        for other in alive - {left}:
            pair = (min(left, other), max(left, other))
            odds[pair] = _odds(persons[left], persons[other])
    groups = [persons[at].traces for at in sorted(alive)]
    return sorted(groups, key=len, reverse=True)


def _odds(one: Portrait, other: Portrait) -> float:
    """What speaks for two groups being one person: the mean over the smaller one's papers."""
    few, many = sorted((one, other), key=lambda each: len(each.traces))
    return sum(many.link(each).odds for each in few.traces) / len(few.traces)
