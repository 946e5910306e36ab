"""Readers to rank for, made of authors: what they wrote before a day they like, the rest they want.

Names are printed alike for different people, so the papers of one printed name are one reader only
as far as they are joined by further authors in common.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from academichub_cli.domain.clean import clean

FEWEST_PAPERS = 12
FROM = "2026-03-01"
_LOT = 7
_DAYS = 7
_SMALL, _LARGE = 150, 500


@dataclass(frozen=True, slots=True)
class Text:
    """What a ranker may know of a paper: no author is among it."""

    id: str
    title: str
    abstract: str
    categories: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Papers in the order in which they were announced, and where each day's stand."""

    papers: tuple[Text, ...]
    authors: tuple[tuple[str, ...], ...]
    days: Mapping[str, range]


@dataclass(frozen=True, slots=True)
class Episode:
    """One announcement: where its papers stand, and which of them the reader wants."""

    day: str
    candidates: range
    wanted: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody to rank for. `likes` are places in the corpus, oldest first."""

    name: str
    likes: tuple[int, ...]
    episodes: tuple[Episode, ...]


def read(path: Path, *, day: str = "announced") -> Corpus:
    """The papers of a packed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    records = [record for record in records if record.get(day) and record.get("abstract")]
    records.sort(key=lambda record: (record[day][:10], record["id"]))
    papers = tuple(_text(record, record[day][:10]) for record in records)
    authors = tuple(tuple(map(_name, record["authors"])) for record in records)
    return Corpus(papers, authors, _days(papers))


def readers(corpus: Corpus, *, since: str = FROM, fewest: int = FEWEST_PAPERS) -> list[Reader]:
    """Everybody with enough papers, at least one before the day and one after, by name."""
    written = defaultdict(list)
    for at, names in enumerate(corpus.authors):
        for name in sorted(set(names)):
            written[name].append(at)
    found = []
    for name, places in sorted(written.items()):
        if len(places) >= fewest:
            for number, own in enumerate(_people(name, places, corpus.authors)):
                if len(own) >= fewest:
                    found.append(_reader(f"{name} #{number}", own, corpus, since))
    return [reader for reader in found if reader.likes and reader.episodes]


def drawn(
    everybody: Sequence[Reader], *, seed: int, at_least: int, episodes: int = 0
) -> list[Reader]:
    """Readers by lot: so many at least, and as many more as it takes to have the episodes."""
    order = random.Random(seed).sample(everybody, len(everybody))
    chosen: list[Reader] = []
    count = 0
    for reader in order:
        if len(chosen) >= at_least and count >= episodes:
            break
        chosen.append(reader)
        count += len(reader.episodes)
    return chosen


def few_days(
    corpus: Corpus, everybody: Sequence[Reader], *, since: str, without: Iterable[Reader] = ()
) -> list[Reader]:
    """Readers by lot with their episodes on a few days by lot, for what is slow for each paper."""
    out = {reader.name for reader in without}
    able = [
        day
        for day, places in sorted(corpus.days.items())
        if day >= since and _SMALL <= len(places) <= _LARGE
    ]
    days = random.Random(_LOT).sample(able, _DAYS)
    chosen = []
    for reader in drawn(everybody, seed=_LOT, at_least=len(everybody)):
        own = tuple(episode for episode in reader.episodes if episode.day in days)
        if own and reader.name not in out:
            chosen.append(replace(reader, episodes=own))
    return chosen


def _text(record: dict[str, object], day: str) -> Text:
    title, abstract = clean(str(record["title"])), clean(str(record["abstract"]))
    categories = record["categories"]
    assert isinstance(categories, list)
    return Text(str(record["id"]), title, abstract, tuple(categories), day)


def _name(author: str) -> str:
    return " ".join(author.casefold().split())


def _days(papers: Sequence[Text]) -> dict[str, range]:
    starts: dict[str, int] = {}
    for at, paper in enumerate(papers):
        starts.setdefault(paper.day, at)
    ends = [*list(starts.values())[1:], len(papers)]
    return {day: range(start, end) for (day, start), end in zip(starts.items(), ends, strict=True)}


def _people(
    name: str, places: Iterable[int], authors: Sequence[tuple[str, ...]]
) -> Iterator[list[int]]:
    """The papers of one printed name, by the people who seem to bear it."""
    group: dict[int, int] = {}
    first: dict[str, int] = {}

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for at in places:
        group[at] = at
        for other in authors[at]:
            if other != name:
                group[root(at)] = root(first.setdefault(other, at))
    people = defaultdict(list)
    for at in group:
        people[root(at)].append(at)
    yield from sorted(people.values())


def _reader(name: str, places: Sequence[int], corpus: Corpus, since: str) -> Reader:
    likes = tuple(at for at in places if corpus.papers[at].day < since)
    wanted = defaultdict(set)
    for at in places[len(likes) :]:
        wanted[corpus.papers[at].day].add(at)
    episodes = tuple(
        Episode(day, corpus.days[day], frozenset(own)) for day, own in sorted(wanted.items())
    )
    return Reader(name, likes, episodes)
