"""Reading a listing page by page from a server that may not keep its word.

Pages come newest submission first. A reading is over when everything the server counts is here
(what earlier readings saw included), when it has gone back past the look-back, or when pages end.
Where they end too early for the server's own count, older papers are asked for by date.
Counting is what finds papers that were held back: one that appears today deep among known ones
makes the server's total larger than what we have seen, and the reading goes on until it is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

_TRIES = 3
_MOST_PAGES = 500
_MANY = 5
_OVERLAP = 25
_FEW = 2


@dataclass(slots=True, kw_only=True)
class Pager:
    """Decides after each page what to ask next: `start` and `until`, or `is_done`, or `broken`.

    `known` are the identifiers that earlier readings saw within the look-back; `resumes` says that
    the last of them broke off, so that what it read can be skipped.
    """

    known: frozenset[str]
    since: datetime | None
    size: int
    furthest: int
    resumes: bool = False
    start: int = 0
    until: datetime | None = None
    is_done: bool = False
    broken: str = ""
    total: int | None = None
    run: dict[str, datetime] = field(default_factory=dict)
    _pages: int = 0
    _damaged: int = 0
    _empty: int = 0
    _is_ordered: bool = True
    _by_date: bool = False
    _skipped_from: int | None = None
    _went_back: bool = False

    def take(self, entries: Mapping[str, datetime], *, count: int, total: int | None) -> None:
        """Note a page of `count` records, of which `entries` could be read, and decide."""
        self._pages += 1
        if self._pages > _MOST_PAGES:
            self.broken = f"it has no end: {len(self.run)} papers read"
            return
        if total is not None and self.start + count > total:
            total = None  # it sent more than it says there is, so it cannot be counted on
        if total is not None and not self._by_date and total + _FEW < len(self.known):
            total = None  # likewise, where much of what it once sent is said to be gone
        if not self._by_date:
            self.total = total
        if count == 0:
            self._take_empty(total)
            return
        self._empty = 0
        fresh = [name for name in entries if name not in self.run]
        self._is_ordered = self._is_ordered and self._continues(list(entries.values()))
        self.run.update(entries)
        self._damaged += count - len(entries)
        if self._by_date:
            self._take_by_date(count, total)
        elif not fresh and entries:
            self._take_repeated()
        else:
            self._take_next(entries, count)

    def _take_empty(self, total: int | None) -> None:
        """An empty page where the server counts more is a known fault that often passes."""
        # A paper or two may be gone for good, but not all that was there the last time.
        is_sudden = not self.start and not self.run and len(self.known) >= _MANY
        if not is_sudden and (total is None or self.start >= total or self._is_counted()):
            self._end()
            return
        self._empty += 1
        if self._empty >= _TRIES:
            there = max(total or 0, len(self.known)) if is_sudden else total
            self.broken = f"a page came back empty: {len(self.run)} of {there} papers read"

    def _take_repeated(self) -> None:
        """The same papers again: the server does not heed `start`, so dates must do instead."""
        if self._is_counted() or (self._skipped_from is not None and self._went_back):
            self.is_done = True
        else:
            self._turn_to_dates()

    def _take_by_date(self, count: int, total: int | None) -> None:
        is_last = count >= total if total is not None else count < self.size
        oldest = min(self.run.values())
        if is_last or self._is_past_look_back() or self._is_counted():
            self.is_done = True
        elif self.until is not None and oldest >= self.until:
            self.broken = f"older papers did not come: {len(self.run)} of {self.total} papers read"
        else:
            self.until = oldest

    def _take_next(self, entries: Mapping[str, datetime], count: int) -> None:
        self.start += count
        if self._is_past_look_back():
            self.is_done = True
        elif self._may_be_cut(count):
            return
        elif self._is_counted():
            self.is_done = True
        elif count < self.size if self.total is None else self.start >= self.total:
            self._end()
        elif self.start + self.size > self.furthest:
            self._turn_to_dates()
        elif self.resumes and self._skipped_from is None and not self.known.isdisjoint(entries):
            self._skip_known()

    def _skip_known(self) -> None:
        """Go on where the reading before broke off, with some overlap for what has moved since."""
        beyond = len(self.known | self.run.keys()) - _OVERLAP
        if beyond > self.start:
            self._skipped_from, self.start = self.start, beyond

    def _turn_to_dates(self) -> None:
        if not self._is_ordered or not self.run:
            self.broken = f"papers came out of order: {len(self.run)} of {self.total} read"
            return
        self._by_date, self.start, self.until = True, 0, min(self.run.values())

    def _end(self) -> None:
        """The pages are at their end; what was skipped or moved on the way is read now."""
        is_all_read = self.total is None and self._skipped_from is None
        if is_all_read or self._went_back or self._is_counted():
            self.is_done = True
            return
        self._went_back = True
        self.start, self.resumes = self._skipped_from or 0, False

    def _may_be_cut(self, count: int) -> bool:
        """Whether the count may be no more than the server's own limit: one more page tells."""
        is_full = count >= self.size and self.start + self.size <= self.furthest
        return is_full and self.start == self.total

    def _is_counted(self) -> bool:
        if self.total is None:
            return False
        return len(self.known | self.run.keys()) + self._damaged >= self.total

    def _is_past_look_back(self) -> bool:
        if self.since is None or not self._is_ordered:
            return False
        return min(self.run.values(), default=self.since) < self.since

    def _continues(self, moments: list[datetime]) -> bool:
        """Whether a page is in order; between pages a late arrival may shift a record or two."""
        return all(later <= earlier for earlier, later in pairwise(moments))
