from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings

from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.notices import NoticeKind
from academichub_cli.errors import SourceError
from academichub_cli.sources import openalex
from academichub_cli.sources._openalex_works import parse
from academichub_cli.sources._records import Records
from academichub_cli.sources.openalex import is_spent
from loopback import ArxivServer
from loopback.openalex import FAULTS, Catalogue, work
from mutations import assert_presentable, mutated, read_if_sound
from records import NOW, SINCE, ask, author, bodies, journal, need, topic

FULL = {
    "id": "https://openalex.org/W42",
    "doi": "https://doi.org/10.1016/J.NEUCOM.2021.03.091",
    "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/123", "pmcid": "7"},
    "title": "A <i>review</i>",
    "publication_date": "2026-06-09",
    "created_date": "2026-06-10T00:00:00",
    "abstract_inverted_index": {"We": [0, 2], "found": [1], "more.": [3], "bad": ["x", -1, 10**9]},
    "authorships": [
        {
            "author": {
                "id": "https://openalex.org/A5088298875",
                "display_name": "Z. Niu",
                "orcid": "https://orcid.org/0000-0002-1825-0097",
            },
            "raw_author_name": "Zhaoyang Niu",
            "raw_affiliation_strings": ["Ocean University", "Ocean University"],
        },
        {"author": {"display_name": "B. Li"}, "institutions": [{"display_name": "MIT"}]},
        {"author": None},
    ],
    "primary_location": {
        "source": {"display_name": "Neurocomputing", "issn": ["0925-2312", "1872-8286"]}
    },
    "locations": [{"landing_page_url": "http://arxiv.org/abs/2104.12255"}],
    "primary_topic": {"field": {"display_name": "Computer Science"}},
    "biblio": {"volume": "452", "first_page": "48", "last_page": "62"},
    "is_retracted": True,
}


def body(*records, **meta):
    return json.dumps({"meta": {"count": len(records)} | meta, "results": records}).encode()


def one(**changed):
    return parse(body(FULL | changed))


def test_a_record_becomes_a_paper():
    found = parse(body(FULL, count=7, next_cursor="abc=", cost_usd=0.0001))
    (paper,) = found.papers
    assert (found.count, found.total, found.cursor, found.cost) == (1, 7, "abc=", 0.0001)
    assert paper.id == ArxivId("2104.12255")
    assert paper.aliases == {
        Doi("10.1016/j.neucom.2021.03.091"),
        Accession("pmid:123"),
    }
    assert (paper.title, paper.abstract) == ("A review", "We found We more.")
    assert [each.name for each in paper.authors] == ["Zhaoyang Niu", "B. Li"]
    assert paper.authors[0].ids == (
        ("orcid", "0000-0002-1825-0097"),
        ("openalex", "A5088298875"),
    )
    assert [each.affiliations for each in paper.authors] == [("Ocean University",), ("MIT",)]
    assert (paper.venue, paper.issns) == ("Neurocomputing", ("0925-2312", "1872-8286"))
    assert (paper.stated_field, paper.source) == ("cs", "openalex")
    assert paper.journal_ref == "Neurocomputing 452, 48-62 (2026)"
    assert paper.submitted.isoformat() == "2026-06-09T00:00:00+00:00"
    assert [(each.paper, each.kind) for each in found.notices] == [
        (paper.id, NoticeKind.RETRACTION)
    ]


@pytest.mark.parametrize(
    ("names", "best"),
    [
        ({"doi": None, "ids": {}, "locations": []}, Accession("openalex:W42")),
        ({"doi": None, "locations": None}, Accession("pmid:123")),
        ({"locations": []}, Doi("10.1016/j.neucom.2021.03.091")),
        ({"doi": "https://doi.org/10.48550/arXiv.2601.00001", "locations": []}, ArxivId("2601.00001")),
    ],
)  # fmt: skip
def test_the_best_name_of_a_work_is_the_one_that_other_sources_use(names, best):
    assert one(**names).papers[0].id == best


@pytest.mark.parametrize(
    ("published", "created", "appeared"),
    [
        ("2026-12-01", "2026-06-10", "2026-06-10"),
        ("2019-01-01", "2026-06-10", "2019-01-01"),
        (None, "2026-06-10T10:11:12.5", "2026-06-10"),
        ("2026-06-01", None, "2026-06-01"),
    ],
)
def test_a_cover_date_to_come_is_not_when_it_appeared(published, created, appeared):
    (paper,) = one(publication_date=published, created_date=created).papers
    assert paper.submitted.date().isoformat() == appeared


def test_records_of_any_shape_are_read_or_named():
    found = parse(body(None, [], {}, {"id": "W7"}, FULL | {"title": None}, FULL))
    assert (len(found.papers), len(found.damaged), found.count) == (1, 5, 6)
    assert parse(body(FULL | {"is_paratext": True}, FULL | {"type": "peer-review"})).others == 2


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"{}", b'{"results": 7}', b'{"error": "Invalid filter", "message": "no such"}'],
)
def test_what_is_no_list_of_works_is_refused(text):
    with pytest.raises(SourceError) as refused:
        parse(text)
    assert refused.value.hint


def test_recorded_works_are_read_without_loss(real_data):
    papers = others = 0
    for url, text in bodies(real_data / "recorded" / "openalex"):
        if "select=" in url:
            continue
        found = parse(text)
        # One record has no title in any field.
        assert not found.damaged or "W4230972471: no title" in found.damaged, url
        papers, others = papers + len(found.papers), others + found.others
        for each in found.papers:
            assert_presentable(each)
            assert each.submitted
            assert each.stated_field
    assert (papers, others) == (14, 1)


@settings(max_examples=300, deadline=None)
@given(mutated(body(FULL, FULL), [b"[", b"{", b"null", b"\\ud800", b"1e999", b"NaN", b"-1"]))
def test_whatever_comes_is_works_or_a_fault_of_the_source(text):
    found = read_if_sound(parse, text)
    if found is None:
        return
    assert isinstance(found, Records)
    assert len(found.papers) + found.others + len(found.damaged) == found.count
    for each in found.papers:
        assert_presentable(each)


# The source


def catalogue(**more):
    made = [work(f"W{n}", published=f"2026-06-{n:02}") for n in range(1, 9)]
    old = work("W99", published="2026-01-01")
    return Catalogue([*made, old, work("W77", author="A2", source="S2")], **more)


@pytest.fixture
def asked(tmp_path):
    def run(shelf, *follows, known=frozenset(), key=None):
        with ArxivServer(routes=shelf.routes()) as server:
            return ask(openalex.SOURCE, server, tmp_path, need(*follows), known=known, key=key)

    return run


LEE = author("openalex:A1")


@pytest.mark.parametrize("key", [None, "secret"])
def test_a_person_is_read_to_the_end_and_claims_the_papers(asked, key):
    shelf = catalogue(key=key or "")
    found = asked(shelf, LEE, key=key)
    assert found.titles == [f"Work W{n}" for n in range(1, 9)]
    assert all(each.people == {"openalex:A1"} for each in found.papers)
    assert not found.failures
    assert all(("cursor" in params) == bool(key) for params in shelf.asked)


def test_what_is_known_is_not_read_again(asked):
    shelf = catalogue()
    known = asked(shelf, LEE).answered
    shelf.asked.clear()
    shelf.works.append(work("W100", published="2026-06-10"))
    found = asked(shelf, LEE, known=known)
    assert len(shelf.asked) == 1
    assert "Work W100" in found.titles


def test_each_kind_of_id_is_one_query(asked):
    follows = [
        LEE,
        author("openalex:A2"),
        author("orcid:0000-0002-1825-0097"),
        author("arxiv:warner_s_1"),
        author(),
        topic("graphs"),
        journal(),
        journal("0028-0836"),
    ]
    (by_id, by_orcid) = openalex.SOURCE.plan(need(*follows)).queries
    assert by_id.terms == ("openalex:author:A1", "openalex:author:A2")
    assert by_orcid.terms == ("openalex:orcid:0000-0002-1825-0097",)
    assert by_id.since == (SINCE - timedelta(days=30)).replace(hour=0)


def test_the_reading_stops_before_the_budget_is_spent(asked):
    shelf = catalogue(budget=0.00025)
    found = asked(shelf, LEE, author("orcid:0000-0002-1825-0097"))
    assert len(shelf.asked) == 2
    assert len(found.papers) == 6
    first, second = found.failures
    assert "6 of 8 records read" in str(first)
    assert "HUB_OPENALEX_KEY" in first.hint
    assert first.not_before == NOW.replace(hour=0) + timedelta(days=1)
    assert "was not asked" in str(second)


def test_a_spent_budget_is_no_failure_where_all_was_read(asked):
    shelf = catalogue(budget=0.0003)
    assert not asked(shelf, LEE).failures
    assert "was not asked" in str(asked(shelf, LEE).failures[0])
    assert len(shelf.asked) == 3


@pytest.mark.parametrize(
    ("headers", "cost", "spent"),
    [
        ({}, None, False),
        ({"x-ratelimit-remaining-usd": "0.5"}, None, False),
        ({"x-ratelimit-remaining-usd": "0.00005"}, None, True),
        ({"x-ratelimit-remaining-usd": "0.0005"}, 0.001, True),
        ({"x-ratelimit-remaining": "9"}, None, True),
        ({"x-ratelimit-remaining": "9", "x-ratelimit-credits-used": "1"}, None, False),
        ({"x-ratelimit-remaining": "soon"}, None, False),
        ({"x-ratelimit-remaining-usd": "nan"}, None, False),
    ],
)
def test_a_budget_is_spent_when_no_other_question_fits(headers, cost, spent):
    assert is_spent(headers, cost) is spent


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_costs_no_paper_without_a_word(asked, fault):
    shelf = catalogue(fault=fault)
    found = asked(shelf, LEE)
    is_whole = len(found.titles) + sum(len(page.damaged) for page in found.pages) >= 8
    assert is_whole or found.failures
    assert bool(found.failures) == (fault not in {"no_count", "bad_record"})


def test_a_key_is_in_no_message(asked):
    found = asked(catalogue(key="other"), LEE, key="hush-hush")
    assert found.failures
    assert "hush" not in f"{found.failures[0]} {found.failures[0].hint} {found.failures[0]!r}"
