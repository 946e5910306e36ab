from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from academichub_cli import sample
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import archive_of, is_category

KEYS = (
    "id",
    "version",
    "title",
    "abstract",
    "authors",
    "categories",
    "submitted",
    "updated",
    "announced",
    "announce_type",
    "comment",
    "doi",
)
ARCHIVES = {
    "astro-ph",
    "cond-mat",
    "cs",
    "econ",
    "eess",
    "gr-qc",
    "math",
    "nlin",
    "physics",
    "q-bio",
    "q-fin",
    "quant-ph",
    "stat",
}
ROOT = Path(__file__).resolve().parents[1]
SATURDAY = 5


@pytest.fixture(scope="module")
def papers():
    return [json.loads(line) for line in sample.lines()]


@pytest.fixture(scope="module")
def records(papers):
    folder = Path(os.environ.get("HUB_REAL_DATA") or ROOT.parent / "shared" / "data") / "corpus"
    corpora = sorted(folder.glob("arxiv-*-2025-2026.jsonl.gz"))
    if not corpora:
        pytest.skip("no real corpus: HUB_REAL_DATA does not name its folder")
    wanted = {paper["id"] for paper in papers}
    found = {}
    for corpus in corpora:
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record["id"] in wanted and record["announced"]:
                    found[record["id"]] = record
    return found


def test_path_names_the_file_that_lines_reads():
    assert sample.path().read_text(encoding="utf-8").splitlines() == list(sample.lines())


def test_about_sixty_papers_each_once(papers):
    assert 55 <= len(papers) <= 66
    assert len({paper["id"] for paper in papers}) == len(papers)


def test_sorted_by_announced_then_id(papers):
    order = [(paper["announced"], paper["id"]) for paper in papers]
    assert order == sorted(order)


def test_every_paper_has_the_same_keys_in_the_same_order(papers):
    assert {tuple(paper) for paper in papers} == {KEYS}


def test_about_ten_consecutive_weekdays_with_several_papers_each(papers):
    days = Counter(date.fromisoformat(paper["announced"]) for paper in papers)
    assert 9 <= len(days) <= 11
    assert all(day.weekday() < SATURDAY for day in days)
    assert (max(days) - min(days)).days < 14
    assert min(days.values()) >= 4
    assert 5 <= days[max(days)] <= 10


def test_the_fields_are_mixed(papers):
    assert {archive_of(paper["categories"][0]) for paper in papers} >= ARCHIVES


def test_categories_are_arxivs(papers):
    assert all(is_category(category) for paper in papers for category in paper["categories"])


def test_ids_are_bare_arxiv_ids(papers):
    assert all(ArxivId.parse(paper["id"]) == ArxivId(paper["id"]) for paper in papers)


def test_every_string_is_clean(papers):
    for paper in papers:
        for text in _strings(paper):
            assert text
            assert clean(text) == text


def test_author_lists_are_full_and_short_enough_to_read(papers):
    counts = [len(paper["authors"]) for paper in papers]
    assert min(counts) >= 1
    assert 20 < max(counts) <= 60


@pytest.mark.parametrize("key", ["version", "submitted", "updated", "announce_type", "doi"])
def test_what_the_listing_did_not_say_is_null(papers, key):
    assert {paper[key] for paper in papers} == {None}


def test_abstracts_are_two_or_three_sentences(papers):
    for paper in papers:
        sentences = re.split(r"(?<=[.?!])\s+", paper["abstract"])
        assert 2 <= len(sentences) <= 3, paper["id"]
        assert all(sentence[-1] in ".?!" for sentence in sentences), paper["id"]
        assert 25 <= len(paper["abstract"].split()) <= 80, paper["id"]


def test_mathematics_in_abstracts_is_closed(papers):
    assert any("$" in paper["abstract"] for paper in papers)
    assert all(paper["abstract"].count("$") % 2 == 0 for paper in papers)


@pytest.mark.recorded
@pytest.mark.parametrize("key", ["title", "authors", "categories", "announced"])
def test_facts_equal_the_record(papers, records, key):
    assert {paper["id"]: paper[key] for paper in papers} == {
        name: record[key] for name, record in records.items()
    }


@pytest.mark.recorded
def test_comments_equal_the_record_where_kept(papers, records):
    for paper in papers:
        if paper["comment"] is not None:
            assert paper["comment"] == clean(records[paper["id"]]["comment"])


@pytest.mark.recorded
def test_no_five_consecutive_words_are_the_papers_own(papers, records):
    copied = {
        paper["id"]: shared
        for paper in papers
        if (shared := _fives(paper["abstract"]) & _fives(records[paper["id"]]["abstract"]))
    }
    assert copied == {}


@pytest.mark.recorded
def test_every_figure_of_an_abstract_is_in_the_papers_own(papers, records):
    for paper in papers:
        own = set(_figures(paper["abstract"]))
        real = set(_figures(records[paper["id"]]["abstract"] + " " + paper["title"]))
        assert own - real <= DERIVED.get(paper["id"], set()), paper["id"]


# Figures the real abstract has in another form: 380k and 25k; the word quadratic.
DERIVED = {"2505.17048": {"380,000", "25,000"}, "2505.20688": {"2"}}


def _strings(paper):
    texts = [paper["title"], paper["abstract"], paper["announced"]]
    texts += paper["authors"] + paper["categories"]
    return [*texts, paper["comment"]] if paper["comment"] is not None else texts


def _figures(text):
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def _fives(text):
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}
