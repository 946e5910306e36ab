"""Who a name may be, summed up so that a reader recognises the one that is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from academichub_cli.domain.people.grouping import grouped
from academichub_cli.domain.people.traces import Trace

_MOST_TITLES = 3
_MOST_COAUTHORS = 6
_MOST_FIELDS = 4
_MOST_AFFILIATIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person whom a name may mean, as the papers of one place tell of them.

    Every list has the most frequent first. `papers` are identifiers, last first; `count` may be
    more than they are. `found_in` is ``library`` or a source's name.
    """

    names: tuple[str, ...]
    found_in: str
    count: int
    papers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    coauthors: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    ids: tuple[str, ...] = ()


def candidates(traces: Sequence[Trace], *, prior: float = 0.0) -> tuple[Candidate, ...]:
    """The persons whose traces in the library these may be, the one with most papers first."""
    return tuple(_candidate(group) for group in grouped(traces, prior=prior))


def _candidate(traces: Sequence[Trace]) -> Candidate:
    newest = sorted(traces, key=lambda each: (each.day, str(each.id)), reverse=True)
    years = [year for each in traces if (year := each.year)]
    return Candidate(
        names=_usual(each.printed for each in traces),
        found_in="library",
        count=len(traces),
        papers=tuple(str(each.id) for each in newest),
        titles=tuple(each.paper.title for each in newest[:_MOST_TITLES]),
        coauthors=_usual(name for each in newest for name in each.others)[:_MOST_COAUTHORS],
        fields=_usual(field for each in newest for field in each.fields)[:_MOST_FIELDS],
        affiliations=_usual(text for each in newest for text in each.author.affiliations)[
            :_MOST_AFFILIATIONS
        ],
        years=(min(years), max(years)) if years else None,
        ids=tuple(sorted({name for each in traces for name in each.ids})),
    )


def _usual(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, the most frequent first, then in the order of first mention."""
    return tuple(text for text, _ in Counter(texts).most_common())
