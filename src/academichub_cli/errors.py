"""Everything that can go wrong for a user; each class knows its exit code and its remedy.

A message is lower case, names the thing and has no full stop; the hint is an instruction. They are
made where the fault happens and printed in one place, `academichub_cli.cli`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar


class HubError(Exception):
    """A fault with a sentence for the user; `hint` says what to do about it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(HubError):
    """The request cannot be carried out as it was written."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A name that is not one of the known ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no {kind} named {name!r}", hint=f"known: {', '.join(known)}")


class ConfigError(HubError):
    """A setting, in a file or in the environment, that cannot be used."""

    exit_code = 2


class SourceError(HubError):
    """A source that did not answer, or not with papers; to the harvest it is a `Failure`.

    `not_before` is when it may be asked again, where it said so; `state` is the word for what its
    listing is now; `is_refusal` says that it understood and will not.
    """

    exit_code = 3
    state: ClassVar[str] = "failed"
    not_before: datetime | None = None
    is_refusal: bool = False
    # Whether another question to the same place would fare no better; whether it was waited for.
    is_of_the_place: ClassVar[bool] = False
    took_time: ClassVar[bool] = False


class StaleError(SourceError):
    """A source that answered, but with an old listing."""

    state = "stale"


class UnansweredError(HubError):
    """No source answered and nothing is cached."""

    exit_code = 4


class StateError(HubError):
    """The user's own files cannot be read or written."""

    exit_code = 5


class BriefError(HubError):
    """The model's brief failed; `kind` says how, in a word.

    `took` are the tokens sent and written all the same, None where nobody said.
    """

    exit_code = 6
    took: tuple[int, int] | None = None

    def __init__(self, message: str, *, hint: str = "", kind: str = "failed") -> None:
        super().__init__(message, hint=hint)
        self.kind = kind
