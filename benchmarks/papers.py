"""Papers to measure with: real ones where they are, and made ones that look like them."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Author, Paper

REAL = "corpus/arxiv-cs-2025-2026.jsonl.gz"
_MORE_REAL = "corpus/arxiv-22-categories-2015-2019.jsonl.gz"
CALENDAR = Calendar()
NOW = datetime(2026, 6, 11, 10, tzinfo=UTC)  # a Thursday morning after an announcement
TODAY = CALENDAR.current(NOW)

AUTHORS = (
    *("Sanjeev Arora", "Ion Stoica", "Yejin Choi", "Graham Neubig", "Percy Liang"),
    *("Jure Leskovec", "Dawn Song", "Christopher D. Manning", "Zhang Wei", "José García-López"),
)
TOPICS = (
    *("diffusion model", "retrieval-augmented generation", "code generation"),
    *("sparse attention", "conformal prediction"),
)
CATEGORIES = ("cs.CL", "cs.LG", "cs.CV", "cs.AI", "stat.ML")
_FURTHER = ("cs.RO", "cs.IT", "math.CO", "q-bio.NC", "eess.IV")
_GIVEN = "Wei Ana Ivan Mei Omar Lena Raj Sofia Yuki Paul Nadia Tom Min Clara Ahmed Julia".split()
_TERMS = (
    "model data learning method training language image network attention diffusion sparse graph "
    "generation retrieval prediction reasoning robust policy agent benchmark code vision token "
    "optimization inference evaluation large deep neural efficient adaptive multimodal causal"
).split()
_SMALL = "the of and to a in we for that with is on as this by are from our an can which".split()


def real_data() -> Path | None:
    """The folder of real papers; None where there is none."""
    given = os.environ.get("HUB_REAL_DATA")
    folder = Path(given) if given else Path(__file__).parents[2] / "shared" / "data"
    return folder if (folder / REAL).is_file() else None


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a packed file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


def paper_of(line: str) -> Paper:
    """The paper of a real listing's line, cleaned as whatever comes from outside is."""
    record = json.loads(line)
    announced = record.get("announced")
    return Paper(
        id=ArxivId(record["id"]),
        title=clean(record["title"]),
        abstract=clean(record["abstract"]),
        authors=tuple(Author(name=clean(name)) for name in record["authors"]),
        categories=tuple(record["categories"]),
        source="arxiv",
        route="listing",
        comment=clean(record.get("comment") or "") or None,
        announced=date.fromisoformat(announced) if announced else None,
        batch=date.fromisoformat(announced) if announced else None,
    )


def some(number: int) -> list[Paper]:
    """So many papers, last first, undated: real ones as far as there are any, then made ones."""
    folder = real_data()
    found: dict[str, Paper] = {}
    for name in (REAL, _MORE_REAL) if folder else ():
        assert folder is not None
        for paper in map(paper_of, islice(lines_of(folder / name), number - len(found))):
            found.setdefault(str(paper.id), replace(paper, announced=None, batch=None))
    papers = sorted(found.values(), key=lambda paper: str(paper.id), reverse=True)
    return papers + list(made(number - len(papers)))


def made(number: int, *, words: int = 180) -> Iterator[Paper]:
    """Papers as long as real ones, of words as uneven in number as a language's, always the same.

    All are in the followed categories or cross-listed there, and a few are by followed authors.
    """
    chance = random.Random(26)
    rare = [f"{chance.choice(_TERMS)[:4]}{chance.choice(_GIVEN).lower()}{n}" for n in range(20_000)]
    vocabulary = [*_SMALL, *_TERMS, *rare]
    weights = list(accumulate(1 / rank for rank in range(2, len(vocabulary) + 2)))

    def text(length: int) -> str:
        return " ".join(chance.choices(vocabulary, cum_weights=weights, k=length)).capitalize()

    for at in range(number):
        people = [
            f"{chance.choice(_GIVEN)} {chance.choice(rare).capitalize()}"
            for _ in range(chance.randint(1, 7))
        ]
        if at % 50 == 0:
            people.append(AUTHORS[at // 50 % len(AUTHORS)])
        topic = f" {TOPICS[at % len(TOPICS)]} " if at % 12 == 0 else " "
        sentences = [text(chance.randint(12, 26)) for _ in range(max(1, words // 19))]
        yield Paper(
            id=ArxivId(f"{2601 + at // 90_000:04d}.{at % 90_000 + 10_000:05d}"),
            title=f"{text(5)}{topic}{text(4)}",
            abstract=". ".join(sentences) + ".",
            authors=tuple(Author(name=name) for name in people),
            categories=(chance.choice(CATEGORIES), chance.choice((*CATEGORIES, *_FURTHER))),
            source="arxiv",
            route="api",
        )


def dated(papers: Sequence[Paper], day: date) -> Iterator[Paper]:
    """The papers as one announcement's, submitted one after the other within its window."""
    opens = CALENDAR.cut_off(CALENDAR.before(day)).astimezone(UTC) + timedelta(minutes=1)
    closes = CALENDAR.cut_off(day).astimezone(UTC)
    step = (closes - opens) / max(1, len(papers))
    for at, paper in enumerate(papers):
        moment = (closes - at * step).replace(microsecond=0)
        yield replace(paper, batch=day, submitted=moment, updated=moment, version=1)


def by_day(papers: Sequence[Paper], *, last: date, a_day: int) -> Iterator[Paper]:
    """The papers, last first, as announcements of `a_day` each, back from the last."""
    for start in range(0, len(papers), a_day):
        yield from dated(papers[start : start + a_day], last)
        last = CALENDAR.before(last)


def in_lots(papers: Iterable[Paper], size: int) -> Iterator[list[Paper]]:
    """The papers in lists of so many."""
    waiting = iter(papers)
    while lot := list(islice(waiting, size)):
        yield lot
