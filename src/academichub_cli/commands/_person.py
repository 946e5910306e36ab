"""Which person a followed name is: by the library and other places, or by the reader's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module

from academichub_cli.commands import _choice, _who
from academichub_cli.commands._session import Session
from academichub_cli.domain.bylines import MOST_SEEDS
from academichub_cli.domain.people import Candidate, joined, unmistakable
from academichub_cli.domain.radar import Follow, FollowKind

_MOST_OFFERED = 9
_MOST_ASKED = 10  # names in one command of which other places are asked
_ORCID = "orcid:"
# By what sources can be asked for a person; a library's records may have further ids.
_SCHEMES = ("orcid", "openalex", "s2", "arxiv")
_MOST_IDS = 6

Persons = Mapping[str, tuple[Candidate, ...]]


def known_elsewhere(session: Session, follows: Iterable[Follow]) -> Persons:
    """Whom other places have of each followed name, where they may be asked; says who was no help.

    Of whom an id is known already nobody is asked.
    """
    if session.settings.network_offline:
        return {}
    known = {each.key for each in session.radar.follows if each.id}
    distinct = {each.key: each for each in follows if _is_a_name(each) and each.key not in known}
    authors = tuple(distinct.values())
    if not authors:
        return {}
    if len(authors) > _MOST_ASKED:
        session.terminal.say(
            f"other places are asked about the first {_MOST_ASKED} names alone;"
            " `hub follow` with fewer of them asks about the rest"
        )
    found = import_module("academichub_cli.commands._elsewhere").look(
        session, authors[:_MOST_ASKED]
    )
    for message, hint in found.complaints:
        session.terminal.say(f"{message}; {hint}" if hint else message)
    persons: Persons = found.persons
    return persons


def here(session: Session, name: str) -> tuple[Candidate, ...]:
    """The persons of the library whom a name may mean."""
    if not session.paths.library_file.exists():
        return ()
    with session.library.reading():
        return session.library.people.candidates(name)


def meant(session: Session, follow: Follow, elsewhere: Persons) -> Follow:
    """The follow of an author with which of the persons of that name it is.

    Where there are several, a person at a terminal is asked, and anybody else is told.
    """
    if not _is_a_name(follow):
        return follow
    found = joined((*here(session, follow.text), *elsewhere.get(follow.text, ())))
    if not found:
        return follow
    if one := unmistakable(follow.text, found):
        return _with_ids(follow, [one])
    if not _choice.can_ask(session):
        session.terminal.say(_several(follow.text, found))
        return follow
    return _told(follow, _asked(session, follow.text, found[:_MOST_OFFERED]))


def _is_a_name(follow: Follow) -> bool:
    return follow.kind is FollowKind.AUTHOR and not follow.id


def _several(name: str, found: Sequence[Candidate]) -> str:
    where = " here" if all(each.is_here for each in found) else ""
    return (
        f"{name} may be {len(found)} persons{where}, so all of that name are followed:"
        f' `hub whois "{name}"` shows them, and at a terminal `hub follow` asks'
    )


def _asked(session: Session, name: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Those whom the reader picks, who may be one person in two groups; none for all."""
    for number, each in enumerate(found, start=1):
        for line in _who.drawn(each, number):
            session.terminal.say(line.plain)
    question = f"which of them is {name}?"
    chosen = _choice.choose_some(
        session, len(found), question=question, instead="for all of that name"
    )
    return [found[at] for at in chosen]


def _told(follow: Follow, chosen: Sequence[Candidate]) -> Follow:
    """The follow with what those who were picked are known by."""
    if not chosen:
        return follow
    share = max(1, MOST_SEEDS // len(chosen))
    coauthors = (name for each in chosen for name in each.coauthors[: _who.MOST_COAUTHORS])
    papers = (name for each in chosen if each.is_here for name in each.papers[:share])
    return replace(
        _with_ids(follow, chosen),
        papers=tuple(papers),
        coauthors=tuple(dict.fromkeys(coauthors))[: _who.MOST_COAUTHORS],
    )


def _with_ids(follow: Follow, chosen: Sequence[Candidate]) -> Follow:
    """The follow with their ids, the ORCID first; with none where they have two ORCIDs."""
    ids = list(dict.fromkeys(name for each in chosen for name in each.ids if _is_asked_by(name)))
    orcids = [name for name in ids if name.startswith(_ORCID)]
    if not ids or len(orcids) > 1:
        return follow
    first = orcids[0] if orcids else ids[0]
    others = [name for name in ids if name != first]
    return replace(follow, id=first, other_ids=tuple(others[:_MOST_IDS]))


def _is_asked_by(name: str) -> bool:
    return name.partition(":")[0] in _SCHEMES
