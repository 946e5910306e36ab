"""Terms that more of a period's papers have than the weeks before and chance explain."""

from __future__ import annotations

import math
from collections.abc import Sequence

from academichub_cli.briefs._evidence import Evidence
from academichub_cli.briefs._papers import weeks_before
from academichub_cli.domain.brief import Rising
from academichub_cli.domain.terms import is_part, overlaps

_LEAST = 4
_TIMES = 1.5
_FALSE_FINDS = 0.5
_ENDING = 0.3
_ALIKE = 0.6


def rising(evidence: Evidence, *, most: int) -> tuple[Rising, ...]:
    """The surest first.

    A term must have at least four papers, half as many again as before would lead to expect, and
    so improbable a count that among all terms tried less than one would be found by chance.
    """
    if not evidence.sources or not evidence.before:
        return ()
    tried = [key for key, count in evidence.counts.items() if count >= _LEAST and _is_name(key)]
    sure = {key: _surprise(evidence, key) for key in tried}
    found: list[str] = []
    for key in sorted(sure, key=lambda key: (sure[key], key)):
        if len(found) == most or sure[key] * len(tried) >= _FALSE_FINDS:
            break
        if evidence.ending(key) >= _ENDING and not _repeats(key, found, evidence):
            found.append(key)
    return tuple(_counted(evidence, key) for key in found)


def _is_name(key: str) -> bool:
    """Whether a term can stand in a list by itself: several words, or an acronym."""
    return " " in key or "-" in key or key.isupper()


def _surprise(evidence: Evidence, key: str) -> float:
    """The probability of so many papers or more, were the term no more frequent than before.

    Given all papers that have it, each falls into the period with the period's share of papers.
    """
    count, before = evidence.counts[key], evidence.earlier.get(key, 0)
    total, earlier = len(evidence.sources), len(evidence.before)
    if count * earlier < _TIMES * before * total:
        return 1.0
    return at_least(count, of=count + before, share=total / (total + earlier))


def at_least(count: int, *, of: int, share: float) -> float:
    """The binomial probability of `count` or more successes."""
    logs = [
        math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)
        + k * math.log(share) + (of - k) * math.log1p(-share)
        for k in range(count, of + 1)
    ]  # fmt: skip
    return min(1.0, math.fsum(math.exp(log) for log in logs))


def _repeats(key: str, found: Sequence[str], evidence: Evidence) -> bool:
    """Whether a term says again, of mostly the same papers, what a found one says."""
    mine = {source.name for source in evidence.with_term[key]}
    for other in found:
        theirs = {source.name for source in evidence.with_term[other]}
        shared = len(mine & theirs) / min(len(mine), len(theirs))
        if (
            is_part(key, other)
            or is_part(other, key)
            or (shared >= _ALIKE and overlaps(key, other))
        ):
            return True
    return False


def _counted(evidence: Evidence, key: str) -> Rising:
    sources = evidence.with_term[key]
    return Rising(
        term=evidence.written(key, sources),
        count=len(sources),
        total=len(evidence.sources),
        before=evidence.earlier.get(key, 0),
        before_total=len(evidence.before),
        weeks=weeks_before(evidence.before, evidence.period),
        papers=tuple(source.paper.id for source in sources),
    )
