"""What is remembered of a source from run to run: when it answered, and when and how it failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """When a source answered last, and what its last failure was."""

    answered_at: datetime | None = None
    failed_at: datetime | None = None
    message: str = ""
    hint: str = ""

    @property
    def is_failing(self) -> bool:
        """Whether it has not answered in full since it last failed."""
        if self.failed_at is None:
            return False
        return self.answered_at is None or self.answered_at <= self.failed_at

    def after(self, now: datetime, *, has_answered: bool, message: str, hint: str) -> Self:
        """The state after it was asked now; without a `message` nothing failed."""
        state = replace(self, answered_at=now) if has_answered else self
        return replace(state, failed_at=now, message=message, hint=hint) if message else state

    @classmethod
    def from_json(cls, kept: Any) -> Self:  # noqa: ANN401 (whatever the library has)
        """What `to_json` gave, as much of it as can be read."""
        if not isinstance(kept, dict):
            return cls()
        return cls(
            answered_at=_instant(kept.get("answered_at")),
            failed_at=_instant(kept.get("failed_at")),
            message=str(kept.get("message") or ""),
            hint=str(kept.get("hint") or ""),
        )

    def to_json(self) -> dict[str, str | None]:
        """As JSON can hold it."""
        return {
            "answered_at": self.answered_at.isoformat() if self.answered_at else None,
            "failed_at": self.failed_at.isoformat() if self.failed_at else None,
            "message": self.message,
            "hint": self.hint,
        }


def _instant(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None
