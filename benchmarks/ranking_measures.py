"""How good an order is, and how sure one can be of it."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MEASURES = ("nDCG@20", "recall@5", "recall@20", "MRR")
_ROUNDS = 1_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with the interval that holds 95 of 100 draws of readers."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} ({self.low:.3f}–{self.high:.3f})"


def measured(places: Sequence[int], wanted: int) -> dict[str, float]:
    """Each measure of one episode from the places, counted from 0, at which wanted papers stand."""
    gained = sum(1 / math.log2(place + 2) for place in places if place < 20)
    best = sum(1 / math.log2(place + 2) for place in range(min(wanted, 20)))
    return {
        "nDCG@20": gained / best,
        "recall@5": sum(place < 5 for place in places) / wanted,
        "recall@20": sum(place < 20 for place in places) / wanted,
        "MRR": 1 / (min(places) + 1) if places else 0.0,
    }


def estimate(by_reader: Mapping[str, Sequence[float]], *, seed: int = 0) -> Estimate:
    """The mean over all episodes, with readers drawn again and again for the interval."""
    readers = [(sum(values), len(values)) for _, values in sorted(by_reader.items())]
    chance = random.Random(seed)

    def mean(sample: Sequence[tuple[float, int]]) -> float:
        return sum(total for total, _ in sample) / sum(count for _, count in sample)

    draws = [mean(chance.choices(readers, k=len(readers))) for _ in range(_ROUNDS)]
    cuts = statistics.quantiles(draws, n=40)
    return Estimate(mean(readers), cuts[0], cuts[-1])
