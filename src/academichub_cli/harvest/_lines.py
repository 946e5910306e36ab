"""The lines of one source's ledger, as a run reads and writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from academichub_cli.domain.calendars import Days
from academichub_cli.domain.freshness import State
from academichub_cli.domain.ledger import LONGEST_AWAY, LedgerDay, wanted_days
from academichub_cli.errors import SourceError
from academichub_cli.harvest._run import Run


@dataclass(slots=True)
class Lines:
    """The lines of these categories; `errors` are the last ones, by category.

    `days` is the source's calendar; what is wanted of a new category begins on the day `begins`.
    """

    run: Run
    source: str
    label: str
    categories: tuple[str, ...]
    days: Days
    begins: date | None
    errors: dict[str, SourceError] = field(default_factory=dict)

    def line(self, category: str, day: date) -> LedgerDay:
        """The line of a day, or a new one."""
        return self.run.library.ledger.line(self.source, category, day) or LedgerDay(
            source=self.source,
            category=category,
            day=day,
            state=State.FAILED,
            read_at=self.run.now,
        )

    def known(self) -> dict[str, dict[date, LedgerDay]]:
        """The lines that may matter, by category and day."""
        since = (self.run.now - LONGEST_AWAY).date()
        known: dict[str, dict[date, LedgerDay]] = {}
        for line in self.run.library.ledger.days(source=self.source, since=since):
            known.setdefault(line.category, {})[line.day] = line
        return known

    def wanted(self, known: Mapping[date, LedgerDay]) -> tuple[date, ...]:
        """The days of a category that are not settled."""
        return wanted_days(
            known,
            calendar=self.days,
            now=self.run.now,
            longest=LONGEST_AWAY,
            begins=self.begins,
        )

    def put_failed(self, line: LedgerDay, error: SourceError) -> None:
        """A line with what went wrong, unless its listing was read before."""
        if line.is_listed:
            return
        failed = replace(line, state=State(error.state), message=str(error), read_at=self.run.now)
        self.run.library.ledger.put(failed)
