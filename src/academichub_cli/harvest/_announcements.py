"""Reading whole announcements: whatever is not complete yet, by whatever route can give it.

After every answer the ledger is written and the next step decided anew, until nothing is wanted or
no route is left. Each route is asked once for a category in one run; two routes that do not answer
at all end it, for then it is the network or all of the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from academichub_cli.domain.categories import is_known
from academichub_cli.domain.freshness import BAD
from academichub_cli.domain.ledger import LedgerDay
from academichub_cli.domain.listing import Page
from academichub_cli.domain.progress import Progress
from academichub_cli.domain.ranked import Failure
from academichub_cli.domain.routes import LISTINGS_BACK, Route, Situation, Step
from academichub_cli.errors import SourceError
from academichub_cli.harvest._belief import is_by_feed
from academichub_cli.harvest._book import Book
from academichub_cli.harvest._outcome import Harvest, failure_of
from academichub_cli.harvest._queries import completed_at
from academichub_cli.harvest._run import Run
from academichub_cli.sources import Access, Announcing, Need

_SPOKEN_OF = timedelta(days=14)
_MOST_SILENT = 2  # routes
_MOST_NAMED = 3  # categories
_MOST_REFUSED = 3  # feeds of one category, where none is had: then it is not the category
_AUDITS = 1  # a run
_OF_A_CATEGORY = frozenset({Route.FEED, Route.NEW, Route.WEEK})

Known = Mapping[str, Mapping[date, LedgerDay]]


@dataclass(slots=True)
class Announcements:
    """The announcements of one run at one source; `silent` addresses did not answer at all."""

    run: Run
    source: Announcing
    need: Need
    access: Access
    harvest: Harvest
    silent: set[str] = field(default_factory=set)
    _book: Book = field(init=False)
    _tried: set[tuple[Route, str]] = field(default_factory=set)
    _cut: set[tuple[str, ...]] = field(default_factory=set)
    _refused: set[tuple[Route, str]] = field(default_factory=set)
    _answered: set[Route] = field(default_factory=set)
    _unknown: set[str] = field(default_factory=set)
    _closed: set[Route] = field(default_factory=set)

    def __post_init__(self) -> None:
        profile, categories = self.source.profile, self.source.tracked(self.need)
        self._book = Book(
            self.run,
            profile.name,
            profile.label,
            categories,
            days=self.source.days or self.run.calendar,
            begins=self.need.since.date() if self.source.reaches_back else None,
        )

    def begin(self) -> None:
        """Note what is wanted, before anything is asked."""
        with self.run.library.changing():
            self._book.open()

    async def ask(self) -> None:
        """Read what is wanted, as far as it can be had, and say what cannot."""
        self._book.checked_at = completed_at(self.source, self.run, self.need)
        while self._book.categories and (step := self._next_step()):
            await self._take(step)
        for failure in self._failures():
            self.harvest.fail(failure)

    def _next_step(self) -> Step | None:
        """What is to be asked next; when that seems to be nothing, whether feeds can be trusted."""
        step = self.source.next_step(self._situation())
        if step is None and self.harvest.was_asked:
            with self.run.library.changing():
                self._book.doubt_feeds()
            step = self.source.next_step(self._situation(is_last=True))
        return step

    # What is wanted, and what can be asked

    def _situation(self, *, is_last: bool = False) -> Situation:
        known = self._book.known()
        wanted = {name: self._book.wanted(known.get(name, {})) for name in self._book.categories}
        current = self._book.days.current(self.run.now)
        return Situation(
            now=self.run.now,
            calendar=self.run.calendar,
            routes=self._open_routes(),
            unread=self._unread(wanted, known, current),
            missing={name: _missing(days, known.get(name, {})) for name, days in wanted.items()},
            usual=self.run.library.ledger.usual(self._book.source, since=current - _SPOKEN_OF),
            tried=frozenset(self._tried),
            cut=frozenset(self._cut),
            doubted=frozenset(self._book.doubted),
            audited=self._audited(known) if is_last and self._tried else (),
        )

    def _open_routes(self) -> frozenset[Route]:
        if len(self.silent) >= _MOST_SILENT:
            return frozenset()
        return frozenset(
            route
            for route in Route
            if route.address in self.access.addresses and route not in self._closed
        )

    def _unread(
        self, wanted: Mapping[str, tuple[date, ...]], known: Known, current: date
    ) -> dict[str, tuple[date, ...]]:
        """The wanted days whose listing was not read whole; not one that no page has yet."""
        passed_over = {current} if self._book.is_not_out else set()
        unread = {
            name: tuple(
                day
                for day in days
                if day not in passed_over
                and not ((line := known.get(name, {}).get(day)) and line.is_read)
            )
            for name, days in wanted.items()
        }
        return {name: days for name, days in unread.items() if days}

    def _audited(self, known: Known) -> tuple[str, ...]:
        """The category whose counts have not been looked up for longest."""
        if any(route is Route.WEEK and name not in self._unknown for route, name in self._tried):
            return ()
        oldest = min(self._book.days.last(LISTINGS_BACK, now=self.run.now))
        lines = {name: known.get(name, {}).values() for name in self._book.categories}
        due = [
            name
            for name, own in lines.items()
            if any(is_by_feed(line) and line.day >= oldest for line in own)
        ]
        counted = {
            name: max((line.day for line in lines[name] if line.is_counted), default=date.min)
            for name in due
        }
        return tuple(sorted(due, key=lambda name: (counted[name], name))[:_AUDITS])

    # Asking

    async def _take(self, step: Step) -> None:
        """Ask one step and keep what comes; a route that fails is asked no more for this."""
        self.harvest.was_asked = True
        ledger = self.run.library.ledger
        token = ledger.resumption(step.key) if step.since else None
        pages: list[Page] = []
        try:
            async for page in self.source.read(step, self.run.web, self.access, token=token):
                self._keep(page, step)
                pages.append(_without_papers(page))
                count = sum(each.total or 0 for each in pages)
                self.run.report(Progress(source=self._book.label, read=count, total=page.total))
        except SourceError as error:
            is_partial = error.is_refusal and step.route is Route.FEED and len(step.categories) > 1
            if pages:
                self._book.forgive(step.categories)
            if not is_partial:
                self._note(step, error)
        else:
            is_partial = any(page.is_cut for page in pages)
            self._answered.add(step.route)
            self._finish(step, pages)
        if is_partial and len(step.categories) > 1:
            self._cut.add(step.categories)
        else:
            self._tried |= {(step.route, category) for category in step.categories}
        self._give_up_refused()

    def _keep(self, page: Page, step: Step) -> None:
        """One answer into library and ledger, all of it or nothing."""
        library, book = self.run.library, self._book
        current = self.run.calendar.current(self.run.now)
        with library.changing():
            listings = book.believed(page.listings)
            placed = book.placed(page, listings, step)
            crossed = book.crossed(page, step)
            arrivals = library.papers.add(placed, seen=self.run.now, current=current)
            for listing in listings:
                book.enter(listing)
            if step.route is Route.FEED:
                book.doubt_feeds()
            if page.notices:
                library.notices.add(page.notices, source=book.source)
            if page.changes:
                book.enter_changes(page, step, crossed)
            if step.since:
                library.ledger.set_resumption(step.key, page.token, at=self.run.now)
            if step.route is Route.NAMES:
                book.settle(step.categories)
        self.harvest.has_answered = True
        self.harvest.arrivals.include(arrivals)
        self.harvest.damaged += page.damaged
        for note in page.notes:
            self.harvest.say(note)

    def _note(self, step: Step, error: SourceError) -> None:
        """Remember what went wrong; a route that does not answer is not asked for others."""
        for category in step.categories:
            self._book.errors[category] = error
        if error.is_of_the_place:
            self._closed.add(step.route)
        if error.took_time:
            self.silent.add(step.route.address)
        if error.is_refusal:
            self._refused |= {(step.route, category) for category in step.categories}
        with self.run.library.changing():
            self._book.fail(step.categories)

    def _give_up_refused(self) -> None:
        """Ask no more for a category that was refused twice, by its feed and its page mostly.

        Unless nothing else was had by these routes: then it is not the category that is wrong, if
        it is one that arXiv is known to have.
        """
        is_one = len(self._book.categories) == 1
        singly = [name for route, name in self._refused if route is Route.FEED]
        if Route.FEED not in self._answered and len(singly) >= _MOST_REFUSED:
            self._closed.add(Route.FEED)
        is_elsewhere_fine = is_one or not self._answered.isdisjoint(_OF_A_CATEGORY)
        refused = Counter(name for route, name in self._refused if route in _OF_A_CATEGORY)
        for category in refused.keys() - self._unknown:
            if refused[category] > 1 and (is_elsewhere_fine or not is_known(category)):
                self._give_up(category)

    def _give_up(self, category: str) -> None:
        """Ask by no route for a category that there seems not to be."""
        self._unknown.add(category)
        self._tried |= {(route, category) for route in Route}
        self._book.errors[category] = _no_such_category(self._book.label, category)
        with self.run.library.changing():
            self._book.fail([category])

    def _finish(self, step: Step, pages: Iterable[Page]) -> None:
        """What the end of an answer says of the days that were wanted."""
        pages = list(pages)
        shown = [page.shows for page in pages if page.shows is not None]
        days = frozenset[date]().union(*shown)
        with self.run.library.changing():
            if step.route is Route.OAI:
                self._book.harvested(step, last=max(days, default=date.min))
            elif shown and not any(page.is_cut for page in pages):
                for day in step.days:
                    self._book.judge(step, day, days)
            self._book.settle(step.categories)

    # What is to be said

    def _failures(self) -> Iterator[Failure]:
        """What failed or is stale, of the days one still speaks of; the same reason once a day."""
        since = self._book.days.current(self.run.now) - _SPOKEN_OF
        known = self._book.known()
        alike: dict[tuple[date, str], list[LedgerDay]] = {}
        for category in sorted(self._unknown):
            yield failure_of(self._book.source, self._book.errors[category])
        for category in self._book.categories:
            for line in known.get(category, {}).values() if category not in self._unknown else ():
                if line.state in BAD and line.day >= since:
                    alike.setdefault((line.day, line.message), []).append(line)
        for lines in alike.values():
            yield self._failure(lines)

    def _failure(self, lines: Sequence[LedgerDay]) -> Failure:
        line = lines[0]
        error = self._book.errors.get(line.category)
        names = ", ".join(each.category for each in lines[:_MOST_NAMED])
        if len(lines) > _MOST_NAMED:
            names = f"{len(lines)} categories"
        day = f"{line.day:%a} {line.day.day} {line.day:%b}"
        return Failure(
            source=self._book.source,
            message=f"{names}, {day}: {line.message or line.state}",
            hint=(error.hint if error else "") or "run `hub fetch` later; `hub health` shows it",
            not_before=error.not_before if error else None,
            state=line.state.value,
            is_lasting=all(each.is_read for each in lines),
        )


def _missing(days: Iterable[date], known: Mapping[date, LedgerDay]) -> tuple[str, ...]:
    return tuple(name for day in days if day in known for name in known[day].missing)


def _no_such_category(label: str, category: str) -> SourceError:
    return SourceError(
        f"{label} has no category {category}, or does not answer for it",
        hint=f"`hub unfollow {category}`, or try again later",
    )


def _without_papers(page: Page) -> Page:
    """What is to be remembered of a page: a long reading must not pile up its papers."""
    shows = frozenset(page.changes.values()) if page.changes else page.shows
    return Page(papers=(), shows=shows, is_cut=page.is_cut, total=len(page.papers))
