"""Places that are asked for papers: one file each, and the folder is the list of them.

A source is a module with an object `SOURCE` that keeps the promises of `Source`; reading its bytes
is a pure function in it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib import import_module

from academichub_cli.domain.paper import Paper
from academichub_cli.errors import UnknownNameError
from academichub_cli.sources._source import (
    Access,
    Announcing,
    Need,
    Profile,
    Source,
    Wandering,
)

__all__ = [
    "Access",
    "Announcing",
    "Need",
    "Profile",
    "Source",
    "Wandering",
    "entry_of",
    "find",
    "names",
    "record_of",
]


def names() -> tuple[str, ...]:
    """The names of all sources."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def find(name: str) -> Source:
    """The source of this name; only its module is imported. Raises UnknownNameError."""
    if name not in names():
        raise UnknownNameError("source", name, names())
    source: Source = import_module(f"{__name__}.{name}").SOURCE
    return source


def record_of(line: bytes) -> Paper:
    """The paper in a line of a bulk file. Raises ValueError that says what is wrong with it."""
    paper: Paper = _reader("_bulk")(line)
    return paper


def entry_of(fields: Mapping[str, str], *, plain: Callable[[str], str], today: date) -> Paper:
    """The paper in an entry of a bibliography. Raises ValueError that says why there is none."""
    paper: Paper = _reader("_bibliography_entry")(fields, plain=plain, today=today)
    return paper


@cache
def _reader(name: str) -> Callable[..., Paper]:
    """What reads a kind of records, of which a file may have millions."""
    read: Callable[..., Paper] = import_module(f"{__name__}.{name}").paper_of
    return read
