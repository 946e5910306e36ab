"""``python -m academichub_cli`` is ``hub``, and this is where both begin."""

from __future__ import annotations

import os
import signal
from importlib import import_module

_INTERRUPTED = 130


def main() -> None:
    """Run `hub`; an interrupt while it is still being loaded ends it without a word."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    cli = import_module("academichub_cli.cli")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()


if __name__ == "__main__":
    main()
