"""`hub --help` and `hub --version` beside importing typer."""

from __future__ import annotations

from collections.abc import Iterator

from measuring import Row, hub, interleaved, python, ratio
from stage import Stage

_BOUND = 1.5


def rows(stage: Stage) -> Iterator[Row]:
    """How much longer than typer's import each takes."""
    asked = ("--help", "--version")
    commands = [hub(option, folder=stage.folder) for option in asked]
    bare = python("import typer", folder=stage.folder)
    *times, base = interleaved([*commands, bare], rounds=2 * stage.rounds)
    for option, own in zip(asked, times, strict=True):
        compared = ratio(own, base)
        yield Row(
            f"hub {option} : python -c 'import typer'",
            str(compared),
            f"≤ {_BOUND} ×",
            compared.verdict(_BOUND),
        )
