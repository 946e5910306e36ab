"""`hub unmute`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands import _complete
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import mute_chip
from academichub_cli.commands.unfollow import is_named, named, unknown
from academichub_cli.domain.clean import clean
from academichub_cli.domain.radar import Mute, Radar


def run(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT...", help="What may show again.", autocompletion=_complete.mutes
        ),
    ],
) -> int:
    """Let muted things show again, in every scope they have; all that are named or none."""
    session = Session()
    with session.editing_radar() as editor:
        texts = named(what, editor.radar.mutes)
        meant = [mute for text in texts for mute in _found(clean(text), editor.radar)]
        for mute in meant:
            editor.unmute(mute)
    session.terminal.tell(f"no longer  {mute_chip(mute)}" for mute in dict.fromkeys(meant))
    return 0


def _found(text: str, radar: Radar) -> list[Mute]:
    found = [mute for mute in radar.mutes if is_named(mute.scope, mute.text, text)]
    if not found:
        raise unknown(text, [mute.text for mute in radar.mutes])
    return found
