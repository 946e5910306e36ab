"""What of a paper its fit is due to: each piece of evidence is what would be missed without it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from academichub_cli.domain.features import CATEGORY, PRIMARY, is_category_term
from academichub_cli.domain.fitting import Fit, Paper
from academichub_cli.domain.learned import Evidence, Scored, display
from academichub_cli.domain.terms import fold, is_telling

_MOST_TERMS = 4
_TRIED = 12
_LEAST = 1e-9  # what adding and taking away again may be wrong by, and more


def explained(fit: Fit, paper: Paper) -> Scored:
    """How likely the reader wants a paper, and the evidence, that of the most weight first."""
    if not fit.model.interests:
        return Scored(probability=0.0)
    account = _Account(fit, paper)
    found = [*account.terms(), *account.nearest(), *account.category()]
    found.sort(key=lambda evidence: (-evidence.weight, evidence.kind))
    return Scored(probability=account.chance, evidence=tuple(found))


class _Account:
    """A paper, and how likely it would be wanted if it did not have some of its terms.

    What they come to is taken from the whole, which is many times as quick as adding up the rest.
    """

    def __init__(self, fit: Fit, paper: Paper) -> None:
        self._fit, self._paper = fit, paper
        self._words = fit.words(paper)
        self._named = [term for term in paper if is_category_term(term)]
        self._sums = fit.sums(self._words, self._named)
        self.chance = fit.chance(self._sums)
        self.best = fit.best(self._sums)

    def terms(self) -> Iterator[Evidence]:
        """The telling terms that speak most for the paper, as one piece of evidence."""
        weights, table = self._fit.model.interests[self.best].terms, self._fit.table
        shares = [
            (term, weights[term] * table[term][0] * (1 + math.log(count)))
            for term, count in self._paper.items()
            if weights.get(term, 0.0) > 0 and not is_category_term(term) and is_said(term)
        ]
        shares.sort(key=lambda entry: (-entry[1], entry[0]))
        chosen: list[str] = []
        left = self.chance
        for term, _ in shares[:_TRIED]:
            if len(chosen) == _MOST_TERMS or any(_overlaps(term, other) for other in chosen):
                continue
            less = self._without((*chosen, term))
            if less < left - _LEAST:
                chosen.append(term)
                left = less
        if chosen:
            text = ", ".join(map(display, chosen))
            weight = self.chance - left
            yield Evidence(kind="terms", text=text, weight=weight, terms=tuple(chosen))

    def nearest(self) -> Iterator[Evidence]:
        """The liked paper that is nearest, if it makes a difference that there is one."""
        near = self._sums.liked
        if not near:
            return
        at = max(range(len(near)), key=lambda at: (near[at], -at))
        less = self._fit.chance(replace(self._sums, liked=[*near[:at], *near[at + 1 :]]))
        known = self._fit.model.liked[at]
        if less >= self.chance or not known.title:
            return
        shared = [term for term in known.terms if term in self._paper and is_said(term)]
        terms = tuple(shared[:_MOST_TERMS])
        if terms and self._without(terms) < self.chance - _LEAST:
            weight = self.chance - less
            yield Evidence(
                kind="nearest", text=known.title, weight=weight, terms=terms, paper=known.id
            )

    def category(self) -> Iterator[Evidence]:
        """The category without which the paper would fit least, if any."""
        found = []
        for term in self._named:
            if term.startswith(CATEGORY):
                terms = (term, f"{PRIMARY}{display(term)}")
                less = self._without(terms)
                if less < self.chance - _LEAST:
                    found.append((less, display(term), terms))
        if found:
            less, text, terms = min(found)
            yield Evidence(kind="category", text=text, weight=self.chance - less, terms=terms)

    def _without(self, terms: Iterable[str]) -> float:
        """The chance without these; a word's pairs go with it."""
        out = frozenset(terms)
        gone = {term for term in out if term in self._paper and not is_category_term(term)}
        for word in out:
            gone.update(self._pairs.get(word, ()))
        words = self._fit.less(self._words, self._paper, sorted(gone)) if gone else self._words
        named = [term for term in self._named if term not in out]
        return self._fit.chance(self._fit.sums(words, named))

    @cached_property
    def _pairs(self) -> Mapping[str, list[str]]:
        """The pairs of words that hold each word."""
        found: dict[str, list[str]] = {}
        for term in self._paper:
            if " " in term:
                for word in term.split(" "):
                    found.setdefault(word, []).append(term)
        return found


def is_said(term: str) -> bool:
    """Whether a term tells a person something."""
    return is_telling(term) and all(fold(word) for word in term.split(" "))


def _overlaps(left: str, right: str) -> bool:
    return not set(left.split(" ")).isdisjoint(right.split(" "))
