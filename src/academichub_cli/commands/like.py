"""`hub like`."""

from __future__ import annotations

from academichub_cli.commands._marking import mark
from academichub_cli.commands._options import PaperIds


def run(papers: PaperIds) -> int:
    """Mark papers as liked."""
    return mark(papers, "liked")
