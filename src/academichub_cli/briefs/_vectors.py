"""What a paper or a group is about, as weights of terms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Vector: TypeAlias = Mapping[str, float]


def normal(vector: Vector) -> Vector:
    """The vector with length 1."""
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {key: weight / length for key, weight in vector.items()} if length else vector


def likeness(left: Vector, right: Vector) -> float:
    """The cosine of two vectors of length 1."""
    if len(left) > len(right):
        left, right = right, left
    return math.fsum(weight * right[key] for key, weight in left.items() if key in right)


def mean(vectors: Iterable[Vector]) -> Vector:
    """The direction of all vectors together, with length 1."""
    total: dict[str, float] = {}
    for vector in vectors:
        for key, weight in vector.items():
            total[key] = total.get(key, 0.0) + weight
    return normal(total)
