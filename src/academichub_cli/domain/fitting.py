"""How well a paper fits what was learned of a reader.

It is worked out from sparse weights in plain Python, so that showing papers loads no more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from academichub_cli.domain.learned import Model

STRANGE = 0.7  # of the usual weight of a rare term, for one of which the model knows nothing
_STEEPEST = 30.0
_LEAST_WEIGHT = 1e-9
_RARE = 5.0  # spreads above the mean; beyond, each further one says half as much
Paper = Mapping[str, float]
Postings = Sequence[tuple[int, float]]
_NOTHING: Postings = ()


def probabilities(model: Model, papers: Iterable[Paper]) -> list[float]:
    """How likely the reader wants each paper."""
    fit = Fit(model)
    return [fit.probability(paper) for paper in papers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What a paper comes to: with each interest, each liked and each hidden paper."""

    interests: Sequence[float]
    liked: Sequence[float]
    hidden: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the words of a paper add up to, before the whole is made of length 1."""

    sums: Sequence[float]
    squares: float

    @property
    def length(self) -> float:
        """The length of the words' vector, 1 where there are none."""
        return math.sqrt(self.squares) or 1.0


class Fit:
    """A model made ready to be held against many papers."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def probability(self, paper: Paper) -> float:
        """How likely the reader wants a paper."""
        if not self.model.interests:
            return 0.0
        return self.chance(self.whole(paper))

    def whole(self, paper: Paper) -> Sums:
        """What a paper comes to with all that it has."""
        return self.sums(self.words(paper), [term for term in paper if ":" in term])

    def standing(self, paper: Paper) -> list[float]:
        """How far a paper stands out in each interest as it is alone, in spreads above the mean."""
        new = (STRANGE * self.model.unseen, _NOTHING)
        vector = [
            (term, self.table.get(term, new)[0] * (1 + math.log(count)))
            for term, count in paper.items()
            if ":" not in term
        ]
        length = math.sqrt(sum(weight * weight for _, weight in vector)) or 1.0
        named = [term for term in paper if ":" in term]
        return [
            each.alone_bias
            + sum(each.alone.get(term, 0.0) * weight for term, weight in vector) / length
            + sum(each.alone.get(term, 0.0) for term in named)
            + math.log(max(each.weight, _LEAST_WEIGHT))
            for each in self.model.interests
        ]

    @cached_property
    def table(self) -> dict[str, tuple[float, Postings]]:
        """For each term how much it counts, and what it adds to which of the sums."""
        model = self.model
        weighed = [
            *(interest.terms for interest in model.interests),
            *(known.terms for known in (*model.liked, *model.hidden)),
        ]
        found: dict[str, list[tuple[int, float]]] = {}
        for at, weights in enumerate(weighed):
            for term, weight in weights.items():
                found.setdefault(term, []).append((at, weight))
        rarity = model.rarity
        table: dict[str, tuple[float, Postings]] = {
            term: (weight, _NOTHING) for term, weight in rarity.items()
        }
        table.update(
            (term, (rarity.get(term, model.unseen), postings)) for term, postings in found.items()
        )
        return table

    def words(self, paper: Paper) -> Words:
        """What the words of a paper come to."""
        model = self.model
        sums = [0.0] * (len(model.interests) + len(model.liked) + len(model.hidden))
        find, log, new = self.table.get, math.log, (STRANGE * self.model.unseen, _NOTHING)
        squares = 0.0
        for term, count in paper.items():
            if ":" in term:
                continue
            weight, postings = find(term, new)
            if count > 1:
                weight *= 1 + log(count)
            squares += weight * weight
            for at, share in postings:
                sums[at] += share * weight
        return Words(sums=sums, squares=squares)

    def less(self, whole: Words, paper: Paper, gone: Iterable[str]) -> Words:
        """The same without some terms of the paper."""
        sums, squares = list(whole.sums), whole.squares
        new = (STRANGE * self.model.unseen, _NOTHING)
        for term in gone:
            weight, postings = self.table.get(term, new)
            weight *= 1 + math.log(paper[term])
            squares -= weight * weight
            for at, share in postings:
                sums[at] -= share * weight
        return Words(sums=sums, squares=max(0.0, squares))

    def sums(self, words: Words, named: Sequence[str]) -> Sums:
        """What a paper of such words and of these categories comes to."""
        model = self.model
        likes = len(model.interests) + len(model.liked)
        length = words.length
        return Sums(
            interests=[
                each.bias + word / length + sum(each.terms.get(term, 0.0) for term in named)
                for each, word in zip(model.interests, words.sums, strict=False)
            ],
            liked=[
                total * known.strength / length
                for total, known in zip(
                    words.sums[len(model.interests) : likes], model.liked, strict=True
                )
            ],
            hidden=[
                total * known.strength / length
                for total, known in zip(words.sums[likes:], model.hidden, strict=True)
            ],
        )

    def fits(self, sums: Sums) -> list[float]:
        """How far a paper stands out in each interest beside the others."""
        wanted = (math.log(max(each.weight, _LEAST_WEIGHT)) for each in self.model.interests)
        return [fit + more for fit, more in zip(sums.interests, wanted, strict=True)]

    def best(self, sums: Sums) -> int:
        """Which interest a paper fits best."""
        fits = self.fits(sums)
        return max(range(len(fits)), key=lambda at: (fits[at], -at))

    def total(self, sums: Sums) -> float:
        """How far a paper stands out: in its best interest, and by what it is near to."""
        scale = self.model.nearness
        near = max(sums.liked, default=0.0) - max(sums.hidden, default=0.0)
        return max(self.fits(sums)) + scale.weight * (near - scale.mean) / scale.spread

    def chance(self, sums: Sums) -> float:
        """How likely the reader wants what comes to this."""
        curve = self.model.calibration
        odds = curve.slope * bent(self.total(sums)) + curve.offset
        return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, odds))))


def bent(total: float) -> float:
    """What a paper comes to as odds grow with it: above what few papers come to, half as fast."""
    return total if total <= _RARE else (total + _RARE) / 2
