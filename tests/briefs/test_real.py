"""Over a real week: true, readable, quick."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from academichub_cli.briefs import brief, unsupported
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.periods import Period
from academichub_cli.domain.ranked import Ranked

pytestmark = pytest.mark.recorded
START, END, BEFORE = "2026-03-16", "2026-03-23", "2026-02-02"
PERIOD = Period(datetime.fromisoformat(f"{START}T00:00Z"), datetime.fromisoformat(f"{END}T00:00Z"))
# Eight on a quiet machine, where 2,000 papers and 10,000 before take under three seconds.
TIMES = 25


def read(folder, name, start, end):
    with gzip.open(folder / "corpus" / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["announced"] and start <= record["announced"] < end:
                yield Paper(
                    id=ArxivId.parse(record["id"]),
                    title=clean(record["title"]),
                    source="arxiv",
                    abstract=clean(record["abstract"] or "") or None,
                    categories=tuple(record["categories"]),
                    announced=date.fromisoformat(record["announced"]),
                )


@pytest.fixture(scope="module")
def fields(real_data):
    files = ("arxiv-cs-2025-2026.jsonl.gz", "arxiv-astro-ph-2025-2026.jsonl.gz")
    week = [paper for name in files for paper in read(real_data, name, START, END)]
    before = [paper for name in files for paper in read(real_data, name, BEFORE, START)]
    return [Ranked(paper=paper) for paper in week], before


def test_a_real_week_is_borne_out_by_its_papers(fields):
    week, before = fields
    made = brief(week, before, period=PERIOD, now=datetime(2026, 3, 23, tzinfo=UTC))
    assert unsupported(made, week, before) == []
    assert 3 <= len(made.themes) <= 7
    assert made.bridges
    assert all(len(theme.claims) >= 2 for theme in made.themes)


def test_methods_that_cross_fields_are_found(fields):
    week, before = fields
    made = brief(week, before, period=PERIOD)
    shared = {term for bridge in made.bridges for term in bridge.terms}
    assert shared & {
        "active learning",
        "normalizing flow",
        "normalizing flows",
        "optimal transport",
    }


def test_a_brief_takes_a_few_times_as_long_as_counting_the_words(fields):
    week, before = fields
    start = time.process_time()
    counts = Counter()
    for paper in before:
        counts.update((paper.abstract or "").split())
    counted = time.process_time() - start
    brief(week, before, period=PERIOD)
    assert time.process_time() - start - counted < TIMES * counted
