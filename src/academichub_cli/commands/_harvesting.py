"""Fetching from every source; loaded only when something is fetched."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from datetime import date

from academichub_cli import CONTACT, files
from academichub_cli.cache import Cache
from academichub_cli.commands._errands import (
    Errand,
    access_of,
    errands,
    hosts_of,
    remember,
    state_of,
)
from academichub_cli.commands._said_of import tell_of_marked
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.domain.categories import ARXIV
from academichub_cli.domain.freshness import (
    BATCHES_A_WEEK,
    LastHarvest,
    State,
    follows_of,
    is_late,
    worst,
)
from academichub_cli.domain.progress import Progress
from academichub_cli.domain.ranked import Failure
from academichub_cli.errors import StateError
from academichub_cli.harvest import Harvest, Harvester
from academichub_cli.library import Arrival
from academichub_cli.progress import Reporter
from academichub_cli.sources import Access
from academichub_cli.web import Event, EventKind, WebSettings, user_agent
from academichub_cli.web.door import Web

_MOST_NAMED = 3
_BACKUP_AGE = 7 * 86_400  # seconds


def harvest_all(session: Session, *, again: bool = False) -> LastHarvest:
    """Ask every source for what is due, tell what came, and say how it ended."""
    every = list(errands(session))
    due = [errand for errand in every if errand.has_work]
    harvests = asyncio.run(_ask_all(session, due, again=again)) if due else []
    _remember(session, harvests)
    last = _ended(session, harvests)
    for harvest in harvests:
        _tell(session, harvest)
    tell_of_marked(session)
    for errand in every:
        if errand not in due:
            _note(session, errand.source.profile.label, errand.notes)
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


async def _ask_all(session: Session, due: list[Errand], *, again: bool) -> list[Harvest]:
    """What all of them brought, asked at the same time: each site has a pace of its own."""
    reporter = Reporter(session.terminal)
    cache = Cache(session.paths.cache_dir / "answers")
    try:
        async with Web(
            _web_settings(session, due),
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
            ways = [access_of(session, errand) for errand in due]
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(_ask(harvester, reporter, errand, access, again=again))
                    for errand, access in zip(due, ways, strict=True)
                ]
            return [task.result() for task in tasks]
    except BaseExceptionGroup as several:
        # What ends the run is the library's fault or a bug: the first of them says it.
        raise several.exceptions[0] from several
    finally:
        cache.close()


async def _ask(
    harvester: Harvester, reporter: Reporter, errand: Errand, access: Access, *, again: bool
) -> Harvest:
    with reporter.shown(errand.source.profile.label):
        return await harvester.ask(errand.source, errand.need, access, again=again)


def _web_settings(session: Session, due: list[Errand]) -> WebSettings:
    settings = session.settings
    hosts = frozenset[str]().union(*(hosts_of(session, errand) for errand in due))
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


def _remember(session: Session, harvests: list[Harvest]) -> None:
    """When each source that was asked answered or failed."""
    with session.library.changing():
        for harvest in harvests:
            if not (harvest.was_asked or harvest.failures):
                continue
            first = harvest.failures[0] if harvest.failures else Failure(source="", message="")
            state = state_of(session, harvest.source).after(
                session.now,
                has_answered=harvest.has_answered,
                message=first.message,
                hint=first.hint,
            )
            remember(session, harvest.source, state)


def _ended(session: Session, harvests: list[Harvest]) -> LastHarvest:
    failures = [failure for harvest in harvests for failure in harvest.failures]
    if not harvests:
        failures = [_nothing_to_ask()]
    current = session.calendar.current(session.now)
    has_current = session.library.papers.count(current) > 0
    return LastHarvest(
        radar=follows_of(session.radar),
        at=session.now,
        state=_state_of(harvests),
        has_current=has_current,
        is_late=not has_current and is_late(_counts_before(session, current)),
        messages=tuple((failure.source, failure.message, failure.hint) for failure in failures),
        asked=tuple(harvest.label for harvest in harvests if harvest.was_asked),
    )


def _state_of(harvests: list[Harvest]) -> State:
    """arXiv's state where it was asked, else the worst: another source costs only itself."""
    own = [harvest for harvest in harvests if harvest.source == ARXIV] or harvests
    return worst(harvest.state for harvest in own) if own else State.FAILED


def _nothing_to_ask() -> Failure:
    return Failure(
        source=ARXIV,
        message="arXiv was not asked: nothing on the radar can be asked for there, nor elsewhere",
        hint="follow an author's name, a topic, a category or an arXiv id; see `hub sources`",
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
    _note(session, harvest.label, harvest.notes)


def _note(session: Session, label: str, notes: Iterable[str]) -> None:
    for note in notes:
        session.terminal.say(f"{label}: {note}", style="dim")
