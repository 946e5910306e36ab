from __future__ import annotations

import time

import pytest
from hypothesis import given, settings

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.errors import SourceError
from academichub_cli.sources._arxiv_author import AuthorFeed, parse
from mutations import DOCUMENT_TYPES, HANG, HOSTILE, assert_presentable, mutated, read_if_sound

HEAD = """<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>{title}</title>
  <link rel="describes" href="https://orcid.org/0000-0002-7970-7855" />
  <updated>2026-06-11T00:00:00+00:00</updated>
  <id>https://arxiv.org/a/warner_s_1</id>
"""
TITLE = "Simeon Warner's articles on arXiv"
NAMES = "Bernhard Haslhofer, Simeon Warner, Herbert Van de Sompel"


def entry(name="https://arxiv.org/abs/1305.1476v1", title="ResourceSync", **parts):
    more = {
        "summary": " Many\n applications. ",
        "dates": "<updated>2013-05-08T07:42:52-04:00</updated><published>2013-05-07T07:42:52-04:00</published>",
        "authors": f"<author><name>{NAMES}</name></author>",
        "categories": '<category term="cs.IR"/><category term="cs.DL"/>',
        "rest": "",
    } | parts
    return (
        f"<entry><id>{name}</id>{more['dates']}<title>{title}</title>"
        f"<summary>{more['summary']}</summary>{more['authors']}{more['rest']}"
        f'<arxiv:primary_category term="cs.DL" label="Digital Libraries (cs.DL)"/>'
        f"{more['categories']}</entry>"
    )


def feed(*entries, title=TITLE, tail="</feed>\n"):
    return (HEAD.format(title=title) + "\n".join(entries) + tail).encode()


def test_an_entry_becomes_a_paper():
    rest = (
        "<arxiv:doi>10.1045/x, 10.1045/Y</arxiv:doi><arxiv:comment>9 pages</arxiv:comment>"
        "<arxiv:journal_ref>D-Lib 19</arxiv:journal_ref>"
    )
    found = parse(feed(entry(rest=rest)))
    (paper,) = found.papers
    assert (found.name, found.count, found.damaged) == ("Simeon Warner", 1, ())
    assert (paper.id, paper.version) == (ArxivId("1305.1476"), 1)
    assert (paper.title, paper.abstract) == ("ResourceSync", "Many applications.")
    assert paper.categories == ("cs.DL", "cs.IR")
    assert ", ".join(author.name for author in paper.authors) == NAMES
    assert paper.aliases == {Doi("10.1045/x"), Doi("10.1045/y")}
    assert (paper.comment, paper.journal_ref) == ("9 pages", "D-Lib 19")
    assert paper.submitted.isoformat() == "2013-05-07T07:42:52-04:00"
    assert paper.updated.isoformat() == "2013-05-08T07:42:52-04:00"
    assert (paper.source, paper.route, paper.announced) == ("arxiv", "author", None)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (TITLE, "Simeon Warner"),
        ("  Simeon \n Warner\u2019s articles on arXiv ", "Simeon Warner"),
        ("J. O'Brien's articles on arXiv", "J. O'Brien"),
        ("王小明's articles on arXiv", "王小明"),
        ("\x9b31mEve\u202e's articles on arXiv", "Eve"),
        ("'s articles on arXiv", None),
        ("arXiv Query", None),
        ("", None),
    ],
)
def test_the_persons_name_is_in_the_title(title, name):
    assert parse(feed(entry(), title=title)).name == name


def test_a_person_without_papers_has_an_empty_feed():
    assert parse(feed()) == AuthorFeed(name="Simeon Warner", papers=(), damaged=(), count=0)


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("<author><name>A. Lee, B. Day, Jr.</name></author>", ["A. Lee", "B. Day Jr."]),
        (
            "<author><name>A. Lee</name></author><author><name> </name></author>{}".format(
                "<author><name>Day, Jr., B.</name><affiliation>X</affiliation></author>"
            ),
            ["A. Lee", "Day, Jr., B."],
        ),
        ("<author><name></name></author>", []),
        ("", []),
    ],
)
def test_names_stand_in_one_element_or_in_one_each(authors, names):
    (paper,) = parse(feed(entry(authors=authors))).papers
    assert [author.name for author in paper.authors] == names


@pytest.mark.parametrize("name", ["1305.1476v1", "http://arxiv.org/abs/1305.1476v1"])
def test_the_identifier_may_be_bare(name):
    (paper,) = parse(feed(entry(name))).papers
    assert (paper.id.value, paper.version) == ("1305.1476", 1)


def test_an_old_paper_may_be_without_dates():
    (paper,) = parse(feed(entry("https://arxiv.org/abs/hep-th/9901001v1", dates=""))).papers
    assert (paper.submitted, paper.updated) == (None, None)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "sent what is no XML"),
        (b"<html><body>Not found</body></html>", "sent what is no feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "without papers and without a name"),
        (feed(title="Error"), "without papers and without a name"),
        (feed(entry(), tail=""), "is cut off"),
        (feed(entry())[:-3], "is cut off"),
    ],
)
def test_what_is_no_whole_feed_is_a_fault_of_the_source(body, said):
    with pytest.raises(SourceError, match=said):
        parse(body)


@pytest.mark.parametrize("dtd", DOCUMENT_TYPES, ids=lambda dtd: dtd[:40])
def test_a_document_type_is_refused_before_it_can_do_anything(dtd):
    body = feed(entry(title="&a11;")).replace(b"?>\n", b"?>\n" + dtd.encode(), 1)
    start = time.perf_counter()
    with pytest.raises(SourceError, match="document type"):
        parse(body)
    assert time.perf_counter() - start < HANG


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (entry("nonsense"), "nonsense: no arXiv identifier"),
        (entry(title=""), "no title"),
        (entry(summary="x" * 60_000), "impossible length"),
        (entry(dates="<updated>yesterday</updated>"), "updated is no date: 'yesterday'"),
        (entry(dates="<published>2013-05-07 07:42:52</published>"), "published cannot be"),
        (entry().replace("</title>", ""), ""),
        (entry().replace("</entry>", ""), ""),
    ],
)
def test_one_bad_entry_costs_one_record(bad, said):
    good = [entry(f"2606.2000{number}v1") for number in range(4)]
    found = parse(feed(good[0], good[1], bad, good[2], good[3]))
    assert found.count == 5
    assert len(found.papers) + len(found.damaged) == 5
    assert len(found.papers) >= 4
    assert said in found.damaged[0] if found.damaged else not said
    assert all(clean(each) == each for each in found.damaged)


@pytest.mark.parametrize(("title", "cleaned"), HOSTILE)
def test_a_title_is_what_a_reader_should_see(title, cleaned):
    (paper,) = parse(feed(entry(title=title))).papers
    assert paper.title == cleaned


VALID = feed(entry(), entry("math.GT/0309136v1", "Old — café", dates=""), entry("2606.1000v3", "0"))


@settings(max_examples=300, deadline=None)
@given(mutated(VALID, [b"<entry>", b"</entry>", b"</feed>", b"<title>", b"<published>"]))
def test_whatever_comes_is_a_feed_or_a_fault_of_the_source(body):
    found = read_if_sound(parse, body)
    if found is None:
        return
    assert isinstance(found, AuthorFeed)
    assert found.count >= len(found.papers)
    assert found.name is None or clean(found.name) == found.name
    for paper in found.papers:
        assert_presentable(paper)
