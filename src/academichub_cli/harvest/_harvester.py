"""Asking one source for all that is due there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from academichub_cli.harvest._announcements import Announcements
from academichub_cli.harvest._outcome import Harvest
from academichub_cli.harvest._queries import Queries
from academichub_cli.harvest._run import Run
from academichub_cli.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvester(Run):
    """Asks sources for what is due, one page after the other, each kept as it comes."""

    async def ask(
        self, source: Source, *, addresses: Mapping[str, str], again: bool = False
    ) -> Harvest:
        """Everything due at one source, or all of it `again`. A failure is in what is returned."""
        harvest = Harvest(source=source.name, label=source.label)
        announcements = Announcements(self, source, addresses, harvest)
        announcements.begin()
        queries = Queries(self, source, addresses, harvest)
        await queries.ask(again=again)
        announcements.silent |= queries.silent
        await announcements.ask()
        return harvest
