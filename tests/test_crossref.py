from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.notices import Notice, NoticeKind
from academichub_cli.sources import crossref
from academichub_cli.sources._crossref_works import CursorLostError, UnknownError, parse
from academichub_cli.sources._records import Records
from loopback import ArxivServer
from loopback.crossref import FAULTS, Registry, work
from mutations import assert_presentable, mutated, read_if_sound
from records import ask, author, bodies, journal, need, paper

FULL = {
    "DOI": "10.1038/S41586-026-00001-1",
    "type": "journal-article",
    "title": ["<i>E. coli</i> at\n10<sup>-3</sup> &amp; below", "E. coli bei 10-3"],
    "subtitle": ["a study"],
    "container-title": ["Nature"],
    "ISSN": ["00280836", "1476-4687", "nonsense"],
    "abstract": "<jats:title>Abstract</jats:title><jats:p>We found CO<jats:sub>2</jats:sub>.</jats:p>",
    "author": [
        {"given": "Ann B.", "family": "Lee", "suffix": "Jr.", "affiliation": [{"name": "MIT"}],
         "ORCID": "https://orcid.org/0000-0002-1825-009x"},
        {"name": "The Planck Collaboration"},
        {"affiliation": []},
        {"family": "Li"},
    ],
    "created": {"date-time": "2026-06-10T08:00:00Z", "date-parts": [[2026, 6, 10]]},
    "published-online": {"date-parts": [[2026, 6, 9]]},
    "published-print": {"date-parts": [[2026, 12]]},
    "volume": "612", "issue": "3", "page": "12-19",
    "relation": {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2601.00001"}]},
    "updated-by": [{"DOI": "10.1038/corr", "type": "correction",
                    "updated": {"date-parts": [[2026, 6, 11]]}}],
}  # fmt: skip


def body(*items, **message):
    answer = {"status": "ok", "message-type": "work-list", "message": {"items": items, **message}}
    return json.dumps(answer).encode()


def one(**changed):
    return parse(body(FULL | changed))


def test_a_record_becomes_a_paper():
    found = parse(body(FULL, **{"total-results": 7, "next-cursor": "Abc+/="}))
    (paper,) = found.papers
    assert (found.count, found.total, found.cursor, found.damaged) == (1, 7, "Abc+/=", ())
    assert paper.id == ArxivId("2601.00001")
    assert paper.aliases == {Doi("10.1038/s41586-026-00001-1")}
    assert paper.title == "E. coli at 10⁻³ & below: a study"
    assert paper.abstract == "We found CO2."
    assert [a.name for a in paper.authors] == ["Ann B. Lee Jr.", "The Planck Collaboration", "Li"]
    assert paper.authors[0].ids == (("orcid", "0000-0002-1825-009X"),)
    assert paper.authors[0].affiliations == ("MIT",)
    assert (paper.venue, paper.issns) == ("Nature", ("0028-0836", "1476-4687"))
    assert paper.journal_ref == "Nature 612(3), 12-19 (2026)"
    assert (paper.source, paper.route, paper.categories) == ("crossref", "api", ())
    assert found.notices == (
        Notice(
            paper=Doi("10.1038/s41586-026-00001-1"),
            kind=NoticeKind.CORRECTION,
            by=Doi("10.1038/corr"),
            day=date(2026, 6, 11),
        ),
    )


@pytest.mark.parametrize(
    ("dates", "appeared"),
    [
        ({}, "2026-06-09T00:00:00+00:00"),
        ({"published-online": {"date-parts": [[2026, 6]]}}, "2026-06-10T08:00:00+00:00"),
        ({"published-online": {"date-parts": [[2026, 5]]}}, "2026-05-31T00:00:00+00:00"),
        ({"published-online": {"date-parts": [[2019]]}}, "2019-12-31T00:00:00+00:00"),
        ({"published-online": {"date-parts": [[None]]}}, "2026-06-10T08:00:00+00:00"),
        ({"published-online": {"date-parts": [[2026, 13, 40]]}}, "2026-06-10T08:00:00+00:00"),
        ({"published-online": {"date-parts": []}, "created": None}, None),
        ({"created": {"date-time": "soon"}}, "2026-06-09T00:00:00+00:00"),
        ({"issued": {"date-parts": [["2026", "6", "8"]]}}, "2026-06-08T00:00:00+00:00"),
    ],
)
def test_a_paper_appeared_when_it_was_published_or_registered_whichever_was_first(dates, appeared):
    (paper,) = one(**dates).papers
    assert (paper.submitted.isoformat() if paper.submitted else None) == appeared


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DOI": None}, "no DOI"),
        ({"DOI": "nonsense"}, "no DOI"),
        ({"title": []}, "no title"),
        ({"title": [" "]}, "no title"),
        ({"title": ["<i></i>"]}, "no title"),
        ({"title": ["long " * 2000]}, "impossible length"),
    ],
)
def test_one_bad_record_costs_one_record(changed, said):
    good = FULL | {"DOI": "10.1000/good"}
    found = parse(body(good, FULL | changed, good))
    assert (len(found.papers), found.count) == (2, 3)
    assert said in found.damaged[0]


def test_records_of_any_shape_are_read_or_named():
    found = parse(body(None, 7, [], {}, "x", {"DOI": "10.1000/a", "title": "A text, no list"}))
    assert [paper.title for paper in found.papers] == ["A text, no list"]
    assert (len(found.damaged), found.count) == (5, 6)


@pytest.mark.parametrize(
    ("changed", "others"),
    [
        ({"type": "component"}, 1),
        ({"type": "journal-issue", "title": []}, 1),
        ({"title": ["Issue Information"], "author": [], "subtitle": []}, 1),
        ({"title": ["Issue Information"], "subtitle": []}, 0),
        ({"type": "something-new"}, 0),
        ({"type": None}, 0),
    ],
)
def test_what_is_no_paper_is_counted_and_left_out(changed, others):
    found = one(**changed)
    assert (found.others, len(found.papers)) == (others, 1 - others)
    assert set(found.answered) == {"10.1038/s41586-026-00001-1"}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("retraction", NoticeKind.RETRACTION),
        ("retraction-and-replacement", NoticeKind.RETRACTION),
        ("expression_of_concern", NoticeKind.CONCERN),
        ("corrigendum", NoticeKind.CORRECTION),
        ("erratum", NoticeKind.CORRECTION),
        ("withdrawal", NoticeKind.WITHDRAWAL),
        ("new_edition", NoticeKind.OTHER),
    ],
)
def test_a_notice_is_of_the_paper_that_it_updates(said, kind):
    update = {"DOI": "10.1000/OLD", "type": said, "updated": {"date-parts": [[2026, 6]]}}
    found = one(**{"update-to": [update, {"DOI": "nonsense"}], "updated-by": []})
    assert [(each.paper, each.kind, each.by) for each in found.notices] == [
        (Doi("10.1000/old"), kind, Doi("10.1038/s41586-026-00001-1"))
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (b"Resource not found.", UnknownError),
        (b"", Exception),
        (b"{", Exception),
        (b'{"status": "ok", "message-type": "member-list", "message": {"items": []}}', Exception),
        (b'{"status":"failed","message-type":"resource-failure","message":[{"type":"cursor-invalid","message":"x"}]}', CursorLostError),
    ],
)  # fmt: skip
def test_what_is_no_list_of_works_is_refused(text, error):
    with pytest.raises(error) as refused:
        parse(text)
    assert refused.value.hint


def test_recorded_works_are_read_without_loss(real_data):
    counted = papers = 0
    for url, text in bodies(real_data / "recorded" / "crossref"):
        if ("works" not in url and "/" in url) or "transform" in url or "agency" in url:
            continue
        found = parse(text)
        assert not found.damaged, url
        assert len(found.papers) + found.others + len(found.damaged) == found.count
        counted += found.count
        papers += len(found.papers)
        for each in found.papers:
            assert_presentable(each)
    assert counted > 280
    assert papers > 255


def test_recorded_refusals_are_told_apart(real_data):
    folder = real_data / "recorded" / "crossref"
    for status, error in ((404, UnknownError), (400, Exception)):
        for _, text in bodies(folder, status=status):
            with pytest.raises(error):
                parse(text)


VALID = body(
    FULL, FULL | {"DOI": "10.1000/b", "update-to": [{"DOI": "10.1000/c", "type": "erratum"}]}
)


@settings(max_examples=300, deadline=None)
@given(mutated(VALID, [b"[", b"]", b"{", b"}", b"null", b"\\ud800", b"1e999", b"NaN", b'"DOI"']))
def test_whatever_comes_is_works_or_a_fault_of_the_source(text):
    found = read_if_sound(parse, text)
    if found is None:
        return
    assert isinstance(found, Records)
    assert len(found.papers) + found.others + len(found.damaged) == found.count
    for each in found.papers:
        assert_presentable(each)


# The source

NATURE, CELL = "0028-0836", "0092-8674"


def registry(count=8):
    return Registry(
        [
            work(f"10.1000/{n}", created=f"2026-06-{n + 1:02}T08:00:00Z", title=f"Paper {n}")
            for n in range(count)
        ]
        + [
            work("10.1000/old", created="2026-01-01T08:00:00Z", title="Too old"),
            work("10.2000/x", issn=CELL, title="Elsewhere"),
        ]
    )


@pytest.fixture
def asked(tmp_path):
    def run(shelf, *follows, known=frozenset()):
        with ArxivServer(routes=shelf.routes()) as server:
            return ask(crossref.SOURCE, server, tmp_path, need(*follows), known=known)

    return run


def test_journals_are_asked_for_together_and_read_to_the_end(asked):
    shelf = registry()
    found = asked(shelf, journal(NATURE), journal(CELL, text="Cell"))
    assert len(found.queries) == 1
    assert found.titles == ["Elsewhere", *(f"Paper {n}" for n in range(8))]
    assert not found.failures
    assert shelf.asked[0]["mailto"] == "reader@example.org"
    assert shelf.asked[0]["filter"].endswith("from-created-date:2026-05-28")


def test_what_is_known_is_not_read_again(asked):
    shelf = registry()
    known = asked(shelf, journal(NATURE)).answered
    shelf.asked.clear()
    shelf.works.append(work("10.1000/new", created="2026-06-11T08:00:00Z", title="News"))
    found = asked(shelf, journal(NATURE), known=known)
    assert len(shelf.asked) == 1
    assert "News" in found.titles


@pytest.mark.parametrize(
    "follows", [(), (journal(), author(text="Ann Lee"), paper("arXiv:2606.10001"))]
)
def test_nothing_is_asked_where_nothing_can_be(follows):
    assert crossref.SOURCE.plan(need(*follows)).queries == ()


def test_what_is_no_issn_is_said_and_not_asked_for(asked):
    found = asked(registry(), journal("0028-0837", NATURE))
    assert "0028-0837 is no ISSN" in found.notes[0]
    assert len(found.papers) == 8


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_costs_no_paper_without_a_word(asked, fault):
    shelf = registry()
    shelf.fault = fault
    found = asked(shelf, journal(NATURE))
    is_whole = len(found.titles) + sum(len(page.damaged) for page in found.pages) >= 8
    assert is_whole or found.failures
    assert bool(found.failures) == (
        fault in {"dead_cursor", "same_page", "early_end", "failed_200"}
    )
    assert all(failure.hint for failure in found.failures)


def test_a_person_is_found_by_orcid_and_claims_the_paper(asked):
    lee = {"given": "A.", "family": "Lee", "ORCID": "https://orcid.org/0000-0002-1825-0097"}
    shelf = registry()
    shelf.works.append(work("10.3000/lee", issn="1234-5679", title="Hers", author=[lee]))
    (found,) = asked(shelf, author("orcid:0000-0002-1825-0097")).papers
    assert (found.title, found.people) == ("Hers", {"orcid:0000-0002-1825-0097"})


def test_followed_papers_come_by_doi_with_the_notices_on_them(asked):
    shelf = registry()
    notice = {"DOI": "10.1000/old", "type": "retraction", "updated": {"date-parts": [[2026, 6, 1]]}}
    shelf.works.append(work("10.1000/notice", title="Retraction", **{"update-to": [notice]}))
    shelf.works.append(work("10.1000/a,b", created="2020-01-01T00:00:00Z", title="With a comma"))
    wanted = ("doi:10.1000/old", "doi:10.1000/a,b", "doi:10.1000/none", "doi:10.1000/no,ne")
    found = asked(shelf, *map(paper, wanted))
    assert found.titles == ["Too old", "With a comma"]
    assert [(each.paper, each.kind) for each in found.notices] == [
        (Doi("10.1000/old"), NoticeKind.RETRACTION)
    ]
    assert [note.split(":")[0] for note in found.notes] == [
        "there is no paper 10.1000/none",
        "there is no paper 10.1000/no,ne",
    ]
    assert not found.failures


def test_the_time_of_a_days_first_registration_does_not_matter():
    (query,) = crossref.SOURCE.plan(need(journal(NATURE))).queries
    assert query.since == datetime(2026, 5, 28, tzinfo=UTC)
