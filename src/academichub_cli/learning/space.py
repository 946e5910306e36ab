"""Papers as vectors of words: how much each term counts, learned from a sample of the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from academichub_cli.domain.features import Features, features
from academichub_cli.domain.fitting import STRANGE
from academichub_cli.domain.learned import Document
from academichub_cli.learning._matrix import Matrix, Vector, matrix_of, rounded

_RARE = 5  # of a term that fewer papers of the sample have, it is not known how rare it is
_UNSEEN = 2
_ENOUGH = 100 * _RARE


def words_of(document: Document) -> Features:
    """How often each word and pair of words stands in a document."""
    return features(document.title, document.abstract, ())


def categories_of(document: Document) -> Features:
    """The categories of a document, the primary one marked."""
    return features("", None, document.categories)


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The terms that have a column of their own, and how much each counts.

    Any other term counts `unseen`: it has a part in the length of a paper and none in what is
    learned.
    """

    places: Mapping[str, int]
    terms: tuple[str, ...]
    rarity: Vector
    unseen: float

    def with_terms_of(self, papers: Iterable[Features]) -> Space:
        """The space in which each term of these papers has a column, too."""
        places = dict(self.places)
        for paper in papers:
            for term in paper:
                places.setdefault(term, len(places))
        new = np.full(len(places) - len(self.places), self.unseen)
        return Space(
            places=places,
            terms=tuple(places),
            rarity=np.concatenate([self.rarity, new]),
            unseen=self.unseen,
        )

    def vectors(self, papers: Sequence[Features]) -> Matrix:
        """The papers, each of length 1."""
        counts = matrix_of(papers, self.places)
        values = (1 + np.log(np.maximum(counts.values, 1.0))) * self.rarity[counts.columns]
        squares = np.bincount(counts.rows, weights=values**2, minlength=counts.height)
        length = np.sqrt(squares + np.array([self._strange(paper) for paper in papers]))
        return Matrix(
            columns=counts.columns,
            values=values / np.where(length == 0, 1.0, length)[counts.rows],
            starts=counts.starts,
            width=counts.width,
        )

    def _strange(self, paper: Features) -> float:
        """What the terms without a column add to the square of a paper's length."""
        places = self.places
        strange = [count for term, count in paper.items() if term not in places]
        damped = 1 + np.log(np.maximum(strange, 1.0))
        return float(np.sum(damped**2)) * (STRANGE * self.unseen) ** 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Papers of the library that nobody marked, as what a reader's marks stand out from."""

    ids: tuple[str, ...]
    space: Space
    vectors: Matrix
    categories: tuple[Features, ...]

    @property
    def rarity(self) -> dict[str, float]:
        """How much each term counts that has a column."""
        return dict(zip(self.space.terms, self.space.rarity.tolist(), strict=True))


def sampled(documents: Iterable[Document]) -> Sample:
    """A sample made ready to learn from; the order of the documents does not matter."""
    ordered = sorted(documents, key=lambda document: document.id)
    papers = [words_of(document) for document in ordered]
    held = Counter[str]()
    for paper in papers:
        held.update(paper.keys())
    least = _RARE if len(papers) >= _ENOUGH else 1
    kept = sorted(term for term, count in held.items() if count >= least)
    size = 1 + len(papers)
    counts = np.array([held[term] for term in kept], dtype=float)
    space = Space(
        places={term: at for at, term in enumerate(kept)},
        terms=tuple(kept),
        rarity=np.round(np.log(size / (1 + counts)) + 1, 3),
        unseen=round(float(np.log(size / (1 + min(_UNSEEN, len(papers)))) + 1), 3),
    )
    return Sample(
        ids=tuple(document.id for document in ordered),
        space=space,
        vectors=rounded(space.vectors(papers)),
        categories=tuple(categories_of(document) for document in ordered),
    )
