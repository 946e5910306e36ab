"""How well a paper fits what was learned of a reader, and what of the paper it is due to.

Both are worked out from sparse weights in plain Python, so that showing papers loads no more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from academichub_cli.domain.features import CATEGORY, PRIMARY, is_category_term, without
from academichub_cli.domain.learned import Evidence, Model, Scored, display
from academichub_cli.domain.terms import fold, is_telling

STRANGE = 0.7  # of the usual weight of a rare term, for one of which the model knows nothing
_MOST_TERMS = 4
_TRIED = 12
_STEEPEST = 30.0
_RARE = 5.0  # spreads above the mean; beyond, each further one says half as much
_NOTHING: list[tuple[int, float]] = []
Paper = Mapping[str, float]


def probabilities(model: Model, papers: Iterable[Paper]) -> list[float]:
    """How likely the reader wants each paper."""
    fit = Fit(model)
    return [fit.probability(paper) for paper in papers]


def score(model: Model, paper: Paper) -> Scored:
    """How likely the reader wants a paper, with what of the paper it is due to."""
    return Fit(model).explained(paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """What a paper comes to: with each interest, each liked and each hidden paper."""

    interests: Sequence[float]
    liked: Sequence[float]
    hidden: Sequence[float]


Postings = list[tuple[int, float]]


class Fit:
    """A model made ready to be held against many papers."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def probability(self, paper: Paper) -> float:
        """How likely the reader wants a paper."""
        if not self.model.interests:
            return 0.0
        return self._chance(self._sums(paper))

    def standing(self, paper: Paper) -> list[float]:
        """How far a paper stands out in each interest, in spreads above the mean."""
        return self._fits(self._sums(paper))

    def explained(self, paper: Paper) -> Scored:
        """How likely the reader wants a paper, and the evidence, that of the most weight first."""
        if not self.model.interests:
            return Scored(probability=0.0)
        sums = self._sums(paper)
        chance = self._chance(sums)
        best = self._best(sums)
        found = [
            *self._terms(paper, chance, best),
            *self._nearest(paper, chance, sums),
            *self._category(paper, chance),
        ]
        found.sort(key=lambda evidence: (-evidence.weight, evidence.kind))
        return Scored(probability=chance, evidence=tuple(found), interest=best)

    @cached_property
    def _table(self) -> dict[str, tuple[float, Postings]]:
        """For each term how much it counts, and what it adds to which of the sums."""
        model = self.model
        weighed = [
            *(interest.terms for interest in model.interests),
            *(known.terms for known in (*model.liked, *model.hidden)),
        ]
        table: dict[str, tuple[float, Postings]] = {
            term: (rarity, []) for term, rarity in model.rarity.items()
        }
        for at, weights in enumerate(weighed):
            for term, weight in weights.items():
                table.setdefault(term, (model.unseen, []))[1].append((at, weight))
        return table

    def _sums(self, paper: Paper) -> _Sums:
        model = self.model
        likes = len(model.interests) + len(model.liked)
        words = [0.0] * (likes + len(model.hidden))
        length = self._add(paper, words)
        named = [term for term in paper if ":" in term]
        return _Sums(
            interests=[
                each.bias + word / length + sum(each.terms.get(term, 0.0) for term in named)
                for each, word in zip(model.interests, words, strict=False)
            ],
            liked=[
                total * known.strength / length
                for total, known in zip(
                    words[len(model.interests) : likes], model.liked, strict=True
                )
            ],
            hidden=[
                total * known.strength / length
                for total, known in zip(words[likes:], model.hidden, strict=True)
            ],
        )

    def _add(self, paper: Paper, sums: list[float]) -> float:
        """Add up what words come to; the length of their vector, 1 where it has none."""
        find, log, new = self._table.get, math.log, (STRANGE * self.model.unseen, _NOTHING)
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
        return math.sqrt(squares) or 1.0

    def _fits(self, sums: _Sums) -> list[float]:
        wanted = (math.log(max(each.weight, 1e-9)) for each in self.model.interests)
        return [fit + more for fit, more in zip(sums.interests, wanted, strict=True)]

    def _best(self, sums: _Sums) -> int:
        fits = self._fits(sums)
        return max(range(len(fits)), key=lambda at: (fits[at], -at))

    def _chance(self, sums: _Sums) -> float:
        scale = self.model.nearness
        near = max(sums.liked, default=0.0) - max(sums.hidden, default=0.0)
        total = max(self._fits(sums)) + scale.weight * (near - scale.mean) / scale.spread
        odds = self.model.calibration.slope * bent(total) + self.model.calibration.offset
        return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, odds))))

    def _terms(self, paper: Paper, chance: float, best: int) -> Iterator[Evidence]:
        """The telling terms that speak most for the paper, as one piece of evidence."""
        weights, table = self.model.interests[best].terms, self._table
        shares = [
            (term, weights[term] * table[term][0] * (1 + math.log(count)))
            for term, count in paper.items()
            if weights.get(term, 0.0) > 0 and not is_category_term(term) and is_said(term)
        ]
        shares.sort(key=lambda entry: (-entry[1], entry[0]))
        chosen: list[str] = []
        left = chance
        for term, _ in shares[:_TRIED]:
            if len(chosen) == _MOST_TERMS or any(_overlaps(term, other) for other in chosen):
                continue
            less = self.probability(without(dict(paper), (*chosen, term)))
            if less < left:
                chosen.append(term)
                left = less
        if chosen:
            text = ", ".join(map(display, chosen))
            yield Evidence(kind="terms", text=text, weight=chance - left, terms=tuple(chosen))

    def _nearest(self, paper: Paper, chance: float, sums: _Sums) -> Iterator[Evidence]:
        """The liked paper that is nearest, if it makes a difference that there is one."""
        if not sums.liked:
            return
        at = max(range(len(sums.liked)), key=lambda at: (sums.liked[at], -at))
        others = [*sums.liked[:at], *sums.liked[at + 1 :]]
        less = self._chance(replace(sums, liked=others))
        known = self.model.liked[at]
        if less < chance and known.title:
            shared = [term for term in known.terms if term in paper and is_said(term)]
            terms = tuple(shared[:_MOST_TERMS])
            if terms and self.probability(without(dict(paper), terms)) < chance:
                yield Evidence(
                    kind="nearest",
                    text=known.title,
                    weight=chance - less,
                    terms=terms,
                    paper=known.id,
                )

    def _category(self, paper: Paper, chance: float) -> Iterator[Evidence]:
        """The category without which the paper would fit least, if any."""
        found = []
        for term in paper:
            if term.startswith(CATEGORY):
                terms = (term, f"{PRIMARY}{display(term)}")
                less = self.probability(without(dict(paper), terms))
                if less < chance:
                    found.append((less, display(term), terms))
        if found:
            less, text, terms = min(found)
            yield Evidence(kind="category", text=text, weight=chance - less, terms=terms)


def bent(total: float) -> float:
    """What a paper comes to as odds grow with it: above what few papers come to, half as fast."""
    return total if total <= _RARE else (total + _RARE) / 2


def is_said(term: str) -> bool:
    """Whether a term tells a person something."""
    return is_telling(term) and all(fold(word) for word in term.split(" "))


def _overlaps(left: str, right: str) -> bool:
    return not set(left.split(" ")).isdisjoint(right.split(" "))
