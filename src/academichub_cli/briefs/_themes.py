"""Which papers belong together: groups grown around terms, so that each can be named by its own.

Seeds are terms that many papers share and that make those papers alike; papers then go to the
group whose mean they are most like. Everything is decided by content, so the order of the papers
does not matter.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from academichub_cli.briefs._evidence import Evidence, Source
from academichub_cli.briefs._vectors import Vector, likeness, mean
from academichub_cli.domain.terms import is_part, overlaps

_LIKE_ENOUGH = 0.13
_TRIED = 160
_SHARE = 0.3
_ROUNDS = 2
_FEW, _MANY = 8, 30
_SINGLE_WORD = 0.45
_SEED = 1.3
_BINDING = 5
_NAMES = 8
# Names of whole subjects, taken where nothing narrower binds the papers.
_BROAD = frozenset(
    "machine learning, supervised learning, artificial intelligence, AI system, AI model,"
    " learning model, learning algorithm, network architecture, optimization problem,"
    " synthetic data, language model, large language model, convolutional neural network".split(
        ", "
    )
)
_BROAD_WEIGHT = 0.6
_ENDING = 0.3
_RARE = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Papers about one thing, nearest to its middle first, and the terms that name it."""

    terms: tuple[str, ...]
    sources: tuple[Source, ...]
    middle: Vector


def group(evidence: Evidence, *, most: int, largest: int) -> tuple[Group, ...]:
    """At most so many groups, the weightiest first; papers unlike all of them are in none."""
    sources = [source for source in evidence.sources if source.vector]
    seeds = _seeds(evidence, sources, most=most, largest=largest)
    middles = [_middle(members) for members in seeds.values()]
    members: list[list[Source]] = []
    for _ in range(_ROUNDS):
        members = _nearest(sources, middles, largest=largest)
        middles = [_middle(part) if part else {} for part in members]
    least = _least(len(evidence.sources))
    groups = [
        _named(evidence, seed, part)
        for seed, part in zip(seeds, members, strict=True)
        if len(part) >= least
    ]
    return tuple(sorted((part for part in groups if len(part.sources) >= least), key=_weightiest))


def _seeds(
    evidence: Evidence, sources: Sequence[Source], *, most: int, largest: int
) -> dict[str, list[Source]]:
    """Terms to grow groups around: each adds the most papers that no earlier one has."""
    tried = _promising(evidence, len(sources))
    chosen: dict[str, list[Source]] = {}
    taken: set[str] = set()
    while tried and len(chosen) < most:
        gains = {key: _gain(*entry, taken, largest) for key, entry in tried.items()}
        best = min(gains, key=lambda key: (-gains[key], key))
        having, _ = tried.pop(best)
        names = {source.name for source in having}
        if len(names - taken) >= _least(len(sources)):
            chosen[best] = having
            taken |= names
            tried = {key: entry for key, entry in tried.items() if not _is_kin(key, best)}
    return chosen


def _is_kin(key: str, other: str) -> bool:
    return is_part(key, other) or is_part(other, key)


def _promising(evidence: Evidence, total: int) -> dict[str, tuple[list[Source], float]]:
    least, most = _least(total), max(_FEW, int(_SHARE * total))
    fitting = {
        key: evidence.weights.rarity(key) * min(count, most) ** 0.7
        for key, count in evidence.counts.items()
        if least <= count <= most
    }
    by_fit = sorted(fitting, key=lambda key: (-fitting[key], key))
    best = list(islice((key for key in by_fit if naming(key, evidence)), _TRIED))
    return {
        key: (
            list(evidence.with_term[key]),
            naming(key, evidence) * _cohesion(evidence.with_term[key]),
        )
        for key in best
    }


def naming(key: str, evidence: Evidence) -> float:
    """How well a term names a group: several words or an acronym well, a lone noun less."""
    if evidence.ending(key) < _ENDING:
        return 0.0
    if " " in key:
        return _BROAD_WEIGHT if key in _BROAD else 1.0
    if key.isupper():
        return 1.0 if evidence.is_spelled_out(key) else _SINGLE_WORD
    return _SINGLE_WORD if evidence.share(key) < _RARE else 0.0


def _gain(having: Sequence[Source], cohesion: float, taken: set[str], largest: int) -> float:
    fresh = sorted((0.5 + s.score for s in having if s.name not in taken), reverse=True)
    return cohesion * math.pow(math.fsum(fresh[:largest]), 0.6)


def _cohesion(sources: Sequence[Source]) -> float:
    """How alike papers are: the mean likeness to their middle."""
    middle = _middle(sources)
    return math.fsum(likeness(source.vector, middle) for source in sources) / len(sources)


def _middle(sources: Iterable[Source]) -> Vector:
    return mean(source.vector for source in sources)


def _nearest(
    sources: Sequence[Source], middles: Sequence[Vector], *, largest: int
) -> list[list[Source]]:
    """Each source with the middle it is most like, if it is like enough; nearest first."""
    found: list[list[tuple[float, str, Source]]] = [[] for _ in middles]
    for source in sources:
        likes = [likeness(source.vector, middle) for middle in middles]
        best = max(range(len(likes)), key=lambda at: likes[at], default=None)
        if best is not None and likes[best] >= _LIKE_ENOUGH:
            found[best].append((-likes[best] * (0.5 + source.score), source.name, source))
    return [
        [source for _, _, source in sorted(part, key=lambda e: e[:2])[:largest]] for part in found
    ]


def _named(evidence: Evidence, seed: str, members: Sequence[Source]) -> Group:
    """The group with its terms; a paper that has none of the first terms is let go."""
    shared = Counter(key for source in members for key in source.terms)
    strength = {
        key: count**1.2 * evidence.weights.rarity(key) * (_SEED if key == seed else 1.0)
        for key, count in shared.items()
        if count > 1 and (key == seed or " " in key or key.isupper())
    }
    terms: list[str] = []
    for key in sorted(strength, key=lambda key: (-strength[key], key)):
        if len(terms) == _NAMES:
            break
        if naming(key, evidence) and not any(_say_the_same(key, o, evidence) for o in terms):
            terms.append(key)
    terms = terms or [seed]
    kept = [source for source in members if _belongs(source, terms)]
    left = frozenset[str]().union(*(source.terms for source in kept))
    named = tuple(key for key in terms if key in left)
    return Group(terms=named, sources=tuple(kept), middle=_middle(kept))


def _say_the_same(key: str, other: str, evidence: Evidence) -> bool:
    return overlaps(evidence.spelled_out(key), evidence.spelled_out(other))


def _belongs(source: Source, terms: Sequence[str]) -> bool:
    """Whether a paper has the first term of its group, or at least two of the next."""
    return terms[0] in source.terms or len(source.terms.intersection(terms[:_BINDING])) > 1


def _weightiest(group: Group) -> tuple[float, str]:
    return (-math.fsum(0.5 + source.score for source in group.sources), group.terms[0])


def _least(total: int) -> int:
    return 3 if total >= _MANY else 2
