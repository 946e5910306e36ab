"""`hub hide`."""

from __future__ import annotations

from academichub_cli.commands._marking import mark
from academichub_cli.commands._options import PaperIds


def run(papers: PaperIds) -> int:
    """Mark papers as hidden."""
    return mark(papers, "hidden")
