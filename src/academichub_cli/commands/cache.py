"""`hub cache`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.cache import Cache
from academichub_cli.commands._fetching import last_harvest
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted


def run(
    *,
    clear: Annotated[
        bool, typer.Option("--clear", help="Forget what can be fetched again.")
    ] = False,
) -> int:
    """Show how much is cached and where, or clear it. Papers and marks are never in it."""
    session = Session()
    cache = Cache(session.paths.cache_dir / "answers")
    try:
        if clear:
            session.terminal.write(f"cleared {counted(cache.clear(), 'answer')}")
            return 0
        count, size = cache.size()
    finally:
        cache.close()
    session.terminal.write(f"{session.paths.cache_dir}")
    last = last_harvest(session)
    read = f", the last of {age(last.at, session.now)}" if last and count else ""
    session.terminal.tell([f"{counted(count, 'answer')} of sources, {size / 2**20:.1f} MB{read}"])
    return 0
