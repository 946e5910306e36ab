"""Which of the wanted papers belong together: a reader seldom cares about one thing only."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from academichub_cli.learning._matrix import Matrix, Places, Vector

MOST = 6
_SMALLEST = 2
_MOST_GROUPED = 400
_COMPARED = 200
_LEAST_ALIKE = 0.01
_USUAL = 75.0  # of a hundred pairs of papers by lot so many are less alike than one interest's


def grouped(wanted: Matrix, usual: Matrix, telling: NDArray[np.bool_]) -> list[Places]:
    """The rows by interest, the largest first; rows that are like no others are with the likest.

    They are compared by the columns that are `telling`. Groups are joined, the likest two first, as
    long as their papers are more alike on average than most of the `usual` papers are.
    """
    if wanted.height < 2 * _SMALLEST:
        return [np.arange(wanted.height)]
    own = _normal(wanted, telling)
    first = np.arange(min(wanted.height, _MOST_GROUPED))
    likeness = products(own, own.picked(first))
    found = _joined(likeness[: len(first)], least=_alike(_normal(usual, telling)))
    groups = sorted((group for group in found if len(group) >= _SMALLEST), key=_by_size)[:MOST]
    if len(groups) <= 1:
        return [np.arange(wanted.height)]
    nearest = np.argmax([likeness[:, group].mean(axis=1) for group in groups], axis=0)
    for at, group in enumerate(groups):
        nearest[group] = at
    return [np.flatnonzero(nearest == at) for at in range(len(groups))]


def _alike(usual: Matrix) -> float:
    """How alike two papers are that have more in common than papers by lot."""
    few = usual.picked(np.arange(0, usual.height, max(1, usual.height // _COMPARED)))
    if few.height < _SMALLEST:
        return _LEAST_ALIKE
    pairs = products(few, few)[np.triu_indices(few.height, 1)]
    return max(_LEAST_ALIKE, float(np.percentile(pairs, _USUAL)))


def _normal(matrix: Matrix, columns: NDArray[np.bool_]) -> Matrix:
    """The rows with some of the columns only, each of length 1."""
    values = np.where(columns[matrix.columns], matrix.values, 0.0)
    length = np.sqrt(np.bincount(matrix.rows, weights=values**2, minlength=matrix.height))
    return replace(matrix, values=values / np.where(length == 0, 1.0, length)[matrix.rows])


def _by_size(group: list[int]) -> tuple[int, int]:
    return (-len(group), min(group))


def products(left: Matrix, right: Matrix) -> NDArray[np.float64]:
    """How alike each row of one is to each row of the other."""
    found = np.empty((left.height, right.height))
    for at in range(right.height):
        columns, values = right.row(at)
        whole = np.zeros(right.width)
        whole[columns] = values
        found[:, at] = left.times(whole)
    return found


def _joined(likeness: Vector, *, least: float) -> list[list[int]]:
    """Groups by average linkage, of papers that are so alike on average at least."""
    between = likeness.copy()
    np.fill_diagonal(between, -1.0)
    groups: dict[int, list[int]] = {at: [at] for at in range(len(between))}
    while len(groups) > 1:
        left, right = divmod(int(np.argmax(between)), len(between))
        if between[left, right] < least:
            break
        sizes = len(groups[left]), len(groups[right])
        both = (between[left] * sizes[0] + between[right] * sizes[1]) / sum(sizes)
        both[between[left] < 0] = -1.0
        between[left], between[:, left] = both, both
        between[right], between[:, right] = -1.0, -1.0
        between[left, left] = -1.0
        groups[left] += groups.pop(right)
    return list(groups.values())
