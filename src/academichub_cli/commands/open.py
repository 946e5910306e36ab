"""`hub open`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands._browser import show_in_browser
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
    return show_in_browser(session, address)
