"""`hub why`."""

from __future__ import annotations

import json as json_library
from collections.abc import Iterator
from typing import Annotated

import typer

from academichub_cli.commands import _complete, _learned
from academichub_cli.commands._fetching import last_harvest
from academichub_cli.commands._papers import find_paper, weighed
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted, long_day_name, mute_chip
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import parse_identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Ranked
from academichub_cli.domain.ranking import MOST_ADMITTED, UNLIKE
from academichub_cli.errors import UsageError


def run(
    paper: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="An arXiv id, a DOI, or a card's number.",
            autocompletion=_complete.papers,
        ),
    ] = None,
    *,
    model: Annotated[
        bool, typer.Option("--model", help="What was learned from your marks, by interest.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="With --model: what was learned as JSON.")
    ] = False,
) -> int:
    """Tell why a paper was shown at its rank, or why it was not."""
    if model == (paper is not None):
        raise UsageError("name one paper, or --model", hint="hub why 1 · hub why --model")
    if json and not model:
        raise UsageError(
            "--json is for --model", hint="hub show ID --json has a paper's score and reasons"
        )
    session = Session()
    if json:
        written = json_library.dumps(_learned.document(session), ensure_ascii=False)
        session.terminal.write(written)
        return 0
    if paper is None:
        session.terminal.tell(_learned.told(session))
        return 0
    identifier = parse_identifier(clean(paper))
    if identifier and not session.library.papers.keys([identifier]):
        session.terminal.tell(_not_fetched(session, str(identifier)))
        return 0
    found = find_paper(session, paper)
    session.terminal.tell(_account(session, weighed(session, [found])[0]))
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
    yield from _sum(session, ranked)
    yield from _obstacles(session, ranked)
    yield from _place(session, ranked.paper)
    yield from _history(session, ranked.paper)


def _sum(session: Session, ranked: Ranked) -> Iterator[str]:
    """The score as a sum a reader can do: one minus the product of what each reason leaves."""
    if not session.rules.hits(ranked.paper):
        yield from _nothing_followed(session, ranked)
    if not ranked.reasons:
        return
    yield f"Score {ranked.score:.2f}, from"
    for reason in ranked.reasons:
        yield f"  {reason.weight:.2f}  {reason.text}"
    against = [reason for reason in ranked.reasons if reason.kind == UNLIKE]
    speaking = [reason for reason in ranked.reasons if reason.kind != UNLIKE]
    left = " × ".join(f"(1 - {reason.weight:.2f})" for reason in speaking)
    whole = f"1 - {left}"
    if against:
        whole = f"({whole}) × (1 - {-against[0].weight:.2f})"
    yield f"  {ranked.score:.2f} = {whole}"


def _nothing_followed(session: Session, ranked: Ranked) -> Iterator[str]:
    """What of a paper that only what was learned may bring."""
    least = session.settings.ranking_admit
    score = ranked.score or 0.0
    if not ranked.reasons or score < least:
        yield "Nothing you follow means it, so it is not shown."
        if ranked.reasons:
            yield f"What your marks have taught would bring it at {least:.2f} or more."
    else:
        yield (
            "Nothing you follow means it: what your marks have taught brings it, as one of at most"
            f" {MOST_ADMITTED} of an announcement."
        )


def _obstacles(session: Session, ranked: Ranked) -> Iterator[str]:
    rules = session.rules
    if mute := rules.muted_by(ranked.paper):
        yield f"It does not show: {mute_chip(mute)}. `hub unmute` lets it."
    if "hidden" in ranked.marks:
        yield "It does not show: you hid it. `hub unmark` brings it back."
    key = session.library.papers.keys([ranked.paper.id])[ranked.paper.id]
    showing = session.library.shown.of(key)
    if showing and showing.first_at < session.reader.as_of:
        day = long_day_name(showing.first_at.date())
        yield f"It was shown on {day}, so `hub today` does not show it again."


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
        place, cards = names.index(paper.id) + 1, session.settings.reading_cards
        yield f"It ranks {place} of the {len(names)} that your radar means."
        if place > cards:
            yield f"`hub today` shows {cards}, `hub shuffle` deals the rest."


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
