"""What a reader sees, morning after morning, of an arXiv that lives on: commands as they are typed."""

from __future__ import annotations

import contextlib
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from academichub_cli import cli
from blackbox.stage import faults
from conftest import Ended
from loopback import ArxivServer
from loopback.world import World

DAY = timedelta(days=1)
NEWS = ("new", "cross")
ROUTES = {
    "API": "/api/query",
    "RSS": "/rss",
    "LISTING": "/list",
    "OAI": "/oai",
    "AUTHOR": "/a",
}


@dataclass
class Morning:
    """A reader's terminal, and the world outside."""

    world: World
    server: ArxivServer
    monkeypatch: pytest.MonkeyPatch
    skew: timedelta = timedelta()  # of the reader's clock

    def __call__(self, *arguments, code=0):
        self.monkeypatch.setenv("HUB_NOW", (self.world.now + self.skew).isoformat())
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            ended = Ended(cli.run(arguments), out.getvalue(), err.getvalue())
        assert not faults(ended, json_expected="--json" in arguments)
        assert ended.code == code, ended
        return ended

    def document(self, *arguments, code=0):
        return json.loads(self(*arguments, "--json", code=code).out)

    def at(self, place, *, hour=8):
        """Let it be the morning of the listing that has this place; UTC."""
        day = self.world.days[place]
        self.world.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        return day

    def announced(self, *categories, day):
        return {
            name for name, kind in self.world.announced_in(categories, day).items() if kind in NEWS
        }


@pytest.fixture
def morning(monkeypatch):
    world = World.made_up(days=16, per_day=18, categories=("cs.CL", "cs.LG", "cs.CV"))
    with ArxivServer(routes=world.routes()) as server:
        for name, path in ROUTES.items():
            monkeypatch.setenv(f"HUB_ARXIV_{name}_URL", server.url + path)
        monkeypatch.setenv("HUB_MIN_INTERVAL", "0")
        yield Morning(world, server, monkeypatch)


def ids(papers):
    return {paper["id"].removeprefix("arXiv:") for paper in papers}


def rows(document, day):
    return {row["category"]: row for row in document["days"] if row["day"] == day.isoformat()}


def test_today_is_everything_that_was_announced_and_says_so(morning):
    morning("follow", "cs.CL", "cs.LG")
    day = morning.at(3)
    shown = morning.document("today", "--limit", "999")
    truth = morning.announced("cs.CL", "cs.LG", day=day)
    assert ids(shown["papers"]) == truth
    assert {paper["announced"] for paper in shown["papers"]} == {day.isoformat()}
    assert all("Announce Type" not in paper["abstract"] for paper in shown["papers"])
    assert shown["state"] == "fresh"
    said = morning("today", "--limit", "1").err
    count = len(truth)
    assert (
        f"complete: {count} of {count} announced {day:%a} {day.day} {day:%b} in cs.CL, cs.LG"
        in said
    )


def test_what_did_not_answer_is_named_in_the_one_line(morning):
    morning("follow", "cs.CL", "cs.LG")
    morning.at(3)
    morning("fetch")
    day = morning.at(4)
    for path in ("/rss", "/list/cs.LG", "/oai"):
        morning.server.misbehave("empty_200", path=path)
    ended = morning("today", "--limit", "1", code=3)
    assert f"announced {day:%a} {day.day} {day:%b}, not complete: cs.LG: " in ended.err
    document = morning.document("health", code=3)
    assert rows(document, day)["cs.LG"]["state"] == "failed"
    assert rows(document, day)["cs.CL"]["state"] == "fresh"
    morning.server.behave()
    assert "complete: " in morning("today", "--limit", "1").err


def test_health_counts_every_day_and_tells_quiet_from_late(morning):
    morning("follow", "cs.CL")
    thursday, friday = morning.at(3), morning.world.days[4]
    morning("fetch")
    morning.at(4)
    morning("fetch")
    morning.world.now += 2 * DAY  # a Sunday
    document = morning.document("health")
    for day in (thursday, friday):
        row = rows(document, day)["cs.CL"]
        truth = morning.announced("cs.CL", day=day)
        assert (row["announced"], row["fetched"], row["missing"]) == (len(truth), len(truth), [])
        assert row["state"] == "fresh"
    for day in (friday + DAY, friday + 2 * DAY):
        assert rows(document, day)[None]["state"] == "quiet"
    morning.world.now = datetime(2026, 6, 8, 1, tzinfo=UTC)  # Monday's is out, its feed is not
    assert rows(morning.document("health"), date(2026, 6, 8))["cs.CL"]["state"] == "waiting"
    morning.world.now += DAY  # and nobody has asked for it
    assert rows(morning.document("health", code=3), date(2026, 6, 8))["cs.CL"]["state"] == "stale"


def test_health_says_when_it_last_ran_and_how(morning):
    assert "nothing was fetched yet" in morning("health", code=3).err
    morning("follow", "cs.CL")
    morning.at(3)
    assert not morning("fetch", "--scheduled").err
    document = morning.document("health")
    now = morning.world.now.isoformat()
    assert {document[name] for name in ("last_run", "last_success", "last_scheduled")} == {now}
    assert document["next"] > now
    assert "schedule  just now" in morning("health").out


def test_nine_days_away_are_made_up_without_gap_or_double(morning):
    morning("follow", "cs.CL")
    morning.at(2)
    seen = ids(morning.document("today", "--limit", "999")["papers"])
    morning.at(9)
    caught_up = [
        paper["id"].removeprefix("arXiv:")
        for paper in morning.document("today", "--since", "last", "--limit", "999")["papers"]
    ]
    truth = set()
    for day in morning.world.days[3:10]:
        truth |= morning.announced("cs.CL", day=day)
    assert len(caught_up) == len(set(caught_up))
    assert set(caught_up) == truth - seen
    assert not morning.document("today", "--since", "last", "--limit", "999")["papers"]
    morning("health", "--days", "14")


def test_reading_only_today_after_days_away_does_not_write_off_the_days(morning):
    morning("follow", "cs.CL")
    morning.at(2)
    morning("today")
    day = morning.at(5)
    morning("today", "--limit", "999")
    found = ids(morning.document("today", "--since", "last", "--limit", "999")["papers"])
    missed = morning.announced("cs.CL", day=morning.world.days[3])
    assert missed <= found
    assert morning.announced("cs.CL", day=day) <= found


def test_replacements_show_where_asked_for_and_of_papers_that_were_liked(morning):
    morning("follow", "cs.CL", "cs.LG", "cs.CV")
    morning.at(3)
    morning("today", "--limit", "999")
    revised = morning.world.revise(morning.world.days[4], 6)
    morning("like", revised[0])
    morning.at(4)
    shown = morning.document("today", "--limit", "999")["papers"]
    assert ids(shown) & set(revised) == {revised[0]}
    (liked,) = (paper for paper in shown if paper["id"].endswith(revised[0]))
    assert liked["reasons"][0]["text"] == "revised v2: abstract changed"
    replaced = morning.document("today", "--type", "replace", "--limit", "999")["papers"]
    assert ids(replaced) == set(revised)
    new = morning.document("today", "--type", "new,cross", "--limit", "999")["papers"]
    assert not ids(new) & set(revised)
    difference = morning("show", "--diff", revised[0]).out
    assert "{+ Version 2 corrects the proof.+}" in difference
    assert "no earlier version" in morning("show", "--diff", new[0]["id"], code=2).err


def test_a_late_cross_list_is_news_in_its_category(morning):
    morning("follow", "cs.LG")
    morning.at(3)
    morning("today", "--limit", "999")
    crossed = set(morning.world.late_cross(morning.world.days[4], 3, "cs.LG"))
    morning.at(4)
    shown = morning.document("today", "--limit", "999")["papers"]
    assert crossed <= ids(shown)


def test_what_came_before_a_new_follow_is_offered_once(morning):
    morning("follow", "cs.CL")
    for place in (3, 4):
        morning.at(place)
        morning("today", "--limit", "1")
    said = morning("follow", "cs.LG").out
    assert "papers of the last 30 days in the library match" in said
    offered = morning.document("today", "--limit", "2")
    assert offered["offered"]
    assert all("cs.LG" in paper["categories"] for paper in offered["offered"])
    assert not ids(offered["offered"]) & ids(offered["papers"])
    assert not morning.document("today", "--limit", "2")["offered"]


@pytest.mark.parametrize("name", ["warner_s_1", "0000-0002-7970-7855"])
def test_an_author_can_be_followed_by_what_arxiv_knows_them_by(name, morning):
    day = morning.at(3)
    writer = morning.world.paper(next(iter(morning.announced("cs.CV", day=day)))).authors[0]
    morning.world.claim(writer, "warner_s_1", "0000-0002-7970-7855")
    assert "understood as an author" in morning("follow", name).out
    shown = morning.document("today", "--limit", "999")["papers"]
    assert shown
    assert all(writer in [each["name"] for each in paper["authors"]] for paper in shown)


def test_an_author_id_that_arxiv_does_not_know_is_said_to_be_unknown(morning):
    morning.at(3)
    morning("follow", "nobody_n_1", "cs.CL")
    assert "nobody_n_1 has no author page at arXiv" in morning("fetch").err


def test_every_date_says_by_which_route_it_is_known(morning):
    morning("follow", "cs.CL")
    morning.at(3)
    morning("today")
    said = " ".join(morning("show", "1").out.replace("│", " ").split())
    assert "submitted" in said
    assert "(API)" in said
    assert re.search(r"announced Thu 4 Jun \((RSS|listing)\)", said)
    assert "first seen here" in said


def test_a_clock_a_day_slow_shows_what_the_source_announced(morning):
    morning("follow", "cs.CL")
    day = morning.at(4)
    morning.skew = -DAY
    shown = morning.document("today", "--limit", "999")["papers"]
    assert ids(shown) == morning.announced("cs.CL", day=day)


def test_an_unknown_type_is_named_with_those_there_are(morning):
    morning("follow", "cs.CL")
    ended = morning("today", "--type", "old", code=2)
    assert "no announce type named 'old'" in ended.err
    assert "new, cross, replace, replace-cross" in ended.err


def test_what_was_not_shown_of_a_catch_up_is_shown_the_next_time(morning):
    morning("follow", "cs.CL")
    morning.at(2)
    morning("today", "--limit", "999")
    morning.at(6)
    few = morning.document("today", "--since", "last", "--limit", "3")["papers"]
    assert len(few) == 3
    whole = morning.document("today", "--since", "last")["papers"]
    assert len(whole) == sum(
        len(morning.announced("cs.CL", day=day)) for day in morning.world.days[3:7]
    )
    assert not morning.document("today", "--since", "last")["papers"]


def test_a_catch_up_says_how_complete_all_its_days_are(morning):
    morning("follow", "cs.CL")
    morning.at(2)
    morning("today")
    first, last = morning.world.days[3], morning.at(5)
    said = morning("today", "--since", "last").err
    span = f"{first:%a} {first.day} {first:%b} to {last:%a} {last.day} {last:%b}"
    total = sum(len(morning.announced("cs.CL", day=day)) for day in morning.world.days[3:6])
    assert f"complete: {total} of {total} announced {span} in cs.CL" in said


def test_people_and_topics_that_nobody_asked_for_are_stale(morning):
    morning("follow", "Ada Lovelace")
    morning.at(3)
    morning("fetch")
    assert rows(morning.document("health"), morning.world.days[3])[None]["state"] == "fresh"
    morning.world.now += 5 * DAY
    document = morning.document("health", code=3)
    assert document["days"][0]["state"] == "stale"


def test_a_revision_is_shown_as_one_and_counted(morning):
    morning("follow", "cs.CL", "cs.LG", "cs.CV")
    morning.at(3)
    morning("today", "--limit", "999")
    (name,) = morning.world.revise(morning.world.days[4], 1)
    morning("save", name)
    morning.at(4)
    document = morning.document("today", "--limit", "999")
    assert len(document["papers"]) == document["pool"]
    (revised,) = (paper for paper in document["papers"] if paper["id"].endswith(name))
    assert revised["announce_type"] == "replace"
    assert revised["revised"] == morning.world.days[4].isoformat()


def test_the_latest_for_you_is_the_last_announcement_that_had_something(morning):
    morning("follow", "cs.CL")
    before = morning.at(3)
    morning("today", "--limit", "999")
    morning.at(4)
    for path in ("/rss", "/list", "/oai", "/api"):
        morning.server.misbehave("empty_200", path=path)
    ended = morning("today", "--limit", "1", code=3)
    assert f"the latest for you, of {before:%A} {before.day} {before:%B}" in ended.err


def test_a_category_that_arxiv_does_not_have_is_doubted_at_once(morning):
    assert "is not known to have it" in morning("follow", "cs.XX").out
    assert "is not known" not in morning("follow", "cs.CL", "hep-th").out


def test_a_persons_papers_and_a_list_of_ids_are_fetched_and_liked(morning, tmp_path):
    day = morning.at(5)
    names = sorted(morning.announced("cs.CV", day=day))
    writer = morning.world.paper(names[0]).authors[0]
    morning.world.claim(writer, "warner_s_1", "0000-0002-1825-0097")
    told = morning("like", "--from", "0000-0002-1825-0097").out
    claimed = int(re.match(r"liked (\d+) papers? of the library", told)[1])
    assert claimed > 0
    listed = tmp_path / "mine.txt"
    listed.write_text("\n".join([names[1], names[2], "2606.99999"]))
    told = morning("like", "--from", str(listed)).out
    assert "liked 2 papers of the library" in told or "known already" in told
    assert "not liked: 1 paper named without a title" in told
    assert "arXiv:2606.99999" in told
    liked = ids(morning.document("export", "--liked")["papers"])
    assert {names[0], names[1], names[2]} <= liked
    assert len(liked) <= claimed + 2
    assert "understood" not in morning("following").out
    assert morning("following").out.count("paper") <= 1
