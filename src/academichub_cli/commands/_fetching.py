"""Asking the sources before papers are shown, when it is time to."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module

from academichub_cli.commands import _coverage
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import long_day_name
from academichub_cli.domain.announcements import ASK_AGAIN_AFTER
from academichub_cli.domain.categories import ARXIV
from academichub_cli.domain.freshness import (
    LastHarvest,
    State,
    is_harvest_due,
    of_ledger,
    state_of,
)
from academichub_cli.domain.ranked import Failure
from academichub_cli.errors import UnansweredError

NOTE = "last harvest"
SUCCESS = "last success"
SCHEDULED = "last scheduled run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """What can be said of how new the library is."""

    last: LastHarvest | None
    state: State
    failures: tuple[Failure, ...] = ()

    @property
    def exit_code(self) -> int:
        """0, or 3 where something failed or is stale."""
        return 3 if self.failures or self.state in {State.STALE, State.FAILED} else 0


def refresh(session: Session) -> Freshness:
    """Ask the sources if it is time, and tell how new the library is then.

    Raises UnansweredError where no source answered and the library is empty.
    """
    last = last_harvest(session)
    is_due = is_asking_due(session, last)
    if is_due and not session.settings.network_offline:
        last = harvest(session, again=last is not None and last.is_late)
        is_due = False
    return assessed(session, last, is_due=is_due)


def is_asking_due(session: Session, last: LastHarvest | None) -> bool:
    """Whether there is anything to ask the sources: queries, or announcements not complete yet."""
    return (
        is_harvest_due(last, session.radar, session.calendar, session.now)
        or _is_failing_elsewhere(last, session.now)
        or _coverage.is_reading_due(session, last)
    )


def _is_failing_elsewhere(last: LastHarvest | None, now: datetime) -> bool:
    """Whether another source than arXiv failed, long enough ago to be asked again."""
    if last is None or not now - last.at >= ASK_AGAIN_AFTER:
        return False
    return any(source != ARXIV for source, _, _ in last.messages)


def assessed(session: Session, last: LastHarvest | None, *, is_due: bool) -> Freshness:
    """How new the library is after this harvest; `is_due` says that the sources were not asked.

    Raises UnansweredError where no source answered and the library is empty.
    """
    state = _state(session, last, is_due=is_due)
    failures = _failures(session, last, state, is_due=is_due)
    if failures and not session.library.papers.count():
        raise UnansweredError(
            f"no source answered and nothing is cached: {failures[0].message}",
            hint=failures[0].hint,
        )
    return Freshness(last=last, state=state, failures=failures)


def state_now(session: Session) -> str | None:
    """The word for how new the library is, without asking; None where nothing was ever fetched."""
    if (last := last_harvest(session)) is None:
        return None
    return _state(session, last, is_due=is_asking_due(session, last)).value


def queries_state(session: Session, last: LastHarvest) -> State:
    """The word for what follows that are no category brought, whom no ledger speaks for."""
    reads = session.library.reads.all()
    if reads and all(read.complete for read in reads):
        last = replace(last, state=State.FRESH)  # what failed was a listing
    is_due = is_harvest_due(last, session.radar, session.calendar, session.now)
    return state_of(last, is_due=is_due, calendar=session.calendar, now=session.now)


def _state(session: Session, last: LastHarvest | None, *, is_due: bool) -> State:
    base = state_of(last, is_due=is_due, calendar=session.calendar, now=session.now)
    return of_ledger(base, _coverage.states(session))


def harvest(session: Session, *, again: bool = False) -> LastHarvest:
    """Ask the sources for what is due, or for everything `again`, and note how that ended."""
    # Network, parsers and asyncio are most of a command's start, and mostly not needed.
    harvesting = import_module("academichub_cli.commands._harvesting")
    last: LastHarvest = harvesting.harvest_all(session, again=again)
    with session.library.changing():
        session.library.set_note(NOTE, json.dumps(last.to_json()))
        if last.state is State.FRESH:
            session.library.set_note(SUCCESS, session.now.isoformat())
        _coverage.note_coverage(session)
    return last


def last_harvest(session: Session) -> LastHarvest | None:
    """When and how the sources were asked last."""
    kept = session.library.note(NOTE)
    try:
        return LastHarvest.from_json(json.loads(kept)) if kept else None
    except (LookupError, TypeError, ValueError):
        return None


def tell(session: Session, freshness: Freshness) -> None:
    """Failures, each with its remedy, on stderr."""
    for failure in freshness.failures:
        session.terminal.warn(failure.message, failure.hint)


def _failures(
    session: Session, last: LastHarvest | None, state: State, *, is_due: bool
) -> tuple[Failure, ...]:
    if is_due:
        hint = "unset HUB_OFFLINE, or network.offline in config.toml, to fetch"
        said = "the sources were not asked: hub is offline"
        return (Failure(source=ARXIV, message=said, hint=hint),)
    messages = last.messages if last else ()
    if state is State.STALE and not messages:
        day = long_day_name(session.calendar.current(session.now))
        said = f"arXiv shows nothing of {day}'s announcement: its listing is late or stale"
        hint = "try again later; if arXiv mailed nothing, add the day to calendar.no_mailing"
        return (Failure(source=ARXIV, message=said, hint=hint, state=state.value),)
    return tuple(Failure(source=name, message=said, hint=hint) for name, said, hint in messages)
