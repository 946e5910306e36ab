"""Ways to write papers out: one file each, named as ``--format`` is (``csl_json`` is csl-json)."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from academichub_cli.domain.ranked import Batch
from academichub_cli.errors import UnknownNameError
from academichub_cli.formats._page import Page

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["DrawnFormat", "Format", "Page", "find", "find_drawn", "for_file", "names"]

CARDS = "cards"


class Format(Protocol):
    """A module of this folder: its files' suffix, its media type, and papers as text."""

    SUFFIX: str
    MEDIA_TYPE: str

    def render(self, batch: Batch, page: Page) -> str:
        """The batch as text that ends in a newline."""
        ...


class DrawnFormat(Format, Protocol):
    """A format that is drawn for people."""

    def draw(self, batch: Batch, page: Page) -> Iterable[RenderableType]:
        """The batch as rich renderables, none wider than the page."""
        ...


def names() -> tuple[str, ...]:
    """The names of all formats."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def find(name: str) -> Format:
    """The format of this name; only its module is imported. Raises UnknownNameError."""
    if name not in names():
        raise UnknownNameError("format", name, names())
    return cast("Format", import_module(f"{__name__}.{name.replace('-', '_')}"))


def find_drawn() -> DrawnFormat:
    """The format that is drawn."""
    return cast("DrawnFormat", find(CARDS))


def for_file(file_name: str) -> str | None:
    """The name of the format whose files are called so; None where there is none."""
    ends = {find(name).SUFFIX: name for name in names() if name != CARDS}
    fitting = [suffix for suffix in ends if file_name.casefold().endswith(suffix)]
    return ends[max(fitting, key=len)] if fitting else None
