"""Whose is a paper? Two persons under one name form, told apart by what surrounds the name.

Real authors whose names are so rare that they are one person each are hidden, two at a time, under
a form that many bear, so that the truth is known. What a library has of them up to a day is grouped
into candidates as `hub whois` shows them; a reader picks those that are mostly papers of the person
they mean; and every later paper is then attributed, by what was known when it came.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice, pairwise

import papers as paper_list
from academichub_cli.domain import _name_tables as tables
from academichub_cli.domain.bylines import MOST_SEEDS, SURE
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.people import (
    Company,
    Rarity,
    Surroundings,
    Trace,
    attributed,
    grouped,
    known_as,
    trace,
)
from measuring import Row, judged
from stage import Stage

_FORMS = 300
_SAMPLE = 1_000
_MOST_TOGETHER = 50
_FEWEST = 6  # papers of an author
_BEFORE, _AFTER = 3, 2  # of them, so many before the day that is now, and so many later
_RAREST = 0.05  # expected bearers of a name, if given and family names met by chance
_LARGEST_TEAM = 60
_SHARES = {
    "Chinese": 0.45,
    "Korean": 0.15,
    "Vietnamese": 0.05,
    "one initial": 0.2,
    "one given name": 0.15,
}


@dataclass(frozen=True, slots=True)
class Case:
    """Persons under one form; the reader follows the first of them, on the day `now`."""

    kind: str
    form: str
    persons: tuple[str, ...]
    now: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a later paper, and what is true."""

    kind: str
    confidence: float
    is_theirs: bool


class Corpus:
    """Real papers by day, and who stands on them."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.papers = sorted(papers, key=lambda each: (each.announced or date.min, str(each.id)))
        names = {author.name for paper in self.papers for author in paper.authors}
        self._keys = {name: known_as(name) for name in names}
        self.people = [
            frozenset(self._keys[each.name] for each in paper.authors) for paper in self.papers
        ]
        self.of: dict[str, list[int]] = defaultdict(list)
        for at, people in enumerate(self.people):
            if len(people) <= _LARGEST_TEAM:
                for person in people:
                    self.of[person].append(at)

    @cached_property
    def rarity(self) -> Rarity:
        """How rare words are."""
        some = random.Random(26).sample(self.papers, _SAMPLE)
        return Rarity((paper.title, paper.abstract) for paper in some)

    def day(self, at: int) -> date:
        """When a paper was announced."""
        return self.papers[at].announced or date.min

    def distinct(self) -> Iterator[str]:
        """Names of authors of several papers that are one person's, as far as names can tell."""
        parts = {name: name.rpartition(" ") for name in self.of if " " in name}
        given = Counter(first for first, _, _ in parts.values())
        family = Counter(last for _, _, last in parts.values())
        for name, (first, _, last) in parts.items():
            expected = given[first] * family[last] / len(parts)
            is_spelled_out = len(first.split(" ")[0]) > 1
            if len(self.of[name]) >= _FEWEST and is_spelled_out and expected < _RAREST:
                yield name

    def main_category(self, name: str) -> str:
        """Where most of an author's papers are."""
        found = Counter(self.papers[at].primary_category or "" for at in self.of[name])
        return found.most_common(1)[0][0]

    def traces(self, case: Case) -> dict[str, list[Trace]]:
        """The traces of each person, with what surrounded them on their own day."""
        hidden = {at for person in case.persons for at in self.of[person]}
        return {
            person: [self._trace(at, person, case.form, hidden) for at in self.of[person]]
            for person in case.persons
        }

    def _trace(self, at: int, person: str, form: str, hidden: Collection[int]) -> Trace:
        """What is seen of a person on a paper, where the form stands in place of their name."""
        paper = self.papers[at]
        place = next(n for n, each in enumerate(paper.authors) if self._keys[each.name] == person)
        author = replace(paper.authors[place], name=form)
        authors = (*paper.authors[:place], author, *paper.authors[place + 1 :])
        paper = replace(paper, authors=authors)
        around = Surroundings(papers=at, company=self._company(at, hidden), rarity=self.rarity)
        return trace(paper, author, around)

    def _company(self, until: int, hidden: Collection[int]) -> Callable[[str], Company]:
        def company(name: str) -> Company:
            key = self._keys[name]
            found = [at for at in self.of[key] if at < until and at not in hidden]
            met = frozenset[str]().union(*(self.people[at] for at in found[-_MOST_TOGETHER:]))
            return Company(len(found), met - {key})

        return company


def rows(stage: Stage) -> Iterator[Row]:
    """Precision and recall of attribution, all in all and by kind of name, beside strings."""
    folder = paper_list.real_data()
    if folder is None:
        yield Row("people under one name", "not measured: no real papers here")
        return
    corpus = Corpus(map(paper_list.paper_of, paper_list.lines_of(folder / paper_list.REAL)))
    cases = list(made(corpus, 60 if stage.quick else _FORMS))
    verdicts = [each for case in cases for each in judge(corpus, case)]
    kinds = ", ".join(f"{n} {kind}" for kind, n in Counter(each.kind for each in cases).items())
    yield Row(f"persons: {len(cases)} names of two persons each", kinds)
    yield Row("  later papers, every one of that name taken", said(verdicts, strings=True))
    precision, recall = measured(verdicts)
    is_kept = precision >= 0.95 and recall >= 0.9
    bound = "≥ 0.95, ≥ 0.90"
    yield Row("  later papers, by evidence", said(verdicts), bound, judged(0 if is_kept else 1, 0))
    for kind in dict.fromkeys(each.kind for each in cases):
        yield Row(f"    {kind}", said([each for each in verdicts if each.kind == kind]))
    one = [each for case in cases for each in judge(corpus, case, picks_one=True)]
    yield Row("  a reader who picks one candidate only", said(one))
    third = [each for case in with_a_third(corpus, cases) for each in judge(corpus, case)]
    yield Row("  a third person, of whom nothing was known", said(third))
    yield Row("  confidence", confidences(verdicts))


def made(corpus: Corpus, most: int) -> Iterator[Case]:
    """Cases of every kind; of every second pair both persons write in one category."""
    chance = random.Random(26)
    names = sorted(corpus.distinct())
    forms = Forms(corpus)
    for kind, share in _SHARES.items():
        found = (_case(corpus, kind, pair) for pair in _pairs(corpus, kind, names, chance))
        cases = (case for case in found if case)
        for case in islice(cases, round(most * share)):
            yield replace(case, form=forms.take(kind, case.persons[0]))


class Forms:
    """Common names to hide persons under, each once; their real bearers stay out of it."""

    def __init__(self, corpus: Corpus) -> None:
        common = sorted(corpus.of, key=lambda name: (-len(corpus.of[name]), name))
        self._of_family: dict[str, list[str]] = defaultdict(list)
        self._of_given: dict[str, list[str]] = defaultdict(list)
        for name in reversed(common):
            self._of_family[family_of(name)].append(name)
            self._of_given[given_of(name)].append(name)

    def take(self, kind: str, person: str) -> str:
        """The commonest name left that a person of this kind could be printed as."""
        if kind == "one initial":
            return f"{person[0]}. {family_of(person)}"
        of = self._of_given if kind == "one given name" else self._of_family
        return of[given_of(person) if kind == "one given name" else family_of(person)].pop()


def family_of(name: str) -> str:
    return name.rpartition(" ")[2]


def given_of(name: str) -> str:
    return name.partition(" ")[0]


def _pairs(
    corpus: Corpus, kind: str, names: Sequence[str], chance: random.Random
) -> list[tuple[str, str]]:
    """Pairs of persons whom one form of this kind could stand for, each person in one at most."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if group := _GROUPS[kind](name):
            groups[group].append(name)
    pairs: list[tuple[str, str]] = []
    for group in groups.values():
        chance.shuffle(group)
        half = len(group) // 2
        near = sorted(group[:half], key=corpus.main_category)
        for some in (near, group[half:]):
            pairs += zip(some[::2], some[1::2], strict=False)
    chance.shuffle(pairs)
    return pairs


def _family_in(families: Collection[str], *, alike: bool) -> Callable[[str], str]:
    def group(name: str) -> str:
        family = family_of(name)
        return "" if family not in families else family if alike else "any"

    return group


def _initial(name: str) -> str:
    return f"{name[0]} {family_of(name)}"


def _given(name: str) -> str:
    return "" if family_of(name) in tables.FAMILY_FIRST else given_of(name)


_GROUPS = {
    "Chinese": _family_in(tables._CHINESE, alike=True),  # noqa: SLF001
    "Korean": _family_in(tables._KOREAN - tables._CHINESE, alike=False),  # noqa: SLF001
    "Vietnamese": _family_in(tables.VIETNAMESE - tables._CHINESE, alike=False),  # noqa: SLF001
    "one initial": _initial,
    "one given name": _given,
}


def _case(corpus: Corpus, kind: str, persons: tuple[str, ...]) -> Case | None:
    """The persons on the day half of their papers are out; None where one has too few papers."""
    found = sorted(at for person in persons for at in corpus.of[person])
    if len(set(found)) < len(found):
        return None  # they write together, so one form cannot stand for both
    now = corpus.day(found[len(found) // 2])
    for person in persons:
        before = sum(corpus.day(at) < now for at in corpus.of[person])
        if before < _BEFORE or len(corpus.of[person]) - before < _AFTER:
            return None
    return Case(kind, "", persons, now)


def judge(corpus: Corpus, case: Case, *, picks_one: bool = False) -> Iterator[Verdict]:
    """What is said of each later paper, once the reader has picked whom they mean."""
    traces = corpus.traces(case)
    everything = [each for found in traces.values() for each in found]
    followed = {str(each.id) for each in traces[case.persons[0]]}
    known = [each for each in everything if each.day < case.now and _is_known(case, each, traces)]
    chosen = picked(grouped(known), followed, picks_one=picks_one)
    found = attributed(everything, theirs={str(each.id) for each in chosen})
    for each in everything:
        if each.day >= case.now:
            name = str(each.id)
            yield Verdict(case.kind, found[name].confidence, name in followed)


def picked(
    candidates: Sequence[Sequence[Trace]], followed: Collection[str], *, picks_one: bool
) -> list[Trace]:
    """The last papers of the candidates most of whose papers are the followed person's."""
    right = [
        group
        for group in candidates
        if 2 * sum(str(each.id) in followed for each in group) > len(group)
    ]
    chosen = [each for group in right[: 1 if picks_one else None] for each in group]
    return sorted(chosen, key=lambda each: each.day)[-MOST_SEEDS:]


def measured(verdicts: Collection[Verdict], *, strings: bool = False) -> tuple[float, float]:
    """Precision and recall of what is taken for the followed person's."""
    taken = [each.is_theirs for each in verdicts if strings or each.confidence >= SURE]
    theirs = sum(each.is_theirs for each in verdicts)
    return sum(taken) / max(1, len(taken)), sum(taken) / max(1, theirs)


def said(verdicts: Collection[Verdict], *, strings: bool = False) -> str:
    """``precision 0.95, recall 0.91 of 1,234``."""
    precision, recall = measured(verdicts, strings=strings)
    return f"precision {precision:.3f}, recall {recall:.3f} of {len(verdicts):,}"


def confidences(verdicts: Collection[Verdict]) -> str:
    """How many of the papers of which so much was said were theirs."""
    parts = []
    for low, high in pairwise((0, 0.2, 0.5, 0.8, 1.01)):
        some = [each.is_theirs for each in verdicts if low <= each.confidence < high]
        if some:
            parts.append(f"{low:.1f} to {min(high, 1):.1f}: {sum(some) / len(some):.2f} theirs")
    return ", ".join(parts)


def with_a_third(corpus: Corpus, cases: Sequence[Case]) -> Iterator[Case]:
    """The cases with one of another case's persons under the form too, who is unknown so far."""
    for case, other in pairwise(cases):
        third = other.persons[1]
        theirs = {at for person in case.persons for at in corpus.of[person]}
        if third not in case.persons and theirs.isdisjoint(corpus.of[third]):
            yield replace(case, persons=(*case.persons, third))


def _is_known(case: Case, trace: Trace, traces: dict[str, list[Trace]]) -> bool:
    """Whether the trace is not of a third person."""
    return all(trace not in traces[person] for person in case.persons[2:])
