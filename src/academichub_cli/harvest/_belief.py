"""What of an answer is believed: old listings under a new date, and feeds that are not whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from academichub_cli.domain.freshness import State
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.ledger import LedgerDay, Listing, is_implausible, is_repeat
from academichub_cli.domain.paper import AnnounceType, is_within
from academichub_cli.domain.routes import LISTINGS_BACK, Route
from academichub_cli.errors import SourceError, StaleError
from academichub_cli.harvest._lines import Lines

UNCHECKED = "its feed could not be checked"


@dataclass(slots=True)
class Belief(Lines):
    """Lines, and the categories whose feed is `doubted`.

    `checked_at` is when all that the source counts of the radar was read, by another route.
    """

    doubted: set[str] = field(default_factory=set)
    checked_at: datetime | None = None

    def believed(self, listings: Collection[Listing]) -> list[Listing]:
        """The listings of one answer without what only seems to be in them, less old ones.

        Where most of what a feed shows is old, all of it is.
        """
        begins = self._begins(listings)
        own = [each for each in listings if each.day >= begins[each.category]]
        trusted = [(each, self._believed(each)) for each in own]
        shown = _names(each for each, _ in trusted)
        old = _names(each for each, kept in trusted if kept is None)
        is_old = len(old) * 2 > len(shown)
        found = []
        for listing, kept in trusted:
            if kept is None or (is_old and not listing.is_exact):
                self._refuse(listing)
            elif not _is_worse(kept, self.line(kept.category, kept.day)):
                found.append(kept if self._is_checked(kept) else replace(kept, complaint=UNCHECKED))
        return found

    def _is_checked(self, listing: Listing) -> bool:
        """Whether a listing counts, or something that does was read since it came out."""
        if listing.is_exact or listing.complaint:
            return True
        out = self.days.comes_out(listing.day)
        return self.checked_at is not None and self.checked_at >= out

    def _begins(self, listings: Iterable[Listing]) -> dict[str, date]:
        """The first day of each category's ledger, or the last that is shown where that is older.

        What lies before is not followed yet, and nobody will fetch what is missing of it.
        """
        latest: dict[str, date] = {}
        for listing in listings:
            latest[listing.category] = max(listing.day, latest.get(listing.category, listing.day))
        known = self.known()
        return {name: min((day, *known.get(name, {}))) for name, day in latest.items()}

    def _believed(self, listing: Listing) -> Listing | None:
        ledger, source = self.run.library.ledger, self.source
        earlier = ledger.announced_before(source, listing.category, listing.day, listing.news)
        if is_repeat(listing.news, earlier):
            return None
        if listing.is_exact:
            return listing
        before = self.run.library.papers.batched_before(listing.day, listing.news)
        if is_implausible(listing.news, before):
            return None
        # A feed of several categories does not say in which of them a paper is cross-listed anew.
        crossed = {name for name in earlier if listing.entries[name] is AnnounceType.CROSS}
        return listing.without(crossed)

    def _refuse(self, listing: Listing) -> None:
        """Note that what is shown for a day is an old listing."""
        error = _stale(listing)
        self.errors[listing.category] = error
        self.put_failed(self.line(listing.category, listing.day), error)

    def compare(self, listing: Listing, before: LedgerDay) -> None:
        """Where a page has what the feed had not, the feed was not whole for anybody."""
        named = self.run.library.ledger.announced(self.source, listing.category, listing.day)
        if is_by_feed(before) and listing.news - named:
            for category in self.categories:
                if category != listing.category:
                    self._doubt(self.line(category, listing.day))

    def doubt_feeds(self) -> None:
        """Take no feed for whole that has not named what the API has of its day."""
        recent = min(self.run.calendar.last(LISTINGS_BACK, now=self.run.now))
        for day, classes in self.run.library.ledger.unlisted(recent):
            for category in self.categories:
                if any(is_within(each, category) for each in classes):
                    self._doubt(self.line(category, day))

    def _doubt(self, line: LedgerDay) -> None:
        """Take a listing for not read that rests on a feed which was not whole."""
        if not is_by_feed(line):
            return
        self.doubted.add(line.category)
        said = "its feed left out papers that were announced"
        self.run.library.ledger.put(
            replace(line, is_listed=False, state=State.FAILED, message=said)
        )


def is_by_feed(line: LedgerDay) -> bool:
    """Whether a day rests on the feed's word alone, which does not say how much it holds."""
    return line.is_listed and not line.is_counted and line.route == Route.FEED.address


def _is_worse(listing: Listing, before: LedgerDay) -> bool:
    """Whether a listing tells less of a day than is known of it already."""
    if not (before.is_settled and before.is_counted):
        return False
    known, claimed = before.announced or 0, listing.claimed
    if claimed is not None and claimed > known:
        return False
    return claimed is None or claimed < known or bool(listing.complaint)


def _names(listings: Iterable[Listing]) -> frozenset[Identifier]:
    return frozenset[Identifier]().union(*(listing.news for listing in listings))


def _stale(listing: Listing) -> SourceError:
    return StaleError(
        f"its listing of {listing.day.day} {listing.day:%B} is the one before under another date",
        hint="try again later; what is in the library is kept",
    )
