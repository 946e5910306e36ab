"""The one door to the network.

`Web` asks; what it is asked and what it answers are values; what can go wrong is a `WebError`. All
but the addresses is imported on first use: every command reads the settings, which need those, and
few commands ask anything of anyone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from academichub_cli.web.address import (
    authority_of,
    check_address,
    interval_of,
    is_loopback,
    site_of,
)

if TYPE_CHECKING:
    from academichub_cli.web._pace import waits
    from academichub_cli.web.door import Web
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
    "waits",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever bears the name)
    if name in __all__:
        for module in ("errors", "values", "door", "_pace"):
            try:
                return getattr(import_module(f"{__name__}.{module}"), name)
            except AttributeError:
                continue
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
