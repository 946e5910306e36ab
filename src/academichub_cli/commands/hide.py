"""`hub hide`."""

from __future__ import annotations

from academichub_cli.commands._marking import mark
from academichub_cli.commands._options import PaperIds


def run(papers: PaperIds) -> int:
    """Keep papers from showing, which marks them as hidden."""
    return mark(papers, "hidden")
