"""What the ledger says of the radar's categories: is more to be asked, and how complete is it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from academichub_cli.commands._session import Session
from academichub_cli.config import OFF, ON
from academichub_cli.domain import posting
from academichub_cli.domain.calendars import EVERY_DAY, Days
from academichub_cli.domain.categories import ARXIV, server_of
from academichub_cli.domain.freshness import ANY_RADAR, BAD, LastHarvest, State
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
_SOURCE = ARXIV
# The sources whose days the ledger keeps.
TRACKING = (_SOURCE, *posting.SERVERS)
_MOST_NAMED = 3
_MOST_REASONS = 2
_ANNOUNCING = frozenset({"rss", "listing", "oai"})


def categories_of(session: Session, source: str = _SOURCE) -> tuple[str, ...]:
    """The followed categories of a source whose days the ledger keeps."""
    switch = session.settings.switch_of(source)
    if switch == OFF:
        return ()
    if source in posting.SERVERS:
        if not session.settings.reached(posting.ADDRESSES):
            return ()
        return posting.tracked(session.radar, source, is_general=switch == ON)
    if _ANNOUNCING.isdisjoint(session.settings.addresses_of(_SOURCE)):
        return ()
    follows = session.radar.of_kind(FollowKind.CATEGORY)
    return tuple(dict.fromkeys(each.text for each in follows if server_of(each.text) == _SOURCE))


def days_of(session: Session, source: str = _SOURCE) -> Days:
    """The calendar of a source."""
    return EVERY_DAY if source in posting.SERVERS else session.calendar


def lines_of(session: Session, since: date, source: str = _SOURCE) -> list[LedgerDay]:
    """The ledger's lines of the radar's categories from a day on."""
    if not (followed := categories_of(session, source)):
        return []
    found = session.library.ledger.days(source=source, since=since)
    return [line for line in found if line.category in followed]


def is_reading_due(session: Session, last: LastHarvest | None) -> bool:
    """Whether announcements are to be asked for."""
    if last is not None and last.radar == ANY_RADAR:
        return False
    return any(_is_due_at(session, source) for source in TRACKING)


def _is_due_at(session: Session, source: str) -> bool:
    lines = lines_of(session, (session.now - LONGEST_AWAY).date(), source)
    begins = (session.now - session.look_back).date() if source in posting.SERVERS else None
    for category in categories_of(session, source):
        known = {line.day: line for line in lines if line.category == category}
        wanted = wanted_days(
            known,
            calendar=days_of(session, source),
            now=session.now,
            longest=LONGEST_AWAY,
            begins=begins,
        )
        if is_due(wanted, known, now=session.now):
            return True
    return False


def states(session: Session) -> list[State]:
    """The states that matter to what is shown: today's, and bad ones of the days before."""
    current = session.calendar.current(session.now)
    lines = [line for source in TRACKING for line in lines_of(session, current - SPOKEN_OF, source)]
    return [
        line.state
        for line in lines
        if line.state in BAD or (line.day == current and line.source == _SOURCE)
    ]


def said_of_servers(session: Session) -> Iterator[str]:
    """How much of each other server's last day is here: ``48 of 48 posted Wed 10 Jun in …``."""
    for source in posting.SERVERS:
        day = days_of(session, source).current(session.now)
        for line in lines_of(session, day, source):
            if line.day == day and line.announced is not None:
                yield (
                    f"{line.fetched:,} of {line.announced:,} posted {_days(day, day)}"
                    f" in {line.category}"
                )


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


def said_of(session: Session, first: date, last: date) -> str:
    """How complete the announcements from one day to another are; empty where nobody knows.

    ``complete: 412 of 412 announced Thu 11 Jun in cs.CL, cs.LG``, or what is missing and why.
    """
    categories = categories_of(session)
    lines = [line for line in lines_of(session, first) if line.day <= last]
    known = [line for line in lines if line.state is not State.QUIET]
    if not known:
        return ""
    days = sorted({line.day for line in known})
    found = [each for each in (coverage(session, day) for day in days) if each]
    fetched, announced = (
        sum(getattr(each, name) for each in found) for name in ("fetched", "announced")
    )
    wrong = [line for line in known if line.state is not State.FRESH]
    is_stated = all(line.announced is not None for line in known)
    counts = f"{fetched:,} of {announced:,}" if is_stated or wrong else f"{fetched:,} papers"
    when = f"announced {_days(days[0], days[-1])}"
    if wrong or fetched < announced:
        return f"{counts} {when}, not complete: {_reasons(wrong, days)}"
    unstated = "" if is_stated else ", as far as can be told: no number was stated"
    is_all = len({line.category for line in known}) == len(categories)
    where = _named(sorted({line.category for line in known}))
    rest = "" if is_all else "; the other categories were not read yet"
    return f"complete: {counts} {when} in {where}{unstated}{rest}"


def _reasons(wrong: Sequence[LedgerDay], days: Sequence[date]) -> str:
    """Which category of which day lacks what; the same words once."""
    if not wrong:
        return "records are missing, see `hub health`"
    grouped: dict[str, list[LedgerDay]] = {}
    for line in wrong:
        grouped.setdefault(line.message or line.state, []).append(line)
    parts = []
    for message, lines in list(grouped.items())[:_MOST_REASONS]:
        names = _named(sorted({line.category for line in lines}))
        on = "" if len(days) == 1 else f" on {_days(lines[0].day, lines[-1].day)}"
        parts.append(f"{names}{on}: {message}")
    more = len(grouped) - _MOST_REASONS
    return "; ".join(parts) + (f"; and {more} more, see `hub health`" if more > 0 else "")


def _days(first: date, last: date) -> str:
    end = f"{last:%a} {last.day} {last:%b}"
    return end if first == last else f"{first:%a} {first.day} {first:%b} to {end}"


def _named(categories: Iterable[str]) -> str:
    names = list(categories)
    if len(names) > _MOST_NAMED:
        return f"{len(names)} categories"
    return ", ".join(names)
