"""Regular expressions that are compiled when they are first needed.

Compiling those of this package takes a tenth of a warm command, which needs few of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def lazily(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Callable[[], re.Pattern[str]]:
    """What gives the compiled pattern, each time the same."""
    return cache(lambda: re.compile(pattern, flags))
