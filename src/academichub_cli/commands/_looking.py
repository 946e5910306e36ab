"""A single question about a journal, outside a harvest; loaded only when one is asked."""

from __future__ import annotations

from academichub_cli.commands._question import ask
from academichub_cli.commands._session import Session
from academichub_cli.domain.journals import Journal
from academichub_cli.sources import _crossref_journals, feeds


def journals_at_crossref(session: Session, text: str) -> tuple[Journal, ...]:
    """The journals that Crossref has of this name or ISSN. Raises SourceError."""
    address = session.settings.addresses_crossref
    return ask(session, [address], lambda web: _crossref_journals.find(text, web, address=address))


def feed_title(session: Session, address: str) -> str:
    """The name that a feed gives itself. Raises SourceError where it is none."""
    hosts = [address, *feeds.on_the_way(address)]
    return ask(session, hosts, lambda web: feeds.title_at(address, web))
