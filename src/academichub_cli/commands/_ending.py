"""Being told to end, by `kill`, a shutdown or a closed window: as orderly as by Ctrl-C."""

from __future__ import annotations

import signal
from types import FrameType

_SIGNALS = tuple(
    number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)


class ToldToEnd(KeyboardInterrupt):
    """The process is to go, and nobody is there to read what it would still show."""


def end_in_order() -> None:
    """Let these signals end a command as Ctrl-C does; what is ignored stays ignored."""
    for number in _SIGNALS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (a handler's signature)
    # A window that closes says it more than once, which must not cut the cleaning up short.
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise ToldToEnd
