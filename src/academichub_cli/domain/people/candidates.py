"""Who a name may be, summed up so that a reader recognises the one that is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from academichub_cli.domain.people.grouping import grouped
from academichub_cli.domain.people.traces import Trace

# Enough to tell whether two places speak of one person; a reader is shown the first of them.
MOST_KNOWN = 100
_MOST_FIELDS = 4
_MOST_AFFILIATIONS = 3
LIBRARY = "library"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person whom a name may mean, as the papers of one place tell of them, or of several.

    Every list has the most frequent first, but titles and `papers`, which are identifiers: the last
    first. `count` may be more than they are, and is None where nobody said. `found_in` is
    ``library`` or what a source is called; `also_in` are the other places that know the person,
    each with the number of papers there.
    """

    names: tuple[str, ...]
    found_in: str
    count: int | None
    papers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    coauthors: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    ids: tuple[str, ...] = ()
    also_in: tuple[tuple[str, int | None], ...] = ()

    @property
    def is_here(self) -> bool:
        """Whether papers of the library tell of the person."""
        return self.found_in == LIBRARY

    @property
    def places(self) -> tuple[tuple[str, int | None], ...]:
        """All places that know the person, the main one first."""
        return ((self.found_in, self.count), *self.also_in)

    @property
    def most(self) -> int:
        """The number of papers where the most are known."""
        return max(count or 0 for _, count in self.places)


def candidates(traces: Sequence[Trace], *, prior: float = 0.0) -> tuple[Candidate, ...]:
    """The persons whose traces in the library these may be, the one with most papers first."""
    return tuple(_candidate(group) for group in grouped(traces, prior=prior))


def _candidate(traces: Sequence[Trace]) -> Candidate:
    newest = sorted(traces, key=lambda each: (each.day, str(each.id)), reverse=True)
    years = [year for each in traces if (year := each.year)]
    return Candidate(
        names=usual(each.printed for each in traces),
        found_in=LIBRARY,
        count=len(traces),
        papers=tuple(str(each.id) for each in newest),
        titles=tuple(each.paper.title for each in newest[:MOST_KNOWN]),
        coauthors=usual(name for each in newest for name in each.others)[:MOST_KNOWN],
        fields=usual(field for each in newest for field in each.fields)[:_MOST_FIELDS],
        affiliations=usual(text for each in newest for text in each.author.affiliations)[
            :_MOST_AFFILIATIONS
        ],
        years=(min(years), max(years)) if years else None,
        ids=tuple(sorted({name for each in traces for name in each.ids})),
    )


def usual(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, the most frequent first, then in the order of first mention."""
    return tuple(text for text, _ in Counter(texts).most_common())
