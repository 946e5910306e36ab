"""`hub notme`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from academichub_cli.commands import _complete
from academichub_cli.commands._options import PaperIds
from academichub_cli.commands._papers import find_paper
from academichub_cli.commands._session import Session
from academichub_cli.domain.bylines import author_named
from academichub_cli.domain.clean import clean
from academichub_cli.domain.names import FollowedName
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import Follow, FollowKind, Radar, identity_of
from academichub_cli.errors import UsageError

_AUTHOR = FollowKind.AUTHOR


def run(
    papers: PaperIds,
    *,
    author: Annotated[
        str | None,
        typer.Option(
            "--author",
            metavar="NAME",
            help="Whose they are not.",
            autocompletion=_complete.follows,
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take that back.")] = False,
) -> int:
    """Teach that a paper is not by a person you follow, but by another one of the name."""
    session = Session()
    found = [find_paper(session, text) for text in papers]
    with session.editing_radar() as editor:
        for paper in found:
            follow = _meant(editor.radar, paper, author)
            editor.teach(_taught(follow, str(paper.id), undo=undo))
            said = "may be" if undo else "is not"
            session.terminal.tell([f"{paper.id} {said} by {follow.text}  {paper.title}"])
    return 0


def _taught(follow: Follow, name: str, *, undo: bool) -> Follow:
    not_theirs = tuple(each for each in follow.not_papers if each != name)
    if undo:
        return replace(follow, not_papers=not_theirs)
    theirs = tuple(each for each in follow.papers if each != name)
    return replace(follow, papers=theirs, not_papers=(*not_theirs, name))


def _meant(radar: Radar, paper: Paper, author: str | None) -> Follow:
    """The followed author whose name the paper bears. Raises UsageError where that is not one."""
    follows = radar.of_kind(_AUTHOR)
    if author is not None:
        wanted = identity_of(_AUTHOR, clean(author))
        follows = tuple(each for each in follows if each.key == (_AUTHOR, wanted))
        if not follows:
            raise UsageError(f"{clean(author)[:80]!r} is not followed", hint="see `hub following`")
    named = [each for each in follows if author_named(paper, FollowedName(each.text))]
    if len(named) == 1:
        return named[0]
    if named:
        hint = f'name one of them: --author "{named[0].text}"'
        raise UsageError(f"{paper.id} is perhaps by several whom you follow", hint=hint)
    raise UsageError(f"{paper.id} bears no such name", hint="`hub show` shows its authors")
