"""From scores to odds: what share of the papers with a score the reader would want."""

from __future__ import annotations

import numpy as np

from academichub_cli.domain.learned import Calibration
from academichub_cli.learning._matrix import Vector

_SHARE = 0.02  # of a day's papers that a reader wants
_USUAL = np.array(
    [3.0, 6.0]
)  # what wanted papers score with most readers, one standard error about
_STEPS = 30
_ENOUGH = 1e-6
_FLATTEST, _STEEPEST = 0.2, 4.0
_PULL = 1e-3  # towards the usual slope, 1
PLAIN = Calibration(slope=1.0, offset=-5.0)


def calibrated(wanted: Vector, sample: Vector) -> Calibration:
    """The curve through scores of wanted papers, none of which was learned from, and of a sample.

    A few scores as most readers' papers have them keep it sober where little is marked.
    """
    if not len(sample):
        return PLAIN
    above = np.concatenate([wanted, _USUAL])
    scores = np.concatenate([above, sample])
    goals = np.arange(len(scores)) < len(above)
    shares = np.where(goals, _SHARE / len(above), (1 - _SHARE) / len(sample))
    curve = np.array([PLAIN.slope, PLAIN.offset])
    columns = np.stack([scores, np.ones(len(scores))])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-np.clip(curve @ columns, -30, 30)))
        slope = columns @ (shares * (chances - goals)) + [_PULL * (curve[0] - 1), 0.0]
        bend = (columns * (shares * chances * (1 - chances))) @ columns.T
        bend += np.diag([_PULL, 1e-9])
        step = np.linalg.solve(bend, slope)
        curve = curve - np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < _ENOUGH:
            break
    return Calibration(
        slope=round(min(_STEEPEST, max(_FLATTEST, float(curve[0]))), 4),
        offset=round(float(curve[1]), 4),
    )
