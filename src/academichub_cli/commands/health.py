"""`hub health`."""

from __future__ import annotations

import json as json_library
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from academichub_cli.commands import _coverage, _options
from academichub_cli.commands._fetching import (
    SCHEDULED,
    SUCCESS,
    last_harvest,
    queries_state,
    state_now,
)
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted, long_day_name
from academichub_cli.domain.freshness import ANY_RADAR, BAD, LastHarvest, State, follows_of
from academichub_cli.domain.health import days_seen
from academichub_cli.domain.ledger import LedgerDay, overdue_from
from academichub_cli.web import waits

_SOURCE = "arxiv"
_SPAN = 7
_LONGEST_SPAN = 92
_STYLES = {
    State.FRESH: "green",
    State.WAITING: "yellow",
    State.QUIET: "dim",
    State.STALE: "bold red",
    State.FAILED: "bold red",
}
_MOST_MISSING = 3
_INDENT, _WIDE = 13, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What there is to say: the days, when sources may be asked again, and when they were.

    `failures` are of sources that have no days: which, what it said, and what to do about it.
    """

    days: tuple[LedgerDay, ...]
    not_before: Mapping[str, datetime]
    last_run: datetime | None
    last_success: datetime | None
    last_scheduled: datetime | None
    current: date
    next: datetime
    state: str | None
    failures: tuple[tuple[str, str, str], ...] = ()

    @property
    def bad(self) -> tuple[LedgerDay, ...]:
        """The days that failed or are stale."""
        return tuple(line for line in self.days if line.state in BAD)


def run(
    *,
    days: Annotated[
        str | None, typer.Option("--days", metavar="N", help="How many days back; 7 by default.")
    ] = None,
    json: _options.Json = False,
) -> int:
    """Show by day and category what was announced, what of it is here, and what is not."""
    session = Session()
    span = _SPAN if days is None else _options.whole_number("--days", days, 1)
    report = _report(session, min(span, _LONGEST_SPAN))
    if json:
        session.terminal.write(json_library.dumps(_document(session, report), ensure_ascii=False))
    else:
        session.terminal.draw(_drawn(session, report))
    return _judged(session, report)


def _report(session: Session, span: int) -> Report:
    last = last_harvest(session)
    calendar, now = session.calendar, session.now
    current = calendar.current(now)
    since = date.fromordinal(now.date().toordinal() - span - 1)
    is_sample = last is not None and last.radar == ANY_RADAR
    seen = tuple(_seen(session, since, span, is_sample=is_sample))
    if follows := _follows_line(session, current):
        place = next((at for at, line in enumerate(seen) if line.day <= current), len(seen))
        seen = (*seen[:place], follows, *seen[place:])
    return Report(
        days=seen,
        not_before=waits(session.paths.pace_dir, now=now),
        last_run=last.at if last else None,
        last_success=_instant(session.library.note(SUCCESS)),
        last_scheduled=_instant(session.library.note(SCHEDULED)),
        current=current,
        next=calendar.comes_out(calendar.after(current)),
        state=state_now(session),
        failures=tuple(
            failure
            for failure in (last.messages if last else ())
            if failure[0] not in _coverage.TRACKING
        ),
    )


def _seen(session: Session, since: date, span: int, *, is_sample: bool) -> list[LedgerDay]:
    """The lines of every source whose days are kept, the last days first."""
    found: list[LedgerDay] = []
    for source in _coverage.TRACKING:
        categories = () if is_sample else _coverage.categories_of(session, source)
        if not categories and source != _SOURCE:
            continue
        firsts = session.library.ledger.first_days(source)
        lines = days_seen(
            _coverage.lines_of(session, since, source),
            categories,
            source=source,
            calendar=_coverage.days_of(session, source),
            now=session.now,
            span=span,
        )
        found += [line for line in lines if line.day >= firsts.get(line.category, line.day)]
    return sorted(found, key=lambda line: line.day, reverse=True)


def _follows_line(session: Session, current: date) -> LedgerDay | None:
    """What follows that are no category brought of the current announcement."""
    tracked = {
        name for source in _coverage.TRACKING for name in _coverage.categories_of(session, source)
    }
    others = sum(follow.text not in tracked for follow in session.radar.follows)
    last = last_harvest(session)
    if not others or last is None:
        return None
    state, message = queries_state(session, last), ""
    if state is State.STALE and session.now < overdue_from(current):
        state, message = State.WAITING, "not asked for yet: `hub fetch`"
    elif state in BAD:
        message = _why_bad(session, last)
    return LedgerDay(
        source=_SOURCE,
        category="",
        day=current,
        state=state,
        route="api",
        fetched=session.library.papers.count(current),
        read_at=last.at,
        message=message,
    )


def _why_bad(session: Session, last: LastHarvest) -> str:
    if last.messages:
        return last.messages[0][1]
    if last.radar not in {ANY_RADAR, follows_of(session.radar)}:
        return "what you follow has changed since it was asked for"
    return f"last asked {age(last.at, session.now)}"


def _instant(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def _judged(session: Session, report: Report) -> int:
    """0, or 3 with a sentence that says why."""
    if report.last_run is None:
        is_empty = not session.radar.follows
        hint = (
            'hub follow "Sanjeev Arora" cs.CL, then `hub fetch`' if is_empty else "run `hub fetch`"
        )
        session.terminal.warn("nothing was fetched yet", hint)
        return 3
    for _, message, hint in report.failures:
        session.terminal.warn(message, hint)
    if not report.bad:
        return 3 if report.failures else 0
    first = report.bad[0]
    named = f"{first.category or 'your follows'} on {first.day:%a} {first.day.day} {first.day:%b}"
    more = f", and {len(report.bad) - 1} more" if len(report.bad) > 1 else ""
    session.terminal.warn(
        f"not complete: {named}: {first.message or first.state}{more}",
        "run `hub fetch`; what is in the library stays",
    )
    return 3


def _drawn(session: Session, report: Report) -> Iterator[RenderableType]:
    yield from _table(report.days, session.terminal.width)
    yield Text()
    yield Text(f"current   {long_day_name(report.current)}; the next comes out {_local(report)}")
    for label, moment in (
        ("last run", report.last_run),
        ("success", report.last_success),
        ("schedule", report.last_scheduled),
    ):
        said = age(moment, session.now) if moment else "never"
        hint = "; `hub schedule` shows how to run it every morning" if not moment else ""
        yield Text(f"{label:<8}  {said}{hint if label == 'schedule' else ''}")
    for _, message, _ in report.failures:
        yield Text(f"failed    {message}", style=_STYLES[State.FAILED])
    for name, until in report.not_before.items():
        local = until.astimezone()
        when = f"{local:%H:%M} on {local:%A} {local.day} {local:%B}"
        yield Text(f"wait      {name} wants no request before {when}")
    if report.current.year not in {day.year for day in session.settings.calendar_no_mailing}:
        said = f"no days without mailing are known for {report.current.year}"
        yield Text(f"calendar  {said}: add them to calendar.no_mailing", style="yellow")


def _local(report: Report) -> str:
    return f"{report.next.astimezone():%A %H:%M %Z}"


def _table(days: Sequence[LedgerDay], width: int) -> Iterator[RenderableType]:
    if not days:
        yield Text("nothing is tracked yet: follow a category and run `hub fetch`", style="dim")
        return
    names = max(9, *(len(line.category) for line in days))
    is_wide = width >= _WIDE
    head = f"{'day':<11}{'category':<{names}}  {'here':>5} {'of':>5}  {'state':<8}"
    yield Text(
        f"{head}route" if is_wide else head.replace("here     of", "here/of   "), style="dim"
    )
    previous: date | None = None
    for line in days:
        day = f"{line.day:%a} {line.day.day} {line.day:%b}" if line.day != previous else ""
        previous = line.day
        yield _row(day, line, names) if is_wide else _short_row(day, line, names)
        if line.message and line.state not in {State.FRESH, State.QUIET}:
            yield _below(line.message)
        if line.missing:
            yield _below(f"missing {_missing(line)}")


def _below(said: str) -> Padding:
    """What is said of a line, set in below it."""
    return Padding(Text(said, style="dim"), (0, 0, 0, _INDENT))


def _row(day: str, line: LedgerDay, width: int) -> Text:
    name = line.category or ("" if line.state is State.QUIET else "follows")
    is_counted = line.state is not State.QUIET
    fetched = f"{line.fetched:,}" if is_counted else ""
    announced = f"{line.announced:,}" if line.announced is not None else "?" if is_counted else ""
    text = Text(f"{day:<11}{name:<{width}}  {fetched:>5} {announced:>5}  ")
    text.append(f"{line.state.value:<8}", style=_STYLES[line.state])
    checked = ", counted" if line.is_counted else ""
    return text.append(f"{line.route or ''}{checked}", style="dim")


def _short_row(day: str, line: LedgerDay, width: int) -> Text:
    """The same on a narrow screen, without the route."""
    name = line.category or ("" if line.state is State.QUIET else "follows")
    announced = "?" if line.announced is None else f"{line.announced:,}"
    counts = "" if line.state is State.QUIET else f"{line.fetched:,}/{announced}"
    text = Text(f"{day:<11}{name:<{width}} {counts:>9} ")
    return text.append(line.state.value, style=_STYLES[line.state])


def _missing(line: LedgerDay) -> str:
    named = ", ".join(line.missing[:_MOST_MISSING])
    rest = len(line.missing) - _MOST_MISSING
    return named + (f" and {counted(rest, 'other')}" if rest > 0 else "")


def _document(session: Session, report: Report) -> dict[str, Any]:
    return {
        "schema": 1,
        "taken": session.now.isoformat(),
        "state": report.state,
        "current": report.current.isoformat(),
        "next": report.next.isoformat(),
        "days": [_record(line) for line in report.days],
        "failures": [
            {"source": source, "message": message, "hint": hint}
            for source, message, hint in report.failures
        ],
        "not_before": {name: until.isoformat() for name, until in report.not_before.items()},
        "last_run": _iso(report.last_run),
        "last_success": _iso(report.last_success),
        "last_scheduled": _iso(report.last_scheduled),
    }


def _record(line: LedgerDay) -> dict[str, Any]:
    return {
        "source": line.source,
        "category": line.category or None,
        "day": line.day.isoformat(),
        "announced": line.announced,
        "fetched": line.fetched,
        "missing": list(line.missing),
        "state": line.state.value,
        "route": line.route,
        "counted": line.is_counted,
        "read_at": line.read_at.isoformat(),
        "message": line.message or None,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
