"""`hub whois`."""

from __future__ import annotations

import json as json_library
from importlib import import_module
from typing import Annotated

import typer
from rich.text import Text

from academichub_cli.commands import _who
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.commands.follow import understood
from academichub_cli.domain.people import Candidate
from academichub_cli.domain.radar import FollowKind
from academichub_cli.domain.ranked import Failure
from academichub_cli.errors import SourceError

_MOST_SHOWN = 12
_DONE, _FAILED = 0, 3


def run(
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help="A person's name.")],
    *,
    online: Annotated[
        bool, typer.Option("--online", help="Ask OpenAlex too, which costs a part of its budget.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False,
) -> int:
    """Show who a name may be, without following anyone: by the papers of the library."""
    session = Session()
    wanted = understood(" ".join(name), FollowKind.AUTHOR).text
    with session.library.reading():
        here = session.library.people.candidates(wanted)
    elsewhere, failures = _elsewhere(session, wanted) if online else ((), [])
    if json:
        session.terminal.write(_document(wanted, (*here, *elsewhere), failures))
    else:
        for number, each in enumerate((*here[:_MOST_SHOWN], *elsewhere), start=1):
            session.terminal.draw([*_who.drawn(each, number), Text()])
    session.terminal.say(_said(wanted, here, elsewhere))
    for failure in failures:
        session.terminal.warn(failure.message, failure.hint)
    return _FAILED if failures else _DONE


def _elsewhere(session: Session, name: str) -> tuple[tuple[Candidate, ...], list[Failure]]:
    """Whom OpenAlex has of this name; a place that does not answer is a failure."""
    looking = import_module("academichub_cli.commands._looking")
    try:
        return looking.people_named(session, name), []
    except SourceError as error:
        said = f"OpenAlex was no help with {name}: {error}"
        return (), [Failure(source="openalex", message=said, hint=error.hint)]


def _document(name: str, found: tuple[Candidate, ...], failures: list[Failure]) -> str:
    document = {
        "schema": 1,
        "command": "whois",
        "name": name,
        "candidates": [_who.record_of(each) for each in found],
        "failures": [
            {"source": each.source, "message": each.message, "hint": each.hint} for each in failures
        ],
    }
    return json_library.dumps(document, ensure_ascii=False)


def _said(name: str, here: tuple[Candidate, ...], elsewhere: tuple[Candidate, ...]) -> str:
    asked = f"; {counted(len(elsewhere), 'person', 'persons')} elsewhere" if elsewhere else ""
    if not here:
        return f"nobody of the name {name} is in the library{asked}"
    papers = counted(sum(each.count for each in here), "paper")
    if len(here) == 1:
        return f"one person, by {papers} of the library{asked}"
    shown = f", of whom {_MOST_SHOWN} are shown" if len(here) > _MOST_SHOWN else ""
    said = f"perhaps {len(here)} persons{shown}, by {papers} of the library{asked}"
    return f"{said}; `hub follow` asks which one you mean"
