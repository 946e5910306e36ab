from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings

from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.errors import SourceError
from academichub_cli.sources import s2
from academichub_cli.sources._records import Records
from academichub_cli.sources._s2_papers import parse
from loopback import ArxivServer
from loopback.s2 import FAULTS, Shelf, record
from mutations import assert_presentable, mutated, read_if_sound
from records import NOW, SINCE, ask, author, bodies, need, paper, topic

SHA = "a56bf7ee9a56d8f84079684339a953c2df9ce76b"
FULL = {
    "paperId": SHA,
    "externalIds": {
        "DOI": "10.1016/J.NEUCOM.2021.03.091",
        "ArXiv": "2406.10581",
        "PubMed": "123",
        "PubMedCentral": "456",
        "CorpusId": 7,
    },
    "title": "A review",
    "abstract": "We &lt; they.",
    "venue": "",
    "year": 2026,
    "publicationDate": "2026-06-09",
    "journal": {"name": "Neurocomputing", "volume": "452", "pages": "48-62"},
    "publicationVenue": {"issn": "0925-2312", "alternate_issns": ["1872-8286"]},
    "fieldsOfStudy": ["Unheard of", "Computer Science"],
    "authors": [
        {"authorId": "4427645", "name": "Zhaoyang Niu"},
        {"authorId": None, "name": "G. Zhong"},
        {"authorId": "7", "name": None},
    ],
}


def body(*records, **more):
    return json.dumps({"offset": 0, "data": records} | more).encode()


def test_a_record_becomes_a_paper():
    found = parse(body(FULL, next=100, total=7, token="abc="))
    (paper,) = found.papers
    assert (found.count, found.total, found.onward, found.cursor) == (1, 7, 100, "abc=")
    assert paper.id == ArxivId("2406.10581")
    assert paper.aliases == {
        Doi("10.1016/j.neucom.2021.03.091"),
        Accession("pmid:123"),
        Accession("pmcid:PMC456"),
    }
    assert (paper.title, paper.abstract) == ("A review", "We < they.")
    assert [each.name for each in paper.authors] == ["Zhaoyang Niu", "G. Zhong"]
    assert [each.ids for each in paper.authors] == [(("s2", "4427645"),), ()]
    assert (paper.venue, paper.issns) == ("Neurocomputing", ("0925-2312", "1872-8286"))
    assert (paper.stated_field, paper.source) == ("cs", "s2")
    assert paper.journal_ref == "Neurocomputing 452, 48-62 (2026)"
    assert paper.submitted.isoformat() == "2026-06-09T00:00:00+00:00"


@pytest.mark.parametrize(
    ("changed", "best"),
    [
        ({"externalIds": None}, Accession(f"s2:{SHA}")),
        ({"externalIds": {"CorpusId": 7}}, Accession(f"s2:{SHA}")),
        ({"externalIds": {"DOI": "10.48550/arXiv.2601.00001"}}, ArxivId("2601.00001")),
        ({"externalIds": {"PubMed": 123}}, Accession("pmid:123")),
    ],
)
def test_the_best_name_of_a_paper_is_the_one_that_other_sources_use(changed, best):
    assert parse(body(FULL | changed)).papers[0].id == best


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(FULL),
        json.dumps([FULL, None]),
        json.dumps({"recommendedPapers": [FULL]}),
        json.dumps({"data": [{"citingPaper": FULL}]}),
        json.dumps({"data": [{"citedPaper": FULL, "isInfluential": False}]}),
    ],
)
def test_papers_come_in_several_wrappings(text):
    assert len(parse(text.encode()).papers) == 1


def test_records_of_any_shape_are_read_or_named():
    found = parse(body(None, [], {}, 7, FULL | {"title": None}, FULL))
    assert (len(found.papers), len(found.damaged), found.others, found.count) == (1, 4, 1, 6)
    assert found.damaged[-1] == f"{SHA}: no title"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"7",
        b'["2023-10-31"]',
        b'{"error": "Title match not found"}',
        b'{"message": "Forbidden"}',
        b'{"message": "Too Many Requests.", "code": "429"}',
    ],
)
def test_what_is_no_list_of_papers_is_refused(text):
    with pytest.raises(SourceError) as refused:
        parse(text)
    assert refused.value.hint


def test_recorded_papers_are_read_without_loss(real_data):
    papers = 0
    for url, text in bodies(real_data / "recorded" / "semantic_scholar"):
        if "/datasets/" in url or "/author/batch" in url or "/author/search" in url:
            continue
        if "fields=" in url and "title" not in url:
            continue
        found = parse(text)
        # What cites a paper or is cited may be nothing that the database has.
        is_linked = "/citations" in url or "/references" in url
        assert is_linked or not found.damaged, url
        assert all("no identifier" in said for said in found.damaged), url
        papers += len(found.papers)
        for each in found.papers[:50]:
            assert_presentable(each)
    assert papers > 5_000


def test_recorded_refusals_say_what_was_wrong(real_data):
    for status in (400, 404):
        for _, text in bodies(real_data / "recorded" / "semantic_scholar", status=status):
            with pytest.raises(SourceError, match=r"refused the request: \w"):
                parse(text)


@settings(max_examples=200, deadline=None)
@given(mutated(body(FULL, None, FULL), [b"[", b"{", b"null", b"\\ud800", b"1e999", b"7"]))
def test_whatever_comes_is_papers_or_a_fault_of_the_source(text):
    found = read_if_sound(parse, text)
    if found is None:
        return
    assert isinstance(found, Records)
    assert len(found.papers) + found.others + len(found.damaged) == found.count
    for each in found.papers:
        assert_presentable(each)


# The source

LEE = author("s2:7")


@pytest.fixture
def asked(tmp_path):
    def run(shelf, *follows, key=None):
        with ArxivServer(routes=shelf.routes()) as server:
            wanted = need(*follows, has_key=bool(key))
            return ask(s2.SOURCE, server, tmp_path, wanted, key=key)

    return run


def shelf(**more):
    made = [record(f"{n:04}" * 10, published=f"2026-06-{n:02}") for n in range(1, 9)]
    return Shelf([*made, record("f" * 40, published="2019-01-01")], **more)


def test_a_person_is_read_to_the_end_and_claims_what_is_recent(asked):
    books = shelf()
    found = asked(books, LEE)
    assert found.titles == [f"Paper {n:04}" for n in range(1, 9)]
    assert all(each.people == {"s2:7"} for each in found.papers)
    assert not found.failures
    assert [each.params["offset"] for each in books.asked] == ["0", "3", "6"]
    assert "x-api-key" not in books.asked[0].headers


def test_a_day_to_come_is_no_day():
    late = record("a" * 40, published="2026-12-01")
    found = parse(body(late, record("b" * 40, published=None)))
    page = s2._page(found, frozenset(), since=SINCE, now=NOW)
    (paper,) = page.papers
    assert (paper.submitted, paper.dated_by) == (None, frozenset())
    assert page.answered == {"a" * 40: NOW}


def test_papers_are_asked_for_with_a_key_alone(asked):
    follows = [paper("doi:10.1000/0001"), paper("arXiv:2606.10001"), paper("pmid:7")]
    assert not asked(shelf(), *follows).queries
    books = shelf(key="secret")
    found = asked(books, *follows, key="secret")
    assert found.titles == ["Paper 0001"]
    assert json.loads(books.asked[0].body) == {
        "ids": ["DOI:10.1000/0001", "ARXIV:2606.10001", "PMID:7"]
    }


def test_nothing_is_asked_for_others():
    follows = [topic("graphs"), author(), author("orcid:0000-0002-1825-0097")]
    assert not s2.SOURCE.plan(need(*follows, has_key=True)).queries
    assert s2.SOURCE.plan(need(LEE)).queries[0].since == (SINCE - timedelta(days=30)).replace(
        hour=0
    )


def test_an_unknown_person_is_said(asked):
    found = asked(shelf(), author("s2:404"))
    assert found.notes == ["there is no person 404: check the id"]
    assert not found.failures


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_costs_no_paper_without_a_word(asked, fault):
    found = asked(shelf(fault=fault), LEE)
    is_whole = len(found.titles) + sum(len(page.damaged) for page in found.pages) >= 8
    assert is_whole or found.failures
    assert bool(found.failures) == (fault != "bad_record")
    assert all(failure.hint for failure in found.failures)


def test_a_key_is_in_no_message(asked):
    found = asked(shelf(key="other"), paper("doi:10.1000/0001"), key="hush-hush")
    assert "403" in str(found.failures[0])
    assert "hush" not in f"{found.failures[0]} {found.failures[0].hint} {found.failures[0]!r}"
