from __future__ import annotations

import json
import random
import time
import tracemalloc

import pytest

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.paper import is_category
from academichub_cli.errors import SourceError
from academichub_cli.sources._arxiv_feed import Feed, paper_of, parse
from mutations import HANG

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"
      xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
      xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>arXiv Query</title>
  <opensearch:totalResults>{total}</opensearch:totalResults>
"""
TAIL = "</feed>\n"


def entry(name="2606.10001v2", title="On graphs", **parts):
    more = {
        "summary": "  We look\n  at graphs.  ",
        "updated": "2026-06-10T17:59:58Z",
        "published": "2026-06-09T10:00:00Z",
        "categories": '<category term="cs.LG"/><category term="68T05"/><category term="stat.ML"/>',
        "primary": '<arxiv:primary_category term="stat.ML"/>',
        "authors": "<author><name>Sanjeev Arora</name></author>",
        "rest": "",
    } | parts
    return (
        f"<entry><id>http://arxiv.org/abs/{name}</id><title>{title}</title>"
        f"<updated>{more['updated']}</updated><published>{more['published']}</published>"
        f"<summary>{more['summary']}</summary>{more['categories']}{more['primary']}"
        f"{more['authors']}{more['rest']}</entry>"
    )


def feed(*entries, total=None, head=HEAD, tail=TAIL):
    total = len(entries) if total is None else total
    return (head.format(total=total) + "\n".join(entries) + tail).encode()


def papers(body):
    return [paper_of(each) for each in parse(body).entries]


def test_an_entry_becomes_a_paper():
    rest = (
        "<arxiv:comment>12 pages</arxiv:comment><arxiv:journal_ref>J. 1</arxiv:journal_ref>"
        "<arxiv:doi>10.1000/XYZ</arxiv:doi>"
    )
    authors = (
        "<author><name>Sanjeev  Arora</name><arxiv:affiliation> Lab </arxiv:affiliation></author>"
        "<author><name> </name></author><author><name>王小明</name></author>"
    )
    (paper,) = papers(feed(entry(rest=rest, authors=authors)))
    assert (paper.id, paper.version) == (ArxivId("2606.10001"), 2)
    assert (paper.title, paper.abstract) == ("On graphs", "We look at graphs.")
    assert paper.categories == ("stat.ML", "cs.LG")
    assert [author.name for author in paper.authors] == ["Sanjeev Arora", "王小明"]
    assert paper.authors[0].affiliations == ("Lab",)
    assert (paper.comment, paper.journal_ref, paper.doi) == ("12 pages", "J. 1", Doi("10.1000/xyz"))
    assert paper.submitted.isoformat() == "2026-06-09T10:00:00+00:00"
    assert paper.updated.isoformat() == "2026-06-10T17:59:58+00:00"
    assert (paper.source, paper.route) == ("arxiv", "api")


@pytest.mark.parametrize(
    ("body", "total", "count"),
    [
        (feed(), 0, 0),
        (feed(entry(), total=214_881), 214_881, 1),
        (feed(entry(), total="many"), None, 1),
        (feed(entry(), total="-1"), None, 1),
        (feed(entry(), total="9" * 400), None, 1),
        (feed(entry(), total=""), None, 1),
    ],
)
def test_the_servers_count_is_taken_where_it_is_one(body, total, count):
    found = parse(body)
    assert (found.total, found.count, len(found.entries)) == (total, count, count)


def complaint(name):
    return (
        f"<entry><id>{name}</id><title>Error</title><summary>incorrect id format\x9b31m for abc"
        "</summary><author><name>arXiv api core</name></author></entry>"
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (feed(complaint("https://arxiv.org/api/errors#x")), "refused the request: incorrect id"),
        (feed(complaint("\n http://arxiv.org/api/errors#x\n")), "refused the request: incorrect"),
        (feed(entry(), complaint("http://export.arxiv.org/api/errors")), "refused the request"),
        (b"", "sent what is no XML"),
        (b"Rate exceeded.", "sent what is no"),
        (b"<html><body>busy</body></html>", "sent what is no feed"),
        (b"<feed></feed>", "sent what is no feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "without papers and without a count"),
        (feed(entry(), tail=""), "is cut off"),
        (feed(entry())[:-3], "is cut off"),
        (feed(entry())[:600], "is cut off"),
        (feed(entry()) + b"<more/>", "is cut off"),
        (feed(entry()).decode().encode("utf-16"), "arXiv"),
        (b"\0" * 1_000, "sent what is no"),
    ],
)  # fmt: skip
def test_what_is_no_whole_feed_is_a_fault_of_the_source(body, said):
    with pytest.raises(SourceError, match=said) as refused:
        parse(body)
    assert clean(str(refused.value)) == str(refused.value)
    assert refused.value.hint


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12))


@pytest.mark.parametrize(
    "dtd",
    [
        "<!DOCTYPE feed>",
        '<!DOCTYPE feed SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        f"<!DOCTYPE feed [{BOMB}]>",
        f"<!DOCTYPE feed [{BOMB}<!ATTLIST entry x CDATA '&a11;'>]>",
        f'<!DOCTYPE feed [<!ENTITY a "{"x" * 100_000}">]>',
    ],
    ids=lambda dtd: dtd[:40],
)
@pytest.mark.parametrize("title", ["&x;", "&a11;", "&a;" * 10_000])
def test_a_document_type_is_refused_before_it_can_do_anything(dtd, title):
    body = feed(entry(title=title)).replace(b"?>\n", b"?>\n" + dtd.encode(), 1)
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
        (entry("nonsense"), "no arXiv identifier"),
        (entry(title=""), "no title"),
        (entry(title="\u200b"), "no title"),
        (entry(title="x" * 6_000), "impossible length"),
        (entry(summary="x" * 60_000), "impossible length"),
        (entry(published="2026-02-30T00:00:00Z"), "published is no date: '2026-02-30"),
        (entry(published=""), "published is no date: ''"),
        (entry(updated="yesterday"), "updated is no date"),
        (entry(updated="2026-06-10T10:00:00"), "updated cannot be"),
        (entry(updated="1066-10-14T10:00:00Z"), "updated cannot be"),
        (entry(published="9999-12-31T23:59:59-23:59"), "published cannot be"),
        ("<entry/>", "a record without identifier: no arXiv identifier"),
        (entry().replace("</title>", ""), ""),
        (entry().replace("</entry>", ""), ""),
        (entry().replace("<title>", "<title><title>"), ""),
    ],
)
def test_one_bad_entry_costs_one_record(bad, said):
    good = [entry(f"2606.2000{number}v1") for number in range(4)]
    found = parse(feed(good[0], good[1], bad, good[2], good[3]))
    assert found.count == 5
    assert len(found.entries) + len(found.damaged) == 5
    assert len(found.entries) >= 4
    assert said in found.damaged[0] if found.damaged else not said
    assert all(clean(each) == each for each in found.damaged)


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("0", "0"),
        ("  Two\n   lines ", "Two lines"),
        ("[red]bold[/] $x^2$ :smile:", "[red]bold[/] $x^2$ :smile:"),
        ("C1 \x9b31mred\x9b0m", "C1 red"),
        ("\x9d52;c;aGk=\x9cclipboard", "clipboard"),
        ("a\u202eb\u2066c\U000e0041", "abc"),
        ("&lt;b&gt;bold&lt;/b&gt; &amp;amp;", "<b>bold</b> &amp;"),
        ("<![CDATA[<entry> in it]]>", "<entry> in it"),
        ("one<!-- two --> three<?php four?>", "one three"),
        ("in<i>line</i> marks", "inline marks"),
        ("&#8203;&#x200b;x&#xad;", "x"),
        ("&undefined;x", "&undefined;x"),
        ("\x1b[31mred\x07\x00", "[31mred"),
    ],
)  # fmt: skip
def test_a_title_is_what_a_reader_should_see(title, cleaned):
    found = parse(feed(entry(title=title)))
    assert [each.result.title for each in found.entries] == [cleaned]


def test_bytes_that_are_no_utf8_cost_themselves_alone():
    body = feed(entry("2606.20001v1"), entry(title="CAFE"), entry("2606.20002v1"))
    found = parse(body.replace(b"CAFE", "café".encode("latin-1")))
    assert [each.result.title for each in found.entries] == [
        "On graphs",
        "caf\N{REPLACEMENT CHARACTER}",
        "On graphs",
    ]


def test_another_encoding_is_read_where_it_is_declared():
    body = feed(entry(title="Café")).decode().replace('"UTF-8"', '"ISO-8859-1"').encode("latin-1")
    assert papers(body)[0].title == "Café"


def test_a_huge_text_is_refused_quickly():
    body = feed(entry(), entry(summary="word " * 4_000_000))
    start = time.perf_counter()
    try:
        found = parse(body)
    except SourceError:
        pass
    else:
        assert found.count == 2
        assert len(found.damaged) >= 1
    assert time.perf_counter() - start < HANG


def test_a_thousand_entries_deep_in_each_other_are_no_fault_of_ours():
    body = feed("<entry>" * 5_000 + "</entry>" * 5_000)
    try:
        found = parse(body)
    except SourceError:
        return
    assert found.entries == ()


VALID = feed(
    entry(rest="<arxiv:doi>10.1000/x</arxiv:doi><arxiv:comment>c</arxiv:comment>"),
    entry("math.GT/0309136v1", "Old — café", authors="<author><name>王小明</name></author>" * 3),
    entry("2606.10003v1", "0"),
    total=3,
)
TOKENS = [
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"&#0;", b"&#xD800;", b"&x;", b"\0"),
    *(b"<entry>", b"</entry>", b"</feed>", b"<id>", b"</id>", b"<title/>", b'"', b"xmlns=''"),
    *(b"\xff\xfe", b"\xc2\x9b", b"\xed\xa0\x80", b"\x1b", b"9" * 30, b"<?xml?>", b"Z", b"-"),
    *(b"http://arxiv.org/api/errors", b"<!DOCTYPE x>", b"\xf3\xa0\x81\x81", b"<arxiv:doi>"),
]


def mutated(chance):
    """The feed with a few bytes flipped, or parts cut, doubled, moved or put in."""
    body = bytearray(VALID)
    for _ in range(chance.randint(1, 6)):
        at, other = sorted(chance.randrange(len(body) + 1) for _ in range(2))
        match chance.randrange(6):
            case 0 if at < len(body):
                body[at] = chance.randrange(256)
            case 1:
                del body[at : min(other, at + 80)]
            case 2:
                body[at:at] = body[at : min(other, at + 300)]
            case 3:
                body[other:other] = body[at : at + 40]
            case _:
                body[at:at] = chance.choice(TOKENS)
    return bytes(body)


def read_if_sound(body):
    try:
        found = parse(body)
    except SourceError:
        return None
    assert isinstance(found, Feed)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_whatever_comes_is_a_feed_or_a_fault_of_the_source(seed):
    chance = random.Random(seed)
    for _ in range(250):
        body = mutated(chance)
        if not (found := read_if_sound(body)):
            continue
        assert found.count >= len(found.entries)
        for paper in map(paper_of, found.entries):
            assert paper.title
            assert clean(paper.title) == paper.title
            assert clean(paper.abstract or "") == (paper.abstract or "")
            assert all(clean(author.name) == author.name for author in paper.authors)
            assert all(map(is_category, paper.categories))
            assert paper.submitted.tzinfo is not None


@pytest.mark.recorded
def test_recorded_answers_are_read_without_loss(real_data):
    folder = real_data / "recorded" / "arxiv_atom"
    answers = sorted(folder.glob("*.xml"))
    if not answers:
        pytest.skip("no recorded answers of the API here")
    for answer in answers:
        body = answer.read_bytes()
        meta = answer.with_suffix(".meta.json")
        status = json.loads(meta.read_bytes())["status_code"] if meta.exists() else 200
        if status == 400:
            with pytest.raises(SourceError, match="incorrect id format for abc"):
                parse(body)
            continue
        found = parse(body)
        assert found.damaged == ()
        assert found.count == len(found.entries) == body.count(b"<entry>")
        for paper in map(paper_of, found.entries):
            assert paper.abstract
            assert paper.authors
            assert paper.categories
            assert paper.submitted <= paper.updated
    assert any("0000.0000" in answer.name for answer in answers)
    assert parse(next(folder.glob("id_0000.0000*.xml")).read_bytes()).count == 0
