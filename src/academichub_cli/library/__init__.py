"""The library: all papers this machine knows, what was asked, marked and shown; one SQLite file."""

from __future__ import annotations

from academichub_cli.library._briefs import PastBrief
from academichub_cli.library._changes import CHANGED
from academichub_cli.library._found import MOST_WEIGHED, Found
from academichub_cli.library._learned import Lesson, Owned
from academichub_cli.library._library import Library
from academichub_cli.library._marks import Mark
from academichub_cli.library._papers import Arrival, Arrivals
from academichub_cli.library._reads import Read
from academichub_cli.library._repair import complaint, repair
from academichub_cli.library._shown import Exposure

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
