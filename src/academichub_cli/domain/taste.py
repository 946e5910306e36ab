"""What marks have taught of one reader: what they like, what they hide, and how a paper fits both.

Two models of the same kind are learned: one of what was liked, saved and opened, and, where enough
was hidden, one of what is not wanted. The first speaks for a paper, the second against it.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from academichub_cli.domain.explaining import explained
from academichub_cli.domain.features import features
from academichub_cli.domain.fitting import Fit
from academichub_cli.domain.learned import Evidence, Model, without_terms
from academichub_cli.domain.model_text import from_json, to_json
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.preferences import Preferences
from academichub_cli.domain.radar import category_of

Features = Mapping[str, float]
_FEW = 10  # marked papers after which what a followed category says counts an eighth
_MOST_AGAINST = 0.95
_SLIGHT = 0.01
_SUREST = 0.999
_SEVERAL = 2
_STANDS_OUT = 3.0  # spreads above the mean: of a hundred papers of a day two or three do
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitness:
    """How a paper fits what was learned: the chance that it is wanted, and that it is not.

    The evidence is there where it was asked for.
    """

    liking: float = 0.0
    aversion: float = 0.0
    why: tuple[Evidence, ...] = ()
    why_not: tuple[Evidence, ...] = ()


NOTHING = Fitness()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """What was learned. `liked` counts the marked papers it was learned from, `hidden` likewise."""

    liking: Model | None = None
    aversion: Model | None = None
    liked: int = 0
    hidden: int = 0

    @property
    def trust(self) -> float:
        """How far it may take the place of what a followed category says, between 0 and 1."""
        return self.liked / (self.liked + _FEW) if self.liking else 0.0

    def to_json(self) -> str:
        """The text that `from_json` reads."""
        kept = {"liked": self.liked, "hidden": self.hidden}
        models = {"liking": self.liking, "aversion": self.aversion}
        texts = {name: to_json(model) for name, model in models.items() if model}
        return json.dumps({**kept, **texts})

    @classmethod
    def from_json(cls, text: str) -> Taste:
        """What `to_json` wrote. Raises ValueError for anything else."""
        try:
            kept = json.loads(text)
            return cls(
                liking=from_json(kept["liking"]) if "liking" in kept else None,
                aversion=from_json(kept["aversion"]) if "aversion" in kept else None,
                liked=int(kept["liked"]),
                hidden=int(kept["hidden"]),
            )
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError("this is nothing that was learned") from error


def read_taste(document: str | None) -> Taste | None:
    """What `to_json` wrote; None where it says nothing, or another version wrote it."""
    try:
        taste = Taste.from_json(document or "")
    except ValueError:
        return None
    return taste if taste.liking or taste.aversion else None


def features_of(paper: Paper) -> Features:
    """What a model sees of a paper."""
    return features(paper.title, paper.abstract, paper.categories)


def tuned(taste: Taste, preferences: Preferences) -> Taste:
    """What was learned, each interest with the weight that the reader gives it."""
    model = taste.liking
    if model is None or not preferences.interests:
        return taste
    weighed = tuple(
        replace(each, weight=each.weight * preferences.factor_of(each.name))
        for each in model.interests
    )
    return replace(taste, liking=replace(model, interests=weighed))


class Judge:
    """What was learned, made ready to be held against many papers."""

    def __init__(self, taste: Taste, preferences: Preferences) -> None:
        self._liking = Fit(taste.liking) if taste.liking else None
        self._aversion = Fit(taste.aversion) if taste.aversion else None
        self._share = preferences.learned
        self.trust = taste.trust * preferences.learned

    def quickly(self, seen: Features) -> Fitness:
        """How a paper fits, without the evidence."""
        liking = self._liking.probability(seen) if self._liking else 0.0
        aversion = self._aversion.probability(seen) if self._aversion else 0.0
        return Fitness(liking=self._for(liking), aversion=self._against(aversion))

    def claims(self, papers: Mapping[K, Features]) -> list[K]:
        """For each of several interests the paper that fits it best, if it stands out in it."""
        if self._liking is None or len(self._liking.model.interests) < _SEVERAL or not papers:
            return []
        names = list(papers)
        by_interest = zip(*map(self._liking.standing, papers.values()), strict=True)
        best = [(max(fits), names[fits.index(max(fits))]) for fits in by_interest]
        return [name for fit, name in best if fit >= _STANDS_OUT]

    def explained(self, seen: Features) -> Fitness:
        """How a paper fits, with the evidence."""
        fitness = self.quickly(seen)
        why = explained(self._liking, seen).evidence if self._liking and fitness.liking else ()
        against = self._aversion if fitness.aversion else None
        why_not = explained(against, seen).evidence if against else ()
        return replace(fitness, why=why, why_not=why_not)

    def _for(self, probability: float) -> float:
        return min(max(probability, 0.0), _SUREST) * self._share

    def _against(self, probability: float) -> float:
        against = _MOST_AGAINST * min(max(probability, 0.0), 1.0) * self._share
        return against if against >= _SLIGHT else 0.0


def term_of(text: str) -> str:
    """The term that a word, phrase or category is to a model; empty where it is none."""
    if category := category_of(text):
        return category
    known = (term for term in features(text, None, ()) if ":" not in term)
    return max(known, key=lambda term: (term.count(" "), len(term), term), default="")


def without_term(taste: Taste, term: str) -> Taste:
    """What was learned, with nothing resting on a term or on a longer one that has it."""
    return replace(
        taste,
        liking=_without(taste.liking, term),
        aversion=_without(taste.aversion, term),
    )


def _without(model: Model | None, term: str) -> Model | None:
    if model is None:
        return None
    return without_terms(model, {term})
