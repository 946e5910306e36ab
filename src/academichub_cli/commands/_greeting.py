"""What `hub` alone says."""

from __future__ import annotations

from academichub_cli.commands._session import Session

_FIRST = """\
Welcome to hub, a research radar for your terminal. Three lines that work:

  hub demo                              try it on bundled papers, offline
  hub follow "Sanjeev Arora" cs.CL      put people, topics, categories on your radar
  hub today                             read what is new for you
"""
_AGAIN = """\
{count} on your radar.  hub today · hub shuffle · hub brief --since 7d · hub --help
"""


def greet() -> int:
    """Three lines for a new reader, one for a known one."""
    session = Session()
    count = len(session.radar.follows)
    session.terminal.write(_AGAIN.format(count=_counted(count)) if count else _FIRST)
    return 0


def _counted(count: int) -> str:
    return "1 follow" if count == 1 else f"{count} follows"
