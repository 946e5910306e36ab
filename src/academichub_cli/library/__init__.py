"""The library: all papers this machine knows, what was asked, marked and shown; one SQLite file.

What few commands need is imported on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from academichub_cli.library._changes import CHANGED
from academichub_cli.library._learned import Lesson, Owned
from academichub_cli.library._library import Library
from academichub_cli.library._marks import Mark
from academichub_cli.library._papers import Arrival, Arrivals
from academichub_cli.library._shown import Exposure

if TYPE_CHECKING:
    from academichub_cli.library._briefs import PastBrief
    from academichub_cli.library._found import MOST_WEIGHED, Found
    from academichub_cli.library._reads import Read
    from academichub_cli.library._repair import complaint, repair

__all__ = [
    "CHANGED",
    "MOST_WEIGHED",
    "Arrival",
    "Arrivals",
    "Exposure",
    "Found",
    "Lesson",
    "Library",
    "Mark",
    "Owned",
    "PastBrief",
    "Read",
    "complaint",
    "repair",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever bears the name)
    if name in __all__:
        for module in ("_briefs", "_found", "_reads", "_repair"):
            found = getattr(import_module(f"{__name__}.{module}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
