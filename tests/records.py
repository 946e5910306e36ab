"""Asking one database of papers on a loopback server, and recorded answers of such databases."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from academichub_cli.domain.listing import Page
from academichub_cli.domain.radar import Follow, FollowKind, Radar
from academichub_cli.errors import SourceError
from academichub_cli.sources import Access, Need
from academichub_cli.web import WebSettings, authority_of, user_agent
from academichub_cli.web.door import Web

NOW = datetime(2026, 6, 11, 10, tzinfo=UTC)
SINCE = NOW - timedelta(days=14)


class NoCache:
    def get(self, key):
        return None

    def put(self, key, value):
        pass


async def no_sleep(seconds):
    pass


@dataclass
class Asked:
    """What one source answered, query by query."""

    pages: list[Page] = field(default_factory=list)
    failures: list[SourceError] = field(default_factory=list)
    queries: tuple = ()
    notes: list[str] = field(default_factory=list)

    @property
    def papers(self):
        return [paper for page in self.pages for paper in page.papers]

    @property
    def titles(self):
        return sorted({paper.title for paper in self.papers})

    @property
    def notices(self):
        return [notice for page in self.pages for notice in page.notices]

    @property
    def votes(self):
        return {name: count for page in self.pages for name, count in page.votes.items()}

    @property
    def answered(self):
        return frozenset(name for page in self.pages for name in page.answered)


def need(*follows, **more):
    radar = Radar(follows=follows)
    return Need(radar=radar, since=SINCE, now=NOW, routes=frozenset({"api"}), **more)


def journal(*issns, text="Nature"):
    return Follow(kind=FollowKind.JOURNAL, text=text, issns=issns)


def author(name="", *, text="Ann Lee"):
    return Follow(kind=FollowKind.AUTHOR, text=text, id=name or None)


def topic(text):
    return Follow(kind=FollowKind.TOPIC, text=text)


def paper(text):
    return Follow(kind=FollowKind.PAPER, text=text.partition(":")[2] or text, id=text)


def ask(source, server, folder, wanted, *, known=frozenset(), key=None, path=""):
    """All that the source asks for what is wanted, as a harvest would ask it."""
    address = f"{server.url}{path}"
    access = Access(addresses={"api": address}, now=NOW, key=key, contact="reader@example.org")
    plan = source.plan(wanted)
    asked = Asked(queries=plan.queries, notes=list(plan.notes))
    asyncio.run(_ask(source, access, folder, asked, known))
    return asked


async def _ask(source, access, folder, asked, known):
    settings = WebSettings(
        state_dir=folder,
        user_agent=user_agent("reader@example.org"),
        hosts=frozenset({authority_of(access.addresses["api"])}),
        deadline=10.0,
        min_interval=0.0,
    )
    async with Web(settings, cache=NoCache(), now=lambda: NOW, sleep=no_sleep) as web:
        for query in asked.queries:
            try:
                async for page in source.pages(query, web, access, known=known, resumes=False):
                    asked.pages.append(page)
                    asked.notes += page.notes
            except SourceError as failure:
                asked.failures.append(failure)


def bodies(folder, *, status=200):
    """The bodies of recorded answers: as they are, or taken out of their envelopes."""
    for file in sorted(folder.iterdir()):
        text = file.read_text("utf-8")
        try:
            envelope = json.loads(text)
        except ValueError:
            continue
        if isinstance(envelope, dict) and {"url", "status", "body"} <= envelope.keys():
            if envelope["status"] != status:
                continue
            body, url = envelope["body"], envelope["url"]
            yield url, (body if isinstance(body, str) else json.dumps(body)).encode()
        elif status == 200:
            yield file.name, text.encode()
