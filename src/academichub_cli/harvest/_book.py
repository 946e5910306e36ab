"""Keeping the ledger: what an answer says of announcements, and what the end of one does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from academichub_cli.domain.calendars import batch_of_day
from academichub_cli.domain.freshness import State
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.ledger import (
    LedgerDay,
    Listing,
    absent,
    batch_by_change,
    day_of_change,
    overdue_from,
    settled,
)
from academichub_cli.domain.listing import Page
from academichub_cli.domain.paper import AnnounceType, Paper, is_within
from academichub_cli.domain.routes import Route, Step
from academichub_cli.harvest._belief import Belief

# What is empty for so long after a day is over stays empty.
_SETTLES_AFTER = timedelta(hours=24)
_REPLACED = frozenset({AnnounceType.REPLACE, AnnounceType.REPLACE_CROSS})


@dataclass(slots=True)
class Book(Belief):
    """The ledger of one source during a run.

    `is_not_out` says that a page does not show the current announcement yet; `complained` are the
    days that were read, but not whole.
    """

    is_not_out: bool = False
    complained: set[tuple[str, date]] = field(default_factory=set)

    def placed(self, page: Page, listings: list[Listing], step: Step) -> list[Paper]:
        """The page's papers with the announcement they are of."""
        if step.route is Route.DAYS:
            return self._posted(page, listings)
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

    def _posted(self, page: Page, listings: Iterable[Listing]) -> list[Paper]:
        """Papers as they were posted: each is read with the announcement that follows.

        Their days are none of announcement: the papers of all servers are read by arXiv's days.
        """
        batches: dict[Identifier, dict[AnnounceType, date]] = {}
        for listing in listings:
            batch = batch_of_day(listing.day, calendar=self.run.calendar, now=self.run.now)
            for name, kind in listing.entries.items():
                batches.setdefault(name, {})[kind] = batch
        return [
            replace(
                paper,
                batch=days.get(AnnounceType.NEW),
                revised=days.get(AnnounceType.REPLACE),
                announce_type=min(days, key=list(AnnounceType).index),
            )
            for paper in page.papers
            if (days := batches.get(paper.id))
        ]

    def _enter_nothing(self, listing: Listing) -> None:
        """A day of which there is nothing: not yet, or not at all once it is long over."""
        before = self.line(listing.category, listing.day)
        is_over = self.run.now >= self.days.comes_out(listing.day) + _SETTLES_AFTER
        state = State.QUIET if is_over else State.WAITING
        said = "nothing was posted on this day" if is_over else "nothing was posted so far"
        if before.fetched:
            state, said = State.STALE, "its listing is empty, and was not before"
        self.run.library.ledger.put(
            replace(
                before,
                state=state,
                route=listing.route,
                is_listed=False,
                read_at=self.run.now,
                message=said,
            )
        )

    def enter(self, listing: Listing) -> None:
        """A listing into the ledger."""
        if listing.route == Route.DAYS and listing.claimed == 0 and not listing.entries:
            self._enter_nothing(listing)
            return
        ledger, source = self.run.library.ledger, self.source
        is_whole = not listing.complaint
        before = self.line(listing.category, listing.day)
        if listing.is_exact and is_whole:
            self.compare(listing, before)
            self._take_back(listing)
        ledger.announce(
            source,
            listing.category,
            listing.day,
            listing.entries,
            is_exact=listing.is_exact and is_whole,
        )
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
        if is_whole:
            self.complained.discard((listing.category, listing.day))
        else:
            self.complained.add((listing.category, listing.day))

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

    def crossed(self, page: Page, step: Step) -> frozenset[Identifier]:
        """The changed records of a page that were known before, and not in this category.

        To be asked before the page is merged into the library.
        """
        stored = [self.run.library.papers.get(name) for name in page.changes]
        return frozenset(
            paper.id
            for paper in stored
            if paper
            and paper.categories
            and not any(is_within(each, step.categories[0]) for each in paper.categories)
        )

    def enter_changes(self, page: Page, step: Step, crossed: Collection[Identifier]) -> None:
        """Records known by their last change only, into the days that are wanted."""
        library, source = self.run.library, self.source
        (category,) = step.categories
        known = library.ledger.days_of((paper.id for paper in page.papers), category=category)
        for paper in page.papers:
            is_meant = any(is_within(each, category) for each in paper.categories)
            if paper.id in known or not is_meant or not step.days:
                continue
            changed = page.changes[paper.id]
            is_late = paper.id in crossed
            day = (
                day_of_change(changed, step.days)
                if is_late
                else self._day_of(paper, changed, step.days)
            )
            if day is None:
                continue
            is_primary = is_within(paper.primary_category, category)
            kind = AnnounceType.NEW if is_primary and not is_late else AnnounceType.CROSS
            library.ledger.announce(source, category, day, {paper.id: kind}, is_exact=False)
            if not is_late and (stored := library.papers.get(paper.id)):
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

    def harvested(self, step: Step, *, last: date) -> None:
        """A harvest that ended without a gap has all there is of these days.

        That nothing came of a day proves something only where records have changed since, of which
        the `last` is given, and where no page has shown that the day is not out.
        """
        (category,) = step.categories
        current = self.days.current(self.run.now)
        for day in step.days:
            line = self.line(category, day)
            is_seen = self.run.library.ledger.announced(self.source, category, day)
            is_late = day == current and line.state in {State.WAITING, State.STALE}
            if not is_seen and (is_late or last < day):
                continue
            line = replace(
                line,
                route=line.route if line.is_listed else Route.OAI.address,
                is_listed=True,
                read_at=self.run.now,
            )
            self.run.library.ledger.put(self._settled(line))

    def judge(self, step: Step, day: date, shown: Collection[date]) -> None:
        """What it means for a wanted day that the answer shows other ones.

        A page that does not show the current announcement yet speaks for all categories.
        """
        state = None if day in shown else absent(day, shown, now=self.run.now)
        if state is None:
            return
        is_page = step.route is not Route.FEED and state is not State.QUIET
        if is_early := is_page and day == self.days.current(self.run.now):
            self.is_not_out = True
        said = _absence(self.label, step.route, state, shown)
        known = self.known()
        for category in self.categories if is_early else step.categories:
            line = self.line(category, day)
            if line.is_listed or day not in self.wanted(known.get(category, {})):
                continue
            self.run.library.ledger.put(
                replace(
                    line,
                    state=state,
                    route=step.route.address,
                    read_at=self.run.now,
                    message=said,
                )
            )

    def fail(self, categories: Iterable[str]) -> None:
        """A line with the reason for every wanted day whose listing could not be had.

        Where it was read and is not whole, that is the reason.
        """
        known = self.known()
        for category in categories:
            if (error := self.errors.get(category)) is None:
                continue
            for day in self.wanted(known.get(category, {})):
                line = self.line(category, day)
                is_early = line.state is State.WAITING and self.run.now < overdue_from(day)
                if not is_early and (category, day) not in self.complained:
                    self.put_failed(line, error)

    def forgive(self, categories: Collection[str]) -> None:
        """Forget that these were read, where what follows is why they are not whole."""
        self.complained = {each for each in self.complained if each[0] not in categories}

    def open(self) -> None:
        """Every wanted day has a line, so that none is forgotten whatever ends the run."""
        known = self.known()
        for category in self.categories:
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


def _announced(paper: Paper, kind: AnnounceType, day: date) -> Paper:
    """A paper as it stood in a listing. A replaced one is no news of that day."""
    if kind in _REPLACED:
        return replace(paper, announced=None, batch=None, announce_type=kind, revised=day)
    dated = paper.dated_by | {("announced", paper.route or "")}
    return replace(paper, announced=day, batch=day, announce_type=kind, dated_by=dated)


def _undated(paper: Paper) -> Paper:
    return replace(paper, announced=None, batch=None)


def _absence(label: str, route: Route, state: State, shown: Collection[date]) -> str:
    if state is State.QUIET:
        return "nothing was mailed on this day"
    latest = f"{max(shown):%A} {max(shown).day} {max(shown):%B}" if shown else "nothing"
    if state is State.WAITING:
        return f"not out yet: {label} shows {latest}"
    return f"{label}'s {route.address} still shows {latest}"
