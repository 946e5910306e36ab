"""The use cases of learning: what the marks teach, and how well that would have done so far."""

from __future__ import annotations

from academichub_cli.teaching._lessons import Background, Lessons
from academichub_cli.teaching._replay import Measured, Replay, replay

__all__ = ["Background", "Lessons", "Measured", "Replay", "replay"]
