"""A person as papers tell of them, and what speaks for one more paper being by the same person."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from academichub_cli.domain.names import Match, compare
from academichub_cli.domain.people.traces import Trace

_MOST_COMPARED = 12  # papers, the last ones, to which a further one is held word by word

# Fitted by logistic regression to persons of 2015 to 2019, of whom two at a time were given one
# name; `benchmarks/people.py` holds what comes of it against others, of 2025 and 2026.
_WEIGHTS = {
    "always": -1.7,
    "rarest shared": 4.4,
    "all shared": 1.4,
    "best linked": 5.2,
    "likeness": 6.6,
    "nearest": 5.0,
    "categories": 0.3,
    "size": -0.7,
    "place": 0.7,
    "coauthors": -0.5,
}
# Known by the record's own word; not fitted.
_SAME_ID, _OTHER_ID, _OTHER_NAME, _SAME_PLACE = 20.0, -20.0, -20.0, 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What speaks for a paper being by a person: `odds` is the logarithm of the odds.

    `shared` are co-authors of both, `linked` co-authors of the paper who wrote elsewhere with
    co-authors of the person.
    """

    odds: float
    shared: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    likeness: float = 0.0
    has_same_id: bool = False


class Portrait:
    """What the traces of one person come to; grows trace by trace."""

    def __init__(self, traces: Iterable[Trace] = (), *, coauthors: Iterable[str] = ()) -> None:
        self.traces: list[Trace] = []
        self._coauthors = set(coauthors)
        self._words: defaultdict[str, float] = defaultdict(float)
        self._length = 0.0
        self._categories = Counter[str]()
        self._places = Counter[str]()
        self._names: set[str] = set()
        self._ids: set[str] = set()
        self._affiliations: set[str] = set()
        for each in traces:
            self.add(each)

    def add(self, trace: Trace) -> None:
        """One more paper by this person."""
        self.traces.append(trace)
        self._coauthors |= trace.coauthors.keys()
        for word, weight in trace.words.items():
            self._words[word] += weight
        self._length = math.sqrt(sum(weight * weight for weight in self._words.values()))
        self._categories.update(trace.paper.categories)
        self._places[trace.place] += 1
        self._names.add(trace.printed)
        self._ids |= trace.ids
        self._affiliations |= trace.affiliations

    def link(self, trace: Trace) -> Link:
        """What speaks for the trace being this person's."""
        shared = tuple(name for name in trace.coauthors if name in self._coauthors)
        linked = dict(self._linked(trace))
        signs = dict(self._signs(trace, shared, linked))
        odds = sum(_WEIGHTS[name] * value for name, value in signs.items())
        return Link(
            odds=odds + self._by_record(trace),
            shared=shared,
            linked=tuple(linked),
            likeness=signs["likeness"],
            has_same_id=not self._ids.isdisjoint(trace.ids),
        )

    def _signs(
        self, trace: Trace, shared: tuple[str, ...], linked: Mapping[str, float]
    ) -> Iterator[tuple[str, float]]:
        rarities = [trace.coauthors[name] for name in shared]
        size = max(1, len(self.traces))
        yield "always", 1.0
        yield "rarest shared", max(rarities, default=0.0)
        yield "all shared", math.log1p(sum(rarities))
        yield "best linked", max(linked.values(), default=0.0)
        yield "likeness", self._likeness(trace)
        yield "nearest", max((_alike(trace, each) for each in self._last), default=0.0)
        categories = trace.paper.categories
        found = sum(self._categories[each] for each in categories)
        yield "categories", found / (size * max(1, len(categories)))
        yield "size", math.log(size)
        yield "place", self._places[trace.place] / size
        yield "coauthors", math.log1p(len(trace.coauthors))

    @property
    def _last(self) -> list[Trace]:
        return self.traces[-_MOST_COMPARED:]

    def _linked(self, trace: Trace) -> Iterator[tuple[str, float]]:
        """Co-authors who wrote elsewhere with the person's, each with how telling that is.

        Someone who writes with very many, or a name of very many persons, tells little.
        """
        for name, rarity in trace.coauthors.items():
            met = trace.beyond[name]
            if name not in self._coauthors and not met.isdisjoint(self._coauthors):
                yield name, rarity / math.log(2 + len(met))

    def _likeness(self, trace: Trace) -> float:
        """The cosine of the trace's words and all of the person's."""
        if not self._length:
            return 0.0
        words = self._words
        return sum(w * words[key] for key, w in trace.words.items() if key in words) / self._length

    def _by_record(self, trace: Trace) -> float:
        """What ids, names and affiliations add.

        Two ids of one scheme that differ are two persons, and so are two names that do: J. Wang may
        be Jing Wang or Jie Wang, who are not each other.
        """
        if not self._ids.isdisjoint(trace.ids):
            return _SAME_ID
        schemes = {each.partition(":")[0] for each in self._ids}
        if any(each.partition(":")[0] in schemes for each in trace.ids):
            return _OTHER_ID
        if trace.printed not in self._names and self._is_named_otherwise(trace.printed):
            return _OTHER_NAME
        return 0.0 if self._affiliations.isdisjoint(trace.affiliations) else _SAME_PLACE

    def _is_named_otherwise(self, printed: str) -> bool:
        return any(compare(known, printed) is Match.NO for known in self._names)


def _alike(one: Trace, other: Trace) -> float:
    few, many = sorted((one.words, other.words), key=len)
    return sum(weight * many[word] for word, weight in few.items() if word in many)
