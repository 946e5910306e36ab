"""Whether a list that comes page by page came whole, by the server's own count."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from academichub_cli.errors import SourceError

_MOST_PAGES = 200
_FEW = 2
_A_FIFTIETH = 50  # counts of large databases are estimates


@dataclass(slots=True, kw_only=True)
class Counted:
    """Notes what came, and knows when it is all.

    `known` are names that earlier readings saw within the same span. `broken` says why the reading
    ends before everything came.
    """

    who: str
    known: frozenset[str] = frozenset()
    is_done: bool = False
    broken: str = ""
    total: int | None = None
    run: set[str] = field(default_factory=set)
    _nameless: int = 0
    _is_false: bool = False
    _pages: int = 0

    def take(
        self, names: Collection[str], *, count: int, total: int | None, goes_on: bool = True
    ) -> None:
        """Note a page of `count` records with these names; `goes_on`: there may be more."""
        self._pages += 1
        is_repeated = bool(names) and self.run.issuperset(names)
        self.run.update(names)
        self._nameless += max(0, count - len(set(names)))
        self._note_total(total)
        if self._is_all():
            self.is_done = True
        elif not count or not goes_on:
            self._end()
        elif is_repeated:
            self.broken = f"the same records came again: {self.said()}"
        elif self._pages >= _MOST_PAGES:
            self.broken = f"it has no end: {self.said()}"

    def _note_total(self, total: int | None) -> None:
        """A server that sends more than it says there is cannot be counted on."""
        if total is not None and total >= 0:
            self.total = total
        if self.total is not None and len(self.run) > self.total:
            self._is_false = True
        if self._is_false:
            self.total = None

    def begin_again(self) -> None:
        """The server lost its place, so that all of it comes once more."""
        self.run.clear()
        self._nameless = 0

    def failure(self) -> SourceError:
        """What is missing, as an error."""
        return SourceError(
            f"{self.who}'s answer is incomplete: {self.broken}",
            hint="what came is kept, and the next run asks for the rest",
        )

    def _is_all(self) -> bool:
        return self.total is not None and self._came() >= self.total

    def _came(self) -> int:
        return len(self.known | self.run) + self._nameless

    def _end(self) -> None:
        slack = max(_FEW, (self.total or 0) // _A_FIFTIETH)
        if self.total is None or self._came() + slack >= self.total:
            self.is_done = True
        else:
            self.broken = f"its pages end early: {self.said()}"

    def said(self) -> str:
        """How far it has come."""
        of = f" of {self.total:,}" if self.total is not None else ""
        return f"{len(self.run):,}{of} records read"
