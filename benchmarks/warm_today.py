"""`hub today` with nothing to fetch, beside imports that it cannot do without, large and small."""

from __future__ import annotations

from collections.abc import Iterator

from measuring import Row, interleaved, python, ratio
from stage import Stage

BARE = "import typer, pydantic, rich.console, rich.panel, sqlite3"
BOUND, _GROWTH = 1.6, 1.15
_OLDER = 600
_FORMATS = {"piped": (), "cards": ("--format", "cards")}


def rows(stage: Stage) -> Iterator[Row]:
    """For announcements of two sizes and two formats; a small library has the same announcement."""
    bare = python(BARE, folder=stage.folder)
    for current in (400, 1_400):
        large = stage.settled(stage.large, current=current)
        small = stage.settled(current + _OLDER, current=current)
        for name, options in _FORMATS.items():
            commands = [home.hub("today", *options) for home in (large, small)]
            of_large, of_small, base = interleaved([*commands, bare], rounds=stage.rounds)
            compared = ratio(of_large, base)
            growth = ratio(of_large, of_small)
            said = f"hub today, {name}, {current:,} announced, {stage.large:,} papers"
            yield Row(f"{said} : imports", str(compared), f"≤ {BOUND} ×", compared.verdict(BOUND))
            yield Row(
                f"  the same : with {current + _OLDER:,} papers",
                str(growth),
                f"≤ {_GROWTH} ×",
                growth.verdict(_GROWTH),
            )
