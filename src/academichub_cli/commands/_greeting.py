"""What `hub` alone says."""

from __future__ import annotations

from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted, explained

_WELCOME = "Welcome to hub, a research radar for your terminal. Three lines that work:"
_FIRST = {
    "hub demo": "try it on bundled papers, offline",
    'hub follow "Sanjeev Arora" cs.CL': "put people, topics, categories on your radar",
    "hub today": "read what is new for you",
}
_AGAIN = "{count} on your radar.  hub today · hub shuffle · hub brief --since 7d · hub --help"


def greet() -> int:
    """Three lines for a new reader, one for a known one."""
    session = Session()
    count = len(session.radar.follows)
    if count:
        session.terminal.tell([_AGAIN.format(count=counted(count, "follow"))])
    else:
        session.terminal.tell([_WELCOME, "", *explained(_FIRST, session.terminal.width)])
    return 0
