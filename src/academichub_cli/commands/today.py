"""`hub today`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated

import typer

from academichub_cli._memory import Reading
from academichub_cli.commands import (
    _coverage,
    _fetching,
    _learning,
    _new_follows,
    _options,
    _reading,
)
from academichub_cli.commands._fetching import Freshness
from academichub_cli.commands._options import Output
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, chip, counted, long_day_name, named
from academichub_cli.domain.freshness import State
from academichub_cli.domain.paper import AnnounceType
from academichub_cli.domain.periods import parse_since
from academichub_cli.domain.ranked import Batch, Ranked, by_date
from academichub_cli.today import Wanted, days_of

_NOTE = "shown through"
_LAST = "last"
_OFFERING = frozenset({"cards", "json"})
_MOST_OFFERED = 5
_MOST_NAMED = 3
_ALL = 1_000_000
_ORDERS = ("score", "date")


def run(
    *,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="WHEN", help="`last`, 7d, 2w or a day: all announcements since then."
        ),
    ] = None,
    announced_as: _options.AnnouncedAs = None,
    format_name: _options.Format = None,
    json: _options.Json = False,
    limit: _options.Limit = None,
    source: _options.Source = None,
    category: _options.Category = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="BY", help="score: best first. date: newest first.")
    ] = "score",
) -> int:
    """Show the papers of the last announcement that match the radar, best first."""
    session = Session()
    output = _options.output(
        name=format_name,
        json=json,
        limit=limit,
        # What was missed is shown whole: nothing of it comes back by itself.
        default_limit=session.settings.reading_cards if since is None else _ALL,
        is_terminal=session.terminal.is_terminal,
    )
    asked = Asked(
        since=since,
        types=_options.announce_types(announced_as),
        wanted=_options.wanted(source=source, category=category),
        is_filtered=source is not None or category is not None,
        is_by_date=_options.one_of("order", sort, _ORDERS) == "date",
        limit=output.limit,
    )
    _check(asked, session)
    session.needs_a_radar()
    freshness = _fetching.refresh(session)
    _learning.learn(session)
    reading = _read(session, asked)
    offered = _offered(session, asked, output)
    batch = _batch(session, reading, freshness, output.limit, offered)
    _reading.record(session, [*batch.papers, *batch.offered], shown_by="today")
    head = [_chips(session), _headline(session, reading, batch, freshness, asked)]
    _reading.write(session, batch, output, head=head)
    # Only what was really written has been seen, and only all of it moves the mark.
    is_all = since is None or len(batch.papers) == reading.found
    if not freshness.exit_code and asked.is_whole and is_all:
        _move_mark(session, freshness, is_catch_up=since == _LAST)
    if offered:
        _new_follows.forget(session)
    if output.format != "cards":
        session.terminal.say(head[-1])
    _fetching.tell(session, freshness)
    return freshness.exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the options ask for."""

    since: str | None
    types: frozenset[AnnounceType] | None
    wanted: Wanted
    is_filtered: bool
    is_by_date: bool
    limit: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out by a filter, and the current announcement is in it."""
        return not self.is_filtered and self.types is None and self.since in {None, _LAST}


def _check(asked: Asked, session: Session) -> None:
    if asked.since not in {None, _LAST}:
        parse_since(asked.since or "", now=session.now)


def _read(session: Session, asked: Asked) -> Reading:
    reader = session.reader
    if asked.since is None and asked.types is None:
        wanted = asked.wanted if asked.is_filtered else None
        return reader.today(wanted, limit=asked.limit, is_by_date=asked.is_by_date)
    with session.library.reading():
        first, last = _span(session, asked.since)
        reading = reader.over(first, last, asked.wanted, asked.types)
    if not asked.is_by_date:
        return reading
    return replace(reading, papers=tuple(sorted(reading.papers, key=by_date)))


def _span(session: Session, since: str | None) -> tuple[date, date]:
    """The first and the last announcement day that are asked for."""
    current = session.reader.current
    if since is None:
        return current, current
    if since != _LAST:
        return days_of(parse_since(since, now=session.now))
    if seen := _seen_through(session):
        return seen + timedelta(days=1), current
    begun = session.library.ledger.first_days("arxiv").values()
    return min(begun, default=current - session.look_back), current


def _seen_through(session: Session) -> date | None:
    """The announcement up to which everything was shown."""
    try:
        return date.fromisoformat(session.library.note(_NOTE) or "")
    except ValueError:
        return None


def _move_mark(session: Session, freshness: Freshness, *, is_catch_up: bool) -> None:
    """Note up to which announcement all was shown; one that was passed over keeps the mark back."""
    current = session.reader.current
    is_out = freshness.state is not State.WAITING
    shown = current if is_out else session.calendar.before(current)
    before = _seen_through(session)
    follows_on = before is None or session.calendar.after(before) >= shown
    if (is_catch_up or follows_on) and (before is None or shown > before):
        with session.library.changing():
            session.library.set_note(_NOTE, shown.isoformat())


def _offered(session: Session, asked: Asked, output: Output) -> tuple[Ranked, ...]:
    """Earlier papers that a new follow means, once, where there is room to show them."""
    if not asked.is_whole or output.format not in _OFFERING:
        return ()
    if not (new := _new_follows.pending(session)).follows:
        return ()
    with session.library.reading():
        return session.reader.offered(new, limit=_MOST_OFFERED)


def _batch(
    session: Session,
    reading: Reading,
    freshness: Freshness,
    limit: int,
    offered: tuple[Ranked, ...],
) -> Batch:
    papers = reading.papers[:limit]
    numbers = _reading.numbered([*papers, *offered])
    return Batch(
        command="today",
        taken=session.now,
        papers=numbers[: len(papers)],
        offered=numbers[len(papers) :],
        state=freshness.state.value,
        failures=freshness.failures,
        day=reading.day,
        pool=reading.pool,
    )


def _chips(session: Session) -> str:
    return " · ".join(chip(follow) for follow in session.radar.follows)


def _headline(
    session: Session, reading: Reading, batch: Batch, freshness: Freshness, asked: Asked
) -> str:
    """How many of how many, since when; and how far that can be relied on."""
    found, shown = reading.found, len(batch.papers)
    said = [_found(session, reading, found)]
    if shown < found:
        which = "newest" if asked.is_by_date else "best"
        best = f"the {which} one is" if shown == 1 else f"the {which} {shown} are"
        said.append(f"{best} shown, `hub shuffle` deals the rest")
    said.append(_reliance(session, reading, freshness))
    return "; ".join(part for part in said if part)


def _found(session: Session, reading: Reading, found: int) -> str:
    current = long_day_name(session.reader.current)
    if reading.is_earlier and reading.day:
        latest = f"the latest for you, of {long_day_name(reading.day)}: {counted(found, 'paper')}"
        of_current = f"nothing for you of the {reading.pool:,} of" if reading.pool else "nothing of"
        return f"{of_current} {current}{'' if reading.pool else ' has come'}; {latest}"
    when = f"since {current}"
    if reading.day is None and reading.span and reading.span[0] <= reading.span[1]:
        when = f"since {long_day_name(reading.span[0])}"
    if not found:
        return f"nothing new for you: 0 of {reading.pool:,} {when}"
    likely = f", {reading.likely} of them likely" if reading.likely else ""
    return f"{found} for you of {reading.pool:,} {when}{likely}"


def _reliance(session: Session, reading: Reading, freshness: Freshness) -> str:
    """How far that can be relied on: by the ledger where it knows, else by the last reading."""
    first, last_day = reading.span or (session.reader.current, session.reader.current)
    quiet = _quiet(session) if freshness.state is State.QUIET else ""
    if found := _coverage.said_of(session, first, last_day):
        return f"{found}; {quiet}" if quiet else found
    last = age(freshness.last.at, session.now) if freshness.last else "never"
    match freshness.state:
        case State.FRESH:
            return f"{_were_read(freshness)} {last}"
        case State.WAITING:
            return "the new announcement is not out yet"
        case State.QUIET:
            return quiet
        case State.STALE:
            return f"this may be out of date: sources were last read {last}"
        case State.FAILED:
            return "this is not complete: a source could not be read"


def _were_read(freshness: Freshness) -> str:
    """``arXiv was read``, ``arXiv and Crossref were read``: the sources that were asked."""
    asked = freshness.last.asked if freshness.last else ()
    if not asked:
        return "sources were read"
    few = asked if len(asked) <= _MOST_NAMED else (*asked[:2], f"{len(asked) - 2} others")
    return f"{named(few)} {'was' if len(few) == 1 else 'were'} read"


def _quiet(session: Session) -> str:
    after = session.calendar.after(session.calendar.current(session.now))
    return f"no announcement today, the next is {long_day_name(after)}'s"
