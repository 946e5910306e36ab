"""A question to the network, outside a harvest; loaded only when one is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from academichub_cli import CONTACT
from academichub_cli.cache import Cache
from academichub_cli.commands._session import Session
from academichub_cli.web import WebSettings, authority_of, user_agent
from academichub_cli.web.door import Web

_Answer = TypeVar("_Answer")


def ask(
    session: Session,
    addresses: Iterable[str],
    question: Callable[[Web], Awaitable[_Answer]],
    *,
    is_patient: bool = True,
) -> _Answer:
    """What a question to these addresses brings."""
    return asyncio.run(_asked(session, addresses, question, is_patient=is_patient))


async def _asked(
    session: Session,
    addresses: Iterable[str],
    question: Callable[[Web], Awaitable[_Answer]],
    *,
    is_patient: bool,
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
        is_patient=is_patient,
    )
    try:
        async with Web(web_settings, cache=cache, now=lambda: session.now) as web:
            return await question(web)
    finally:
        cache.close()
