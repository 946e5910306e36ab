"""`hub fetch`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands import _coverage, _learning
from academichub_cli.commands._fetching import (
    SCHEDULED,
    assessed,
    harvest,
    is_asking_due,
    last_harvest,
    tell,
)
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted, long_day_name
from academichub_cli.domain.freshness import LastHarvest
from academichub_cli.errors import SourceError, UnansweredError


def run(
    *,
    again: Annotated[
        bool, typer.Option("--again", help="Ask even for what was read completely.")
    ] = False,
    scheduled: Annotated[
        bool, typer.Option("--scheduled", help="For a schedule: say nothing unless it fails.")
    ] = False,
) -> int:
    """Fetch what is due, say what came and what failed, and show no paper."""
    session = Session()
    if scheduled:
        session.terminal.is_quiet = True
        with session.library.changing():
            session.library.set_note(SCHEDULED, session.now.isoformat())
    session.needs_a_radar()
    if session.settings.network_offline:
        raise _offline(session)
    last = last_harvest(session)
    if not again and not is_asking_due(session, last):
        assert last is not None
        since = age(last.at, session.now)
        session.terminal.say(f"nothing to fetch: everything was read {since} (--again asks anyway)")
        _learning.learn(session)
        return _told(session, last)
    return _fetched(session, again=again)


def _offline(session: Session) -> SourceError | UnansweredError:
    said = "the sources were not asked: hub is offline"
    hint = "unset HUB_OFFLINE, or network.offline in config.toml, to fetch"
    if session.library.papers.count():
        return SourceError(said, hint=hint)
    return UnansweredError(f"no source answered and nothing is cached: {said}", hint=hint)


def _fetched(session: Session, *, again: bool) -> int:
    last = harvest(session, again=again)
    day = session.calendar.current(session.now)
    count = counted(session.library.papers.count(), "paper")
    of_day = counted(session.library.papers.count(day), "paper")
    session.terminal.say(f"library: {count}, {of_day} of {long_day_name(day)}")
    current = session.reader.current
    if said := _coverage.said_of(session, current, current):
        session.terminal.say(said)
    for said in _coverage.said_of_servers(session):
        session.terminal.say(said)
    _learning.learn(session)
    return _told(session, last)


def _told(session: Session, last: LastHarvest) -> int:
    freshness = assessed(session, last, is_due=False)
    tell(session, freshness)
    return freshness.exit_code
