"""`hub split`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands import _complete
from academichub_cli.commands._papers import find_paper
from academichub_cli.commands._session import Session
from academichub_cli.errors import UsageError


def run(
    paper: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="An arXiv id, a DOI, or a card's number.",
            autocompletion=_complete.papers,
        ),
    ],
    *,
    undo: Annotated[bool, typer.Option("--undo", help="Make one paper of them again.")] = False,
) -> int:
    """Tell two papers apart that were taken for one; they stay apart whatever comes in."""
    session = Session()
    return _join(session, paper) if undo else _split(session, paper)


def _split(session: Session, named: str) -> int:
    whole = find_paper(session, named)
    with session.library.changing():
        parts = session.library.papers.split(whole.id)
    if not parts:
        raise UsageError(
            f"{whole.id} was not put together from several records",
            hint="`hub show` names the identifiers a paper has",
        )
    for part in parts:
        session.terminal.write(f"{part.id}\t{part.venue or part.source}\t{part.title}")
    session.terminal.say(
        f"{len(parts)} papers now; `hub split --undo {named}` makes them one again"
    )
    return 0


def _join(session: Session, named: str) -> int:
    part = find_paper(session, named)
    with session.library.changing():
        whole = session.library.papers.join(part.id)
    if whole is None:
        raise UsageError(
            f"{part.id} was not split from another paper", hint=f"take one apart: hub split {named}"
        )
    session.terminal.write(f"{whole.id}\t{whole.venue or whole.source}\t{whole.title}")
    return 0
