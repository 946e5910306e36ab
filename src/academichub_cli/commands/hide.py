"""`hub hide`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands._marking import mark
from academichub_cli.commands._options import PaperIds


def run(
    papers: PaperIds,
    *,
    like_this: Annotated[
        bool, typer.Option("--like-this", help="And rank down what is about the same.")
    ] = False,
) -> int:
    """Keep papers from showing, which marks them as hidden."""
    return mark(papers, "hidden", *(("disliked",) if like_this else ()))
