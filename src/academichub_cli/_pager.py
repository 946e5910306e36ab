"""Showing a long text through the user's pager."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

# Colours and links pass, a short text stays on the screen, and the screen is left as it is.
_LESS = "FRX"


def show(text: str, command: list[str], environ: Mapping[str, str]) -> bool:
    """Whether the pager showed the text; it may be left before the end."""
    variables = {"LESS": _LESS, **environ}
    try:
        pager = subprocess.Popen(  # noqa: S603 (the user's own PAGER)
            command, stdin=subprocess.PIPE, env=variables, text=True, encoding="utf-8"
        )
    except OSError:
        return False
    try:
        pager.communicate(text)
    except BrokenPipeError:
        pager.wait()
    except KeyboardInterrupt:
        pager.terminate()
        raise
    return True
