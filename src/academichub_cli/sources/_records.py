"""The records of a database's answer: each a paper, or no paper, or damaged; none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from academichub_cli.domain.notices import Notice
from academichub_cli.domain.paper import Paper

Names = TypeVar("Names")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What an answer holds, of which `count` records were written and `others` are no papers.

    `answered` has every record that has a name, with the moment by which it is asked for;
    `damaged` says what could not be read; `notices` are on these papers or on others. `total` is
    how many records there are in all, by the server's word, and `cursor` or `onward` where the next
    page begins; `cost` is what the answer cost in dollars, where it says so.
    """

    papers: tuple[Paper, ...] = ()
    damaged: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    answered: Mapping[str, datetime | None] = field(default_factory=dict)
    count: int = 0
    others: int = 0
    total: int | None = None
    cursor: str | None = None
    onward: int | None = None
    cost: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader(Generic[Names]):
    """How one kind of record is read.

    `names` are what it is called, and `paper` is None for what is no paper; both raise ValueError
    that says what is wrong. `called` is what to call a damaged record, `noted` under what and with
    which moment it is noted that a record came.
    """

    names: Callable[[object], Names]
    paper: Callable[[object, Names], Paper | None]
    noted: Callable[[object, Names], tuple[str, datetime | None]]
    called: Callable[[object], str]
    notices: Callable[[object, Names], Iterable[Notice]] = lambda _record, _names: ()

    def read(self, records: list[object]) -> Records:
        """All records; what is wrong with one costs that one."""
        papers: list[Paper] = []
        damaged: list[str] = []
        notices: list[Notice] = []
        answered: dict[str, datetime | None] = {}
        others = 0
        for record in records:
            try:
                names = self.names(record)
                answered.update([self.noted(record, names)])
                notices += self.notices(record, names)
                paper = self.paper(record, names)
            except ValueError as error:
                damaged.append(f"{self.called(record)[:80] or 'a record without name'}: {error}")
                continue
            if paper is None:
                others += 1
            else:
                papers.append(paper)
        return Records(
            papers=tuple(papers),
            damaged=tuple(damaged),
            notices=tuple(notices),
            answered=answered,
            count=len(records),
            others=others,
        )
