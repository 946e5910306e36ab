from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings

from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.notices import NoticeKind
from academichub_cli.errors import SourceError
from academichub_cli.sources import europepmc
from academichub_cli.sources._europepmc_papers import parse
from academichub_cli.sources._records import Records
from loopback import ArxivServer
from loopback.europepmc import FAULTS, Shelf, record
from mutations import assert_presentable, mutated, read_if_sound
from records import ask, author, bodies, journal, need, paper, topic

FULL = {
    "id": "41744547",
    "source": "MED",
    "pmid": "41744547",
    "pmcid": "PMC12938590",
    "doi": "10.3390/BIOMIMETICS11020103",
    "title": "Space <i>human</i>-robot interaction.",
    "authorList": {
        "author": [
            {
                "fullName": "Dai L",
                "firstName": "Lihong",
                "lastName": "Dai",
                "authorId": {"type": "ORCID", "value": "0000-0003-3617-2691"},
                "authorAffiliationDetailsList": {
                    "authorAffiliation": [{"affiliation": "MIT."}, {"affiliation": "MIT."}]
                },
            },
            {"fullName": "Van der Berg AB"},
            {"collectiveName": "BRAIN Consortium"},
            {},
        ]
    },
    "journalInfo": {
        "volume": "11",
        "issue": "2",
        "yearOfPublication": 2026,
        "journal": {"title": "Biomimetics", "essn": "2313-7673", "issn": "2313-7673"},
    },
    "pageInfo": "103",
    "abstractText": "<h4>Background</h4>Gaze is natural.<h4>Results</h4>p&lt;0.05.",
    "meshHeadingList": {"meshHeading": [{"descriptorName": "Humans"}]},
    "firstPublicationDate": "2026-02-01",
    "electronicPublicationDate": "2026-02-02",
    "firstIndexDate": "2026-02-03",
}


def body(*records, **more):
    answer = {"hitCount": len(records), "nextCursorMark": "next"}
    return json.dumps(answer | more | {"resultList": {"result": records}}).encode()


def one(**changed):
    return parse(body(FULL | changed))


def test_a_record_becomes_a_paper():
    found = parse(body(FULL, hitCount=7, nextCursorMark="AoE+/="))
    (paper,) = found.papers
    assert (found.count, found.total, found.cursor, found.damaged) == (1, 7, "AoE+/=", ())
    assert paper.id == Doi("10.3390/biomimetics11020103")
    assert paper.aliases == {Accession("pmid:41744547"), Accession("pmcid:PMC12938590")}
    assert paper.title == "Space human-robot interaction"
    assert paper.abstract == "Background: Gaze is natural. Results: p<0.05."
    assert [each.name for each in paper.authors] == [
        "Lihong Dai",
        "A. B. Van der Berg",
        "BRAIN Consortium",
    ]
    assert paper.authors[0].ids == (("orcid", "0000-0003-3617-2691"),)
    assert paper.authors[0].affiliations == ("MIT.",)
    assert (paper.venue, paper.issns) == ("Biomimetics", ("2313-7673",))
    assert (paper.stated_field, paper.source) == ("medicine", "europepmc")
    assert paper.journal_ref == "Biomimetics 11(2), 103 (2026)"
    assert paper.submitted.isoformat() == "2026-02-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("names", "best"),
    [
        ({"doi": None}, Accession("pmid:41744547")),
        ({"doi": "", "pmid": None}, Accession("pmcid:PMC12938590")),
        ({"doi": None, "pmid": None, "pmcid": None, "source": "PPR", "id": "PPR12"}, Accession("epmc:PPR/PPR12")),
        ({"doi": "10.48550/arXiv.2601.00001"}, ArxivId("2601.00001")),
    ],
)  # fmt: skip
def test_the_best_name_of_a_paper_is_the_one_that_other_sources_use(names, best):
    assert one(**names).papers[0].id == best


def linked(said, source="MED", number="7"):
    return {
        "commentCorrectionList": {
            "commentCorrection": [{"id": number, "source": source, "type": said}]
        }
    }


DOI, OTHER = Doi("10.3390/biomimetics11020103"), Accession("pmid:7")


@pytest.mark.parametrize(
    ("said", "paper", "kind", "by"),
    [
        ("Retraction in", DOI, NoticeKind.RETRACTION, OTHER),
        ("Retraction of", OTHER, NoticeKind.RETRACTION, DOI),
        ("Erratum in", DOI, NoticeKind.CORRECTION, OTHER),
        ("Erratum for", OTHER, NoticeKind.CORRECTION, DOI),
        ("Expression of concern in", DOI, NoticeKind.CONCERN, OTHER),
        ("Expression of concern for", OTHER, NoticeKind.CONCERN, DOI),
    ],
)
def test_corrections_are_of_this_paper_or_of_another(said, paper, kind, by):
    (notice,) = one(**linked(said)).notices
    assert (notice.paper, notice.kind, notice.by) == (paper, kind, by)


def test_other_links_are_no_notices_and_a_preprint_is_the_paper():
    assert not one(**linked("Comment in")).notices
    found = one(**linked("Preprint in", source="PPR", number="PPR12"))
    assert not found.notices
    assert Accession("epmc:PPR/PPR12") in found.papers[0].aliases
    types = {"pubTypeList": {"pubType": ["Journal Article", "Retracted Publication"]}}
    assert [each.kind for each in one(**types).notices] == [NoticeKind.RETRACTION]
    assert len(one(**types, **linked("Retraction in")).notices) == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [("Ends.", "Ends"), ("And so on...", "And so on..."), ("[Titel].", "[Titel]")],
)
def test_a_full_stop_is_no_part_of_a_title(written, read):
    assert one(title=written).papers[0].title == read


def test_records_of_any_shape_are_read_or_named():
    found = parse(body(None, [], {}, 7, FULL | {"title": None}, FULL, hitCount=6))
    assert (len(found.papers), len(found.damaged), found.count) == (1, 5, 6)
    assert found.damaged[-1] == "MED/41744547: no title"
    alone = {"hitCount": 1, "resultList": {"result": FULL}}
    assert len(parse(json.dumps(alone).encode()).papers) == 1
    assert parse(b'{"hitCount": 0}').count == 0


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"{}", b'{"hitCount": 3}', b'{"errCode": 404, "errMsg": "Invalid"}', b"<error/>"],
)
def test_what_is_no_list_of_papers_is_refused(text):
    with pytest.raises(SourceError) as refused:
        parse(text)
    assert refused.value.hint


def test_recorded_papers_are_read_without_loss(real_data):
    ((_, text),) = bodies(real_data / "recorded" / "europepmc")
    found = parse(text)
    assert (len(found.papers), found.damaged, found.total) == (3, (), 993768)
    assert found.cursor == "AoIIQYg13Sg1NTE5MTg0MQ=="
    assert str(found.papers[0].id) == "doi:10.1038/s41598-026-43147-x"
    for each in found.papers:
        assert_presentable(each)
        assert each.submitted
        assert each.venue


@settings(max_examples=300, deadline=None)
@given(mutated(body(FULL, FULL | linked("Retraction in")), [b"[", b"{", b"null", b"\\ud800", b"7"]))
def test_whatever_comes_is_papers_or_a_fault_of_the_source(text):
    found = read_if_sound(parse, text)
    if found is None:
        return
    assert isinstance(found, Records)
    assert len(found.papers) + found.others + len(found.damaged) == found.count
    for each in found.papers:
        assert_presentable(each)


# The source

BRAIN, PHYSICS = journal("0006-8950", text="Brain"), journal("0031-9007", text="PRL")


@pytest.fixture
def asked(tmp_path):
    def run(shelf, wanted, known=frozenset()):
        with ArxivServer(routes=shelf.routes()) as server:
            return ask(europepmc.SOURCE, server, tmp_path, wanted, known=known)

    return run


def shelf(**more):
    return Shelf([record(f"{n}", indexed=f"2026-06-{n:02}") for n in range(8, 0, -1)], **more)


def test_a_search_is_read_to_the_end(asked):
    books = shelf()
    found = asked(books, need(topic("grid cells")))
    assert len(found.titles) == 8
    assert not found.failures
    assert len(books.asked) == 3
    assert books.asked[0]["query"] == (
        '(TITLE:"grid cells" OR ABSTRACT:"grid cells") AND FIRST_IDATE:[2026-05-28 TO 3000-12-31]'
    )


def test_what_is_known_is_not_read_again(asked):
    books = shelf()
    known = asked(books, need(topic("grid cells"))).answered
    books.asked.clear()
    books.records.insert(0, record("99", indexed=date(2026, 6, 11).isoformat()))
    found = asked(books, need(topic("grid cells")), known=known)
    assert len(books.asked) == 1
    assert "Paper 99 on grid cells" in found.titles


@pytest.mark.parametrize(
    ("follow", "terms"),
    [
        (author(text="Ann B. Lee"), ['AUTH:"Lee AB"', 'AUTH:"Lee A"']),
        (author(text="Lee, Ann"), ['AUTH:"Lee A"']),
        (author(text="Jean-Paul Sartre"), ['AUTH:"Sartre JP"', 'AUTH:"Sartre J"']),
        (author("orcid:0000-0003-3617-2691", text="0000-0003-3617-2691"), ['AUTHORID:"0000-0003-3617-2691"']),
        (author("orcid:0000-0003-3617-2691"), ['AUTHORID:"0000-0003-3617-2691"', 'AUTH:"Lee A"']),
        (topic('a "quoted" [thing]'), ['TITLE:"a quoted thing"', 'ABSTRACT:"a quoted thing"']),
        (topic("???"), []),
        (PHYSICS, ['ISSN:"0031-9007"']),
        (paper("doi:10.1000/1"), []),
    ],
)  # fmt: skip
def test_a_follow_in_the_databases_language(follow, terms):
    queries = europepmc.SOURCE.plan(need(follow)).queries
    assert [term for query in queries for term in query.terms] == [f"europepmc:{t}" for t in terms]


def test_only_journals_of_the_life_sciences_are_asked_for_unasked():
    wanted = need(topic("grid cells"), author(), PHYSICS, BRAIN, is_general=False)
    (query,) = europepmc.SOURCE.plan(wanted).queries
    assert query.terms == ('europepmc:ISSN:"0006-8950"',)


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_costs_no_paper_without_a_word(asked, fault):
    found = asked(shelf(fault=fault), need(topic("grid cells")))
    is_whole = len(found.titles) + sum(len(page.damaged) for page in found.pages) >= 8
    assert is_whole or found.failures
    assert bool(found.failures) == (fault != "bad_record")
    assert all(failure.hint for failure in found.failures)
