from __future__ import annotations

import time
import tracemalloc
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.errors import SourceError
from academichub_cli.sources._arxiv_oai import ExpiredTokenError, OaiPage, parse, set_of
from mutations import DOCUMENT_TYPES, HANG, HOSTILE, assert_presentable, mutated, read_if_sound

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
    <responseDate>2026-06-11T05:54:30Z</responseDate>
    <request verb="ListRecords" metadataPrefix="arXiv" set="cs:cs:LG">http://oaipmh.arxiv.org/oai</request>
"""
TAIL = "</OAI-PMH>\n"
AUTHOR = "<author><keyname>Harman</keyname><forenames>Zoltán</forenames></author>"


def record(name="2606.10001", title="On graphs", **parts):
    more = {
        "datestamp": "2026-06-11",
        "status": "",
        "dates": "<created>2026-06-09</created><updated>2026-06-10</updated>",
        "authors": AUTHOR,
        "categories": "stat.ML cs.LG",
        "rest": "",
        "abstract": "  We look\n  at graphs.  ",
    } | parts
    return f"""<record><header{more["status"]}><identifier>oai:arXiv.org:{name}</identifier>
        <datestamp>{more["datestamp"]}</datestamp><setSpec>cs:cs:LG</setSpec></header>
        <metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{name}</id>{more["dates"]}
        <authors>{more["authors"]}</authors><title>{title}</title>
        <categories>{more["categories"]}</categories>{more["rest"]}
        <license>http://creativecommons.org/licenses/by/4.0/</license>
        <abstract>{more["abstract"]}</abstract></arXiv></metadata></record>"""


def deleted(name="2606.10009", datestamp="2026-06-11"):
    return (
        f'<record><header status="deleted"><identifier>oai:arXiv.org:{name}</identifier>'
        f"<datestamp>{datestamp}</datestamp></header></record>"
    )


def answer(*records, token=None, tail=TAIL):
    end = "" if token is None else f"<resumptionToken expires='x'>{token}</resumptionToken>"
    return (HEAD + f"<ListRecords>{''.join(records)}{end}</ListRecords>" + tail).encode()


def error(code, said=""):
    return (HEAD + f"<error code='{code}'>{said}</error>" + TAIL).encode()


def paper(**parts):
    (found,) = parse(answer(record(**parts))).records
    return found.paper


def test_a_record_becomes_a_paper():
    rest = (
        "<comments>12 pages</comments><journal-ref>J. 1</journal-ref>"
        "<doi>10.1000/A, 10.1000/b;10.1000/c</doi><report-no>X-1</report-no>"
    )
    page = parse(answer(record(rest=rest)))
    (found,) = page.records
    assert (found.identifier, found.datestamp) == (ArxivId("2606.10001"), date(2026, 6, 11))
    assert not found.is_deleted
    assert found.paper.id == found.identifier
    assert (found.paper.title, found.paper.abstract) == ("On graphs", "We look at graphs.")
    assert found.paper.categories == ("stat.ML", "cs.LG")
    assert [author.name for author in found.paper.authors] == ["Zoltán Harman"]
    assert {doi.value for doi in found.paper.aliases} == {"10.1000/a", "10.1000/b", "10.1000/c"}
    assert (found.paper.comment, found.paper.journal_ref) == ("12 pages", "J. 1")
    assert found.paper.submitted == datetime(2026, 6, 9, tzinfo=UTC)
    assert found.paper.updated == datetime(2026, 6, 10, tzinfo=UTC)
    assert (found.paper.version, found.paper.announced) == (None, None)
    assert (found.paper.source, found.paper.route) == ("arxiv", "oai")
    assert page.answered == datetime(2026, 6, 11, 5, 54, 30, tzinfo=UTC)
    assert (page.count, page.damaged, page.token) == (1, (), None)


@pytest.mark.parametrize(
    ("written", "name", "affiliations"),
    [
        (AUTHOR, "Zoltán Harman", ()),
        (r"<keyname>Harman</keyname><forenames>Zolt\'an</forenames>", "Zoltán Harman", ()),
        ("<keyname>Day</keyname><forenames>Bo  C.</forenames><suffix>Jr</suffix>", "Bo C. Day Jr", ()),
        ("<keyname>Planck Collaboration</keyname>", "Planck Collaboration", ()),
        ("<keyname>Lee</keyname><affiliation>MIT, X</affiliation><affiliation/>", "Lee", ("MIT, X",)),
        ("<keyname>E\x9b31mve</keyname><forenames>\u202eA</forenames>", "A Eve", ()),
    ],
)  # fmt: skip
def test_an_author_is_forenames_keyname_suffix(written, name, affiliations):
    written = written.removeprefix("<author>").removesuffix("</author>")
    authors = paper(
        authors=f"<author>{written}</author><author><keyname> </keyname></author>"
    ).authors
    assert [(author.name, author.affiliations) for author in authors] == [(name, affiliations)]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"dates": "<created>2026-06-09</created>"}, (date(2026, 6, 9), None)),
        ({"dates": ""}, (None, None)),
    ],
)
def test_a_date_that_is_not_there_is_unknown(parts, expected):
    found = paper(**parts)
    dates = (found.submitted, found.updated)
    assert tuple(moment.date() if moment else None for moment in dates) == expected


def test_retired_and_foreign_classes_are_no_categories():
    assert paper(categories="chao-dyn nlin.CD 68T05\n cs.LG").categories == ("nlin.CD", "cs.LG")


def test_a_deleted_record_is_an_identifier_and_a_day():
    page = parse(answer(record(), deleted("hep-th/9901001")))
    assert [each.is_deleted for each in page.records] == [False, True]
    gone = page.records[1]
    assert (gone.identifier.value, gone.paper) == ("hep-th/9901001", None)
    assert gone.datestamp == date(2026, 6, 11)


@pytest.mark.parametrize(
    ("written", "token"),
    [
        (None, None),
        ("", None),
        (" \n ", None),
        ("verb%3DListRecords%26skip%3D2000", "verb%3DListRecords%26skip%3D2000"),
        ("\n 6511260|1001 &amp; more\n", "6511260|1001 & more"),
    ],
)
def test_the_token_is_handed_on_as_it_is_written(written, token):
    assert parse(answer(record(), token=written)).token == token


@pytest.mark.parametrize("token", ["a\x9b31m", "a\u202eb", "a\nb", "x" * 3_000])
def test_a_token_that_cannot_be_read_is_a_fault_of_the_source(token):
    with pytest.raises(SourceError, match="token cannot be read"):
        parse(answer(record(), token=token))


def test_a_period_without_records_is_an_empty_page():
    page = parse(error("noRecordsMatch", "nothing there"))
    assert (page.records, page.token, page.count, page.damaged) == ((), None, 0, ())
    assert page.answered == datetime(2026, 6, 11, 5, 54, 30, tzinfo=UTC)


def test_an_expired_token_is_an_error_of_its_own():
    with pytest.raises(ExpiredTokenError, match="invalid or expired") as refused:
        parse(error("badResumptionToken", "The token is invalid or expired."))
    assert refused.value.hint


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (error("badArgument", "Set does\x9b31m not exist"), "refused the request: Set does not exist"),
        (error("badVerb"), "refused the request: badVerb"),
        (error("", ""), "refused the request: no reason given"),
        (error("badArgument", "x" * 5_000), "refused the request: x{200}$"),
        (b"", "sent what is no XML"),
        (b"Rate exceeded.", "sent what is no"),
        (b"<html><body>busy</body></html>", "sent what is no OAI-PMH answer"),
        ((HEAD + TAIL).encode(), "an OAI-PMH answer without a list"),
        (answer(record(), tail=""), "is cut off"),
        (answer(record())[:-3], "is cut off"),
        (answer(record())[:900], "is cut off"),
        (answer(record()).replace(b"http://www.openarchives.org/OAI/2.0/", b"urn:x"), "sent what is no"),
    ],
)  # fmt: skip
def test_what_is_no_whole_answer_is_a_fault_of_the_source(body, said):
    with pytest.raises(SourceError, match=said) as refused:
        parse(body)
    assert not isinstance(refused.value, ExpiredTokenError)
    assert clean(str(refused.value)) == str(refused.value)
    assert refused.value.hint


@pytest.mark.parametrize("dtd", DOCUMENT_TYPES, ids=lambda dtd: dtd[:40])
@pytest.mark.parametrize("title", ["&x;", "&a11;", "&a;" * 10_000])
def test_a_document_type_is_refused_before_it_can_do_anything(dtd, title):
    body = answer(record(title=title)).replace(b"?>\n", b"?>\n" + dtd.encode(), 1)
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(SourceError, match="document type"):
        parse(body)
    assert time.perf_counter() - start < HANG
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (record("nonsense"), "oai:arXiv.org:nonsense: no arXiv identifier"),
        (record(title=""), "no title"),
        (record(title="\u200b"), "no title"),
        (record(abstract="x" * 60_000), "impossible length"),
        (record(datestamp="soon"), "datestamp is no date: 'soon'"),
        (record(datestamp=""), "datestamp is no date: ''"),
        (record(dates="<created>2026-02-30</created>"), "created is no date: '2026-02-30'"),
        (record(dates="<updated>1066-10-14</updated>"), "updated cannot be"),
        ("<record/>", "a record without identifier: no header"),
        (deleted("nonsense"), "no arXiv identifier"),
        (record().replace("metadata>", "about>"), "no metadata in the format arXiv"),
        (record().replace("</title>", ""), ""),
        (record().replace("</record>", ""), ""),
        (record().replace("<title>", "<title><title>"), ""),
    ],
)
def test_one_bad_record_costs_one_record(bad, said):
    good = [record(f"2606.2000{number}") for number in range(4)]
    page = parse(answer(good[0], good[1], bad, good[2], good[3], token="next"))
    assert page.count == 5
    assert len(page.records) + len(page.damaged) == 5
    assert len(page.records) >= 4
    assert said in page.damaged[0] if page.damaged else not said
    assert all(clean(each) == each for each in page.damaged)


def test_the_token_outlives_a_record_that_is_not_well_formed():
    bad = record().replace("</abstract></arXiv></metadata></record>", "")
    page = parse(answer(record("2606.20001"), record("2606.20002"), bad, token="next"))
    assert (page.token, page.count) == ("next", 3)


def test_a_token_that_is_swallowed_is_a_fault_of_the_source():
    bad = record().replace("<abstract>", "<abstract><![CDATA[")
    with pytest.raises(SourceError, match="token cannot be read"):
        parse(answer(record("2606.20001"), bad, token="next"))


@pytest.mark.parametrize(("title", "cleaned"), HOSTILE)
def test_a_title_is_what_a_reader_should_see(title, cleaned):
    assert paper(title=title).title == cleaned


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("cs.CL", "cs:cs:CL"),
        ("math.NA", "math:math:NA"),
        ("hep-th", "physics:hep-th"),
        ("cond-mat.soft", "physics:cond-mat:soft"),
        ("astro-ph.HE", "physics:astro-ph:HE"),
        ("physics.plasm-ph", "physics:physics:plasm-ph"),
        ("nlin.CD", "physics:nlin:CD"),
        ("math-ph", "physics:math-ph"),
        ("quant-ph", "physics:quant-ph"),
        ("q-bio.NC", "q-bio:q-bio:NC"),
        ("q-fin.ST", "q-fin:q-fin:ST"),
        ("eess.AS", "eess:eess:AS"),
        ("cs", "cs:cs"),
        ("math", "math:math"),
        ("astro-ph", "physics:astro-ph"),
        ("cond-mat", "physics:cond-mat"),
        ("physics", "physics:physics"),
        ("q-bio", "q-bio:q-bio"),
        ("econ", "econ:econ"),
    ],
)
def test_a_category_and_an_archive_have_a_set(category, expected):
    assert set_of(category) == expected


@pytest.mark.parametrize(
    "text", ["", "cs.", "cs:cs:CL", "biology", "cs.C", "hep-th.X", "CS.CL", "x" * 900]
)
def test_what_is_no_category_has_none(text):
    with pytest.raises(ValueError, match="no arXiv category"):
        set_of(text)


VALID = answer(
    record(rest="<doi>10.1000/x</doi><comments>c</comments>"),
    record("math/0309136", "Old — café", authors=AUTHOR * 3, dates=""),
    deleted(),
    token="skip%3D2000",
)
TOKENS = [
    b"<record>",
    b"</record>",
    b"</OAI-PMH>",
    b"<error code='x'>",
    b"<title/>",
    b"</ListRecords>",
]


@settings(max_examples=400, deadline=None)
@given(mutated(VALID, TOKENS))
def test_whatever_comes_is_a_page_or_a_fault_of_the_source(body):
    page = read_if_sound(parse, body)
    if page is None:
        return
    assert isinstance(page, OaiPage)
    assert page.count >= len(page.records)
    for each in page.records:
        assert each.is_deleted == (each.paper is None)
        if each.paper:
            assert_presentable(each.paper)


@pytest.mark.recorded
def test_recorded_answers_are_read_without_loss(real_data):
    answers = sorted((real_data / "recorded" / "arxiv_oai").glob("*.xml"))
    if not answers:
        pytest.skip("no recorded answers of OAI-PMH here")
    for each in answers:
        body = each.read_bytes()
        page = parse(body)
        assert page.damaged == ()
        assert page.count == len(page.records) == body.count(b"<record>") > 0
        assert page.answered is not None
        for found in page.records:
            assert found.paper.abstract
            assert found.paper.authors
            assert found.paper.categories
            assert found.paper.submitted.date() <= found.datestamp


@pytest.mark.recorded
def test_the_sets_of_recorded_records_are_those_of_their_categories(real_data):
    recorded = real_data / "recorded" / "arxiv_oai" / "new_endpoint_plasm-ph_2026-09-20.xml"
    if not recorded.exists():
        pytest.skip("no recorded answer of the present server here")
    body = recorded.read_bytes()
    for found in parse(body).records:
        for category in found.paper.categories:
            assert f"<setSpec>{set_of(category)}</setSpec>".encode() in body
