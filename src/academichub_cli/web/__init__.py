"""The one door to the network.

`Web` asks; what it is asked and what it answers are values; what can go wrong is a `WebError`. The
addresses and values are here without httpx, since reading the settings needs them in every command
and few commands ask anything of anyone: only `Web` itself brings it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from academichub_cli.web.address import (
    authority_of,
    check_address,
    interval_of,
    is_loopback,
    site_of,
)
from academichub_cli.web.errors import (
    BusyError,
    CutError,
    DeadlineError,
    GivenUpError,
    HeldError,
    NotWhatWasAskedError,
    NotYetError,
    OfflineError,
    RedirectError,
    RefusedError,
    TooLargeError,
    UnreachableError,
    WebError,
)
from academichub_cli.web.values import (
    Answer,
    Event,
    EventKind,
    Expects,
    Request,
    Validators,
    WebSettings,
    user_agent,
)

if TYPE_CHECKING:
    from academichub_cli.web.door import Web

__all__ = [
    "Answer",
    "BusyError",
    "CutError",
    "DeadlineError",
    "Event",
    "EventKind",
    "Expects",
    "GivenUpError",
    "HeldError",
    "NotWhatWasAskedError",
    "NotYetError",
    "OfflineError",
    "RedirectError",
    "RefusedError",
    "Request",
    "TooLargeError",
    "UnreachableError",
    "Validators",
    "Web",
    "WebError",
    "WebSettings",
    "authority_of",
    "check_address",
    "interval_of",
    "is_loopback",
    "site_of",
    "user_agent",
]


def __getattr__(name: str) -> type[Web]:
    if name != "Web":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from academichub_cli.web.door import Web  # noqa: PLC0415 (see above)

    return Web
