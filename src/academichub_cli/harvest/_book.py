"""Keeping the ledger: what an answer says of announcements, and what the end of one does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from academichub_cli.domain.freshness import State
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.ledger import (
    LedgerDay,
    Listing,
    absent,
    batch_by_change,
    is_implausible,
    is_repeat,
    settled,
    wanted_days,
)
from academichub_cli.domain.listing import Page
from academichub_cli.domain.paper import AnnounceType, Paper
from academichub_cli.domain.routes import Route, Step
from academichub_cli.domain.rules import is_within
from academichub_cli.errors import SourceError, StaleError
from academichub_cli.harvest._run import Run

LONGEST_AWAY = timedelta(days=92)
_REPLACED = frozenset({AnnounceType.REPLACE, AnnounceType.REPLACE_CROSS})


@dataclass(slots=True)
class Book:
    """The ledger of one source during a run; `errors` are the last ones, by category."""

    run: Run
    source: str
    label: str
    errors: dict[str, SourceError] = field(default_factory=dict)
    is_not_out: bool = False

    def believed(self, listing: Listing) -> Listing | None:
        """The listing without what only seems to be in it; None for one that is an old one."""
        ledger, source = self.run.library.ledger, self.source
        earlier = ledger.announced_before(source, listing.category, listing.day, listing.news)
        if is_repeat(listing.news, earlier):
            self.errors[listing.category] = _stale(listing)
            return None
        if listing.is_exact:
            return listing
        before = self.run.library.papers.batched_before(listing.day, listing.news)
        if is_implausible(listing.news, before):
            self.errors[listing.category] = _stale(listing)
            return None
        # A feed of several categories does not say in which of them a paper is cross-listed anew.
        crossed = {name for name in earlier if listing.entries[name] is AnnounceType.CROSS}
        return listing.without(crossed)

    def placed(self, page: Page, listings: list[Listing], step: Step) -> list[Paper]:
        """The page's papers with the announcement they are of."""
        kinds: dict[Identifier, tuple[AnnounceType, date]] = {}
        for listing in listings:
            kinds |= {name: (kind, listing.day) for name, kind in listing.entries.items()}
        if step.route is Route.NAMES:
            days = self.run.library.ledger.days_of(paper.id for paper in page.papers)
            return [replace(paper, batch=days.get(paper.id)) for paper in page.papers]
        return [
            _announced(paper, *kinds[paper.id]) if paper.id in kinds else _undated(paper)
            for paper in page.papers
            if paper.id in kinds or not page.listings
        ]

    def enter(self, listing: Listing) -> None:
        """A listing into the ledger."""
        ledger, source = self.run.library.ledger, self.source
        is_whole = not listing.complaint
        if listing.is_exact and is_whole:
            self._take_back(listing)
        ledger.announce(
            source,
            listing.category,
            listing.day,
            listing.entries,
            is_exact=listing.is_exact and is_whole,
        )
        before = self.line(listing.category, listing.day)
        counts = [count for count in (before.announced, listing.claimed) if count is not None]
        if not counts and is_whole:
            counts = [len(listing.news)]
        line = replace(
            before,
            route=listing.route if is_whole or not before.is_listed else before.route,
            announced=listing.claimed if listing.claimed is not None else max(counts, default=None),
            is_listed=is_whole or before.is_listed,
            is_counted=before.is_counted or (is_whole and listing.claimed is not None),
            read_at=self.run.now,
            message="",
        )
        ledger.put(self._settled(line, complaint=listing.complaint))

    def _take_back(self, listing: Listing) -> None:
        """What a category's own page does not name was not announced there, whatever we thought."""
        library, source = self.run.library, self.source
        gone = library.ledger.announced(source, listing.category, listing.day) - listing.news
        elsewhere = library.ledger.days_of(gone, on=listing.day, not_in=listing.category)
        batches: dict[Identifier, date | None] = {}
        for name in gone - elsewhere.keys():
            paper = library.papers.get(name)
            if paper is not None and paper.announced == listing.day:
                submitted = paper.submitted
                batches[name] = self.run.calendar.batch_of(submitted) if submitted else None
        library.papers.take_back(batches)

    def enter_changes(self, page: Page, step: Step) -> None:
        """Records known by their last change only, into the days that are wanted."""
        library, source = self.run.library, self.source
        (category,) = step.categories
        known = library.ledger.days_of((paper.id for paper in page.papers), category=category)
        for paper in page.papers:
            if paper.id in known or not any(is_within(each, category) for each in paper.categories):
                continue
            day = self._day_of(paper, page.changes[paper.id], step.days)
            if day is None:
                continue
            is_primary = is_within(paper.primary_category, category)
            kind = AnnounceType.NEW if is_primary else AnnounceType.CROSS
            library.ledger.announce(source, category, day, {paper.id: kind}, is_exact=False)
            if stored := library.papers.get(paper.id):
                library.papers.add([replace(stored, batch=day)], seen=self.run.now, current=day)

    def _day_of(self, paper: Paper, changed: date, days: tuple[date, ...]) -> date | None:
        """Which of the wanted days a record belongs to; None where it is no news of them."""
        stored = self.run.library.papers.get(paper.id)
        if stored is not None and stored.batch is not None:
            return stored.batch if stored.batch in days else None
        return batch_by_change(
            month=str(paper.id).removeprefix("arXiv:").partition(".")[0],
            is_revised=paper.updated is not None,
            changed=changed,
            days=days,
        )

    def harvested(self, category: str, days: tuple[date, ...]) -> None:
        """A harvest that ended without a gap has all there is of these days."""
        current = self.run.calendar.current(self.run.now)
        for day in days:
            line = self.line(category, day)
            names = self.run.library.ledger.announced(self.source, category, day)
            if day == current and not names and line.state in {State.WAITING, State.STALE}:
                continue  # where no page shows the day, that nothing came proves nothing
            line = replace(
                line,
                route=line.route if line.is_listed else Route.OAI.address,
                is_listed=True,
                read_at=self.run.now,
            )
            self.run.library.ledger.put(self._settled(line))

    def judge(self, step: Step, day: date, shown: set[date]) -> None:
        """What it means for a wanted day that the answer shows other ones."""
        if day in shown:
            return
        run = self.run
        state = absent(day, shown, now=run.now)
        if state is None or day not in self._wanted_in(step.categories):
            return
        is_current = day == run.calendar.current(run.now)
        for category in step.categories:
            line = self.line(category, day)
            if line.is_settled or line.is_listed:
                continue
            said = _absence(self.label, step.route, state, shown)
            run.library.ledger.put(
                replace(line, state=state, route=step.route.address, read_at=run.now, message=said)
            )
        if is_current and step.route is not Route.FEED and state is not State.QUIET:
            self.is_not_out = True

    def _wanted_in(self, categories: Iterable[str]) -> set[date]:
        known = self.known()
        return {day for name in categories for day in self.wanted(known.get(name, {}))}

    def fail(self, categories: Iterable[str]) -> None:
        """A line with the reason for every wanted day whose listing could not be had."""
        known = self.known()
        for category in categories:
            if (error := self.errors.get(category)) is None:
                continue
            for day in self.wanted(known.get(category, {})):
                line = self.line(category, day)
                if line.is_listed or line.state is State.WAITING:
                    continue
                self.run.library.ledger.put(
                    replace(
                        line,
                        state=State(error.state),
                        message=str(error),
                        read_at=self.run.now,
                    )
                )

    def close(self, categories: Iterable[str]) -> None:
        """Every wanted day has a line."""
        known = self.known()
        for category in categories:
            for day in self.wanted(known.get(category, {})):
                if day not in known.get(category, {}):
                    line = self.line(category, day)
                    said = f"{self.label} was not asked for it"
                    self.run.library.ledger.put(replace(line, message=said))

    def settle(self, categories: Iterable[str]) -> None:
        """Write anew what is missing of the days that are not complete."""
        known = self.known()
        for category in categories:
            for line in known.get(category, {}).values():
                if line.is_listed and not line.is_settled:
                    self.run.library.ledger.put(self._settled(replace(line, message="")))

    def _settled(self, line: LedgerDay, *, complaint: str = "") -> LedgerDay:
        ledger = self.run.library.ledger
        names = ledger.announced(self.source, line.category, line.day)
        missing = ledger.missing(self.source, line.category, line.day)
        return settled(line, listed=len(names), missing=missing, complaint=complaint)

    def line(self, category: str, day: date) -> LedgerDay:
        """The line of a day, or a new one."""
        return self.known().get(category, {}).get(day) or LedgerDay(
            source=self.source,
            category=category,
            day=day,
            state=State.FAILED,
            read_at=self.run.now,
        )

    def known(self) -> dict[str, dict[date, LedgerDay]]:
        since = (self.run.now - LONGEST_AWAY).date()
        known: dict[str, dict[date, LedgerDay]] = {}
        for line in self.run.library.ledger.days(source=self.source, since=since):
            known.setdefault(line.category, {})[line.day] = line
        return known

    def wanted(self, known: Mapping[date, LedgerDay]) -> tuple[date, ...]:
        return wanted_days(
            known, calendar=self.run.calendar, now=self.run.now, longest=LONGEST_AWAY
        )


def _announced(paper: Paper, kind: AnnounceType, day: date) -> Paper:
    """A paper as it stood in a listing. A replaced one is no news of that day."""
    if kind in _REPLACED:
        return replace(paper, announced=None, batch=None, announce_type=kind, revised=day)
    dated = paper.dated_by | {("announced", paper.route or "")}
    return replace(paper, announced=day, batch=day, announce_type=kind, dated_by=dated)


def _undated(paper: Paper) -> Paper:
    return replace(paper, announced=None, batch=None)


def _stale(listing: Listing) -> SourceError:
    return StaleError(
        f"its listing of {listing.day:%d %B} is the one before under another date",
        hint="try again later; what is in the library is kept",
    )


def _absence(label: str, route: Route, state: State, shown: set[date]) -> str:
    if state is State.QUIET:
        return "nothing was mailed on this day"
    latest = f"{max(shown):%A %d %B}" if shown else "nothing"
    if state is State.WAITING:
        return f"not out yet: {label} shows {latest}"
    return f"{label}'s {route.address} still shows {latest}"
