"""Sparse matrices, as far as training needs them, in numpy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows of (column, value): row `at` stands from ``starts[at]`` to ``starts[at + 1]``."""

    columns: Places
    values: Vector
    starts: Places
    width: int

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    @property
    def rows(self) -> Places:
        """The row that each value stands in."""
        return np.repeat(np.arange(self.height), np.diff(self.starts))

    def times(self, vector: Vector) -> Vector:
        """The product of each row with a vector."""
        # Differences of a running sum: rows may be empty, and this is the quickest way in numpy.
        running = np.zeros(len(self.values) + 1)
        np.cumsum(self.values * vector[self.columns], out=running[1:])
        return running[self.starts[1:]] - running[self.starts[:-1]]

    def gathered(self, weights: Vector) -> Vector:
        """The sum of all rows, each times its weight."""
        spread = np.repeat(weights, np.diff(self.starts)) * self.values
        return np.bincount(self.columns, weights=spread, minlength=self.width).astype(float)

    def picked(self, rows: Places) -> Matrix:
        """The matrix of some of the rows."""
        lengths = np.diff(self.starts)[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        inner = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        places = np.repeat(self.starts[rows], lengths) + inner
        return Matrix(
            columns=self.columns[places],
            values=self.values[places],
            starts=starts,
            width=self.width,
        )

    def row(self, at: int) -> tuple[Places, Vector]:
        """The columns and values of one row."""
        span = slice(self.starts[at], self.starts[at + 1])
        return self.columns[span], self.values[span]

    def holders(self) -> Vector:
        """In how many rows each column stands."""
        return np.bincount(self.columns, minlength=self.width).astype(float)


def matrix_of(counted: Iterable[Mapping[str, float]], places: Mapping[str, int]) -> Matrix:
    """The rows of the terms that have a place, each in the order of its own."""
    columns: list[int] = []
    values: list[float] = []
    starts = [0]
    for counts in counted:
        columns.extend(places.get(term, -1) for term in counts)
        values.extend(counts.values())
        starts.append(len(columns))
    all_columns = np.array(columns, dtype=np.int64)
    kept = all_columns >= 0
    return Matrix(
        columns=all_columns[kept],
        values=np.array(values, dtype=float)[kept],
        starts=np.concatenate([[0], np.cumsum(kept)])[np.array(starts, dtype=np.int64)],
        width=len(places),
    )


def rounded(matrix: Matrix) -> Matrix:
    """The same rows with the seven digits that four bytes hold, so that they are kept in these."""
    return replace(matrix, values=matrix.values.astype(np.float32).astype(float))


def widened(matrix: Matrix, width: int) -> Matrix:
    """The same rows where there are more columns."""
    return replace(matrix, width=width)


def stacked(matrices: Sequence[Matrix]) -> Matrix:
    """The rows of all, one after the other."""
    steps = np.concatenate([np.diff(each.starts) for each in matrices])
    return Matrix(
        columns=np.concatenate([each.columns for each in matrices]),
        values=np.concatenate([each.values for each in matrices]),
        starts=np.concatenate([[0], np.cumsum(steps)]).astype(np.int64),
        width=matrices[0].width,
    )
