"""`hub whois`."""

from __future__ import annotations

import json as json_library
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from academichub_cli.commands import _person, _who
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.commands.follow import understood
from academichub_cli.domain.people import Candidate, joined
from academichub_cli.domain.radar import Follow, FollowKind
from academichub_cli.domain.ranked import Failure

if TYPE_CHECKING:
    from academichub_cli.commands._elsewhere import Elsewhere

_MOST_SHOWN = 12
_DONE, _FAILED = 0, 3


def run(
    name: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="A person's name, ORCID or arXiv author id."),
    ],
    *,
    online: Annotated[
        bool | None,
        typer.Option(
            "--online/--offline",
            help="Whether to ask OpenAlex, ORCID, Semantic Scholar and arXiv too, which is done"
            " where hub is not offline.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False,
) -> int:
    """Show who a name may be, without following anyone: by the library and other places."""
    session = Session()
    wanted = understood(" ".join(name), FollowKind.AUTHOR)
    is_asked = online or (online is None and not session.settings.network_offline)
    told = _elsewhere(session, wanted) if is_asked else None
    found = _found(session, wanted, told.persons.get(wanted.text, ()) if told else ())
    failures = told.failures if told else ()
    if json:
        session.terminal.write(_document(wanted.text, found, failures))
    else:
        for number, each in enumerate(found[:_MOST_SHOWN], start=1):
            session.terminal.tell([*_who.drawn(each, number), ""])
    session.terminal.say(_said(wanted, found))
    for message, hint in told.complaints if told else ():
        session.terminal.warn(message, hint)
    return _FAILED if failures else _DONE


def _elsewhere(session: Session, who: Follow) -> Elsewhere:
    """Whom other places have of this name or id; a place that does not answer is a failure."""
    told: Elsewhere = import_module("academichub_cli.commands._elsewhere").look(session, [who])
    return told


def _found(
    session: Session, who: Follow, elsewhere: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """The persons of a name, or the one who has an id, here and elsewhere."""
    if not who.is_known_by_id:
        return joined((*_person.here(session, who.text), *elsewhere))
    names = (name for each in elsewhere[:1] for name in each.names[:1])
    namesakes = [each for name in names for each in _person.here(session, name)]
    return tuple(each for each in joined((*namesakes, *elsewhere)) if who.id in each.ids)


def _document(name: str, found: Sequence[Candidate], failures: Sequence[Failure]) -> str:
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


def _said(wanted: Follow, found: Sequence[Candidate]) -> str:
    if wanted.is_known_by_id:
        whose = (
            f"the id of {found[0].names[0]}" if found else "nobody's id, as far as could be asked"
        )
        return f"{wanted.text} is {whose}"
    here = [each for each in found if each.is_here]
    beyond = len(found) - len(here)
    elsewhere = f"; {counted(beyond, 'person', 'persons')} elsewhere" if beyond else ""
    shown = f", of whom {_MOST_SHOWN} are shown" if len(found) > _MOST_SHOWN else ""
    if not here:
        return f"nobody of the name {wanted.text} is in the library{elsewhere}{shown}"
    papers = counted(sum(each.count or 0 for each in here), "paper")
    if len(here) == 1:
        return f"one person, by {papers} of the library{elsewhere}{shown}"
    said = f"perhaps {len(here)} persons, by {papers} of the library{elsewhere}{shown}"
    return f"{said}; `hub follow` asks which one you mean"
