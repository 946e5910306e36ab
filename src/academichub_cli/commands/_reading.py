"""Showing a batch: recorded as shown, numbered, and written in the format that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from academichub_cli import files, formats
from academichub_cli.commands._options import Output
from academichub_cli.commands._papers import keys_of
from academichub_cli.commands._said_of import with_what_was_said
from academichub_cli.commands._session import Session
from academichub_cli.domain.clean import clean
from academichub_cli.domain.file_names import safe_file_name
from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.errors import UsageError
from academichub_cli.formats import Page


def numbered(papers: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The papers as cards that can be named by number, from 1."""
    return tuple(replace(ranked, number=number) for number, ranked in enumerate(papers, start=1))


def record(session: Session, papers: Sequence[Ranked], *, shown_by: str | None) -> None:
    """Let the numbers mean these papers; `shown_by` a command also notes that they were seen."""
    keys = keys_of(session, papers)
    with session.library.changing():
        shown = session.library.shown
        if keys:  # where nothing is shown, the numbers go on meaning what they meant
            shown.put_cards(keys)
        if shown_by:
            scores = [ranked.score for ranked in papers]
            rankers = [ranked.ranker for ranked in papers]
            shown.put(list(zip(keys, scores, strict=True)), at=session.now)
            exposed = list(zip(keys, scores, rankers, strict=True))
            shown.expose(exposed, command=shown_by, at=session.now)


def write(
    session: Session,
    batch: Batch,
    output: Output,
    *,
    head: Sequence[str] = (),
    is_full: bool = False,
) -> None:
    """The batch to stdout; cards through the pager where they are longer than the screen."""
    batch = with_what_was_said(session, batch)
    terminal = session.terminal
    page = Page(
        width=terminal.width,
        links=terminal.is_dressed,
        lang=session.language,
        head=tuple(head),
        is_full=is_full,
    )
    if output.format == "cards":
        renderables = formats.find_drawn().draw(batch, page)
        terminal.draw(renderables, paged=session.settings.reading_pager)
    else:
        terminal.write(formats.find(output.format).render(batch, page))


def write_to(session: Session, batch: Batch, output: Output, out: str, *, title: str) -> None:
    """The batch to a file, or to one called after `title` in a folder."""
    batch = with_what_was_said(session, batch)
    page = Page(lang=session.language)
    chosen = formats.find(output.format)
    save(session, chosen.render(batch, page), out, name=safe_file_name(title, chosen.SUFFIX))


def save(session: Session, text: str, out: str, *, name: str) -> None:
    """Text to a file of the user's choice, all of it or nothing; in a folder it is called `name`.

    Raises UsageError where the folder is not there.
    """
    path = _path(out, name)
    files.write_text(path, text, keep_backup=False)
    session.terminal.say(f"written to {path}")


def _path(out: str, name: str) -> Path:
    unusable = UsageError(
        f"--out {clean(out)[:40]!r} names no file", hint="name a file, or a folder for it"
    )
    if not out.strip():
        raise unusable
    try:
        path = Path(out).expanduser()
        path = path / name if path.is_dir() else path
        has_folder = path.resolve().parent.is_dir()
    except (OSError, RuntimeError) as error:  # too long, in a circle, of nobody's home
        raise unusable from error
    if not has_folder:
        raise UsageError(f"there is no folder {path.parent}", hint="make it, or name another")
    return path
