"""Fetching from every source; loaded only when something is fetched."""

from __future__ import annotations

import asyncio
import time
from datetime import date

from academichub_cli import CONTACT, files, sources
from academichub_cli.cache import Cache
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.domain.freshness import (
    BATCHES_A_WEEK,
    LastHarvest,
    digest_of,
    is_late,
    worst,
)
from academichub_cli.domain.listing import Progress
from academichub_cli.errors import StateError
from academichub_cli.harvest import Harvest, Harvester
from academichub_cli.library import Arrival
from academichub_cli.progress import Reporter
from academichub_cli.web import Event, EventKind, WebSettings, authority_of, user_agent
from academichub_cli.web.door import Web

_MOST_NAMED = 3
_BACKUP_AGE = 7 * 86_400  # seconds


def harvest_all(session: Session, *, again: bool = False) -> LastHarvest:
    """Ask every source for what is due, tell what came, and say how it ended."""
    harvests = asyncio.run(_ask_all(session, again=again))
    last = _ended(session, harvests)
    for harvest in harvests:
        _tell(session, harvest)
    _back_up(session)
    return last


def _back_up(session: Session) -> None:
    """Copy the library once a week; marks and history cannot be fetched again."""
    backup = files.backup_of(session.paths.library_file)
    try:
        if not backup.exists() or time.time() - backup.stat().st_mtime > _BACKUP_AGE:
            session.library.back_up()
    except (OSError, StateError) as error:
        session.terminal.warn(f"no backup of the library could be made: {error}")


async def _ask_all(session: Session, *, again: bool) -> list[Harvest]:
    reporter = Reporter(session.terminal)
    cache = Cache(session.paths.cache_dir / "answers")
    try:
        async with Web(
            _web_settings(session),
            cache=cache,
            now=lambda: session.now,
            on_event=lambda event: reporter.report(_progress(event)),
        ) as web:
            harvester = Harvester(
                library=session.library,
                web=web,
                radar=session.radar,
                calendar=session.calendar,
                now=session.now,
                look_back=session.look_back,
                report=reporter.report,
            )
            return [
                await _ask(session, harvester, reporter, name, again=again)
                for name in sources.names()
            ]
    finally:
        cache.close()


async def _ask(
    session: Session, harvester: Harvester, reporter: Reporter, name: str, *, again: bool
) -> Harvest:
    source = sources.find(name)
    with reporter.shown(source.label):
        return await harvester.ask(
            source, addresses=session.settings.addresses_of(name), again=again
        )


def _web_settings(session: Session) -> WebSettings:
    settings = session.settings
    hosts = frozenset(
        authority_of(address)
        for name in sources.names()
        for address in settings.addresses_of(name).values()
    )
    return WebSettings(
        state_dir=session.paths.pace_dir,
        user_agent=user_agent(settings.network_contact or CONTACT),
        hosts=hosts,
        deadline=settings.network_deadline,
        min_interval=settings.network_min_interval,
        offline=settings.network_offline,
        proxy=settings.network_proxy or None,
        ca_file=settings.network_ca_file or None,
    )


def _progress(event: Event) -> Progress:
    match event.kind:
        case EventKind.WAITING:
            note = f"{event.host}: waiting {event.seconds:.0f} s, as it asks of everyone"
        case EventKind.RETRYING:
            note = f"{event.host}: {event.why}; asking again"
        case EventKind.ASKING:
            note = f"asking {event.host}"
        case EventKind.ANSWERED:
            note = f"reading the answer of {event.host}"
    return Progress.waiting(event.host, note)


def _ended(session: Session, harvests: list[Harvest]) -> LastHarvest:
    current = session.calendar.current(session.now)
    has_current = session.library.papers.count(current) > 0
    return LastHarvest(
        radar=digest_of(session.radar),
        at=session.now,
        state=worst(harvest.state for harvest in harvests),
        has_current=has_current,
        is_late=not has_current and is_late(_counts_before(session, current)),
        messages=tuple(
            (failure.source, failure.message, failure.hint)
            for harvest in harvests
            for failure in harvest.failures
        ),
    )


def _counts_before(session: Session, day: date) -> list[int]:
    """How many papers each of the batches of the week before a day has."""
    counts = []
    for _ in range(BATCHES_A_WEEK):
        day = session.calendar.before(day)
        counts.append(session.library.papers.count(day))
    return counts


def _tell(session: Session, harvest: Harvest) -> None:
    """What one source brought; failures are told by whoever shows the papers."""
    came, revised = harvest.arrivals[Arrival.NEW], harvest.arrivals[Arrival.REVISED]
    if harvest.was_asked and not (harvest.failures and not came):
        news = counted(came, "new paper") + (f", {revised} revised" if revised else "")
        session.terminal.say(f"{harvest.label}: {news}", style="dim")
    if harvest.damaged:
        named = "; ".join(harvest.damaged[:_MOST_NAMED])
        count = counted(len(harvest.damaged), "record")
        session.terminal.warn(f"{harvest.label}: {count} could not be read ({named})")
    for note in harvest.notes:
        session.terminal.say(f"{harvest.label}: {note}", style="dim")
