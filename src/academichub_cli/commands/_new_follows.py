"""Follows that are new to a library: what came before them is offered once."""

from __future__ import annotations

import json
from collections.abc import Iterable

from academichub_cli.commands._session import Session
from academichub_cli.domain.radar import Follow, Radar

_NOTE = "new follows"


def note(session: Session, follows: Iterable[Follow]) -> None:
    """Remember that these were put on the radar of a library that has papers already."""
    keys = sorted({*_kept(session), *("\t".join(follow.key) for follow in follows)})
    with session.library.changing():
        session.library.set_note(_NOTE, json.dumps(keys))


def pending(session: Session) -> Radar:
    """The follows of which the past was not offered yet."""
    if not (keys := _kept(session)):
        return Radar()
    found = [each for each in session.radar.follows if "\t".join(each.key) in keys]
    return Radar(follows=tuple(found))


def forget(session: Session) -> None:
    """They have been offered."""
    if _kept(session):
        with session.library.changing():
            session.library.set_note(_NOTE, "[]")


def _kept(session: Session) -> list[str]:
    try:
        kept = json.loads(session.library.note(_NOTE) or "[]")
    except ValueError:
        return []
    return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []
