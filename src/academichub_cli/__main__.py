"""``python -m academichub_cli`` is ``hub``, and this is where both begin."""

from __future__ import annotations

import gc
import os
import signal
from importlib import import_module

_INTERRUPTED = 130
_OBJECTS = 50_000


def main() -> None:
    """Run `hub`; an interrupt while it is still being loaded ends it without a word."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    # Modules and papers are many objects in few cycles: looking for garbage among them again and
    # again is a tenth of a short command's time.
    gc.set_threshold(_OBJECTS)
    cli = import_module("academichub_cli.cli")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()


if __name__ == "__main__":
    main()
