"""The arXiv of the tests: what it shows, when, in which words, and how it misbehaves."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from loopback import ArxivServer, Paper
from loopback.rss import EASTERN, TYPES
from loopback.world import Edition, World
from loopback.world_faults import OVERLAP, WORLD_MODES

TOPICS = ("cs.CL", "cs.LG", "q-bio.NC")
MON, TUE, WED, THU, FRI = (date(2026, 6, day) for day in range(1, 6))
NEXT_MON = date(2026, 6, 8)
OAI = "{http://www.openarchives.org/OAI/2.0/}"
RECORD = "{http://arxiv.org/OAI/arXiv/}"
ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"
LIST_CL = "/oai?verb=ListRecords&metadataPrefix=arXiv&set=cs:cs:CL"


class Site:
    """A world that is served."""

    def __init__(self, world, server):
        self.world, self.server = world, server

    def at(self, day, clock):
        self.world.now = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=EASTERN)
        return self

    def ask(self, path, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.server.url + path, headers=named)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()

    def rss(self, topics="cs.CL"):
        return ET.fromstring(self.ask(f"/rss/{topics}")[2])

    def rss_ids(self, topics="cs.CL"):
        return [re.search(r"[\d.]+(?=v)", guid.text)[0] for guid in self.rss(topics).iter("guid")]

    def page(self, path):
        return self.ask(f"/list/{path}")[2]

    def listed(self, path):
        return re.findall(r'title="Abstract" id="([^"]+)"', self.page(path))

    def oai(self, path):
        return ET.fromstring(self.ask(path)[2])

    def error(self, path):
        return self.oai(path).find(f"{OAI}error").get("code")

    def oai_ids(self, path):
        return [found.text for found in self.oai(path).iter(f"{RECORD}id")]

    def api_ids(self, more=""):
        feed = ET.fromstring(self.ask(f"/api/query?search_query=cat:cs.CL&{more}")[2])
        return [
            re.search(r"abs/(.+)v", entry.findtext(f"{ATOM}id"))[1]
            for entry in feed.iter(f"{ATOM}entry")
        ]


@pytest.fixture
def site():
    world = World.made_up(days=10, per_day=24, categories=TOPICS, first=MON)
    with ArxivServer(routes=world.routes()) as server:
        yield Site(world, server)


def ids(world, day, *types, topic="cs.CL"):
    found = world.announced(topic, day)
    return {name for name, type_ in found.items() if not types or type_ in types}


def test_a_listing_is_out_at_eight_the_evening_before_and_each_route_follows_in_its_time(site):
    world = site.world
    world.api_lag = timedelta(hours=4)
    day_two = ids(world, TUE)
    seen = {
        clock: [
            bool(day_two & set(found))
            for found in (
                site.at(MON, clock).listed("cs.CL/new"),
                site.listed("cs.CL/pastweek?show=2000"),
                site.oai_ids(f"{LIST_CL}&from={MON}"),
                site.rss_ids(),
                site.api_ids("max_results=200"),
            )
        ]
        for clock in ("19:59:59", "20:00", "22:29:59", "22:30", "23:59:59")
    }
    assert seen == {
        "19:59:59": [False, False, False, False, False],
        "20:00": [True, True, False, False, False],
        "22:29:59": [True, True, False, False, False],
        "22:30": [True, True, True, False, False],
        "23:59:59": [True, True, True, False, False],
    }
    assert set(site.at(TUE, "00:00").rss_ids()) == day_two
    assert day_two < set(site.api_ids("max_results=200"))


def test_a_weekend_shows_fridays_listing_and_an_empty_feed(site):
    site.at("2026-06-06", "12:00")
    assert "<h3>Showing new listings for Friday, 5 June 2026</h3>" in site.page("cs.CL/new")
    assert set(site.listed("cs.CL/new")) == ids(site.world, FRI)
    channel = site.rss().find("channel")
    assert [day.text for day in channel.find("skipDays")] == ["Saturday", "Sunday"]
    assert channel.findtext("pubDate") == "Sat, 06 Jun 2026 00:00:00 -0400"
    assert channel.find("item") is None
    assert "Monday, 8 June" in site.at("2026-06-07", "20:00").page("cs.CL/new")


def test_a_day_without_listing_brings_its_papers_with_the_next(site):
    papers = ids(site.world, WED)
    assert site.world.double(WED) == THU
    assert site.at(WED, "10:00").rss_ids() == []
    assert "Tuesday, 2 June" in site.page("cs.CL/new")
    assert papers < set(site.at(THU, "10:00").rss_ids())
    assert site.world.announced("cs.CL", WED) == {}


def test_what_is_announced_follows_from_the_categories(site):
    world = site.world
    (revised,) = world.revise(WED, 1)
    (crossed,) = world.late_cross(WED, 1)
    wider = world.paper(crossed)
    for name, type_ in (("cs.CL", "replace"), ("cs.LG", "replace"), ("q-bio.NC", "replace")):
        if name in world.paper(revised).categories:
            expected = type_ if world.paper(revised).categories[0] == name else "replace-cross"
            assert world.announced(name, WED)[revised] == expected
    assert world.announced(wider.categories[-1], WED)[crossed] == "cross"
    assert all(crossed not in world.announced(old, WED) for old in wider.categories[:-1])
    assert world.paper(revised, TUE).version == 1
    assert world.paper(revised, WED).version == 2
    assert world.paper(revised, WED).abstract != world.paper(revised, TUE).abstract
    assert world.all_announced(TOPICS, MON, WED)[revised] == "new"


def test_rss_is_written_as_its_server_writes_it(site):
    world = site.world
    world.revise(WED, 9)
    site.at(WED, "06:00")
    root = site.rss("CS.cl+cs.LG")
    channel = root.find("channel")
    assert channel.findtext("title") == "cs.CL, cs.LG updates on arXiv.org"
    assert channel.findtext("link") == "http://rss.arxiv.org/rss/cs.CL+cs.LG"
    assert channel.findtext("lastBuildDate") == "Wed, 03 Jun 2026 04:00:02 +0000"
    told = world.announced_in(("cs.CL", "cs.LG"), WED)
    shown = [item.findtext(f"{ARXIV}announce_type") for item in channel.iter("item")]
    assert shown == sorted(shown, key=TYPES.index)
    assert dict(zip(site.rss_ids("cs.CL+cs.LG"), shown, strict=True)) == told
    name, item = site.rss_ids("cs.CL+cs.LG")[0], channel.find("item")
    paper = world.paper(name)
    assert item.findtext("guid") == f"oai:arXiv.org:{name}v1"
    assert item.findtext("description") == (
        f"arXiv:{name}v1 Announce Type: new \nAbstract: {paper.abstract}"
    )
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator").split(", ") == [
        author if " " in author else f" {author}" for author in paper.authors
    ]


def test_rss_cuts_leaves_out_sixth_versions_and_can_be_asked_whether_it_changed(site):
    world = site.world
    news = sorted(ids(world, MON, "new"))
    for version in (5, 6):
        old = Paper(id=f"2401.0000{version}", version=version, updated="2026-06-01T12:00:00Z")
        world.announce(Edition(paper=old, day=TUE, change="replace"))
    site.at(TUE, "09:00")
    assert "2401.00005" in site.rss_ids()
    assert "2401.00006" not in site.rss_ids()
    assert "2401.00006" not in site.listed("cs.CL/new")
    assert "2401.00006" in world.announced("cs.CL", TUE)
    status, headers, _ = site.at(MON, "23:00").ask("/rss/cs.CL")
    assert (status, headers["Cache-Control"]) == (200, "max-age=3600")
    assert site.ask("/rss/cs.CL", If_None_Match=headers["ETag"])[0] == 304
    world.rss_most = len(ids(world, MON)) - 2
    assert set(news) - set(site.rss_ids()) == set(news[:2])


def test_a_category_that_is_none_is_complained_of(site):
    status, _, body = site.ask("/rss/cs.XX")
    assert status == 400
    channel = ET.fromstring(body).find("channel")
    assert channel.findtext("title").startswith("Feed error for query: ")
    assert channel.findtext("description").startswith("Bad subject class 'XX'. Valid subject")
    assert site.ask("/rss/nonsense.CL")[0] == 400
    assert site.ask("/list/cs.XX/new")[0] == 400


def test_new_states_what_it_shows(site):
    world = site.world
    world.revise(WED, 12)
    page = site.at(WED, "09:00").page("cs.CL/new")
    new, cross = (len(ids(world, WED, type_)) for type_ in ("new", "cross"))
    replaced = len(ids(world, WED, "replace", "replace-cross"))
    assert re.findall("<h3>(.+)</h3>", page) == [
        "Showing new listings for Wednesday, 3 June 2026",
        f"New submissions (showing {new} of {new} entries)",
        f"Cross submissions (showing {cross} of {cross} entries)",
        f"Replacement submissions (showing {replaced} of {replaced} entries)",
    ]
    assert f"Total of {new + cross + replaced} entries" in page
    assert page.count("<p class='mathjax'>") == new + cross + replaced
    assert page.count("(replaced)") == replaced
    assert page.count("(cross-list from q-bio.NC)") == cross
    assert set(site.listed("cs.CL/new")) == ids(world, WED)


def test_listings_are_paged_and_the_past_week_has_five_days_without_replacements():
    world = World.made_up(days=8, per_day=30, categories=("cs.CL",))
    world.revise(NEXT_MON, 5)
    with ArxivServer(routes=world.routes()) as server:
        site = Site(world, server).at(NEXT_MON, "09:00")
        headings = re.findall("<h3>(.+)</h3>", site.page("cs.CL/pastweek?skip=50&show=50"))
        assert headings == [
            "Fri, 5 Jun 2026 (continued, showing last 10 of 30 entries )",
            "Thu, 4 Jun 2026 (showing 30 of 30 entries )",
            "Wed, 3 Jun 2026 (showing first 10 of 30 entries )",
        ]
        whole = site.page("cs.CL/pastweek?show=2000")
        assert "Total of 150 entries" in whole
        assert "<p class='mathjax'>" not in whole
        shown = [name for skip in (0, 50, 100) for name in site.listed(f"cs.CL/recent?skip={skip}")]
        assert shown == site.listed("cs.CL/pastweek?show=2000")
        told = world.all_announced(("cs.CL",), TUE, NEXT_MON)
        assert set(shown) == {name for name, type_ in told.items() if type_ == "new"}
        part = site.page("cs.CL/new?skip=25&show=25")
        assert "New submissions (continued, showing last 5 of 30 entries)" in part
        assert "Replacement submissions (showing 5 of 5 entries)" in part


def test_oai_gives_pages_whose_tokens_last_for_the_day(site):
    world = site.world
    world.oai_page_size = 5
    world.revise(WED, 4)
    site.at(WED, "09:00")
    path, last, found = f"{LIST_CL}&from={MON}&until={WED}", "", []
    while path:
        answer = site.oai(path)
        stamps = [stamp.text for stamp in answer.iter(f"{OAI}datestamp")]
        assert len(stamps) <= 5
        assert stamps == sorted(stamps)
        found += [record.text for record in answer.iter(f"{RECORD}id")]
        token = answer.find(f".//{OAI}resumptionToken")
        assert not {"completeListSize", "cursor"} & set(token.attrib)
        quoted = urllib.request.quote(token.text or "")
        path = f"/oai?verb=ListRecords&resumptionToken={quoted}" if quoted else ""
        last = path or last
    assert len(found) == len(set(found))
    assert set(found) == set(world.all_announced(("cs.CL",), MON, WED))
    assert site.error(f"{last}&set=cs") == "badArgument"
    assert site.at(THU, "09:00").error(last) == "badResumptionToken"
    site.at(WED, "09:00").oai(f"{LIST_CL}&from={MON}&until={WED}")
    world.expire_tokens()
    assert site.error(last) == "badResumptionToken"


def test_oai_dates_a_record_by_its_last_change_and_knows_its_sets(site):
    world = site.world
    (name,) = world.revise(WED, 1)
    site.at(THU, "09:00")
    root = site.oai(f"/oai?verb=GetRecord&metadataPrefix=arXiv&identifier=oai:arXiv.org:{name}")
    paper = world.paper(name)
    assert root.find(f".//{OAI}datestamp").text == root.find(f".//{RECORD}updated").text == str(WED)
    assert root.find(f".//{RECORD}created").text == paper.updated[:10]
    assert root.find(f".//{RECORD}categories").text == " ".join(paper.categories)
    assert {found.text for found in root.iter(f"{OAI}setSpec")} == {
        {"cs.CL": "cs:cs:CL", "cs.LG": "cs:cs:LG", "q-bio.NC": "q-bio:q-bio:NC"}[category]
        for category in paper.categories
    }
    whole = site.oai_ids(f"/oai?verb=ListRecords&metadataPrefix=arXiv&set=cs&from={TUE}")
    assert name in site.oai_ids(f"{LIST_CL.rpartition('&')[0]}&from={WED}&until={WED}")
    assert set(whole) >= ids(world, THU)
    assert site.oai("/oai?verb=Identify").find(f".//{OAI}granularity").text == "YYYY-MM-DD"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"{LIST_CL}&from=2026-05-01&until=2026-05-02", "noRecordsMatch"),
        (f"{LIST_CL}&from=2026-06-04", "badArgument"),  # tomorrow, with today as its end
        (f"{LIST_CL}&from=2026-6-1", "badArgument"),
        (f"{LIST_CL}&from=2026-06-01T00:00:00Z", "badArgument"),
        (f"{LIST_CL}XX", "badArgument"),
        ("/oai?verb=ListRecords&set=cs", "badArgument"),
        ("/oai?verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("/oai?verb=ListRecords&resumptionToken=twinkle", "badResumptionToken"),
        ("/oai?verb=GetRecord&metadataPrefix=arXiv&identifier=oai:arXiv.org:1", "idDoesNotExist"),
        ("/oai?verb=Sing", "badVerb"),
    ],
)
def test_oai_complains_in_its_codes(site, path, code):
    assert site.at(WED, "09:00").error(path) == code


def test_a_persons_feed_joins_the_authors_and_exists_only_where_claimed(site):
    site.world.claim("Simeon Warner", "warner_s_1", "0000-0002-7970-7855")
    site.at(WED, "09:00")
    for address, elements in (("warner_s_1.atom2", 1), ("0000-0002-7970-7855.atom", 2)):
        feed = ET.fromstring(site.ask(f"/a/{address}")[2])
        assert feed.findtext(f"{ATOM}title") == "Simeon Warner's articles on arXiv"
        entries = feed.findall(f"{ATOM}entry")
        own = {
            name
            for name in site.world.all_announced(TOPICS, MON, WED)
            if "Simeon Warner" in site.world.paper(name).authors
        }
        assert (
            {re.search(r"abs/(.+)v1", e.findtext(f"{ATOM}id"))[1] for e in entries} == own != set()
        )
        assert max(len(entry.findall(f"{ATOM}author")) for entry in entries) >= elements
        joined = {entry.find(f"{ATOM}author").findtext(f"{ATOM}name") for entry in entries}
        assert any(", " in name for name in joined) == (elements == 1)
    assert site.ask("/a/nobody_n_1.atom2")[0] == 404


def test_a_paper_that_was_held_is_new_today_and_weeks_old(site):
    held = site.world.hold(3, WED)
    assert set(held) <= set(site.world.announced_in(TOPICS, WED))
    ages = {WED - datetime.fromisoformat(site.world.paper(name).published).date() for name in held}
    assert min(ages) >= timedelta(days=21)


def _feed(site):
    root = site.rss()
    return root.findtext("channel/pubDate")[:16], set(site.rss_ids())


@pytest.mark.parametrize("by", ["server", "world"])
def test_rss_misbehaves_by_name(site, by):
    site.at(WED, "09:00")
    yesterday, today = ids(site.world, TUE), ids(site.world, WED)
    here = site.server if by == "server" else site.world

    def seen(name):
        here.behave()
        here.misbehave(name, path="/rss")
        return _feed(site)

    assert seen("rss_stale") == ("Wed, 03 Jun 2026", yesterday)
    assert seen("rss_old") == ("Tue, 02 Jun 2026", yesterday)
    assert site.rss().findtext("channel/lastBuildDate").startswith("Wed, 03 Jun 2026")
    assert seen("rss_empty") == ("Wed, 03 Jun 2026", set())
    assert len(seen("rss_short")[1]) == len(today) // 2
    here.behave()
    assert _feed(site) == ("Wed, 03 Jun 2026", today)


def test_listings_oai_and_api_misbehave_by_name(site):
    site.at(WED, "09:00")
    site.server.misbehave("listing_old", times=1)
    assert set(site.listed("cs.CL/new")) == ids(site.world, TUE)
    site.server.misbehave("listing_without_abstracts", times=1)
    assert "<p class='mathjax'>" not in site.page("cs.CL/new")
    site.server.misbehave("listing_short", times=1)
    page, number = site.page("cs.LG/new"), len(ids(site.world, WED, topic="cs.LG"))
    assert f"Total of {number} entries" in page
    assert page.count("<dt>") < number
    site.server.misbehave("oai_cut_page", times=1)
    with pytest.raises(ET.ParseError):
        site.oai(LIST_CL)
    site.world.oai_page_size = 4
    site.server.misbehave("oai_lost_token", times=1)
    assert site.oai(LIST_CL).find(f".//{OAI}resumptionToken") is None
    token = urllib.request.quote(site.oai(LIST_CL).find(f".//{OAI}resumptionToken").text)
    site.server.misbehave("oai_token_expired")
    resumed = f"/oai?verb=ListRecords&resumptionToken={token}"
    assert site.error(resumed) == "badResumptionToken"
    site.server.behave()
    latest = "sortBy=submittedDate&sortOrder=descending&max_results=10"
    in_order, later = site.api_ids(latest), site.api_ids(f"{latest}&start=10")
    site.server.misbehave("api_overlap")
    assert site.api_ids(latest) == in_order
    assert site.api_ids(f"{latest}&start=10")[:OVERLAP] == in_order[-OVERLAP:]
    site.server.behave()
    site.server.misbehave("api_ignores_sort")
    assert site.api_ids(latest) not in (in_order, later)


def test_a_busy_hour_ends_by_the_worlds_clock(site):
    start = datetime(2026, 6, 3, 13, tzinfo=UTC)
    site.world.misbehave("busy_hour_retry_after", since=start)
    site.world.now = start + timedelta(minutes=20)
    for path in ("/rss/cs.CL", "/list/cs.CL/new", LIST_CL, "/api/query", "/a/nobody.atom2"):
        status, headers, body = site.ask(path)
        assert (status, headers["Retry-After"], body) == (429, "2400", "Rate exceeded.")
    site.world.now = start + timedelta(hours=1)
    assert site.ask("/rss/cs.CL")[0] == 200
    site.world.misbehave("busy_hour")
    assert site.ask("/rss/cs.CL")[1]["Retry-After"] is None
    site.world.behave()
    site.world.misbehave("empty_200", path="/oai", times=1)
    assert [site.ask(LIST_CL)[2] == "" for _ in range(2)] == [True, False]


def test_every_mode_says_what_it_does():
    assert all(mode.says for mode in WORLD_MODES.values())


def tags(element):
    return {child.tag for child in element}


def test_formats_are_those_that_were_recorded(site, real_data):
    site.at(WED, "09:00")
    recorded = real_data / "recorded"
    real = ET.parse(recorded / "arxiv_rss" / "arxiv_cs_cl_2026-04-27.xml").getroot()
    ours = site.rss()
    assert tags(ours.find("channel")) == tags(real.find("channel"))
    assert tags(ours.find("channel/item")) == tags(real.find("channel/item"))
    real = ET.parse(recorded / "arxiv_oai" / "new_endpoint_plasm-ph_2026-09-20.xml").getroot()
    ours, inner = site.oai(LIST_CL), f".//{RECORD}arXiv"
    rare = {f"{RECORD}{name}" for name in ("updated", "comments", "journal-ref", "doi")}
    assert tags(ours) == tags(real)
    assert tags(ours.find(f".//{OAI}header")) == tags(real.find(f".//{OAI}header"))
    assert tags(ours.find(inner)) - rare == tags(real.find(inner)) - rare
    real = (recorded / "arxiv_html" / "listing_sample.html").read_text("utf-8")
    skeleton = re.compile(r"<(?:dt|dd|div|span|p|h3)[^>]*>|<a (?:name|href =)")
    ours = [re.sub("item[0-9]+", "", tag) for tag in skeleton.findall(site.page("cs.CL/new"))]
    theirs = skeleton.findall(real)
    assert set(theirs) <= {*ours, "<div class='list-journal-ref'>"}


def test_real_batches_become_one_announcement_each(real_data):
    world = World.from_corpus(
        real_data, first=date(2026, 6, 1), days=18, categories=("cs.CL", "cs.AI")
    )
    assert date(2026, 6, 22) not in world.days  # Friday's, once more
    assert world.days[0] == date(2026, 6, 1)
    assert world.days[-1] == date(2026, 6, 25)
    assert all(day.weekday() < 5 for day in world.days)
    names = [edition.paper.id for edition in world.editions]
    assert len(names) == len(set(names)) > 1500
    tuesday = [edition.paper for edition in world.editions if edition.day == date(2026, 6, 9)]
    first, last = "2026-06-05T18:00:00Z", "2026-06-08T18:00:00Z"
    assert all(first <= paper.published <= last for paper in tuesday)
    assert replace(tuesday[0], version=2).id in world.announced("cs", date(2026, 6, 9))
