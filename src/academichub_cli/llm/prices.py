"""What a model costs, from litellm's own table, which is read without importing litellm."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_TABLE = "model_prices_and_context_window_backup.json"


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a token that is sent, and for one that is written."""

    sent: float
    written: float

    def of(self, sent: int, written: int) -> float:
        """What so many tokens cost."""
        return sent * self.sent + written * self.written


def price_of(model: str, *, is_local: bool) -> Price | None:
    """The price of a model; nothing for a local one, None where it is not known."""
    if is_local:
        return Price(0.0, 0.0)
    table = _table()
    for name in (model, model.partition("/")[2]):
        known = table.get(name)
        if isinstance(known, dict) and "input_cost_per_token" in known:
            return Price(
                _number(known, "input_cost_per_token"), _number(known, "output_cost_per_token")
            )
    return None


def _number(known: dict[str, Any], name: str) -> float:
    value = known.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _table() -> dict[str, Any]:
    spec = find_spec("litellm")
    places = (spec.submodule_search_locations if spec else None) or ()
    for place in places:
        try:
            table = json.loads((Path(place) / _TABLE).read_bytes())
        except (OSError, ValueError):
            continue
        if isinstance(table, dict):
            return table
    return {}
