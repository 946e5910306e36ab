"""Small wordings that several commands share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from academichub_cli.domain.radar import Follow, Mute

_LABELS = {
    "author": "Author",
    "topic": "Topic",
    "category": "Category",
    "journal": "Journal",
    "paper": "Paper",
}


def chip(follow: Follow) -> str:
    """A follow as the reader sees it: ``Author: Sanjeev Arora``."""
    return f"{_LABELS[follow.kind]}: {follow.text}"


def mute_chip(mute: Mute) -> str:
    """A mute as the reader sees it: ``Muted topic: survey until 2027-01-01``."""
    scope = f" {mute.scope.value}" if mute.scope else ""
    until = f" until {mute.until.isoformat()}" if mute.until else ""
    return f"Muted{scope}: {mute.text}{until}"


def named(names: Iterable[str]) -> str:
    """``OpenAlex``, ``OpenAlex and ORCID``, ``OpenAlex, ORCID and Crossref``."""
    *some, last = names
    return f"{', '.join(some)} and {last}" if some else last


def counted(count: int, one: str, many: str = "") -> str:
    """``1 paper``, ``2,345 papers``."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def explained(commands: Mapping[str, str], width: int) -> list[str]:
    """Lines of commands with what each does beside it, or below where there is no room."""
    longest = max(map(len, commands))
    beside = [f"  {typed:<{longest}}  {does}".rstrip() for typed, does in commands.items()]
    if max(map(len, beside)) <= width:
        return beside
    below = ((f"  {typed}", f"    {does}" if does else "") for typed, does in commands.items())
    return [line for lines in below for line in lines if line]


def long_day_name(day: date) -> str:
    """``Thursday 12 June``."""
    return f"{day:%A} {day.day} {day:%B}"


def age(moment: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that is not nought."""
    seconds = max(0, int((now - moment).total_seconds()))
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            return f"{counted(seconds // size, name)} ago"
    return "just now"
