from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.radar import Follow, FollowKind
from academichub_cli.errors import SourceError
from academichub_cli.library import Library
from academichub_cli.sources import feeds
from academichub_cli.sources._feeds_read import parse
from asking import Asked, radar_of
from loopback import ArxivServer
from loopback.feeds import FAULTS, Shelf, atom, entry, rdf, rss
from mutations import assert_presentable, mutated, read_if_sound

NOW = datetime(2026, 6, 11, 10, tzinfo=UTC)
ABSTRACT = "We measured how the hippocampus replays what was seen before, in twelve rats. " * 4
NATURE = rdf(
    "Nature",
    [
        entry("10.1038/s41586-026-00001-1", title="Replay in <i>rats</i>", text=ABSTRACT),
        entry("10.1038/d41586-026-00002-2", title="Daily briefing: rats"),
        entry("10.1038/s41586-026-00003-3", title="Author Correction: Replay in mice"),
    ],
)


def only(body, **more):
    (paper,) = parse(body, **more).papers
    return paper


def names(paper):
    return [author.name for author in paper.authors]


def test_an_entry_becomes_a_paper_whatever_the_layout():
    told = entry(
        "10.1371/journal.pbio.1",
        authors=("Ann Lee", "Bo Xu"),
        link="https://a.org/10.1371/journal.pbio.1?af=R",
        text=f"<p>by Ann Lee, Bo Xu</p>\n{ABSTRACT}",
    )
    for write, day in (
        (rdf, "2026-06-10"),
        (rss, "Wed, 10 Jun 2026 08:00:00 GMT"),
        (atom, "2026-06-10"),
    ):
        feed = parse(
            write("PLOS Biology: Table of Contents", [told | {"day": day}]), field="biology"
        )
        (paper,) = feed.papers
        assert feed.title == paper.venue == "PLOS Biology"
        assert (paper.id, paper.title, names(paper)) == (
            Doi("10.1371/journal.pbio.1"),
            "A title",
            ["Ann Lee", "Bo Xu"],
        )
        assert paper.abstract == ABSTRACT.strip()
        assert paper.submitted.date().isoformat() == "2026-06-10"
        assert (paper.source, paper.route, paper.field) == ("feeds", "feed", "biology")


def test_news_and_notices_of_nature_are_told_from_research():
    feed = parse(NATURE)
    assert [paper.title for paper in feed.papers] == ["Replay in rats"]
    assert (feed.count, feed.news, feed.notices, feed.damaged) == (3, 1, 1, ())
    assert feed.papers[0].abstract is None, "a standfirst is no abstract"


@pytest.mark.parametrize(
    ("title", "is_paper"),
    [
        *(("Publisher Correction: X", False), ("Erratum for “X”", False), ("RETRACTION: X", False)),
        *(("Expression of Concern: X", False), ("Correction to “X”", False), ("Corrigendum", False)),
        *(("Correction to scaling in the Ising model", True), ("Correction of aberrations", True)),
        *(("Retraction of the tongue in frogs", True), ("Error correction: a review", True)),
    ],
)  # fmt: skip
def test_what_corrects_another_paper_is_no_paper(title, is_paper):
    assert (
        bool(parse(rdf("J", [entry("10.1/a".replace("10.1/", "10.1000/"), title=title)])).papers)
        is is_paper
    )


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({"doi": "10.1016/S0140-6736(26)00205-6"}, [Doi("10.1016/s0140-6736(26)00205-6")]),
        ({"link": "https://www.nature.com/articles/s41586-026-1"}, [Doi("10.1038/s41586-026-1")]),
        ({"link": "https://onlinelibrary.wiley.com/doi/10.1002/anie.1?af=R"}, [Doi("10.1002/anie.1")]),
        ({"link": "https://pubs.acs.org/doi/abs/10.1021/jacs.5c1#fig"}, [Doi("10.1021/jacs.5c1")]),
        ({"link": "https://arxiv.org/abs/2606.10001v2"}, [ArxivId("2606.10001")]),
        ({"link": "https://jmlr.org/papers/v26/A.html"}, [Accession("link:https://jmlr.org/papers/v26/A.html")]),
    ],
)  # fmt: skip
def test_a_paper_is_named_by_its_doi_wherever_that_stands_else_by_its_page(told, names):
    paper = only(rdf("J", [entry(**told)]))
    assert [paper.id, *paper.aliases] == names


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        (("Ann Lee", "Lee, Bo"), ["Ann Lee", "Lee, Bo"]),
        (("Ann Lee, Bo Xu, and Cy Dee",), ["Ann Lee", "Bo Xu", "Cy Dee"]),
        (("Ann Lee and Bo Xu",), ["Ann Lee", "Bo Xu"]),
        (("By Ann Lee; Bo Xu",), ["Ann Lee", "Bo Xu"]),
        (("Lee, A. B.",), ["A. B. Lee"]),
        (("Ann Lee, Bo Xu",), ["Ann Lee", "Bo Xu"]),
        ((" ",), []),
        ((), []),
    ],
)
def test_authors_are_told_apart_however_they_are_joined(printed, authors):
    assert names(only(rdf("J", [entry("10.1000/a", authors=printed)]))) == authors


@pytest.mark.parametrize(
    ("day", "submitted"),
    [
        ("2026-06-10", "2026-06-10T00:00:00+00:00"),
        ("2026-06-10T23:30:00-04:00", "2026-06-11T03:30:00+00:00"),
        ("2026-06-10T08:00:00Z", "2026-06-10T08:00:00+00:00"),
        ("Wed, 10 Jun 2026 08:00:00 GMT", "2026-06-10T08:00:00+00:00"),
        *(("2026", None), ("June 2026", None), ("2026-13-45", None), ("soon", None), ("", None)),
    ],
)
def test_a_day_that_is_not_given_is_not_made_up(day, submitted):
    paper = only(rdf("J", [entry("10.1000/a", day=day)]))
    assert (paper.submitted and paper.submitted.isoformat()) == submitted


@pytest.mark.parametrize(
    "text",
    [
        "Returning after leave.",
        "<p>Nature, Published online: 13 May 2026; doi:10.1038/x</p>Rats dream.",
        "Science, Volume 384, Issue 6692, Page 123-130, April 2026.",
        "",
    ],
)
def test_a_line_about_a_paper_is_no_abstract(text):
    told = entry("10.1000/a", link="https://a.org/10.1000/a", text=text)
    assert only(rdf("J", [told])).abstract is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!DOCTYPE html><html><body>Just a moment</body></html>", "document type"),
        (b"<html><head><title>Sign in</title></head><body>Welcome</body></html>", "no feed"),
        (b'<?xml version="1.0"?><other/>', "no feed"),
        (b"We are moving house.", "no feed"),
        (b"/etc/passwd", "no feed"),
        (NATURE.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1), "document type"),
        (NATURE.decode().replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1).encode("utf-16"), "document type"),
        (b"<rss>" + b" " * (4 * 2**20), "larger"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused(body, said):
    with pytest.raises(SourceError, match=said):
        parse(body)


def test_no_file_and_no_address_is_opened(tmp_path, monkeypatch):
    trap = tmp_path / "trap.xml"
    trap.write_bytes(NATURE)
    monkeypatch.setattr(socket, "socket", None)
    for body in (str(trap).encode(), b"https://example.org/feed.xml"):
        with pytest.raises(SourceError, match="no feed"):
            parse(body)


def test_one_bad_entry_costs_one_paper():
    feed = parse(
        rdf("J", [entry("10.1000/a"), entry(title="Nameless"), entry("10.1000/b", title=" ")])
    )
    assert [str(paper.id) for paper in feed.papers] == ["doi:10.1000/a"]
    assert feed.damaged == (
        "Nameless: neither a DOI nor an address",
        "https://www.nature.com/articles/b: no title",
    )


def test_a_feed_that_is_not_well_formed_says_that_something_may_be_missing():
    feed = parse(NATURE.replace(b"</title>", b" & </title>"))
    assert len(feed.papers) == 1
    assert feed.damaged == ("the feed is not well-formed, and something of it may be missing",)


@given(body=mutated(NATURE) | mutated(atom("J", [entry("10.1000/a", text=ABSTRACT)])))
@settings(max_examples=150, deadline=None)
def test_whatever_is_done_to_a_feed_it_is_read_or_refused(body):
    if feed := read_if_sound(parse, body):
        for paper in feed.papers:
            assert_presentable(paper)


def test_the_recorded_feeds_of_nature_and_cell_are_read(real_data):
    folder = real_data / "recorded" / "journal_rss"
    read = {path.name: parse(path.read_bytes()) for path in folder.iterdir()}
    assert read
    for name, feed in read.items():
        assert feed.count == len(feed.papers) + feed.news + feed.notices, name
        assert not feed.damaged
        assert not feed.is_cut
    told = {
        str(paper.id): (paper.venue, names(paper))
        for feed in read.values()
        for paper in feed.papers
    }
    assert told["doi:10.1016/j.tics.2026.08.006"] == (
        "Trends in Cognitive Sciences",
        ["Velia Cardin"],
    )
    assert told["doi:10.1038/s41562-026-02594-2"] == (
        "Nature Human Behaviour",
        ["Theresa Mercer", "Ada Bell"],
    )


@pytest.fixture
def world(tmp_path):
    shelf = Shelf({"/feeds/nature.rss": NATURE})
    with ArxivServer(routes=shelf.routes(), has_validators=True) as server:
        address = f"{server.url}/feeds/nature.rss?type=etoc"
        library = Library.open(tmp_path / "library.db")
        asked = Asked(tmp_path, library, "feeds", {}, hosts=(address,))
        yield shelf, server, asked, Follow(kind=FollowKind.JOURNAL, text="Nature", feed=address)


def test_a_followed_feed_brings_its_papers_once(world):
    shelf, server, asked, nature = world
    assert not asked.has_work("cs.CL", Follow(kind=FollowKind.JOURNAL, text="Cell"), now=NOW)
    harvest = asked.harvest(nature, now=NOW)
    assert [note.partition(": ")[2] for note in harvest.notes] == [
        "1 pieces of news and comment left out",
        "1 corrections or retractions left out",
    ]
    (paper,) = asked.library.papers.between(NOW.date() - timedelta(days=5), NOW.date())
    assert (str(paper.id), paper.venue, paper.field) == (
        "doi:10.1038/s41586-026-00001-1",
        "Nature",
        "Nature",
    )
    asked.harvest(nature, now=NOW + timedelta(hours=1))
    assert len(shelf.asked) == 1, "the feed of the day was read"
    asked.harvest(nature, now=NOW + timedelta(hours=1), again=True)
    assert [request.status for request in server.requests] == [200, 304]
    assert asked.library.papers.count() == 1


@pytest.mark.parametrize(
    ("fault", "said", "count"),
    [
        ("challenge", "web page", 0),
        ("kept_out", "keeps programs away from its feed", 0),
        ("gone", "404", 0),
        ("cut", "Nature: the feed is cut off", 1),
        ("document_type", "Nature: the feed has a document type", 0),
        ("not_well_formed", None, 1),
    ],
)
def test_what_goes_wrong_with_a_feed_is_said(world, fault, said, count):
    shelf, _, asked, nature = world
    assert fault in FAULTS
    shelf.fault = fault
    harvest = asked.harvest(nature, now=NOW)
    messages = [failure.message for failure in harvest.failures]
    assert [said in message for message in messages] == ([True] if said else [])
    assert all(failure.hint for failure in harvest.failures)
    assert asked.library.papers.count() == count


def test_the_hosts_of_followed_feeds_may_be_asked_and_those_on_the_way():
    nature = Follow(
        kind=FollowKind.JOURNAL, text="Nature", feed="https://www.nature.com/nature.rss"
    )
    other = Follow(kind=FollowKind.JOURNAL, text="X", feed="https://x.org/feed?a=b")
    hosts = list(feeds.SOURCE.hosts(radar_of(nature, other, "cs.CL")))
    assert hosts == [nature.feed, "https://idp.nature.com", other.feed]


def test_a_cover_date_to_come_is_no_day(world):
    shelf, _, asked, nature = world
    shelf.feeds["/feeds/nature.rss"] = rdf("Nature", [entry("10.1000/a", day="2026-12-01")])
    harvest = asked.harvest(nature, now=NOW)
    (paper,) = asked.library.papers.between(NOW.date() - timedelta(days=5), NOW.date())
    assert (paper.submitted, paper.first_seen, harvest.failures) == (None, NOW, [])
