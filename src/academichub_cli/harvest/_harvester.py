"""Asking one source for all that is due there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from academichub_cli.harvest._announcements import Announcements
from academichub_cli.harvest._outcome import Harvest
from academichub_cli.harvest._queries import Queries, past_reads
from academichub_cli.harvest._run import Run
from academichub_cli.sources import Access, Announcing, Need, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvester(Run):
    """Asks sources for what is due, one page after the other, each kept as it comes.

    Sources can be asked at the same time: nothing waits between what is read of the library and
    what is written to it.
    """

    async def ask(
        self, source: Source, need: Need, access: Access, *, again: bool = False
    ) -> Harvest:
        """Everything due at one source, or all of it `again`. A failure is in what is returned."""
        harvest = Harvest(source=source.profile.name, label=source.profile.label)
        need = replace(need, past=past_reads(source, self))
        queries = Queries(self, source, need, access, harvest)
        if not isinstance(source, Announcing):
            await queries.ask(again=again)
            return harvest
        announcements = Announcements(self, source, need, access, harvest)
        announcements.begin()
        await queries.ask(again=again)
        announcements.silent |= queries.silent
        await announcements.ask()
        return harvest


def has_work(source: Source, need: Need) -> bool:
    """Whether there is anything that a source can be asked for."""
    plan = source.plan(need)
    is_tracking = isinstance(source, Announcing) and bool(source.tracked(need))
    return bool(plan.queries) or is_tracking
