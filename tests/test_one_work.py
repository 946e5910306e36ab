"""One work, one record: found by title and people, taken apart and put together again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.library import Library

NOW = datetime(2026, 6, 12, 9, tzinfo=UTC)
DAY = date(2026, 6, 12)
ARXIV, JOURNAL = ArxivId("2606.10001"), Doi("10.1038/s41567-026-01234-5")
PREPRINT = Paper(
    id=ARXIV,
    title="Melting of a two-dimensional Wigner crystal under a weak magnetic field",
    abstract="We melt a crystal of electrons.",
    authors=(Author(name="Ada Lovelace"), Author(name="Emmy Noether")),
    categories=("cond-mat.str-el",),
    source="arxiv",
    submitted=datetime(2026, 6, 10, tzinfo=UTC),
)
PUBLISHED = Paper(
    id=JOURNAL,
    title="Melting of a Two-Dimensional Wigner Crystal Under a Weak Magnetic Field",
    authors=(Author(name="A. Lovelace"), Author(name="E. Noether")),
    source="crossref",
    venue="Nature Physics",
    issns=("1745-2473",),
    submitted=datetime(2027, 1, 3, tzinfo=UTC),
)


@pytest.fixture
def library(tmp_path):
    """An empty library."""
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


def add(library, *papers, **options):
    with library.changing():
        return library.papers.add(papers, seen=NOW, current=DAY, **options)


def shared(identifier):
    """The journal's record, which names the preprint too."""
    return Paper(
        id=JOURNAL,
        title="Another title altogether",
        source="crossref",
        venue="Nature Physics",
        aliases=frozenset({identifier}),
    )


@pytest.mark.parametrize("order", [(PREPRINT, PUBLISHED), (PUBLISHED, PREPRINT)])
def test_a_preprint_and_its_paper_in_the_journal_are_one_record(library, order):
    for paper in order:
        add(library, paper)
    found = library.papers.get(JOURNAL)
    assert library.papers.count() == 1
    assert found == library.papers.get(ARXIV)
    assert (found.id, found.doi, found.venue) == (ARXIV, JOURNAL, "Nature Physics")
    assert found.abstract == PREPRINT.abstract


def test_titles_are_not_compared_where_that_is_not_wanted(library):
    add(library, PREPRINT)
    add(library, PUBLISHED, by_title=False)
    assert library.papers.count() == 2


def test_another_persons_paper_of_the_same_title_stays_another(library):
    other = Paper(
        id=Doi("10.1103/physrevb.1"),
        title=PREPRINT.title,
        authors=(Author(name="Grace Hopper"), Author(name="Rosalind Franklin")),
        source="crossref",
        submitted=PREPRINT.submitted,
    )
    add(library, PREPRINT)
    add(library, other)
    assert library.papers.count() == 2


def test_what_was_merged_can_be_taken_apart_with_its_marks(library):
    add(library, PREPRINT)
    add(library, PUBLISHED)
    with library.changing():
        library.marks.add(library.papers.keys([ARXIV])[ARXIV], "liked", at=NOW)
        parts = library.papers.split(JOURNAL)
    assert [part.id for part in parts] == [ARXIV, JOURNAL]
    assert library.papers.get(ARXIV).venue is None
    assert library.papers.get(JOURNAL).title == PUBLISHED.title
    assert {str(name) for name in library.marks.all()} == {str(ARXIV), str(JOURNAL)}


@pytest.mark.parametrize("again", [PUBLISHED, shared(ARXIV)], ids=["by title", "by identifier"])
def test_what_a_reader_took_apart_stays_apart(library, again):
    add(library, PREPRINT)
    add(library, again)
    with library.changing():
        library.papers.split(ARXIV)
    for paper in (again, PREPRINT, again):
        add(library, paper)
    assert library.papers.count() == 2
    assert library.papers.get(ARXIV).title == PREPRINT.title
    assert library.papers.get(JOURNAL).title == again.title


def test_what_was_taken_apart_can_be_put_together_again(library):
    add(library, PREPRINT)
    add(library, PUBLISHED)
    before = library.papers.get(ARXIV)
    for _ in range(2):
        with library.changing():
            assert library.papers.split(ARXIV)
        with library.changing():
            assert library.papers.join(JOURNAL) == before
        assert library.papers.get(ARXIV) == before
        assert library.papers.count() == 1


def test_what_names_the_other_part_leads_to_that_part_once_they_are_two(library):
    naming = replace(PREPRINT, aliases=frozenset({JOURNAL}))
    add(library, PUBLISHED)
    add(library, naming)
    before = library.papers.get(ARXIV)
    with library.changing():
        assert library.papers.split(ARXIV)
    for _ in range(2):
        assert library.papers.get(ARXIV).title == PREPRINT.title
        assert library.papers.get(JOURNAL).title == PUBLISHED.title
        add(library, naming)
    with library.changing():
        assert library.papers.join(ARXIV).identifiers == before.identifiers
    assert library.papers.count() == 1


def test_a_part_keeps_up_with_its_later_versions(library):
    add(library, PREPRINT, PUBLISHED)
    revised = Paper(
        id=ARXIV,
        title="Melting of a Wigner crystal",
        abstract="We melt it again.",
        authors=PREPRINT.authors,
        categories=PREPRINT.categories,
        source="arxiv",
        version=2,
    )
    add(library, revised)
    with library.changing():
        library.papers.split(ARXIV)
    assert library.papers.get(ARXIV).title == revised.title
    assert library.papers.get(JOURNAL).title == PUBLISHED.title


def test_a_paper_of_one_piece_is_not_taken_apart(library):
    add(library, PREPRINT)
    with library.changing():
        assert library.papers.split(ARXIV) == []
        assert library.papers.join(ARXIV) is None
    assert library.papers.get(ARXIV).title == PREPRINT.title


def test_a_reader_splits_and_joins_papers_by_a_command(hub):
    with Library.open(hub.library) as library:
        add(library, PREPRINT, PUBLISHED)
        add(library, PUBLISHED)
    split = hub("split", ARXIV.value)
    assert split.code == 0
    assert [line.split("\t")[0] for line in split.out.splitlines()] == [str(ARXIV), str(JOURNAL)]
    assert "hub split --undo 2606.10001" in split.err
    assert hub("split", ARXIV.value).code == 2
    assert hub("split", "--undo", JOURNAL.value).code == 0
    assert hub("split", "--undo", ARXIV.value).code == 2
    with Library.open(hub.library) as library:
        assert library.papers.count() == 1


def test_a_preprint_that_appears_in_a_journal_is_an_event(hub):
    with Library.open(hub.library) as library:
        add(library, PREPRINT)
        add(library, PUBLISHED)
        add(library, PUBLISHED)
        (event,) = library.notices.of([ARXIV])[ARXIV]
    assert (event.kind, event.by, event.day) == ("publication", JOURNAL, date(2027, 1, 3))
    card = hub("show", ARXIV.value, "--format", "cards")
    assert "published in Nature Physics" in card.out
    (paper,) = json.loads(hub("show", ARXIV.value, "--json").out)["papers"]
    assert paper["venue"] == "Nature Physics"
    assert [each["kind"] for each in paper["notices"]] == ["publication"]


def test_a_journals_paper_whose_preprint_comes_later_is_no_event(library):
    add(library, PUBLISHED)
    add(library, PREPRINT)
    assert library.notices.of([ARXIV, JOURNAL]) == {}


ABSTRACT = (
    "Worms that starve stop growing and later start again, as if they knew how long they had"
    " waited. Phosphate groups build up on a kinase at a steady rate in the absence of food, and"
    " animals without these sites resume growth at once, whatever the temperature."
)


def test_a_paper_is_found_under_another_title_by_its_abstract(library):
    add(library, replace(PREPRINT, title="Counting days without food", abstract=ABSTRACT))
    title = "Phosphorylation of a kinase times recovery from starvation in nematodes"
    add(library, replace(PUBLISHED, title=title, abstract=ABSTRACT))
    assert library.papers.count() == 1


def test_a_title_is_found_in_another_spelling(library):
    british = "Tumour defence programmes in ageing oesophageal tissue"
    american = "Tumor defense programs in aging esophageal tissue"
    add(library, replace(PREPRINT, title=british))
    add(library, replace(PUBLISHED, title=american))
    assert library.papers.count() == 1


def test_a_paper_is_found_among_many_of_a_common_family_name(library):
    add(library, replace(PREPRINT, authors=(Author(name="Wei Zhang"),)))
    others = (
        Paper(
            id=ArxivId(f"2606.2{number:04}"),
            title=f"Two-dimensional learning number {number}",
            authors=(Author(name="Wei Zhang"),),
            source="arxiv",
            submitted=PREPRINT.submitted,
        )
        for number in range(100)
    )
    add(library, *others)
    add(library, replace(PUBLISHED, authors=(Author(name="Zhang W"),)))
    assert library.papers.count() == 101
