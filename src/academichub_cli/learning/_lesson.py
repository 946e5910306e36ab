"""What is learned from, as vectors: marked papers, and a sample that nobody marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from academichub_cli.domain.features import Features
from academichub_cli.domain.learned import Example
from academichub_cli.learning._interests import products
from academichub_cli.learning._matrix import Matrix, Places, Vector, stacked, widened
from academichub_cli.learning.space import Sample, Space, categories_of, words_of

_HALF_LIFE = 180.0  # days after which a mark counts half
_OLDEST = 20.0
_MOST_KNOWN = 300
_RARITY = 1 - math.log(0.1)  # a term that a tenth of all papers has makes no two of them alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Examples, in the rows before those of the sample, and how strongly each is wanted or not."""

    examples: tuple[Example, ...]
    strengths: Vector
    space: Space
    vectors: Matrix
    sample: Places
    categories: tuple[Features, ...]

    @property
    def wanted(self) -> Places:
        """The rows of what the reader wants."""
        return np.flatnonzero(self.strengths > 0)

    @property
    def written(self) -> Places:
        """The rows of what the reader wants that has words: a followed category has none."""
        lengths = np.diff(self.vectors.starts)
        return np.array([at for at in self.wanted if lengths[at]], dtype=np.int64)

    @property
    def unwanted(self) -> Places:
        """The rows of what the reader does not want."""
        return np.flatnonzero(self.strengths < 0)


def lesson_of(examples: Sequence[Example], sample: Sample) -> Lesson:
    """The examples, and what of a sample is not among them."""
    papers = [words_of(each.document) for each in examples]
    space = sample.space.with_terms_of(papers)
    own = {each.document.id for each in examples}
    unmarked = np.flatnonzero([name not in own for name in sample.ids])
    strengths = [
        each.strength * (0.5 ** min(_OLDEST, each.age / _HALF_LIFE) if each.strength > 0 else 1.0)
        for each in examples
    ]
    return Lesson(
        examples=tuple(examples),
        strengths=np.array(strengths, dtype=float),
        space=space,
        vectors=stacked([space.vectors(papers), widened(sample.vectors, len(space.places))]),
        sample=len(examples) + unmarked,
        categories=(*(categories_of(each.document) for each in examples), *sample.categories),
    )


def strongest(lesson: Lesson) -> list[int]:
    """The rows of the wanted papers with words that count most, in the order of all."""
    order = sorted(lesson.written.tolist(), key=lambda at: (-lesson.strengths[at], at))
    return sorted(order[:_MOST_KNOWN])


def nearest(lesson: Lesson, papers: Places, others: Places) -> Vector:
    """How near each paper is to the nearest of the others, by words that few papers have."""
    near = products(lesson.vectors.picked(papers), telling(lesson, others))
    best: Vector = near.max(axis=1, initial=0.0)
    return best


def telling(lesson: Lesson, rows: Places) -> Matrix:
    """Papers by their words that few papers have."""
    matrix = lesson.vectors.picked(rows)
    values = np.where(lesson.space.rarity[matrix.columns] >= _RARITY, matrix.values, 0.0)
    return replace(matrix, values=values)
