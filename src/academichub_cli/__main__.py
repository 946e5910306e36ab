"""``python -m academichub_cli`` is ``hub``, and this is where both begin."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path

_INTERRUPTED = 130
_STATE = 5
_OBJECTS = 50_000


def main() -> None:
    """Run `hub`; an interrupt while it is still being loaded ends it without a word."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    # Modules and papers are many objects in few cycles: looking for garbage among them again and
    # again is a tenth of a short command's time.
    gc.set_threshold(_OBJECTS)
    try:
        cli = import_module("academichub_cli.cli")
        signal.signal(signal.SIGINT, signal.default_int_handler)
        cli.main()
    except EOFError:
        sys.exit(_cut_short())


def _cut_short() -> int:
    """Say that one of Python's own compiled files ends too early.

    Python 3.11 does not notice that a full disk took only the first part of such a file, and
    can load it no more, nor anything that needs it.
    """
    sys.stderr.write(
        "hub: a file that Python compiled is cut short, as a full disk leaves it\n"
        f'     renew them: "{sys.executable}" -m compileall -q -f "{Path(__file__).parents[1]}"\n'
    )
    return _STATE


if __name__ == "__main__":
    main()
