"""How the ranking did, as numbers: for the words of `hub eval` and for its JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from academichub_cli.domain.interleaving import Comparison, chance_of_more
from academichub_cli.domain.measures import Estimate, estimate

if TYPE_CHECKING:
    from academichub_cli.teaching import Measured, Replay

SCHEMA = 1
ENOUGH = 10  # marked papers
ENOUGH_DAYS = 5
MEASURES = {"nDCG@20": "ndcg", "recall@10": "recall", "MRR": "reciprocal_rank"}
_SURE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What has come of a comparison: what each ranker's papers were marked, over how many days."""

    comparison: Comparison
    scores: Mapping[str, int]
    days: int

    @property
    def is_enough(self) -> bool:
        """Whether there are marks enough to tell anything from."""
        return sum(self.scores.values()) >= ENOUGH

    @property
    def chance(self) -> float:
        """How often chance alone would part the two so far."""
        left, right = self.comparison.rankers
        return chance_of_more(self.scores[left], self.scores[right])

    @property
    def better(self) -> str | None:
        """The ranker that is better, where that can be told."""
        if not self.is_enough or self.chance >= _SURE:
            return None
        left, right = self.comparison.rankers
        return left if self.scores[left] > self.scores[right] else right


def is_enough(found: Replay) -> bool:
    """Whether there are marks and days enough to tell anything from."""
    return found.marks >= ENOUGH and len(found.days) >= ENOUGH_DAYS


def cells(measured: Sequence[Measured]) -> dict[str, Estimate]:
    """Each measure over the days of one ranker."""
    return {
        title: estimate([getattr(each, name) for each in measured])
        for title, name in MEASURES.items()
    }


def gain(found: Replay) -> Estimate:
    """By how much what was learned ranks better than the follows alone."""
    pairs = zip(found.by_ranker["learned"], found.by_ranker["follows"], strict=True)
    return estimate([learned.ndcg - plain.ndcg for learned, plain in pairs])


def document(found: Replay, standing: Standing | None, *, taken: datetime) -> dict[str, Any]:
    """The report as JSON."""
    can_tell = is_enough(found)
    return {
        "schema": SCHEMA,
        "command": "eval",
        "taken": taken.isoformat(),
        "marks": found.marks,
        "days": [day.isoformat() for day in found.days],
        "needed": {"marks": ENOUGH, "days": ENOUGH_DAYS},
        "rankers": _rankers(found) if can_tell else None,
        "gain": _gain(gain(found)) if can_tell else None,
        "comparison": _compared(standing) if standing else None,
    }


def _rankers(found: Replay) -> dict[str, Any]:
    return {
        name: {title: _cell(each) for title, each in cells(measured).items()}
        for name, measured in found.by_ranker.items()
    }


def _cell(found: Estimate) -> dict[str, float]:
    return {"mean": found.mean, "low": found.low, "high": found.high}


def _gain(found: Estimate) -> dict[str, Any]:
    return {**_cell(found), "measure": "nDCG@20", "is_certain": found.is_certain}


def _compared(standing: Standing) -> dict[str, Any]:
    return {
        "rankers": list(standing.comparison.rankers),
        "begun": standing.comparison.begun.isoformat(),
        "marked": dict(standing.scores),
        "days": standing.days,
        "chance": standing.chance if standing.is_enough else None,
        "better": standing.better,
    }
