"""Which days of bioRxiv and medRxiv are asked for next, and how many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from academichub_cli.domain.routes import Route, Situation, Step

# So much is read in one go that a reading which breaks off does not lose much.
_DAYS_AT_ONCE = 7
_DAY = timedelta(days=1)


def next_step(situation: Situation, server: str) -> Step | None:
    """The last days that were not read: of everything, else of one subject after the other."""
    unread = {
        name: days
        for name, days in situation.unread.items()
        if days and situation.may_ask(Route.DAYS, name)
    }
    if server in unread:
        every = frozenset[date]().union(*unread.values())
        return Step(route=Route.DAYS, categories=tuple(unread), days=tuple(sorted(every)))
    for name, days in unread.items():
        return Step(route=Route.DAYS, categories=(name,), days=days)
    return None


def spans(days: Iterable[date], *, longest: int = _DAYS_AT_ONCE) -> Iterator[tuple[date, ...]]:
    """Days that follow each other, so many together at most, the last ones first."""
    span: list[date] = []
    for day in sorted(set(days), reverse=True):
        if span and (len(span) == longest or span[-1] - day != _DAY):
            yield tuple(reversed(span))
            span = []
        span.append(day)
    if span:
        yield tuple(reversed(span))
