"""Asking for what follows mean: queries planned from the radar, each read page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.listing import Join, Page, PastRead, Plan, Progress, Query
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import Radar
from academichub_cli.domain.ranked import Failure
from academichub_cli.domain.routes import Route
from academichub_cli.domain.rules import RadarRules
from academichub_cli.errors import SourceError
from academichub_cli.harvest._outcome import Harvest, failure_of
from academichub_cli.harvest._run import Run
from academichub_cli.library import Read
from academichub_cli.sources import Source

_CLOCK_SLACK = timedelta(days=1)
_FORGET_AFTER = 2  # look-backs


@dataclass(frozen=True, slots=True)
class Queries:
    """The queries of one run at one source; `silent` are the addresses that did not answer."""

    run: Run
    source: Source
    addresses: Mapping[str, str]
    harvest: Harvest
    silent: set[str] = field(default_factory=set)

    async def ask(self, *, again: bool) -> None:
        """Ask each query that is due, or all of them `again`."""
        run, harvest, source = self.run, self.harvest, self.source
        reads = {read.query: read for read in run.library.reads.all(source.name)}
        plan = plan_for(
            source, run.radar, reads, self.addresses, now=run.now, look_back=run.look_back
        )
        harvest.notes += plan.notes
        if not plan.queries and not source.tracked(run.radar, self.addresses):
            said = f"{source.label} was not asked: nothing on the radar can be asked for there"
            hint = "follow an author's name, a topic, a category or an arXiv id"
            harvest.fail(Failure(source=source.name, message=said, hint=hint))
        for query in plan.queries:
            if again or is_due(reads.get(query.key), run.calendar, run.now):
                await self._ask_query(query, reads.get(query.key))
        self._tidy(plan)

    async def _ask_query(self, query: Query, past: Read | None) -> None:
        """Read one query's pages into the library; what breaks it off is a failure."""
        self.harvest.was_asked = True
        library, source = self.run.library, self.source
        read = self._begun(query, past)
        known = frozenset[str]()
        if query.since:
            known = library.reads.answered(query.key, since=query.since)
        resumes = past is not None and not past.complete
        looked = past.completed_at if past else None
        pages = source.pages(
            query, self.run.web, addresses=self.addresses, known=known, resumes=resumes
        )
        count = 0
        try:
            async for page in pages:
                count += len(page.papers)
                read = self._keep(page, query, read, looked)
                self.run.report(Progress(source=source.label, read=count, total=page.total))
        except SourceError as error:
            self.harvest.fail(failure_of(source.name, error))
            if error.took_time:
                self.silent.add(Route.NAMES.address)
            with library.changing():
                library.reads.put(replace(read, message=str(error)))
            return
        with library.changing():
            library.reads.put(replace(read, complete=True, completed_at=self.run.now, message=None))

    def _begun(self, query: Query, past: Read | None) -> Read:
        return Read(
            query=query.key,
            source=self.source.name,
            terms=query.terms,
            read_at=self.run.now,
            complete=False,
            completed_at=past.completed_at if past else None,
            newest=past.newest if past else None,
            message="interrupted",
        )

    def _keep(self, page: Page, query: Query, read: Read, looked: datetime | None) -> Read:
        """One page into the library, together with how far the reading has come."""
        run, harvest = self.run, self.harvest
        rules = RadarRules(run.radar, today=run.now.date())
        meant = [self._dated(paper, looked) for paper in page.papers if rules.hits(paper)]
        current = run.calendar.current(run.now)
        newest = max(page.answered.values(), default=None)
        if newest and (read.newest is None or newest > read.newest):
            read = replace(read, newest=newest)
        with run.library.changing():
            arrivals = run.library.papers.add(meant, seen=run.now, current=current)
            if query.since:
                run.library.reads.add_answered(query.key, page.answered)
            run.library.reads.put(read)
        if newest and newest > run.now + _CLOCK_SLACK:
            harvest.say(
                f"its newest paper is of {newest.day} {newest:%B %Y},"
                " which your clock has not reached"
            )
        harvest.arrivals.include(arrivals)
        for note in page.notes:
            harvest.say(note)
        harvest.damaged += page.damaged
        return read

    def _dated(self, paper: Paper, looked: datetime | None) -> Paper:
        """A paper with the batch it counts to, which no answer to a query says."""
        calendar = self.run.calendar
        batch = calendar.batch_when_seen(paper.submitted, now=self.run.now, looked=looked)
        return replace(paper, batch=batch)

    def _tidy(self, plan: Plan) -> None:
        """Join what can be asked together from now on, and forget what is asked no more."""
        library = self.run.library
        reads = {read.query: read for read in library.reads.all(self.source.name)}
        kept = {query.key for query in plan.queries}
        with library.changing():
            for join in plan.joins:
                if joined := _joined(join, reads):
                    library.reads.join(joined.query, join.parts)
                    library.reads.put(joined)
                    kept = (kept - set(join.parts)) | {joined.query}
            before = self.run.now - _FORGET_AFTER * self.run.look_back
            library.reads.forget(reads.keys() - kept, before=before)


def plan_for(
    source: Source,
    radar: Radar,
    reads: Mapping[str, Read],
    addresses: Mapping[str, str],
    *,
    now: datetime,
    look_back: timedelta,
) -> Plan:
    """The queries that a radar needs at a source, given what was read before."""
    past = (
        PastRead(terms=read.terms, is_complete=read.completed_at is not None)
        for read in reads.values()
    )
    since = (now - look_back).replace(second=0, microsecond=0)
    return source.plan(radar, past, since=since, routes=frozenset(addresses))


def completed_at(source: Source, run: Run, addresses: Mapping[str, str]) -> datetime | None:
    """When all that the radar follows was last read to the end; None where it never was.

    Not what is said to have been read later than now: then the clock was wrong.
    """
    reads = {read.query: read for read in run.library.reads.all(source.name)}
    plan = plan_for(source, run.radar, reads, addresses, now=run.now, look_back=run.look_back)
    past = [reads.get(query.key) for query in plan.queries if query.since]
    times = [read.completed_at for read in past if read and read.completed_at]
    is_known = bool(past) and len(times) == len(past) and max(times) <= run.now
    return min(times) if is_known else None


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
