"""Renderables as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType


def plain_console(width: int) -> Console:
    """A console that dresses nothing and knows nothing of the environment."""
    return Console(
        file=StringIO(),
        width=width,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def plain(renderables: Iterable[RenderableType], width: int) -> str:
    """What the renderables look like without colours, spaces at line ends cut."""
    console = plain_console(width)
    for renderable in renderables:
        console.print(renderable)
    file = console.file
    assert isinstance(file, StringIO)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())
