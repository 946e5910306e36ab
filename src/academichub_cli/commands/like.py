"""`hub like`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands import _complete, _owned
from academichub_cli.commands._marking import mark
from academichub_cli.commands._session import Session
from academichub_cli.errors import UsageError


def run(
    papers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID...]",
            help="An arXiv id, a DOI, or a card's number.",
            autocompletion=_complete.papers,
        ),
    ] = None,
    *,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="All papers of a file of references (BibTeX, RIS, CSL-JSON, ids), or of an ORCID.",
        ),
    ] = None,
) -> int:
    """Mark papers as liked, or all that you own already."""
    if (source is None) == (not papers):
        raise UsageError(
            "name papers, or a file with --from", hint="hub like 1 3 · hub like --from refs.bib"
        )
    if source is not None:
        return _owned.like_from(Session(), source)
    return mark(papers or [], "liked")
