"""Persons whom a name may mean: as a reader sees them, and as one of them is picked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.text import Text

from academichub_cli.commands import _choice
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.domain.bylines import MOST_SEEDS
from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.radar import Follow, FollowKind, Radar

if TYPE_CHECKING:
    from academichub_cli.domain.people import Candidate

_MOST_OFFERED = 9
_MOST_COAUTHORS = 6
_MOST_SAID = 2
_IDS = "orcid:"  # what every source can be asked by; others know a person by names as well


def meant(session: Session, follow: Follow) -> Follow:
    """The follow of an author with which of the library's persons of that name it is.

    Where there are several, a person at a terminal is asked, and anybody else is told.
    """
    is_named = follow.kind is FollowKind.AUTHOR and not follow.id
    if not is_named or not session.paths.library_file.exists():
        return follow
    with session.library.reading():
        found = session.library.people.candidates(follow.text)
    if len(found) == 1:
        return replace(follow, id=_id_of(found))
    if not found:
        return follow
    if not _choice.can_ask(session):
        session.terminal.say(
            f"{follow.text} may be {len(found)} persons here, so all of that name are followed:"
            f' `hub whois "{follow.text}"` shows them, and at a terminal `hub follow` asks'
        )
        return follow
    return _told(follow, _asked(session, follow.text, found[:_MOST_OFFERED]))


def with_what_was_said(follow: Follow, radar: Radar) -> Follow:
    """A person who was picked, without the papers that are known not to be theirs."""
    known = next(each for each in radar.follows if each.key == follow.key)
    theirs = tuple(each for each in follow.papers if each not in known.not_papers)
    return replace(follow, papers=theirs, not_papers=known.not_papers)


def told_apart(follow: Follow) -> str:
    """Which of several persons it is: ``, the one who writes with Li Na and Ana Souza``."""
    if follow.kind is not FollowKind.AUTHOR or not follow.is_known_by_papers:
        return ""
    if follow.coauthors:
        return f", the one who writes with {' and '.join(follow.coauthors[:_MOST_SAID])}"
    return f", the one of {counted(len(follow.papers), 'paper')} here"


def drawn(candidate: Candidate, number: int) -> Iterator[Text]:
    """One candidate in a few lines: names, where and when, with whom, on what."""
    head = Text(f"{number}  ", style="bold")
    head.append(" · ".join(candidate.names), style="bold")
    head.append(f"  {_extent(candidate)}", style="not bold dim")
    yield head
    for label, texts in (
        ("", candidate.affiliations),
        ("in ", candidate.fields),
        ("with ", candidate.coauthors),
        ("", candidate.ids),
    ):
        if texts:
            yield Text(f"   {label}{', '.join(texts)}")
    for title in candidate.titles:
        yield Text(f"   “{unicode_math(title)}”")


def record_of(candidate: Candidate) -> dict[str, Any]:
    """One candidate as JSON has it."""
    return {
        "names": candidate.names,
        "found_in": candidate.found_in,
        "count": candidate.count,
        "years": candidate.years,
        "affiliations": candidate.affiliations,
        "fields": candidate.fields,
        "coauthors": candidate.coauthors,
        "titles": candidate.titles,
        "papers": candidate.papers,
        "ids": candidate.ids,
    }


def _asked(session: Session, name: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Those whom the reader picks, who may be one person in two groups; none for all."""
    for number, each in enumerate(found, start=1):
        for line in drawn(each, number):
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
    coauthors = (name for each in chosen for name in each.coauthors)
    return replace(
        follow,
        id=_id_of(chosen),
        papers=tuple(name for each in chosen for name in each.papers[:share]),
        coauthors=tuple(dict.fromkeys(coauthors))[:_MOST_COAUTHORS],
    )


def _id_of(chosen: Sequence[Candidate]) -> str | None:
    """The one ORCID among them; None where there is none, or more than one."""
    ids = {name for each in chosen for name in each.ids if name.startswith(_IDS)}
    return ids.pop() if len(ids) == 1 else None


def _extent(candidate: Candidate) -> str:
    """``12 papers here, 2019 to 2026``."""
    here = " here" if candidate.found_in == "library" else f" at {candidate.found_in}"
    said = counted(candidate.count, "paper") + here
    if candidate.years is None:
        return said
    first, last = candidate.years
    return f"{said}, {first}" if first == last else f"{said}, {first} to {last}"
