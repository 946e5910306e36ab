"""What the shell offers after a tab; nothing here may fail or talk."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Any

import typer

from academichub_cli import formats as formats_package
from academichub_cli.commands._session import Session
from academichub_cli.errors import HubError

_MOST = 30


def follows(incomplete: str) -> list[str]:
    """What is on the radar."""
    with suppress(HubError):
        begun = incomplete.casefold()
        texts = [follow.text for follow in Session().radar.follows]
        return [text for text in texts if text.casefold().startswith(begun)]
    return []


def followable(context: typer.Context, incomplete: str) -> list[str]:
    """Names of journals or of their sets, where the options say that one is meant."""
    if not (context.params.get("journal") or context.params.get("journals")):
        return []
    # Every command imports this module, and next to none reads the table.
    known: Any = import_module("academichub_cli.journals")
    names = known.sets() if context.params.get("journals") else known.names()
    begun = incomplete.casefold()
    return [name for name in names if name.casefold().startswith(begun)][:_MOST]


def mutes(incomplete: str) -> list[str]:
    """What is muted."""
    with suppress(HubError):
        begun = incomplete.casefold()
        return [
            mute.text for mute in Session().radar.mutes if mute.text.casefold().startswith(begun)
        ]
    return []


def papers(incomplete: str) -> list[str]:
    """Identifiers of the papers seen last."""
    session = Session()
    with suppress(HubError):
        if not session.paths.library_file.exists():
            return []
        prefix = incomplete if ":" in incomplete else f"arXiv:{incomplete}"
        found = session.library.papers.recent_ids(prefix, _MOST)
        return [name if ":" in incomplete else name.partition(":")[2] for name in found]
    return []


def formats(incomplete: str) -> list[str]:
    """The names of all formats."""
    return [name for name in formats_package.names() if name.startswith(incomplete)]
