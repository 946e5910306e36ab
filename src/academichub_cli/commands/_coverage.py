"""What the ledger says of the radar's categories: is more to be asked, and how complete is it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta

from academichub_cli.commands._session import Session
from academichub_cli.domain.freshness import ANY_RADAR, LastHarvest, State
from academichub_cli.domain.ledger import (
    LONGEST_AWAY,
    Coverage,
    LedgerDay,
    is_due,
    wanted_days,
)
from academichub_cli.domain.radar import FollowKind

SPOKEN_OF = timedelta(days=14)
_NOTE = "coverage"
_SOURCE = "arxiv"
_MOST_NAMED = 3
_ANNOUNCING = frozenset({"rss", "listing", "oai"})
_BAD = frozenset({State.FAILED, State.STALE})


def categories_of(session: Session) -> tuple[str, ...]:
    """The followed categories whose announcements the ledger keeps."""
    if _ANNOUNCING.isdisjoint(session.settings.addresses_of(_SOURCE)):
        return ()
    follows = session.radar.of_kind(FollowKind.CATEGORY)
    return tuple(dict.fromkeys(follow.text for follow in follows))


def lines_of(session: Session, since: date) -> list[LedgerDay]:
    """The ledger's lines of the radar's categories from a day on."""
    followed = categories_of(session)
    found = session.library.ledger.days(source=_SOURCE, since=since)
    return [line for line in found if line.category in followed]


def is_reading_due(session: Session, last: LastHarvest | None) -> bool:
    """Whether announcements are to be asked for."""
    if last is not None and last.radar == ANY_RADAR:
        return False
    lines = lines_of(session, (session.now - LONGEST_AWAY).date())
    for category in categories_of(session):
        known = {line.day: line for line in lines if line.category == category}
        wanted = wanted_days(
            known, calendar=session.calendar, now=session.now, longest=LONGEST_AWAY
        )
        if is_due(wanted, known, now=session.now):
            return True
    return False


def states(session: Session) -> list[State]:
    """The states that matter to what is shown: today's, and bad ones of the days before."""
    current = session.calendar.current(session.now)
    return [
        line.state
        for line in lines_of(session, current - SPOKEN_OF)
        if line.day == current or line.state in _BAD
    ]


def note_coverage(session: Session) -> None:
    """Keep how complete the current announcement is, for whoever shows it; within `changing`."""
    categories = categories_of(session)
    day = session.calendar.current(session.now)
    found = session.library.ledger.coverage(day, categories)
    kept = {**asdict(found), "day": day.isoformat()}
    session.library.set_note(_NOTE, json.dumps(kept))


def coverage(session: Session, day: date) -> Coverage | None:
    """How complete a day is; None where the ledger does not know it."""
    categories = tuple(sorted(categories_of(session)))
    if not categories:
        return None
    try:
        kept = json.loads(session.library.note(_NOTE) or "{}")
        found = Coverage(**{**kept, "day": day, "categories": tuple(kept["categories"])})
        if kept["day"] == day.isoformat() and found.categories == categories:
            return found if found.announced else None
    except (LookupError, TypeError, ValueError):
        pass
    found = session.library.ledger.coverage(day, categories)
    return found if found.announced else None


def said(session: Session, found: Coverage) -> str:
    """``complete: 412 of 412 announced Thu 11 Jun in cs.CL, cs.LG``, or what is missing and why."""
    day = f"{found.day:%a} {found.day.day} {found.day:%b}"
    counts = f"{found.fetched:,} of {found.announced:,} announced {day}"
    lines = [line for line in lines_of(session, found.day) if line.day == found.day]
    wrong = [line for line in lines if line.state not in {State.FRESH, State.QUIET}]
    if found.is_complete and not wrong and len(lines) == len(found.categories):
        return f"complete: {counts} in {_named(found.categories)}"
    reasons = "; ".join(f"{line.category}: {line.message or line.state}" for line in wrong[:2])
    more = f"; and {len(wrong) - 2} more, see `hub health`" if len(wrong) > 2 else ""  # noqa: PLR2004
    return f"{counts}, not complete: {reasons or 'some categories were not read yet'}{more}"


def _named(categories: Iterable[str]) -> str:
    names = list(categories)
    if len(names) > _MOST_NAMED:
        return f"{len(names)} categories"
    return ", ".join(names)
