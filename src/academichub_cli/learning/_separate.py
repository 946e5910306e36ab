"""The plane that best parts what is wanted from what is not: a support vector machine.

It minimises ``|w|²/2 + Σ cost · max(0, 1 - side · (w·x + b))²`` by Newton's method, each step
solved by conjugate gradients: smooth, convex and without chance, so that the same marks teach the
same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from academichub_cli.learning._matrix import Matrix, Vector

_STEPS = 12
_INNER = 20
_ENOUGH = 1e-3
_LEAST = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """A weight for each column, and what is added to the sum."""

    weights: Vector
    bias: float

    def heights(self, matrix: Matrix) -> Vector:
        """How far each row is on the wanted side."""
        return matrix.times(self.weights) + self.bias


def separate(matrix: Matrix, sides: Vector, costs: Vector) -> Plane:
    """The plane for rows of which each is on a side, 1 or -1, and costs so much if it is not."""
    weights = np.zeros(matrix.width + 1)
    value, gradient, active = _loss(matrix, sides, costs, weights)
    first = float(np.linalg.norm(gradient))
    for _ in range(_STEPS):
        if np.linalg.norm(gradient) <= _ENOUGH * first:
            break
        step = _direction(matrix, 2 * costs * active, gradient)
        size = 1.0
        while size > _LEAST:
            after, slope, still = _loss(matrix, sides, costs, weights + size * step)
            if after <= value + _LEAST * size * float(gradient @ step):
                break
            size /= 2
        weights, value, gradient, active = weights + size * step, after, slope, still
    return Plane(weights=weights[:-1], bias=float(weights[-1]))


def _loss(
    matrix: Matrix, sides: Vector, costs: Vector, weights: Vector
) -> tuple[float, Vector, Vector]:
    """The loss, its gradient, and which rows are too near the plane or beyond it."""
    short = np.maximum(0.0, 1 - sides * (matrix.times(weights[:-1]) + weights[-1]))
    pull = -2 * costs * sides * short
    gradient = weights + np.append(matrix.gathered(pull), pull.sum())
    value = float(weights @ weights / 2 + costs @ short**2)
    return value, gradient, (short > 0).astype(float)


def _direction(matrix: Matrix, curving: Vector, gradient: Vector) -> Vector:
    """Newton's step: conjugate gradients on the curvature of the rows that count."""
    rows = np.flatnonzero(curving)
    part, curving = matrix.picked(rows), curving[rows]
    step = np.zeros_like(gradient)
    left = -gradient
    way = left.copy()
    square = float(left @ left)
    goal = 0.01 * square
    for _ in range(_INNER):
        if square <= goal:
            break
        bent = curving * (part.times(way[:-1]) + way[-1])
        bent = way + np.append(part.gathered(bent), bent.sum())
        size = square / float(way @ bent)
        step += size * way
        left -= size * bent
        square, before = float(left @ left), square
        way = left + square / before * way
    return step
