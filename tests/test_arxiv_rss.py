from __future__ import annotations

import time
import tracemalloc
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.paper import AnnounceType
from academichub_cli.errors import SourceError
from academichub_cli.sources._arxiv_fields import authors_in, dois_in
from academichub_cli.sources._arxiv_rss import RssFeed, parse
from mutations import DOCUMENT_TYPES, HANG, HOSTILE, assert_presentable, mutated, read_if_sound

HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel>
    <title>cs.AI updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.AI</link>
    <description>cs.AI updates on the arXiv.org e-print archive.</description>
    <atom:link href="http://rss.arxiv.org/rss/cs.AI" rel="self" type="application/rss+xml"/>
    <lastBuildDate>{built}</lastBuildDate>
    <pubDate>{day}</pubDate>
    <skipDays><day>Sunday</day><day>Saturday</day></skipDays>
"""
TAIL = "</channel>\n</rss>\n"
BUILT, DAY = "Thu, 11 Jun 2026 04:00:01 +0000", "Thu, 11 Jun 2026 00:00:00 -0400"
THURSDAY = date(2026, 6, 11)


def item(name="2606.10001v2", title="On graphs", kind="new", **parts):
    more = {
        "description": f"arXiv:{name} Announce Type: {kind} \nAbstract: We look at graphs.",
        "guid": f"oai:arXiv.org:{name}",
        "day": f"<pubDate>{DAY}</pubDate>",
        "creator": "Sanjeev Arora, 王小明",
        "categories": "<category>stat.ML</category><category>cs.LG</category><category>68T05</category>",
        "rest": "",
    } | parts
    return (
        f"<item><title>{title}</title><link>https://arxiv.org/abs/{name.partition('v')[0]}</link>"
        f"<description>{more['description']}</description>"
        f'<guid isPermaLink="false">{more["guid"]}</guid>{more["categories"]}{more["day"]}'
        f"<arxiv:announce_type>{kind}</arxiv:announce_type>"
        "<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>"
        f"<dc:creator>{more['creator']}</dc:creator>{more['rest']}</item>"
    )


def feed(*items, built=BUILT, day=DAY, head=HEAD, tail=TAIL):
    return (head.format(built=built, day=day) + "\n".join(items) + tail).encode()


def only(body):
    (entry,) = parse(body).entries
    return entry


def test_an_item_becomes_a_paper():
    rest = (
        "<arxiv:DOI>10.1000/XYZ</arxiv:DOI>"
        "<arxiv:journal_reference>J. 1 (2026)</arxiv:journal_reference>"
    )
    entry = only(feed(item(rest=rest, kind="replace-cross")))
    paper = entry.paper
    assert (paper.id, paper.version, entry.version) == (ArxivId("2606.10001"), 2, 2)
    assert (paper.title, paper.abstract) == ("On graphs", "We look at graphs.")
    assert paper.categories == ("stat.ML", "cs.LG")
    assert [author.name for author in paper.authors] == ["Sanjeev Arora", "王小明"]
    assert (paper.doi, paper.journal_ref) == (Doi("10.1000/xyz"), "J. 1 (2026)")
    assert entry.announce_type is paper.announce_type is AnnounceType.REPLACE_CROSS
    assert (paper.announced, paper.submitted, paper.updated) == (THURSDAY, None, None)
    assert (paper.source, paper.route, paper.comment) == ("arxiv", "rss", None)


@pytest.mark.parametrize("kind", [each.value for each in AnnounceType])
@pytest.mark.parametrize(
    "head",
    [
        "arXiv:2606.10001v2 Announce Type: {} \nAbstract: ",
        "\n  arXiv:2606.10001v2\n\tAnnounce\xa0Type:  {}\r\n\r\n  Abstract:\n",
        "arXiv:2606.10001v2 Announce Type: {}\u2003Abstract:",
        "arXiv:2606.10001v2 announce type:{} abstract:",
        "arXiv:2606.10001v2 Announce Type: {}. Abstract: ",
        "Announce Type: {} Abstract: ",
        "",
    ],
)
def test_the_abstract_is_without_what_the_server_writes_before_it(head, kind):
    words = "Abstract: nonsense is what arXiv:2101.00001v1 Announce Type: new is about."
    body = feed(item(kind=kind, description=head.format(kind) + words))
    assert only(body).paper.abstract == words
    assert only(body).announce_type.value == kind


@pytest.mark.parametrize("description", ["", "arXiv:2606.10001v2 Announce Type: new \nAbstract: "])
def test_a_paper_without_abstract_is_a_paper(description):
    assert only(feed(item(description=description))).paper.abstract is None


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"name": "hep-th/9901001v3"}, ("hep-th/9901001", 3)),
        ({"guid": ""}, ("2606.10001", 2)),
        ({"guid": "", "description": ""}, ("2606.10001", None)),
        ({"guid": "oai:arXiv.org:2606.10001"}, ("2606.10001", None)),
    ],
)
def test_the_identifier_stands_in_more_than_one_place(parts, expected):
    paper = only(feed(item(**parts))).paper
    assert (paper.id.value, paper.version) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("CROSS", AnnounceType.CROSS),
        (" replace ", AnnounceType.REPLACE),
        ("absonly", None),
        ("", None),
    ],
)
def test_how_it_was_announced_is_known_or_none(said, expected):
    assert only(feed(item(kind=said, description="Words."))).announce_type is expected


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ann Lee, Bo Day", ["Ann Lee", "Bo Day"]),
        ("Ann  Lee,Bo\n Day", ["Ann Lee", "Bo Day"]),
        ("Ann Lee, , Bo Day,", ["Ann Lee", "Bo Day"]),
        ("", []),
        (" ,,  ", []),
        ("Sammy Davis Jr., Bo Day", ["Sammy Davis Jr.", "Bo Day"]),
        ("Sammy Davis, Jr., Bo Day, III, Cy Roe, Sr", ["Sammy Davis Jr.", "Bo Day III", "Cy Roe Sr"]),
        ("Jr., Bo Day", ["Jr.", "Bo Day"]),
        ("Ann Lee (MIT, Boston), Bo Day (1, 2), Cy Roe", ["Ann Lee", "Bo Day", "Cy Roe"]),
        ("Ann Lee (Univ. of (East) X, UK) (2), Bo Day", ["Ann Lee", "Bo Day"]),
        ("John (Jack) Lee, Bo Day", ["John (Jack) Lee", "Bo Day"]),
        (" LIGO Scientific Collaboration,  Ann Lee", ["LIGO Scientific Collaboration", "Ann Lee"]),
        ("Ann Lee, (for the ATLAS Collaboration)", ["Ann Lee", "for the ATLAS Collaboration"]),
        ("Ann Lee, (MIT), Bo Day", ["Ann Lee", "Bo Day"]),
        ("Ann Lee (MIT, Bo Day", ["Ann Lee", "Bo Day"]),
        ("Ann Lee) , Bo Day (x), Cy Roe", ["Ann Lee", "Bo Day", "Cy Roe"]),
        ("Ann Lee, et al., and et al", ["Ann Lee"]),
        (r"Zolt\'an Harman, Fran\c{c}ois {\L}ojasiewicz", ["Zoltán Harman", "François Łojasiewicz"]),
        ("(author list is unavailable)", []),
        ("J. van den Berg, O'Brien, Jean-Luc Picard-Day", ["J. van den Berg", "O'Brien", "Jean-Luc Picard-Day"]),
        ("\x1b[31mAnn\u202e Lee\x9b0m, B\U000e0041o", ["Ann Lee", "Bo"]),
    ],
)  # fmt: skip
def test_names_are_split_with_care(written, names):
    authors = authors_in(written)
    assert [author.name for author in authors] == names
    if "\x1b" not in written:  # the name above, as the feed would write it
        escaped = written.replace("&", "&amp;")
        assert only(feed(item(creator=escaped))).paper.authors == authors


def test_affiliations_are_kept_but_their_numbers_are_not():
    lee, day = authors_in("Ann Lee (MIT, Boston, Harvard (Law)), Bo Day, Jr. (1, 2) (ETH)")
    assert (lee.affiliations, day.affiliations) == (("MIT, Boston, Harvard (Law)",), ("ETH",))
    assert day.name == "Bo Day Jr."


@pytest.mark.parametrize("text", ["(" * 50_000, "()" * 50_000, ", (" * 20_000, "(a" * 9_000 + ")" * 9_000, "a " * 50_000])  # fmt: skip
def test_a_strange_list_of_names_takes_no_long_time(text):
    start = time.perf_counter()
    authors_in(text)
    assert time.perf_counter() - start < HANG


@pytest.mark.parametrize(
    ("written", "dois"),
    [
        ("10.1/a", set()),
        ("10.1000/A", {"10.1000/a"}),
        ("10.1000/a, 10.1000/b;10.1000/c 10.1000/d", {f"10.1000/{x}" for x in "abcd"}),
        ("10.1000/a,10.1000/b.", {"10.1000/a", "10.1000/b"}),
        ("doi:10.1000/a; https://doi.org/10.1000/b", {"10.1000/a", "10.1000/b"}),
        ("doi: 10.1000/a", {"10.1000/a"}),
        ("10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
         {"10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"}),
        ("to appear, see 10.1000/a", {"10.1000/a"}),
        ("10.48550/arXiv.2606.10001, 10.1000/a", {"10.1000/a"}),
        ("", set()),
    ],
)  # fmt: skip
def test_a_field_of_dois_gives_each_of_them(written, dois):
    assert {doi.value for doi in dois_in(written)} == dois


@pytest.mark.parametrize(
    ("days", "channel", "expected"),
    [
        ([DAY, DAY], "Fri, 12 Jun 2026 00:00:00 -0400", THURSDAY),
        ([DAY, "Wed, 10 Jun 2026 00:00:00 -0400"], DAY, THURSDAY),
        ([], DAY, THURSDAY),
        (["Thu, 11 Jun 2026 04:00:00 GMT"], DAY, THURSDAY),
        (["Thu, 11 Jun 2026 03:59:59 +0000"], DAY, date(2026, 6, 10)),
        (["Thu, 15 Jan 2026 00:00:00 -0500"], DAY, date(2026, 1, 15)),
        (["11 Jun 2026 00:00:00 EDT"], "nonsense", THURSDAY),
        ([DAY, "Wed, 10 Jun 2026 00:00:00 -0400"], "", None),
    ],
)
def test_the_day_is_the_items_where_they_agree(days, channel, expected):
    items = [
        item(f"2606.1000{number}v1", day=f"<pubDate>{day}</pubDate>")
        for number, day in enumerate(days)
    ]
    found = parse(feed(*items, day=channel))
    assert found.day == expected
    assert len(found.item_days) == len(set(days))
    assert found.channel_day == (None if channel in {"", "nonsense"} else found.channel_day)
    assert [entry.paper.announced for entry in found.entries][:1] == [expected or THURSDAY][
        : len(days)
    ]


def test_an_item_without_day_is_of_the_feeds():
    found = parse(feed(item(day=""), item("2606.10002v1")))
    assert [entry.paper.announced for entry in found.entries] == [THURSDAY, THURSDAY]
    assert found.item_days == {THURSDAY}


def test_the_feed_says_when_it_was_built():
    assert parse(feed()).built == datetime(2026, 6, 11, 4, 0, 1, tzinfo=UTC)
    assert parse(feed(built="whenever")).built is None


def test_a_day_without_announcement_is_an_empty_feed():
    found = parse(feed())
    assert (found.count, found.entries, found.damaged, found.day) == (0, (), (), THURSDAY)


COMPLAINT = HEAD.replace(
    "cs.AI updates on arXiv.org", "Feed error for query: http://rss.arxiv.org/rss/cs.XX"
).replace(
    "cs.AI updates on the arXiv.org e-print archive.",
    "Bad subject class 'XX'.\x9b31m Valid subject classes for the archive 'cs' are: cs.AI, cs.AR.",
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (feed(head=COMPLAINT), "refused the request: Bad subject class 'XX'. Valid subject"),
        (feed(item(), head=COMPLAINT), "refused the request"),
        (b"", "sent what is no XML"),
        (b"Rate exceeded.", "sent what is no"),
        (b"<html><body>busy</body></html>", "sent what is no feed"),
        (b"<!doctype html>\n<title>400 Bad Request</title>", "sent what is no"),
        (b"<rss></rss>", "without a channel"),
        (b"<rss><channel></channel></rss>", "without papers and without a day"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "sent what is no feed"),
        (feed(item(), tail=""), "is cut off"),
        (feed(item())[:-3], "is cut off"),
        (feed(item())[:900], "is cut off"),
        (feed(item()) + b"<more/>", "is cut off"),
        (b"\0" * 1_000, "sent what is no"),
    ],
)
def test_what_is_no_whole_feed_is_a_fault_of_the_source(body, said):
    with pytest.raises(SourceError, match=said) as refused:
        parse(body)
    assert clean(str(refused.value)) == str(refused.value)
    assert refused.value.hint


@pytest.mark.parametrize("dtd", DOCUMENT_TYPES, ids=lambda dtd: dtd[:40])
@pytest.mark.parametrize("title", ["&x;", "&a11;", "&a;" * 10_000])
def test_a_document_type_is_refused_before_it_can_do_anything(dtd, title):
    body = feed(item(title=title)).replace(b"?>\n", b"?>\n" + dtd.encode(), 1)
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
        (item("nonsense"), "oai:arXiv.org:nonsense: no arXiv identifier"),
        (item(title=""), "no title"),
        (item(title="\u200b"), "no title"),
        (item(title="x" * 6_000), "impossible length"),
        (item(description="x" * 60_000), "impossible length"),
        (item(day="<pubDate>someday</pubDate>"), "pubDate is no date: 'someday'"),
        (item(day="<pubDate>Thu, 31 Feb 2026 00:00:00 -0400</pubDate>"), "pubDate is no date"),
        (item(day="<pubDate>Thu, 11 Jun 2026 00:00:00 +999999</pubDate>"), "pubDate is no date"),
        (item(day=f"<pubDate>{'9' * 5_000}</pubDate>"), "pubDate is no date"),
        (item(day="<pubDate>Thu, 11 Jun 2026 00:00:00</pubDate>"), "pubDate cannot be"),
        (item(day="<pubDate>Thu, 11 Jun 1066 00:00:00 -0400</pubDate>"), "pubDate cannot be"),
        ("<item/>", "a record without identifier: no arXiv identifier"),
        (item().replace("</title>", ""), ""),
        (item().replace("</item>", ""), ""),
        (item().replace("<title>", "<title><title>"), ""),
    ],
)
def test_one_bad_item_costs_one_record(bad, said):
    good = [item(f"2606.2000{number}v1") for number in range(4)]
    found = parse(feed(good[0], good[1], bad, good[2], good[3]))
    assert found.count == 5
    assert len(found.entries) + len(found.damaged) == 5
    assert len(found.entries) >= 4
    assert said in found.damaged[0] if found.damaged else not said
    assert all(clean(each) == each for each in found.damaged)


@pytest.mark.parametrize(("title", "cleaned"), HOSTILE)
def test_a_title_is_what_a_reader_should_see(title, cleaned):
    assert only(feed(item(title=title))).paper.title == cleaned


def test_a_long_feed_is_read_quickly():
    body = feed(*(item(f"2606.{number:05}v1") for number in range(2_000)))
    start = time.perf_counter()
    assert len(parse(body).entries) == 2_000
    damaged = parse(body.replace(b"On graphs</title>", b"On graphs", 1))
    assert (len(damaged.entries), len(damaged.damaged)) == (1_999, 1)
    assert time.perf_counter() - start < 6


VALID = feed(
    item(rest="<arxiv:DOI>10.1000/x</arxiv:DOI>"),
    item("math.GT/0309136v1", "Old — café", "cross", creator="A. B (C, D), E, Jr."),
    item("2606.10003v1", "0", "replace"),
)
TOKENS = [b"<item>", b"</item>", b"</channel>", b"</rss>", b"<title/>", b"<pubDate>", b"Feed error"]


@settings(max_examples=400, deadline=None)
@given(mutated(VALID, TOKENS))
def test_whatever_comes_is_a_feed_or_a_fault_of_the_source(body):
    found = read_if_sound(parse, body)
    if found is None:
        return
    assert isinstance(found, RssFeed)
    assert found.count >= len(found.entries)
    for entry in found.entries:
        assert_presentable(entry.paper)


@pytest.mark.recorded
def test_recorded_feeds_are_read_without_loss(real_data):
    answers = sorted((real_data / "recorded" / "arxiv_rss").glob("*.xml"))
    if not answers:
        pytest.skip("no recorded feeds here")
    for answer in answers:
        body = answer.read_bytes()
        found = parse(body)
        assert found.damaged == ()
        assert found.count == len(found.entries) == body.count(b"<item>")
        assert found.day == found.channel_day == date(2026, 4, 27)
        assert found.built is not None
        for entry in found.entries:
            assert entry.version
            assert entry.announce_type
            assert entry.paper.authors
            assert entry.paper.categories
            assert not entry.paper.abstract.startswith(("arXiv:", "Abstract"))
