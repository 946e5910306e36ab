"""What of a radar is read from bioRxiv and medRxiv: whole days, of a subject or of everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from academichub_cli.domain.categories import SUBJECTS, is_known, server_of
from academichub_cli.domain.radar import FollowKind, Radar
from academichub_cli.domain.routes import Route, Situation, Step

SERVERS = tuple(SUBJECTS)
# Both are asked at one address.
ADDRESSES = {Route.DAYS.value: "biorxiv"}
_SEARCHED = frozenset({FollowKind.AUTHOR, FollowKind.TOPIC})
# So much is read in one go that a reading which breaks off does not lose much.
_DAYS_AT_ONCE = 7
_DAY = timedelta(days=1)


def tracked(radar: Radar, server: str, *, is_general: bool) -> tuple[str, ...]:
    """The followed subjects of a server, and all of it where topics and names are looked for.

    Nothing can be searched there, so for topics and names everything is read.
    """
    followed = [each.text for each in radar.of_kind(FollowKind.CATEGORY)]
    own = [name for name in followed if server_of(name) == server and is_known(name)]
    is_searched = is_general and any(each.kind in _SEARCHED for each in radar.follows)
    return tuple(dict.fromkeys([server, *own] if is_searched else own))


def unknown(radar: Radar, server: str) -> tuple[str, ...]:
    """The followed subjects that a server does not have."""
    followed = (each.text for each in radar.of_kind(FollowKind.CATEGORY))
    return tuple(name for name in followed if server_of(name) == server and not is_known(name))


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
