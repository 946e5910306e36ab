"""One source asked on loopback servers, into a library: what tests of sources share."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from academichub_cli import sources
from academichub_cli.cache import Cache
from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.radar import Follow, Radar, understand
from academichub_cli.harvest import Harvest, Harvester, has_work
from academichub_cli.library import Library
from academichub_cli.sources import Access, Need
from academichub_cli.web import WebSettings, authority_of
from academichub_cli.web.door import Web


def radar_of(*follows: str | Follow) -> Radar:
    """A radar of what is written as on the command line."""
    return Radar(
        follows=tuple(each if isinstance(each, Follow) else understand(each) for each in follows)
    )


async def at_once(seconds: float) -> None:
    await asyncio.sleep(0)


@dataclass
class Asked:
    """A reader who asks one source again and again."""

    folder: Path
    library: Library
    name: str
    addresses: dict[str, str]
    key: str | None = None
    is_general: bool | None = None
    look_back: timedelta = timedelta(days=14)
    hosts: tuple[str, ...] = ()
    waited: list[float] = field(default_factory=list)

    def harvest(self, *follows: str | Follow, now: datetime, again: bool = False) -> Harvest:
        """Everything due at the source."""
        return asyncio.run(self._ask(radar_of(*follows), now, again=again))

    def need(self, *follows: str | Follow, now: datetime) -> Need:
        """What this radar needs of the source."""
        return self._need(radar_of(*follows), now)

    def has_work(self, *follows: str | Follow, now: datetime) -> bool:
        return has_work(sources.find(self.name), self.need(*follows, now=now))

    def _need(self, radar: Radar, now: datetime) -> Need:
        profile = sources.find(self.name).profile
        return Need(
            radar=radar,
            since=now - self.look_back,
            now=now,
            routes=frozenset(self.addresses),
            is_general=profile.is_general if self.is_general is None else self.is_general,
            has_key=self.key is not None,
        )

    async def _ask(self, radar: Radar, now: datetime, *, again: bool) -> Harvest:
        settings = WebSettings(
            state_dir=self.folder / "pace",
            user_agent="hub tests",
            hosts=frozenset(map(authority_of, [*self.addresses.values(), *self.hosts])),
            deadline=10.0,
            min_interval=0.0,
        )
        with contextlib.closing(Cache(self.folder / "cache")) as cache:
            async with Web(settings, cache=cache, now=lambda: now, sleep=at_once) as web:
                harvester = Harvester(
                    library=self.library,
                    web=web,
                    radar=radar,
                    calendar=Calendar(),
                    now=now,
                    look_back=self.look_back,
                    report=lambda progress: None,
                )
                access = Access(
                    addresses=self.addresses,
                    now=now,
                    key=self.key,
                    contact="mailto:reader@example.org",
                )
                source = sources.find(self.name)
                return await harvester.ask(source, self._need(radar, now), access, again=again)
