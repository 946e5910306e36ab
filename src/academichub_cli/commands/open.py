"""`hub open`."""

from __future__ import annotations

import subprocess
import webbrowser
from typing import Annotated

import typer

from academichub_cli.commands._options import PaperIds
from academichub_cli.commands._papers import find_key
from academichub_cli.commands._session import Session
from academichub_cli.errors import UsageError


def run(
    papers: PaperIds,
    *,
    pdf: Annotated[bool, typer.Option("--pdf", help="The PDF instead of the page.")] = False,
) -> int:
    """Open papers' addresses in BROWSER, or the system's own browser, and print them."""
    session = Session()
    keys = [find_key(session, text) for text in papers]
    opened = [key for key in keys if _open(session, key, pdf=pdf)]
    with session.library.changing():
        for key in opened:
            session.library.marks.add(key, "opened", at=session.now)
    return 0


def _open(session: Session, key: int, *, pdf: bool) -> bool:
    """Whether a browser opened the paper."""
    paper = session.library.papers.by_keys([key])[0]
    address = paper.pdf_url if pdf else paper.url
    if address is None:
        raise UsageError(f"no PDF of {paper.id} is known", hint="leave out --pdf")
    session.terminal.write(address)
    try:
        is_open = webbrowser.open(address)
    except (webbrowser.Error, OSError, subprocess.SubprocessError):
        is_open = False
    if not is_open:
        session.terminal.warn("no browser could be opened", "copy the address above")
    return is_open
