"""Ways to write a brief out: one file each, named as ``--format`` is."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from academichub_cli.brief_formats._page import Page
from academichub_cli.domain.brief import Brief
from academichub_cli.errors import UnknownNameError

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["BriefFormat", "DrawnBriefFormat", "Page", "find", "find_drawn", "for_file", "names"]

CARDS = "cards"


class BriefFormat(Protocol):
    """A module of this folder: its files' suffix, its media type, and a brief as text."""

    SUFFIX: str
    MEDIA_TYPE: str

    def render(self, brief: Brief, page: Page) -> str:
        """The brief as text that ends in a newline."""
        ...


class DrawnBriefFormat(BriefFormat, Protocol):
    """A format that is drawn for people."""

    def draw(self, brief: Brief, page: Page) -> Iterable[RenderableType]:
        """The brief as rich renderables, none wider than the page."""
        ...


def names() -> tuple[str, ...]:
    """The names of all formats."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def find(name: str) -> BriefFormat:
    """The format of this name; only its module is imported. Raises UnknownNameError."""
    if name not in names():
        raise UnknownNameError("format", name, names())
    return cast("BriefFormat", import_module(f"{__name__}.{name.replace('-', '_')}"))


def for_file(file_name: str) -> str | None:
    """The name of the format whose files are called so; None where there is none."""
    return next(
        (
            name
            for name in names()
            if name != CARDS and file_name.casefold().endswith(find(name).SUFFIX)
        ),
        None,
    )


def find_drawn() -> DrawnBriefFormat:
    """The format that is drawn."""
    return cast("DrawnBriefFormat", find(CARDS))
