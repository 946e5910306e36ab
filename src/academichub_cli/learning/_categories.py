"""What it says for a paper that it is in a category: how much oftener the reader's papers are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from academichub_cli.domain.features import Features
from academichub_cli.domain.learned import display
from academichub_cli.learning._matrix import Vector, matrix_of

_DOUBT = 2.0  # so many papers of no particular kind are thought among the reader's
_NEVER = 5e-4
_MOST = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """A weight for each category, and what the sample's papers come to with it."""

    weights: dict[str, float]
    sums: Vector

    @property
    def name(self) -> str:
        """The category that says most."""
        names = sorted(self.weights, key=lambda name: (-self.weights[name], name))
        return display(names[0]) if names else ""


def leaning(wanted: Sequence[Features], strengths: Vector, sample: Sequence[Features]) -> Leaning:
    """How the strengths of wanted papers' categories part from those of a sample."""
    names = sorted({name for each in (*wanted, *sample) for name in each})
    places = {name: at for at, name in enumerate(names)}
    others = matrix_of(sample, places)
    usual = others.holders() / max(1, others.height)
    counts = np.where([len(each) > 0 for each in wanted], strengths, 0.0)
    counts /= float(counts.max(initial=0.0)) or 1.0
    own = matrix_of(wanted, places).gathered(counts)
    shares = (own + _DOUBT * usual) / (counts.sum() + _DOUBT)
    weights = np.clip(np.log((shares + _NEVER) / (usual + _NEVER)), -_MOST, _MOST)
    return Leaning(
        weights=dict(zip(names, weights.tolist(), strict=True)), sums=others.times(weights)
    )
