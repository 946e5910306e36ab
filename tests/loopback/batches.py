"""The papers of announcement days: real ones from the corpus, or made up. Both deterministic."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from loopback.arxiv import Paper
from loopback.rss import EASTERN

_DAY = timedelta(days=1)
_FRIDAY = 4
_CUT_OFF = time(14)
_MOST_AGE_IN_MONTHS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The papers first announced in the listing of one day."""

    day: date
    papers: tuple[Paper, ...]


def share(text: str) -> float:
    """A number from 0 to 1 that this text always gets."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) / 2**64


def weekday_before(day: date) -> date:
    day -= _DAY
    while day.weekday() > _FRIDAY:
        day -= _DAY
    return day


def weekdays(first: date) -> Iterator[date]:
    """From this day on, without end."""
    return (
        day for number in itertools.count() if (day := first + number * _DAY).weekday() <= _FRIDAY
    )


def window(day: date) -> tuple[datetime, datetime]:
    """When what the listing of this day announces was submitted."""
    last = weekday_before(day)
    return (
        datetime.combine(weekday_before(last), _CUT_OFF, EASTERN).astimezone(UTC),
        datetime.combine(last, _CUT_OFF, EASTERN).astimezone(UTC),
    )


def submitted(name: str, day: date) -> str:
    """An instant in the window of this day that belongs to this name."""
    first, last = window(day)
    return f"{first + share(name) * (last - first):%Y-%m-%dT%H:%M:%SZ}"


# From the corpus.


def read_corpus(
    folder: Path, *, first: date, days: int, categories: Collection[str]
) -> list[Batch]:
    """So many announcement days from the first on, of papers in these categories (none: in all)."""
    if (folder / "corpus").is_dir():
        folder = folder / "corpus"
    with gzip.open(folder / "arxiv-cs-2025-2026-days.json.gz") as file:
        crawls: Mapping[str, Sequence[str]] = json.load(file)
    chosen = [item for item in _announcements(crawls).items() if item[0] >= first][:days]
    wanted = {name: day for day, names in chosen for name in names}
    papers: dict[date, list[Paper]] = {day: [] for day, _ in chosen}
    for paper in _papers(folder / "arxiv-cs-2025-2026.jsonl.gz", wanted):
        if not categories or set(categories) & set(paper.categories):
            papers[wanted[paper.id]].append(paper)
    return [Batch(day=day, papers=tuple(found)) for day, found in papers.items()]


def _announcements(crawls: Mapping[str, Sequence[str]]) -> dict[date, list[str]]:
    """What each listing had that none before it had.

    A crawl mostly of known papers repeats the listing before it (weekends, holidays), which it may
    complete; one that does not, on a weekend, is Friday's, seen late.
    """
    seen: set[str] = set()
    batches: dict[date, list[str]] = {}
    current = date.min
    for written in sorted(crawls):
        names = crawls[written]
        fresh = [name for name in dict.fromkeys(names) if name not in seen]
        day = date.fromisoformat(written)
        if len(fresh) * 2 > len(names):
            current = day if day.weekday() <= _FRIDAY else weekday_before(day)
        seen.update(fresh)
        fit = (name for name in fresh if _is_recent(name, current))
        batches.setdefault(current, []).extend(fit)
    return batches


def _is_recent(name: str, day: date) -> bool:
    """Whether a paper with this id can be new on this day; crawls hold some that are not."""
    if not name[:4].isdecimal() or day == date.min:
        return False
    months = (day.year - 2000 - int(name[:2])) * 12 + day.month - int(name[2:4])
    return 0 <= months <= _MOST_AGE_IN_MONTHS


def _papers(path: Path, wanted: Mapping[str, date]) -> Iterator[Paper]:
    begins = len(b'{"id":"')
    with gzip.open(path) as file:
        for line in file:
            name = line[begins : line.index(b'"', begins)].decode()
            if name in wanted:
                written = json.loads(line)
                instant = submitted(name, wanted[name])
                yield Paper.from_json({**written, "published": instant})


# Made up.

_PEOPLE = (
    *("Ada Lovelace", "José Núñez", "Li Wei", "Sanjeev Arora", "Simran Arora", "Wei Li"),
    *("Tim van der Meer", "Martin Luther King Jr.", "Deepti", "Simeon Warner", "Łukasz Żak"),
)
_ADJECTIVES = ("Sparse", "Robust", "Causal", "$\\ell_1$-regularised", "Cross-lingual", "R&D-grade")
_NOUNS = ("attention", "retrieval", "parsing [v2]", "diffusion", "alignment", "a < b ordering")
_PURPOSES = ("long sequences", "clinical notes", "protein folding", "Schrödinger bridges", "code")


def made_up(
    *,
    first: date,
    days: int,
    per_day: int,
    categories: Sequence[str],
    without: Collection[date] = (),
) -> list[Batch]:
    """So many announcement days of so many papers; none on weekends and on the days left out."""
    listed = itertools.islice((day for day in weekdays(first) if day not in without), days)
    numbers: dict[str, Iterator[int]] = {}
    return [
        Batch(
            day=day,
            papers=tuple(
                _invented(f"{day:%y%m}.{next(numbers.setdefault(f'{day:%y%m}', _ids()))}", day, at)
                for at in _assigned(per_day, categories)
            ),
        )
        for day in listed
    ]


def _ids() -> Iterator[int]:
    return itertools.count(10_001)


def _assigned(number: int, categories: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """In turn every category is primary; about a third of the papers are in the next one too."""
    for index in range(number):
        primary = categories[index % len(categories)]
        other = categories[(index + 1) % len(categories)]
        is_in_both = other != primary and share(f"cross {index}") < 1 / 3
        yield (primary, other) if is_in_both else (primary,)


def _invented(name: str, day: date, categories: tuple[str, ...]) -> Paper:
    def pick(among: Sequence[str], what: str) -> str:
        return among[int(share(f"{name}{what}") * len(among))]

    noun, purpose = pick(_NOUNS, "noun"), pick(_PURPOSES, "purpose")
    authors = dict.fromkeys(pick(_PEOPLE, f"author {turn}") for turn in range(3))
    return Paper(
        id=name,
        title=f"{pick(_ADJECTIVES, 'adjective')} {noun} for {purpose}",
        abstract=f"We study {noun} and don't stop at {purpose}. Case {name} is <the> hard one.",
        authors=tuple(authors),
        categories=categories,
        published=submitted(name, day),
        comment="12 pages; see https://example.org/code." if share(name) > 0.6 else "",
    )
