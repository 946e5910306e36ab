"""The use case of the brief: what a period's papers say, every claim cited and checked."""

from __future__ import annotations

from academichub_cli.briefs.asking import Asking, Priced
from academichub_cli.briefs.check import Unsupported, unsupported
from academichub_cli.briefs.extract import Limits, brief
from academichub_cli.briefs.write import Wish, dropped_by_reason, estimate, write

__all__ = [
    "Asking",
    "Limits",
    "Priced",
    "Unsupported",
    "Wish",
    "brief",
    "dropped_by_reason",
    "estimate",
    "unsupported",
    "write",
]
