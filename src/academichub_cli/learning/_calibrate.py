"""From scores to odds: what share of the papers with a score the reader would want."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from academichub_cli.domain.fitting import bent
from academichub_cli.domain.learned import Calibration
from academichub_cli.learning._matrix import Vector

# As steep as how often papers with a score were wanted by authors, thought of as readers.
_STEEPEST, _HALF = 0.95, 1.6  # of so many likes the curve is half as steep as of very many
_SHARE = 0.01  # of the papers that reach a library so many are wanted: of 1,400 a day some ten
_DOUBT = 20
_BOUND, _STEPS = 40.0, 60
_USUAL = -5.0  # where nothing is known of the library


def calibrated(likes: float, sample: Vector) -> Calibration:
    """The curve for what was learned of so many likes, however old, from a sample's scores.

    It is the flatter, the fewer there are: what stands out from one like is seldom wanted. It is as
    high as makes the usual share of the sample wanted.
    """
    slope = round(_STEEPEST * likes / (likes + _HALF), 4)
    if not len(sample):
        return Calibration(slope=slope, offset=_USUAL)
    odds = slope * np.array([bent(each) for each in sample.tolist()])
    return Calibration(slope=slope, offset=round(level(odds, _SHARE), 4))


def level(odds: Vector, share: float) -> float:
    """What to add to the logarithms of odds so that the mean chance is this share."""
    low, high = -_BOUND, _BOUND
    for _ in range(_STEPS):
        middle = (low + high) / 2
        mean = float(np.mean(1 / (1 + np.exp(-np.clip(odds + middle, -_BOUND, _BOUND)))))
        low, high = (low, middle) if mean > share else (middle, high)
    return low


def sobered(curve: Calibration, papers: int) -> Calibration:
    """The curve where the sample has so many papers: before few of them anything stands out."""
    return replace(curve, slope=round(curve.slope * (papers + 1) / (papers + _DOUBT), 4))
