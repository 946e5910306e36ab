"""How good a ranking was, given what turned out to be wanted, and how sure one can be of it."""

from __future__ import annotations

import math
import random
from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_RESAMPLED = 2_000
_SEED = 1
_LOW, _HIGH = 0.025, 0.975


def ndcg(ranked: Sequence[Hashable], wanted: AbstractSet[Hashable], *, first: int) -> float:
    """The discounted gain of the first places, 1 where all that is wanted stands on top."""
    found = sum(_gain(place) for place, each in enumerate(ranked[:first]) if each in wanted)
    best = sum(_gain(place) for place in range(min(first, len(wanted))))
    return found / best if best else 0.0


def recall(ranked: Sequence[Hashable], wanted: AbstractSet[Hashable], *, first: int) -> float:
    """Which part of what is wanted is among the first."""
    return sum(each in wanted for each in ranked[:first]) / len(wanted) if wanted else 0.0


def reciprocal_rank(ranked: Sequence[Hashable], wanted: AbstractSet[Hashable]) -> float:
    """One over the place of the first that is wanted; 0 where there is none."""
    place = next((place for place, each in enumerate(ranked, start=1) if each in wanted), None)
    return 1 / place if place else 0.0


def _gain(place: int) -> float:
    return 1 / math.log2(place + 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean, and between what it lies with a probability of 95 %."""

    mean: float
    low: float
    high: float

    @property
    def is_certain(self) -> bool:
        """Whether all that is likely lies on one side of nothing."""
        return self.low > 0 or self.high < 0


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of values with its bootstrap interval, the same for the same values."""
    if not values:
        return Estimate(mean=0.0, low=0.0, high=0.0)
    draw = random.Random(_SEED)  # noqa: S311 (no secret)
    size = len(values)
    means = sorted(sum(draw.choices(values, k=size)) / size for _ in range(_RESAMPLED))
    return Estimate(
        mean=sum(values) / size,
        low=means[int(_LOW * _RESAMPLED)],
        high=means[int(_HIGH * _RESAMPLED)],
    )
