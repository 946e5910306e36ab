"""What is asked, what is kept, and when: the use case against a server that speaks the API."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from academichub_cli import sources
from academichub_cli.cache import Cache
from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.freshness import State
from academichub_cli.domain.radar import Follow, FollowKind, Radar, understand
from academichub_cli.domain.ranking import rank
from academichub_cli.domain.rules import RadarRules
from academichub_cli.harvest import Harvester
from academichub_cli.library import Arrival, Library
from academichub_cli.sources import Access, Need
from academichub_cli.today import Reader
from academichub_cli.web import WebSettings, authority_of
from academichub_cli.web.door import Web
from loopback import ArxivServer, Paper, sample_papers

THURSDAY = datetime(2026, 6, 11, 10, tzinfo=UTC)
DAY = timedelta(days=1)
LOOK_BACK = 14 * DAY


@dataclass
class House:
    """A library and a server, and harvests from the one into the other."""

    folder: object
    server: ArxivServer
    library: Library

    def harvest(self, *follows, now=THURSDAY, again=False):
        before = len(self.server.requests)
        harvest = asyncio.run(self._ask(radar_of(*follows), now, again=again))
        self.asked = self.server.requests[before:]
        return harvest

    async def _ask(self, radar, now, *, again):
        settings = WebSettings(
            state_dir=self.folder / "pace",
            user_agent="hub tests",
            hosts=frozenset({authority_of(self.server.api_url)}),
            deadline=20.0,
            min_interval=0.0,
        )
        with contextlib.closing(Cache(self.folder / "cache")) as cache:
            async with Web(settings, cache=cache, now=lambda: now) as web:
                harvester = Harvester(
                    library=self.library,
                    web=web,
                    radar=radar,
                    calendar=Calendar(),
                    now=now,
                    look_back=LOOK_BACK,
                    report=lambda progress: None,
                )
                routes = {"api": self.server.api_url}
                need = Need(radar=radar, since=since(now), now=now, routes=frozenset(routes))
                access = Access(addresses=routes, now=now)
                return await harvester.ask(sources.find("arxiv"), need, access, again=again)

    def today(self, *follows, now=THURSDAY):
        reader = Reader(
            library=self.library,
            radar=radar_of(*follows),
            calendar=Calendar(),
            now=now,
            look_back=LOOK_BACK,
        )
        return reader.today(None, limit=99)

    @property
    def stored(self):
        day = THURSDAY.date()
        found = self.library.papers.between(day - 400 * DAY, day + 400 * DAY)
        return {paper.id.value for paper in found}


def since(now):
    return (now - LOOK_BACK).replace(second=0, microsecond=0)


def radar_of(*follows):
    return Radar(
        follows=tuple(each if isinstance(each, Follow) else understand(each) for each in follows)
    )


def paper(number, **more):
    known = {
        "title": f"A study, number {number}",
        "authors": ("Nobody Known",),
        "categories": ("math.CO",),
        "published": "2026-06-10T12:00:00Z",
    }
    return Paper(id=f"2606.{number:05d}", **(known | more))


@pytest.fixture
def house(tmp_path):
    with ArxivServer() as server, Library.open(tmp_path / "library.db") as library:
        yield House(tmp_path, server, library)


def queries(house):
    return [request.params.get("search_query", "") for request in house.asked]


def test_a_large_radar_is_one_request(house):
    house.server.papers = sample_papers(200, newest="2026-06-10T17:00:00Z")
    authors = [f"Author{chr(97 + number)} Surname{chr(97 + number)}" for number in range(10)]
    topics = [f"topic number {number}" for number in range(4)] + ["sparse attention"]
    categories = ["cs.CL", "cs.LG", "math.CO", "q-bio.NC", "hep-th"]
    harvest = house.harvest(*authors, *topics, *categories)
    assert not harvest.failures
    assert len(house.asked) == 1
    assert len(house.stored) == 200
    assert house.asked[0].params["max_results"] == "2000"


def test_followed_papers_cost_one_more_whatever_their_number(house):
    house.server.papers = [paper(number) for number in range(1, 31)]
    harvest = house.harvest("cs.CL", *(f"2606.{number:05d}" for number in range(1, 31)))
    assert (len(house.asked), len(house.stored), harvest.failures) == (2, 30, [])
    assert house.asked[-1].params["id_list"].count(",") == 29


def test_a_radar_that_grew_asks_only_what_is_new(house):
    house.server.papers = [
        paper(1, categories=("cs.CL",)),
        paper(2, authors=("Ada Lovelace",)),
        paper(3, title="On sparse attention"),
    ]
    house.harvest("cs.CL")
    assert house.stored == {"2606.00001"}
    house.harvest("cs.CL", "Ada Lovelace", "sparse attention")
    assert len(house.asked) == 1
    assert "Lovelace" in queries(house)[0]
    assert "cat:cs.CL" not in queries(house)[0]
    assert house.stored == {"2606.00001", "2606.00002", "2606.00003"}
    house.harvest("cs.CL", "Ada Lovelace", "sparse attention", now=THURSDAY + DAY)
    assert len(house.asked) == 1
    assert all(term in queries(house)[0] for term in ("cat:cs.CL", "Lovelace", "sparse attention"))


def test_what_was_taken_off_the_radar_is_asked_no_more(house):
    house.server.papers = [paper(1, categories=("cs.CL",)), paper(2, authors=("Ada Lovelace",))]
    house.harvest("cs.CL", "Ada Lovelace")
    house.harvest("Ada Lovelace", now=THURSDAY + DAY)
    assert "cat:cs.CL" not in " ".join(queries(house))


def test_only_the_look_back_is_asked_for(house):
    house.server.papers = [
        paper(1, published="2026-05-29T12:00:00Z", categories=("cs.CL",)),
        paper(2, published="2026-05-27T12:00:00Z", categories=("cs.CL",)),
    ]
    house.harvest("cs.CL")
    assert house.stored == {"2606.00001"}
    (since,) = re.findall(r"submittedDate:\[(\d{12}) TO", queries(house)[0])
    assert since == "202605281000"


def test_a_paper_that_was_held_back_is_found_and_is_news(house):
    shown = [
        paper(number, categories=("cs.CL",), published=f"2026-06-09T12:{number:02d}:00Z")
        for number in range(1, 41)
    ]
    house.server.papers = shown
    house.harvest("cs.CL")
    held = paper(99, categories=("cs.CL",), published="2026-06-01T09:00:00Z")
    house.server.papers = [*shown, held]
    friday = THURSDAY + DAY
    harvest = house.harvest("cs.CL", now=friday)
    assert harvest.arrivals[Arrival.NEW] == 1
    reading = house.today("cs.CL", now=friday)
    assert [each.paper.id.value for each in reading.papers] == ["2606.00099"]
    assert (reading.day, reading.is_earlier) == (friday.date(), False)


def test_a_revision_of_a_followed_paper_is_shown_and_of_another_is_not(house):
    old = "2026-06-08T12:00:00Z"
    first = [paper(1, published=old), paper(2, published=old, categories=("cs.CL",))]
    house.server.papers = first
    follows = ("2606.00001", "cs.CL")
    house.harvest(*follows)
    revised = "2026-06-11T12:00:00Z"
    house.server.papers = [
        *first,
        *(
            replace(each, version=2, title=f"{each.title}, again", updated=revised)
            for each in first
        ),
    ]
    friday = THURSDAY + DAY
    harvest = house.harvest(*follows, now=friday)
    assert harvest.arrivals[Arrival.REVISED] == 2
    reading = house.today(*follows, now=friday)
    (shown,) = reading.papers
    assert shown.paper.id.value == "2606.00001"
    assert (shown.paper.version, shown.paper.title) == (2, "A study, number 1, again")
    assert shown.reasons[0].text == "revised v2: title changed"


def test_a_followed_paper_that_does_not_exist_is_named(house):
    house.server.papers = [paper(1)]
    harvest = house.harvest("2606.00001", "2606.77777")
    (note,) = harvest.notes
    assert "there is no paper 2606.77777" in note
    assert "hub unfollow 2606.77777" in note
    assert not harvest.failures
    assert house.stored == {"2606.00001"}


def test_what_the_server_matches_too_loosely_is_not_kept(house):
    house.server.papers = [
        paper(1, authors=("Sanjeev Arora",)),
        paper(2, authors=("Arora Sanjeev",)),
        paper(3, authors=("S. Arora",)),
        paper(4, authors=("Simran Arora",)),
        paper(5, authors=("Sanjeev Kumar", "Ravi Arora")),
        paper(6, authors=("Sanjeev Aroraa",)),
    ]
    house.harvest("Sanjeev Arora")
    assert {"2606.00001", "2606.00003"} <= house.stored
    assert not house.stored & {"2606.00004", "2606.00005", "2606.00006"}
    possible = {
        each.paper.id.value: each.reasons[0].kind
        for each in rank(
            house.library.papers.of_batch(THURSDAY.date()),
            RadarRules(radar_of("Sanjeev Arora"), today=THURSDAY.date()),
            marks={},
            now=THURSDAY,
        )
    }
    assert possible["2606.00001"] == "author"
    assert possible["2606.00003"] == "possible-author"


def test_a_page_that_fails_leaves_what_came_before_and_is_resumed(house):
    house.server.papers = sample_papers(90, newest="2026-06-10T17:00:00Z")

    def ten_a_page(ask, mode):
        return house.server._api(replace(ask, params={**ask.params, "max_results": "10"}), mode)

    house.server.routes["/api/query"] = ten_a_page
    house.server.misbehave("error_404", at=[7])
    harvest = house.harvest("sparse attention")
    assert harvest.state is State.FAILED
    assert len(house.stored) == 60
    (read,) = house.library.reads.all("arxiv")
    assert not read.complete
    house.server.behave()
    harvest = house.harvest("sparse attention")
    assert harvest.state is State.FRESH
    assert len(house.stored) == 90
    assert len(house.asked) < 9
    assert house.library.reads.all("arxiv")[0].complete


def test_one_bad_record_costs_one_record_and_is_counted(house):
    house.server.papers = sample_papers(20, newest="2026-06-10T17:00:00Z")
    house.server.misbehave("one_bad_entry")
    harvest = house.harvest("sparse attention")
    assert len(house.stored) == 17
    assert len(harvest.damaged) == 3
    assert not harvest.failures


def test_a_record_that_comes_twice_hides_no_other(house):
    house.server.papers = sample_papers(120, newest="2026-06-10T17:00:00Z")

    def fifty_a_page(ask, mode):
        return house.server._api(replace(ask, params={**ask.params, "max_results": "50"}), mode)

    house.server.routes["/api/query"] = fifty_a_page
    house.server.misbehave("duplicate_entries")
    assert not house.harvest("sparse attention").failures
    assert len(house.stored) == 120


def test_what_the_api_cannot_be_asked_is_said(house):
    harvest = house.harvest(
        "cs.CL",
        Follow(kind=FollowKind.AUTHOR, text="0000-0002-1825-0097", id="orcid:0000-0002-1825-0097"),
        Follow(kind=FollowKind.PAPER, text="10.1038/s41586", id="doi:10.1038/s41586"),
    )
    # A journal's DOI is what Crossref is asked for.
    assert [note.partition(":")[0] for note in harvest.notes] == ["0000-0002-1825-0097"]


# When it is time to ask again: arXiv announces at 20:00 in New York, which is 00:00 UTC in June.


@pytest.mark.parametrize(
    ("read", "now", "asks"),
    [
        ("2026-06-11T10:00", "2026-06-11T10:05", False),
        ("2026-06-11T10:00", "2026-06-11T23:59", False),
        ("2026-06-11T10:00", "2026-06-12T00:01", True),
        ("2026-06-12T10:00", "2026-06-13T00:01", False),  # Friday evening: nothing comes
        ("2026-06-12T10:00", "2026-06-13T12:00", False),
        ("2026-06-12T10:00", "2026-06-14T12:00", False),
        ("2026-06-12T10:00", "2026-06-14T23:59", False),
        ("2026-06-12T10:00", "2026-06-15T00:01", True),  # Sunday evening
        ("2026-06-12T00:10", "2026-06-12T00:30", False),  # papers of the batch are there
        ("2026-06-12T00:10", "2026-06-12T05:01", True),  # the index has settled
        ("2026-06-12T05:01", "2026-06-12T23:00", False),
        ("2026-06-18T10:00", "2026-06-21T12:00", True),  # Friday's listing, before a day off
    ],
)
def test_it_is_time_to_ask_when_there_is_a_new_announcement(read, now, asks, house):
    then, now = (datetime.fromisoformat(f"{each}+00:00") for each in (read, now))
    newest = then - timedelta(hours=14)
    house.server.papers = [
        paper(1, categories=("cs.CL",), published=f"{newest:%Y-%m-%dT%H:%M:%SZ}")
    ]
    house.harvest("cs.CL", now=then)
    assert len(house.asked) == 1
    house.harvest("cs.CL", now=now)
    assert bool(house.asked) == asks
    house.harvest("cs.CL", now=now, again=True)
    assert len(house.asked) == 1


def test_the_weekend_is_quiet_and_asks_nothing(hub):
    with ArxivServer(sample_papers(10, newest="2026-06-11T17:00:00Z")) as server:
        hub.variables = {"HUB_ARXIV_API_URL": server.api_url, "HUB_MIN_INTERVAL": "0"}
        hub("follow", "cs.CL")
        friday = hub("today", "--json", HUB_NOW="2026-06-12T10:00:00+00:00")
        assert (friday.code, json.loads(friday.out)["state"]) == (0, "fresh")
        asked = len(server.requests)
        saturday = hub("today", "--json", HUB_NOW="2026-06-13T10:00:00+00:00")
        assert (saturday.code, json.loads(saturday.out)["state"]) == (0, "quiet")
        assert "Monday 15 June" in saturday.err
        assert len(json.loads(saturday.out)["papers"]) == len(json.loads(friday.out)["papers"])
        assert len(server.requests) == asked


def test_offline_opens_no_socket_and_says_so(hub):
    with ArxivServer(sample_papers(10, newest="2026-06-10T17:00:00Z")) as server:
        hub.variables = {
            "HUB_ARXIV_API_URL": server.api_url,
            "HUB_MIN_INTERVAL": "0",
            "HUB_OFFLINE": "1",
        }
        hub("follow", "cs.CL")
        empty = hub("today")
        assert empty.code == 4
        assert "HUB_OFFLINE" in empty.err
        assert hub("fetch").code == 4
        assert not server.requests
        hub.variables["HUB_OFFLINE"] = "0"
        assert hub("fetch").code == 0
        asked = len(server.requests)
        hub.variables["HUB_OFFLINE"] = "1"
        assert hub("today").code == 0
        late = hub("today", "--json", HUB_NOW="2026-06-12T10:00:00+00:00")
        assert (late.code, json.loads(late.out)["state"]) == (3, "stale")
        assert hub("fetch", HUB_NOW="2026-06-12T10:00:00+00:00").code == 3
        assert len(server.requests) == asked


def test_a_clock_that_is_behind_is_said_and_re_dates_nothing(house):
    house.server.papers = [paper(1)]
    behind = house.harvest("math.CO", now=THURSDAY - 365 * DAY)
    assert any("clock" in note for note in behind.notes)
    house.harvest("math.CO")
    (kept,) = house.library.papers.between(date(2020, 1, 1), date(2030, 1, 1))
    assert kept.batch is not None
    assert kept.batch.year == 2026
