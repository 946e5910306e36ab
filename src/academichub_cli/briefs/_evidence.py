"""The papers a brief may use, with their terms weighted against all papers known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from academichub_cli.briefs._papers import distinct, text_of
from academichub_cli.briefs._vectors import Vector, normal
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.periods import Period
from academichub_cli.domain.ranked import Ranked
from academichub_cli.domain.terms import (
    LONGEST,
    Folding,
    Wanted,
    Weights,
    aliases,
    candidates,
    display,
    expansions,
    is_part,
    is_telling,
    keys,
)

_LEAST, _LEAST_OF_MANY, _MANY = 2, 3, 1_000
_STRONGEST = 24
_IN_TITLE = 1.7
_ABSORBED = 0.75
_SHOWN_IN = 40
_LOOKED_AT = 20
_CUT_OFF = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One paper of the evidence: what it is about, and how much it matters to the reader."""

    paper: Paper
    score: float
    terms: frozenset[str]
    vector: Vector

    @property
    def name(self) -> str:
        """The identifier by which equals are put in order."""
        return str(self.paper.id)


class Evidence:
    """A period's papers and the weeks before, read once."""

    def __init__(
        self, papers: Iterable[Ranked], before: Iterable[Paper], *, period: Period
    ) -> None:
        self.period = period
        ranked = distinct(papers)
        names = {name for entry in ranked for name in entry.paper.identifiers}
        self.before = [paper for paper in before if names.isdisjoint(paper.identifiers)]
        self.folding = Folding()
        self._endings: dict[str, float] = {}
        self._words = {
            str(entry.paper.id): keys(text_of(entry.paper), self.folding) for entry in ranked
        }
        self._aliases = _aliases_by_field([entry.paper for entry in ranked], self.folding)
        found = [
            self._aliased(candidates(words), entry.paper)
            for entry, words in zip(ranked, self._words.values(), strict=True)
        ]
        self._count(found)
        self.sources = tuple(
            self._source(entry, terms) for entry, terms in zip(ranked, found, strict=True)
        )

    def _count(self, found: Sequence[set[str]]) -> None:
        """How many papers of the period, of the weeks before and of both have each term."""
        self.counts = _counted(found)
        acronyms = {short for known in self._aliases.values() for short in known}
        wanted = Wanted(self.counts.keys() | acronyms, self.folding)
        self._earlier = _earlier(self.before, wanted, self._aliases)
        self.earlier = sum(self._earlier.values(), Counter[str]())
        self.weights = Weights(self.counts + self.earlier, len(found) + len(self.before))

    @cached_property
    def with_term(self) -> Mapping[str, Sequence[Source]]:
        """The sources that have a term, in order."""
        found: dict[str, list[Source]] = {key: [] for key in self.counts}
        for source in self.sources:
            for key in source.terms:
                found[key].append(source)
        return found

    def support(self, key: str, field: str) -> int:
        """How many of all papers of a field have a term."""
        here = sum(source.paper.field == field for source in self.with_term[key])
        return here + self._earlier.get(field, Counter())[key]

    def share(self, key: str) -> float:
        """The share of all papers known that have a term."""
        return self.weights.counts.get(key, 0) / max(1, self.weights.papers)

    def ending(self, key: str) -> float:
        """The share of a term's uses after which its run of words is over, as after a noun.

        A lone word must not follow another one either.
        """
        if key not in self._endings:
            run = key.split(" ")
            lists = (self._words[source.name] for source in self.with_term[key][:_LOOKED_AT])
            self._endings[key] = _ending(run, lists)
        return self._endings[key]

    def spelled_out(self, key: str) -> str:
        """A term with the acronyms in it written out, in any field's sense."""
        for known in self._aliases.values():
            key = " ".join(known.get(word, word) for word in key.split(" "))
        return key

    def is_spelled_out(self, acronym: str) -> bool:
        """Whether papers say what an acronym stands for."""
        return any(acronym in known for known in self._aliases.values())

    def terms_in(self, text: str, paper: Paper) -> set[str]:
        """The keys of a text's terms, acronyms as what they stand for in the paper's field."""
        return self._aliased(candidates(keys(text, self.folding)), paper)

    def _aliased(self, found: set[str], paper: Paper) -> set[str]:
        known = self._aliases.get(paper.field, {})
        if found.isdisjoint(known):
            return found
        return {known.get(key, key) for key in found}

    def written(self, key: str, sources: Iterable[Source]) -> str:
        """A term as the sources write it most often; abstracts go before titles."""
        having = [source.paper for source in sources if key in source.terms][:_SHOWN_IN]
        in_abstracts = display(key, (paper.abstract or "" for paper in having), self.folding)
        return in_abstracts or display(key, (p.title for p in having), self.folding) or key

    def _source(self, entry: Ranked, found: set[str]) -> Source:
        terms = frozenset(key for key in found if key in self.counts)
        in_title = self.terms_in(entry.paper.title, entry.paper)
        weighted = {
            key: self.weights.rarity(key) * (_IN_TITLE if key in in_title else 1.0) for key in terms
        }
        strongest = sorted(weighted, key=lambda key: (-weighted[key], key))[:_STRONGEST]
        return Source(
            paper=entry.paper,
            score=0.5 if entry.score is None else entry.score,
            terms=terms,
            vector=normal({key: weighted[key] for key in strongest}),
        )


def _aliases_by_field(
    papers: Iterable[Paper], folding: Folding
) -> dict[str | None, dict[str, str]]:
    """What acronyms stand for, field by field: VLA is a telescope to one, a model to another."""
    pairs: dict[str | None, list[tuple[str, str]]] = {}
    for paper in papers:
        pairs.setdefault(paper.field, []).extend(expansions(text_of(paper), folding))
    return {field: aliases(of) for field, of in pairs.items()}


def _earlier(
    before: Iterable[Paper],
    wanted: Wanted,
    known: Mapping[str | None, Mapping[str, str]],
) -> dict[str | None, Counter[str]]:
    """How many of the earlier papers of each field have each of the terms."""
    by_field: dict[str | None, Counter[str]] = {}
    for paper in before:
        counts = by_field.setdefault(paper.field, Counter())
        counts.update(wanted.in_text(text_of(paper), known.get(paper.field, {})))
    return by_field


def _counted(found: Sequence[set[str]]) -> Counter[str]:
    """How many papers have each telling term; a term that only appears within another is left."""
    every = Counter[str]()
    for terms in found:
        every.update(terms)
    least = _LEAST if len(found) < _MANY else _LEAST_OF_MANY
    counts = Counter({key: n for key, n in every.items() if n >= least and is_telling(key)})
    absorbed = {
        part
        for key, count in counts.items()
        for part in _parts(key)
        if count >= _ABSORBED * counts.get(part, count + count)
    }
    return Counter({key: n for key, n in counts.items() if key not in absorbed})


def _parts(key: str) -> list[str]:
    words = key.split(" ")
    runs = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    return [run for run in runs if is_part(run, key)]


def _ending(run: Sequence[str], lists: Iterable[Sequence[str]]) -> float:
    """See `Evidence.ending`; nothing for a run that is mostly the end of one longer term."""
    uses = ends = 0
    before = Counter[str]()
    for words in lists:
        for at in _places(run, words):
            after = words[at + len(run)] if at + len(run) < len(words) else ""
            previous = words[at - 1] if at else ""
            before[previous] += 1
            uses += 1
            ends += not after and (len(run) > 1 or not previous)
    del before[""]
    if not uses or (len(run) == LONGEST and max(before.values(), default=0) > _CUT_OFF * uses):
        return 0.0 if uses else 1.0
    return ends / uses


def _places(run: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    at = -1
    with suppress(ValueError):
        while True:
            at = words.index(run[0], at + 1)
            if words[at : at + len(run)] == run:
                yield at
