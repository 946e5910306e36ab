"""`hub mute`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from academichub_cli.commands._session import Session
from academichub_cli.commands._words import mute_chip
from academichub_cli.commands.follow import chosen_kind, understood
from academichub_cli.domain.radar import FollowKind, Mute
from academichub_cli.errors import UsageError


def run(
    what: Annotated[list[str], typer.Argument(metavar="WHAT...", help="What must not show.")],
    *,
    topic: Annotated[bool, typer.Option("--topic", help="In titles and abstracts.")] = False,
    author: Annotated[bool, typer.Option("--author", help="Among the authors.")] = False,
    category: Annotated[bool, typer.Option("--category", help="As a category.")] = False,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="The last day of it: 2027-01-01.")
    ] = None,
) -> int:
    """Keep papers from showing; without a scope wherever the text is found."""
    session = Session()
    end = _day(until, session.now.date()) if until is not None else None
    scope = chosen_kind(author=author, topic=topic, category=category)
    mutes = [_meant(text, scope, end) for text in what]
    with session.editing_radar() as editor:
        added = [editor.mute(mute) for mute in mutes]
    for mute, is_new in zip(mutes, added, strict=True):
        session.terminal.tell([mute_chip(mute) if is_new else f"already  {mute_chip(mute)}"])
    return 0


def _meant(text: str, scope: FollowKind | None, until: date | None) -> Mute:
    return Mute(text=understood(text, scope).text, scope=scope, until=until)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"--until {text[:40]!r} is no day", hint="write it like 2027-01-01"
        ) from None
    if day < today:
        raise UsageError(f"--until {day} has passed", hint="name a day to come")
    return day
