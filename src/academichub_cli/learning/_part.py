"""What parts wanted papers from all others: their words, and their categories."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from academichub_cli.domain.learned import Scale
from academichub_cli.learning._categories import Leaning, leaning
from academichub_cli.learning._lesson import Lesson
from academichub_cli.learning._matrix import Places, Vector
from academichub_cli.learning._separate import Plane, separate

_COST = 25.0  # what all that is wanted costs on the wrong side, and likewise the sample
_SHARED = 0.6  # how much the reader's other interests count beside the one that is learned
_CATEGORIES = 0.9  # how much categories count where words count 1
_NO_SPREAD = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What parts wanted papers from others: by their words, and by their categories."""

    plane: Plane
    words: Scale
    leaning: Leaning
    categories: Scale

    def fits(self, lesson: Lesson, rows: Places) -> Vector:
        """How far papers stand out."""
        by_words = standing(self.plane.heights(lesson.vectors.picked(rows)), self.words)
        weights = self.leaning.weights
        sums = [sum(weights.get(name, 0.0) for name in lesson.categories[at]) for at in rows]
        by_categories = standing(np.array(sums, dtype=float), self.categories)
        return by_words + self.categories.weight * by_categories


def part_of(lesson: Lesson, group: Places, wanted: Places) -> Part:
    """What parts one group of wanted papers, and less so all of them, from all else."""
    strengths = lesson.strengths.copy()
    others = np.setdiff1d(wanted, group)
    if len(group) and len(others):
        # All others together count no more than the group, or a small one would be drowned.
        equal = strengths[group].sum() / strengths[others].sum()
        strengths[others] *= min(_SHARED, float(equal))
    written = np.intersect1d(wanted, lesson.written)
    plane = _plane(lesson, written, strengths)
    lean = leaning(
        [lesson.categories[at] for at in wanted],
        strengths[wanted],
        [lesson.categories[at] for at in lesson.sample],
    )
    return Part(
        plane=plane,
        words=scale_of(plane.heights(lesson.vectors.picked(lesson.sample))),
        leaning=lean,
        categories=replace(scale_of(lean.sums), weight=_CATEGORIES),
    )


def _plane(lesson: Lesson, wanted: Places, strengths: Vector) -> Plane:
    """What parts wanted papers from unwanted ones and the sample by their words."""
    unwanted = lesson.unwanted
    rows = np.concatenate([wanted, unwanted, lesson.sample])
    if not len(wanted):
        return Plane(weights=np.zeros(lesson.vectors.width), bias=0.0)
    sides = np.where(np.arange(len(rows)) < len(wanted), 1.0, -1.0)
    each = _COST / strengths[wanted].sum()
    costs = np.concatenate(
        [
            strengths[wanted] * each,
            -strengths[unwanted] * each,
            np.full(len(lesson.sample), _COST / max(1, len(lesson.sample))),
        ]
    )
    return separate(lesson.vectors.picked(rows), sides, costs)


def scale_of(numbers: Vector) -> Scale:
    """The mean and spread of numbers."""
    if not len(numbers):
        return Scale()
    spread = float(numbers.std())
    return Scale(
        mean=rounded(numbers.mean()), spread=rounded(spread) if spread > _NO_SPREAD else 1.0
    )


def standing(numbers: Vector, scale: Scale) -> Vector:
    """Numbers in spreads above the mean."""
    return (numbers - scale.mean) / scale.spread


def rounded(number: float) -> float:
    """The number to as many digits as are worth keeping."""
    return float(f"{number:.4g}")
