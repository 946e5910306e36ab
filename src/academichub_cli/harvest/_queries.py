"""Asking for what follows mean: queries planned from the radar, each read page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.listing import Join, Page, PastRead, Plan, Query
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.progress import Progress
from academichub_cli.domain.routes import Route
from academichub_cli.domain.rules import RadarRules
from academichub_cli.errors import SourceError
from academichub_cli.harvest._outcome import Harvest, failure_of
from academichub_cli.harvest._run import Run
from academichub_cli.library import Read
from academichub_cli.sources import Access, Announcing, Need, Source

_CLOCK_SLACK = timedelta(days=1)
_FORGET_AFTER = 2  # look-backs
# Journals appear on days on which arXiv announces nothing, too.
_LONGEST_READ = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Queries:
    """The queries of one run at one source; `silent` are the addresses that did not answer."""

    run: Run
    source: Source
    need: Need
    access: Access
    harvest: Harvest
    silent: set[str] = field(default_factory=set)

    async def ask(self, *, again: bool) -> None:
        """Ask each query that is due, or all of them `again`."""
        run, harvest, source = self.run, self.harvest, self.source
        reads = {read.query: read for read in run.library.reads.all(source.profile.name)}
        plan = source.plan(self.need)
        harvest.notes += plan.notes
        for query in plan.queries:
            if again or self._is_due(reads.get(query.key)):
                await self._ask_query(query, reads.get(query.key))
        self._tidy(plan)

    def _is_due(self, read: Read | None) -> bool:
        """Whether a query is to be asked: where the calendar is not the source's, once a batch."""
        run = self.run
        if isinstance(self.source, Announcing) or read is None or not read.complete:
            return is_due(read, run.calendar, run.now)
        since = run.calendar.comes_out(run.calendar.current(run.now))
        return not max(since, run.now - _LONGEST_READ) <= read.read_at <= run.now

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
        pages = source.pages(query, self.run.web, self.access, known=known, resumes=resumes)
        count = 0
        try:
            async for page in pages:
                count += len(page.papers)
                read = self._keep(page, query, read, looked)
                self.run.report(Progress(source=source.profile.label, read=count, total=page.total))
        except SourceError as error:
            self.harvest.fail(failure_of(source.profile.name, error))
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
            source=self.source.profile.name,
            terms=query.terms,
            read_at=self.run.now,
            complete=False,
            completed_at=past.completed_at if past else None,
            newest=past.newest if past else None,
            message="interrupted",
        )

    def _keep(self, page: Page, query: Query, read: Read, looked: datetime | None) -> Read:
        """One page into the library, together with how far the reading has come."""
        run, harvest, source = self.run, self.harvest, self.source.profile.name
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
            if page.notices:
                run.library.notices.add(page.notices, source=source)
            if page.votes:
                run.library.popularity.add(page.votes, source=source, at=run.now)
        harvest.has_answered = True
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
        reads = {read.query: read for read in library.reads.all(self.source.profile.name)}
        kept = {query.key for query in plan.queries}
        with library.changing():
            for join in plan.joins:
                if joined := _joined(join, reads):
                    library.reads.join(joined.query, join.parts)
                    library.reads.put(joined)
                    kept = (kept - set(join.parts)) | {joined.query}
            before = self.run.now - _FORGET_AFTER * self.run.look_back
            library.reads.forget(reads.keys() - kept, before=before)


def past_reads(source: Source, run: Run) -> tuple[PastRead, ...]:
    """What was read of a source before."""
    return tuple(
        PastRead(terms=read.terms, is_complete=read.completed_at is not None)
        for read in run.library.reads.all(source.profile.name)
    )


def completed_at(source: Source, run: Run, need: Need) -> datetime | None:
    """When all that the radar follows was last read to the end; None where it never was.

    Not what is said to have been read later than now: then the clock was wrong.
    """
    reads = {read.query: read for read in run.library.reads.all(source.profile.name)}
    plan = source.plan(replace(need, past=past_reads(source, run)))
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
