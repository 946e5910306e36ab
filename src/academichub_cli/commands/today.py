"""`hub today`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from academichub_cli.commands import _fetching, _options, _reading
from academichub_cli.commands._fetching import Freshness
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, chip, counted, long_day_name
from academichub_cli.domain.freshness import State
from academichub_cli.domain.periods import Period, parse_since
from academichub_cli.domain.ranked import Batch
from academichub_cli.today import Reading, Wanted

_NOTE = "last today"


def run(
    *,
    since: Annotated[
        str | None,
        typer.Option("--since", help="`last`, 7d, 2w or a day: all announcements since then."),
    ] = None,
    format_name: _options.Format = None,
    json: _options.Json = False,
    limit: _options.Limit = None,
    source: _options.Source = None,
    category: _options.Category = None,
) -> int:
    """Show the papers of the last announcement that match the radar, best first."""
    session = Session()
    output = _options.output(
        name=format_name,
        json=json,
        limit=limit,
        default_limit=session.settings.reading_cards,
        is_terminal=session.terminal.is_terminal,
    )
    wanted = _options.wanted(source=source, category=category)
    is_filtered = source is not None or category is not None
    session.needs_a_radar()
    period = _period(session, since) if since is not None else None
    freshness = _fetching.refresh(session)
    reading = _read(session, period, wanted, output.limit, is_filtered=is_filtered)
    batch = _batch(session, reading, freshness, output.limit)
    # What was not all there was to see does not move the mark that `--since last` goes by.
    is_whole = not freshness.exit_code and not is_filtered
    _reading.record(session, batch.papers, as_shown=True, note=_NOTE if is_whole else None)
    head = [_chips(session), _headline(session, reading, batch, freshness)]
    _reading.write(session, batch, output, head=head)
    if output.format != "cards":
        session.terminal.say(head[-1])
    _fetching.tell(session, freshness)
    return freshness.exit_code


def _period(session: Session, since: str) -> Period:
    if since != "last":
        return parse_since(since, now=session.now)
    if (last := session.library.note(_NOTE)) is None:
        return Period(session.now - session.look_back, session.now)
    return Period(datetime.fromisoformat(last), session.now)


def _read(
    session: Session, period: Period | None, wanted: Wanted, limit: int, *, is_filtered: bool
) -> Reading:
    if period is None:
        return session.reader.today(wanted if is_filtered else None, limit=limit)
    with session.library.reading():
        return session.reader.since(period, wanted)


def _batch(session: Session, reading: Reading, freshness: Freshness, limit: int) -> Batch:
    return Batch(
        command="today",
        taken=session.now,
        papers=_reading.numbered(reading.papers[:limit]),
        state=freshness.state.value,
        failures=freshness.failures,
        day=reading.day,
        pool=reading.pool,
    )


def _chips(session: Session) -> str:
    return " · ".join(chip(follow) for follow in session.radar.follows)


def _headline(session: Session, reading: Reading, batch: Batch, freshness: Freshness) -> str:
    """How many of how many, since when; and how far that can be relied on."""
    found, shown = reading.found, len(batch.papers)
    said = [_found(session, reading, found)]
    if shown < found:
        best = "the best one is" if shown == 1 else f"the best {shown} are"
        said.append(f"{best} shown, `hub shuffle` deals the rest")
    said.append(_reliance(session, freshness))
    return "; ".join(part for part in said if part)


def _found(session: Session, reading: Reading, found: int) -> str:
    current = long_day_name(session.calendar.current(session.now))
    if reading.is_earlier and reading.day:
        latest = f"the latest for you, of {long_day_name(reading.day)}: {counted(found, 'paper')}"
        of_current = f"nothing for you of {reading.pool:,}" if reading.pool else "nothing came"
        return f"{of_current} since {current}; {latest}"
    if reading.day is None:
        return f"{found or 'nothing new'} for you of {reading.pool:,} in the period"
    if not found:
        return f"nothing new for you: 0 of {reading.pool:,} since {current}"
    return f"{found} for you of {reading.pool:,} since {current}"


def _reliance(session: Session, freshness: Freshness) -> str:
    last = age(freshness.last.at, session.now) if freshness.last else "never"
    match freshness.state:
        case State.FRESH:
            return f"arXiv was read {last}"
        case State.WAITING:
            return "the new announcement is not out yet"
        case State.QUIET:
            after = session.calendar.after(session.calendar.current(session.now))
            return f"no announcement today, the next is {long_day_name(after)}'s"
        case State.STALE:
            return f"this may be out of date: sources were last read {last}"
        case State.FAILED:
            return "this is not complete: a source could not be read"
