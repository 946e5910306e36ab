"""`hub why`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from academichub_cli.commands import _complete
from academichub_cli.commands._fetching import last_harvest
from academichub_cli.commands._papers import find_paper, weighed
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted, long_day_name, mute_chip
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import parse_identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Ranked


def run(
    paper: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="An arXiv id, a DOI, or a card's number.",
            autocompletion=_complete.papers,
        ),
    ],
) -> int:
    """Tell why a paper was shown at its rank, or why it was not."""
    session = Session()
    identifier = parse_identifier(clean(paper))
    if identifier and not session.library.papers.keys([identifier]):
        for line in _not_fetched(session, str(identifier)):
            session.terminal.write(line)
        return 0
    found = find_paper(session, paper)
    for line in _account(session, weighed(session, [found])[0]):
        session.terminal.write(line)
    return 0


def _not_fetched(session: Session, name: str) -> Iterator[str]:
    """Why a paper that is not in the library is not in it."""
    yield f"{name} was not fetched."
    last = last_harvest(session)
    if last is None:
        yield "No source has been asked yet: `hub fetch` does it."
        return
    days = session.settings.reading_look_back_days
    yield f"Sources were last asked {age(last.at, session.now)}, {days} days back."
    for _, message, _ in last.messages:
        yield f"Then something failed: {message}."
    yield "If nothing you follow means it, it is not asked for: `hub follow` its author or topic."


def _account(session: Session, ranked: Ranked) -> Iterator[str]:
    yield f"{ranked.paper.id}  {ranked.paper.title}"
    yield from _sum(ranked)
    yield from _obstacles(session, ranked)
    yield from _place(session, ranked.paper)
    yield from _history(session, ranked.paper)


def _sum(ranked: Ranked) -> Iterator[str]:
    """The score as a sum a reader can do: one minus the product of what each reason leaves."""
    if not ranked.reasons:
        yield "Nothing you follow means it, so it is not shown."
        return
    yield f"Score {ranked.score:.2f}, from"
    for reason in ranked.reasons:
        yield f"  {reason.weight:.2f}  {reason.text}"
    left = " × ".join(f"(1 - {reason.weight:.2f})" for reason in ranked.reasons)
    yield f"  {ranked.score:.2f} = 1 - {left}"


def _obstacles(session: Session, ranked: Ranked) -> Iterator[str]:
    rules = session.rules
    if mute := rules.muted_by(ranked.paper):
        yield f"It does not show: {mute_chip(mute)}. `hub unmute` lets it."
    if "hidden" in ranked.marks:
        yield "It does not show: you hid it. `hub unmark` brings it back."


def _place(session: Session, paper: Paper) -> Iterator[str]:
    """Where it stands in its announcement."""
    if paper.batch is None:
        return
    day = paper.batch
    with session.library.reading():
        of_day = session.reader.of_batch(day)
        pool = session.library.papers.count(day)
    names = [each.paper.id for each in of_day]
    said = "announced" if paper.announced else "counted to the announcement of"
    yield f"{said.capitalize()} {long_day_name(day)}, with {counted(pool - 1, 'other paper')} here."
    if paper.id in names:
        yield f"It ranks {names.index(paper.id) + 1} of the {len(names)} that your radar means."


def _history(session: Session, paper: Paper) -> Iterator[str]:
    key = session.library.papers.keys([paper.id])[paper.id]
    if showing := session.library.shown.of(key):
        when = age(showing.last_at, session.now)
        yield f"Shown {counted(showing.times, 'time')}, last {when} as number {showing.position}."
    else:
        yield "It has not been shown to you."
    if paper.first_seen:
        yield f"It came into the library {age(paper.first_seen, session.now)}, by {paper.source}."
    for mark in sorted(session.library.marks.of(key)):
        yield f"You marked it: {mark}."
