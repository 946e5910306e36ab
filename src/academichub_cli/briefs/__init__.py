"""The use case of the brief: what a period's papers say, every claim cited and checked."""

from __future__ import annotations

from academichub_cli.briefs.check import Unsupported, unsupported
from academichub_cli.briefs.extract import Limits, brief

__all__ = ["Limits", "Unsupported", "brief", "unsupported"]
