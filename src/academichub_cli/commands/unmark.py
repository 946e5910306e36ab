"""`hub unmark`."""

from __future__ import annotations

from academichub_cli.commands import _marking
from academichub_cli.commands._options import PaperIds


def run(papers: PaperIds) -> int:
    """Take all marks off papers."""
    return _marking.unmark(papers)
