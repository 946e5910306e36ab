"""A single question to the network, outside a harvest; loaded only when one is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from academichub_cli import CONTACT, keys, sources
from academichub_cli.cache import Cache
from academichub_cli.commands._session import Session
from academichub_cli.domain.journals import Journal
from academichub_cli.domain.people import Candidate
from academichub_cli.errors import SourceError
from academichub_cli.sources import Access, _crossref_journals, _openalex_people, feeds
from academichub_cli.web import WebSettings, authority_of, user_agent
from academichub_cli.web.door import Web

_Answer = TypeVar("_Answer")


def journals_at_crossref(session: Session, text: str) -> tuple[Journal, ...]:
    """The journals that Crossref has of this name or ISSN. Raises SourceError."""
    address = session.settings.addresses_crossref
    return ask(session, [address], lambda web: _crossref_journals.find(text, web, address=address))


def feed_title(session: Session, address: str) -> str:
    """The name that a feed gives itself. Raises SourceError where it is none."""
    hosts = [address, *feeds.on_the_way(address)]
    return ask(session, hosts, lambda web: feeds.title_at(address, web))


def people_named(session: Session, name: str) -> tuple[Candidate, ...]:
    """The persons that OpenAlex has of this name. Raises SourceError."""
    finder = _openalex_people.FINDER
    addresses = session.settings.reached(sources.find(finder.source).profile.addresses)
    if not addresses:
        raise SourceError("no address is set for it", hint="see `hub config show`")
    key = keys.find(finder.source, session.environ)
    access = Access(
        addresses=addresses,
        now=session.now,
        key=key.value if key else None,
        contact=session.settings.network_contact or CONTACT,
    )
    places = list(addresses.values())
    return ask(session, places, lambda web: finder.people(name, web, access))


def ask(
    session: Session, addresses: list[str], question: Callable[[Web], Awaitable[_Answer]]
) -> _Answer:
    """What a question to these addresses brings."""
    return asyncio.run(_asked(session, addresses, question))


async def _asked(
    session: Session, addresses: list[str], question: Callable[[Web], Awaitable[_Answer]]
) -> _Answer:
    settings = session.settings
    cache = Cache(session.paths.cache_dir / "answers")
    web_settings = WebSettings(
        state_dir=session.paths.pace_dir,
        user_agent=user_agent(settings.network_contact or CONTACT),
        hosts=frozenset(map(authority_of, addresses)),
        deadline=settings.network_deadline,
        min_interval=settings.network_min_interval,
        offline=settings.network_offline,
        proxy=settings.network_proxy or None,
        ca_file=settings.network_ca_file or None,
    )
    try:
        async with Web(web_settings, cache=cache, now=lambda: session.now) as web:
            return await question(web)
    finally:
        cache.close()
