"""The use case of fetching: radar → queries → sources → papers merged into the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.freshness import State, worst
from academichub_cli.domain.listing import Join, Page, PastRead, Plan, Progress, Query
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import Radar
from academichub_cli.domain.ranked import Failure
from academichub_cli.domain.rules import RadarRules
from academichub_cli.errors import SourceError
from academichub_cli.library import Arrivals, Library, Read
from academichub_cli.sources import Source
from academichub_cli.web.door import Web

_CLOCK_SLACK = timedelta(days=1)
_FORGET_AFTER = 2  # look-backs


@dataclass(slots=True, kw_only=True)
class Harvest:
    """What one source brought: how many papers as what, what failed, and what was damaged."""

    source: str
    label: str
    arrivals: Arrivals = field(default_factory=Arrivals)
    failures: list[Failure] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    was_asked: bool = False

    def say(self, note: str) -> None:
        """Note something once."""
        if note not in self.notes:
            self.notes.append(note)

    @property
    def state(self) -> State:
        """Fresh, or the worst that failures say."""
        return worst(State(failure.state) for failure in self.failures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvester:
    """Asks sources for what is due, one page after the other, each kept as it comes."""

    library: Library
    web: Web
    radar: Radar
    calendar: Calendar
    now: datetime
    look_back: timedelta
    report: Callable[[Progress], None]

    async def ask(self, source: Source, *, address: str, again: bool = False) -> Harvest:
        """Everything due at one source, or all of it `again`. A failure is in what is returned."""
        harvest = Harvest(source=source.name, label=source.label)
        reads = {read.query: read for read in self.library.reads.all(source.name)}
        plan = plan_for(source, self.radar, reads, now=self.now, look_back=self.look_back)
        harvest.notes += plan.notes
        if not plan.queries:
            said = f"{source.label} was not asked: nothing on the radar can be asked for there"
            hint = "follow an author's name, a topic, a category or an arXiv id"
            harvest.failures.append(Failure(source=source.name, message=said, hint=hint))
        for query in plan.queries:
            if again or is_due(reads.get(query.key), self.calendar, self.now):
                await self._ask_query(source, query, reads.get(query.key), address, harvest)
        self._tidy(source, plan)
        return harvest

    async def _ask_query(
        self, source: Source, query: Query, past: Read | None, address: str, harvest: Harvest
    ) -> None:
        """Read one query's pages into the library; what breaks it off is a failure in `harvest`."""
        harvest.was_asked = True
        read = self._begun(source, query, past)
        known = frozenset[str]()
        if query.since:
            known = self.library.reads.answered(query.key, since=query.since)
        resumes = past is not None and not past.complete
        looked = past.completed_at if past else None
        pages = source.pages(query, self.web, address=address, known=known, resumes=resumes)
        count = 0
        try:
            async for page in pages:
                count += len(page.papers)
                read = self._keep(page, query, read, looked, harvest)
                self.report(Progress(source=source.label, read=count, total=page.total))
        except SourceError as error:
            harvest.failures.append(_failure(source, error))
            with self.library.changing():
                self.library.reads.put(replace(read, message=str(error)))
            return
        with self.library.changing():
            self.library.reads.put(
                replace(read, complete=True, completed_at=self.now, message=None)
            )

    def _begun(self, source: Source, query: Query, past: Read | None) -> Read:
        return Read(
            query=query.key,
            source=source.name,
            terms=query.terms,
            read_at=self.now,
            complete=False,
            completed_at=past.completed_at if past else None,
            newest=past.newest if past else None,
            message="interrupted",
        )

    def _keep(
        self, page: Page, query: Query, read: Read, looked: datetime | None, harvest: Harvest
    ) -> Read:
        """One page into the library, together with how far the reading has come."""
        rules = RadarRules(self.radar, today=self.now.date())
        meant = [self._dated(paper, looked) for paper in page.papers if rules.hits(paper)]
        current = self.calendar.current(self.now)
        newest = max(page.answered.values(), default=None)
        if newest and (read.newest is None or newest > read.newest):
            read = replace(read, newest=newest)
        with self.library.changing():
            arrivals = self.library.papers.add(meant, seen=self.now, current=current)
            if query.since:
                self.library.reads.add_answered(query.key, page.answered)
            self.library.reads.put(read)
        if newest and newest > self.now + _CLOCK_SLACK:
            harvest.say(
                f"its newest paper is of {newest:%d %B %Y}, which your clock has not reached"
            )
        harvest.arrivals.include(arrivals)
        for note in page.notes:
            harvest.say(note)
        harvest.damaged += page.damaged
        return read

    def _dated(self, paper: Paper, looked: datetime | None) -> Paper:
        """A paper with the batch it counts to, which the API does not say."""
        batch = self.calendar.batch_when_seen(paper.submitted, now=self.now, looked=looked)
        return replace(paper, batch=batch)

    def _tidy(self, source: Source, plan: Plan) -> None:
        """Join what can be asked together from now on, and forget what is asked no more."""
        reads = {read.query: read for read in self.library.reads.all(source.name)}
        kept = {query.key for query in plan.queries}
        with self.library.changing():
            for join in plan.joins:
                if joined := _joined(join, reads):
                    self.library.reads.join(joined.query, join.parts)
                    self.library.reads.put(joined)
                    kept = (kept - set(join.parts)) | {joined.query}
            before = self.now - _FORGET_AFTER * self.look_back
            self.library.reads.forget(reads.keys() - kept, before=before)


def _failure(source: Source, error: SourceError) -> Failure:
    return Failure(
        source=source.name,
        message=str(error),
        hint=error.hint,
        not_before=error.not_before,
        state=error.state,
    )


def plan_for(
    source: Source, radar: Radar, reads: Mapping[str, Read], *, now: datetime, look_back: timedelta
) -> Plan:
    """The queries that a radar needs at a source, given what was read before."""
    past = (
        PastRead(terms=read.terms, is_complete=read.completed_at is not None)
        for read in reads.values()
    )
    since = (now - look_back).replace(second=0, microsecond=0)
    return source.plan(radar, past, since=since)


def is_due(read: Read | None, calendar: Calendar, now: datetime) -> bool:
    """Whether a query is to be asked: never completed, broken off, or announced since."""
    if read is None or not read.complete:
        return True
    cut_off = calendar.cut_off(calendar.before(calendar.current(now)))
    has_current = read.newest is not None and read.newest > cut_off
    return calendar.is_due(now, read=read.read_at, has_current=has_current)


def _joined(join: Join, reads: Mapping[str, Read]) -> Read | None:
    parts = [reads[key] for key in join.parts if key in reads and reads[key].complete]
    if len(parts) != len(join.parts):
        return None
    completed = [part.completed_at for part in parts if part.completed_at]
    return Read(
        query=Query(terms=join.terms).key,
        source=parts[0].source,
        terms=join.terms,
        read_at=min(part.read_at for part in parts),
        complete=True,
        completed_at=min(completed),
        newest=max((part.newest for part in parts if part.newest), default=None),
    )
