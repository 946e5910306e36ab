"""`hub follow`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands import _complete, _journals, _new_follows, _person, _who
from academichub_cli.commands._fetching import last_harvest
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import chip, counted
from academichub_cli.domain.categories import LABELS, is_known, server_of
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import parse_identifier
from academichub_cli.domain.radar import Follow, FollowKind, Radar, understand
from academichub_cli.domain.rules import Phrase
from academichub_cli.errors import UsageError
from academichub_cli.today import PAST

_LONGEST = 300
_MEANINGS = {
    FollowKind.AUTHOR: "an author",
    FollowKind.TOPIC: "a topic",
    FollowKind.CATEGORY: "a category",
    FollowKind.JOURNAL: "a journal",
    FollowKind.PAPER: "a paper",
}


def run(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT...", help="What to follow.", autocompletion=_complete.followable
        ),
    ],
    *,
    author: Annotated[bool, typer.Option("--author", help="It is an author.")] = False,
    topic: Annotated[bool, typer.Option("--topic", help="It is a topic.")] = False,
    category: Annotated[bool, typer.Option("--category", help="It is a category.")] = False,
    journal: Annotated[bool, typer.Option("--journal", help="It is a journal.")] = False,
    paper: Annotated[bool, typer.Option("--paper", help="It is a paper.")] = False,
    journals: Annotated[
        bool, typer.Option("--journals", help="It is a set of journals, such as neuroscience.")
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask no other place who an author or a journal is.")
    ] = False,
) -> int:
    """Put things on the radar and say how each was understood."""
    session = Session.offline() if offline else Session()
    kind = chosen_kind(
        author=author,
        topic=topic,
        category=category,
        journal=journal or journals,
        paper=paper,
    )
    if journals:
        follows = [follow for name in what for follow in _journals.members(session, clean(name))]
    else:
        typed = [understood(text, kind) for text in what]
        elsewhere = _person.known_elsewhere(session, typed)
        follows = [_meant(session, follow, elsewhere) for follow in typed]
    with session.editing_radar() as editor:
        added = [editor.follow(follow) for follow in follows]
        for follow, is_new in zip(follows, added, strict=True):
            is_journal = follow.kind is FollowKind.JOURNAL
            if not is_new and (is_journal or follow.is_told_apart or _is_recognised(follow)):
                editor.teach(_who.with_what_was_said(follow, editor.radar))
    session.terminal.tell(
        _said(session, follow, is_new=is_new) for follow, is_new in zip(follows, added, strict=True)
    )
    if session.paths.library_file.exists() and last_harvest(session):
        new = (follow for follow, is_new in zip(follows, added, strict=True) if is_new)
        _new_follows.note(session, new)
    return 0


def _is_recognised(follow: Follow) -> bool:
    """Whether it is an author's name of which it is known whose that is."""
    is_author = follow.kind is FollowKind.AUTHOR
    return is_author and follow.id is not None and not follow.is_known_by_id


def _meant(session: Session, follow: Follow, elsewhere: _person.Persons) -> Follow:
    """A follow with what is known of it beyond what was typed."""
    if follow.kind is FollowKind.JOURNAL:
        return _journals.resolved(session, follow.text)
    return _person.meant(session, follow, elsewhere)


def chosen_kind(
    *, author: bool, topic: bool, category: bool, journal: bool = False, paper: bool = False
) -> FollowKind | None:
    """The kind that the options name. Raises UsageError for more than one."""
    flags = {
        FollowKind.AUTHOR: author,
        FollowKind.TOPIC: topic,
        FollowKind.CATEGORY: category,
        FollowKind.JOURNAL: journal,
        FollowKind.PAPER: paper,
    }
    chosen = [kind for kind, is_set in flags.items() if is_set]
    if len(chosen) > 1:
        named = " and ".join(f"--{kind}" for kind in chosen)
        raise UsageError(f"{named} contradict each other", hint="name one of them")
    return chosen[0] if chosen else None


def understood(text: str, kind: FollowKind | None) -> Follow:
    """What is meant. Raises UsageError where it cannot be that."""
    shown = clean(text[: _LONGEST + 1])
    if not shown or not any(char.isalnum() for char in shown):
        raise UsageError("there is nothing to follow in an empty text", hint="name something")
    if len(text) > _LONGEST:
        raise UsageError(
            f"{shown[:40]}… is too long to follow", hint=f"use at most {_LONGEST} characters"
        )
    follow = understand(shown)
    assert follow is not None
    if kind is None or follow.kind is kind:
        return follow
    return _forced(shown, kind)


def _forced(text: str, kind: FollowKind) -> Follow:
    match kind:
        case FollowKind.CATEGORY:
            raise UsageError(
                f"{text} is no category",
                hint="they look like cs.CL, hep-th or biorxiv:neuroscience",
            )
        case FollowKind.PAPER:
            if not (identifier := parse_identifier(text)):
                raise UsageError(
                    f"{text} names no paper", hint="use an arXiv id, a DOI or their addresses"
                )
            return Follow(kind=kind, text=identifier.value, id=str(identifier))
        case FollowKind.TOPIC | FollowKind.JOURNAL if Phrase(text).is_empty:
            raise UsageError(f"{text} has no word to look for", hint="use words")
    return Follow(kind=kind, text=text)


def _said(session: Session, follow: Follow, *, is_new: bool) -> str:
    if not is_new and not follow.is_told_apart:
        return f"already followed  {chip(follow)}"
    who = _who.told_apart(follow)
    said = f"following  {chip(follow)}  (understood as {_MEANINGS[follow.kind]}{who})"
    if follow.kind is FollowKind.CATEGORY and not is_known(follow.text):
        server = LABELS[server_of(follow.text)]
        slip = f"`hub unfollow {follow.text}` if it is a slip"
        return f"{said}; {server} is not known to have it: {slip}"
    if follow.kind is FollowKind.JOURNAL:
        said = f"{said}: {_journals.how_asked(follow)}"
    if _journals.is_taken_for_something_else(follow):
        said = f"{said}; a journal has this name too: `hub follow --journal` is for that"
    if not session.paths.library_file.exists():
        return said
    matching = session.reader.matching(Radar(follows=(follow,)))
    return f"{said}: {counted(matching, 'paper')} of the last {PAST.days} days in the library match"
