"""`hub unfollow`."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Annotated

import typer

from academichub_cli.commands import _complete
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import chip
from academichub_cli.domain.clean import clean
from academichub_cli.domain.radar import Follow, FollowKind, Mute, identity_of
from academichub_cli.domain.text_forms import fold
from academichub_cli.domain.venues import venue_key
from academichub_cli.errors import UsageError


def run(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT...", help="What to follow no more.", autocompletion=_complete.follows
        ),
    ],
) -> int:
    """Take things off the radar, all of them or, where one is unknown, none."""
    session = Session()
    with session.editing_radar() as editor:
        meant = [_found(text, editor.radar.follows) for text in named(what, editor.radar.follows)]
        for follow in meant:
            editor.unfollow(follow)
    session.terminal.tell(f"no longer following  {chip(each)}" for each in dict.fromkeys(meant))
    return 0


def named(what: Sequence[str], known: Sequence[Follow] | Sequence[Mute]) -> Sequence[str]:
    """What is meant: all words as one where a completion left out the quotes."""
    whole = " ".join(what)
    return [whole] if any(identity_of(None, each.text) == fold(whole) for each in known) else what


def _found(text: str, follows: Sequence[Follow]) -> Follow:
    text = clean(text)
    for follow in follows:
        if is_named(follow.kind, follow.text, text) or text.casefold() == chip(follow).casefold():
            return follow
        if venue_key(text) in map(venue_key, follow.also) or text.upper() in follow.issns:
            return follow
    raise unknown(text, [follow.text for follow in follows])


def is_named(kind: FollowKind | None, known: str, text: str) -> bool:
    """Whether a text is another spelling of a known one."""
    return identity_of(kind, known) == identity_of(kind, text)


def unknown(text: str, known: Sequence[str]) -> UsageError:
    """The error for something that is not on the radar, with what comes nearest."""
    by_form = {fold(each): each for each in known}
    wanted = fold(text)
    near = [form for form in by_form if wanted and wanted in form]
    near = near or difflib.get_close_matches(wanted, by_form, n=1, cutoff=0.3)
    hint = f"did you mean {by_form[near[0]]!r}?" if near else "see `hub following`"
    return UsageError(f"{text[:80]!r} is not on your radar", hint=hint)
