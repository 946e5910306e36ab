from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings

from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.errors import SourceError
from academichub_cli.sources import hf
from academichub_cli.sources._hf_papers import Daily, parse
from loopback import ArxivServer
from loopback import hf as site
from mutations import assert_presentable, mutated, read_if_sound
from records import ask, bodies, need, topic


def body(*records):
    return json.dumps(records).encode()


def test_a_record_becomes_a_paper_with_its_votes_and_without_hidden_authors():
    found = parse(body(site.record("2606.10001v2", 12)))
    (paper,) = found.papers
    assert found.votes == {ArxivId("2606.10001"): 12}
    assert (paper.id, paper.source) == (ArxivId("2606.10001"), "hf")
    assert (paper.title, paper.abstract) == ("Paper 2606.10001v2", "We find.")
    assert [each.name for each in paper.authors] == ["Ann Lee"]
    assert paper.submitted.isoformat() == "2026-06-09T00:00:00+00:00"


@pytest.mark.parametrize(
    ("votes", "counted"),
    [(0, {0}), ("7", {7}), (None, set()), (-3, set()), (True, set()), (10**12, set()), ([], set())],
)
def test_votes_are_a_number_or_unknown(votes, counted):
    assert set(parse(body(site.record("2606.10001", votes))).votes.values()) == counted


def test_one_bad_record_costs_one_record():
    good = site.record("2606.10002")
    found = parse(
        body(None, {}, {"paper": []}, site.record("x"), site.record("2606.1", title=""), good)
    )
    assert (len(found.papers), len(found.damaged), found.count) == (1, 5, 6)


@pytest.mark.parametrize("text", [b"", b"{}", b'{"error": "date is wrong"}', b"7", b"<html>"])
def test_what_is_no_list_is_refused(text):
    with pytest.raises(SourceError) as refused:
        parse(text)
    assert refused.value.hint


def test_recorded_papers_are_read_without_loss(real_data):
    ((_, text),) = bodies(real_data / "recorded" / "hf_daily_papers")
    found = parse(text)
    assert (found.count, len(found.papers), found.damaged) == (3, 3, ())
    assert found.votes[ArxivId("2607.26654")] == 3
    for each in found.papers:
        assert_presentable(each)


@settings(max_examples=200, deadline=None)
@given(mutated(body(site.record("2606.10001"), site.record("2606.10002")), [b"[", b"{", b"null"]))
def test_whatever_comes_is_papers_or_a_fault_of_the_source(text):
    found = read_if_sound(parse, text)
    if found is None:
        return
    assert isinstance(found, Daily)
    assert len(found.papers) + len(found.damaged) == found.count
    for each in found.papers:
        assert_presentable(each)


# The source


def asked(daily, folder, **more):
    with ArxivServer(routes=daily.routes()) as server:
        return ask(hf.SOURCE, server, folder, need(topic("graphs"), **more))


THURSDAY, FRIDAY, MANY = date(2026, 6, 11), date(2026, 6, 5), range(10000, 10130)


def test_the_votes_of_five_working_days_come_and_no_papers(tmp_path):
    days = {THURSDAY: {"2606.10001": 5}, FRIDAY: {f"2606.{n}": 1 for n in MANY}}
    daily = site.Daily(days, today=THURSDAY)
    found = asked(daily, tmp_path)
    assert not found.failures
    assert not found.papers
    assert len(found.votes) == len(MANY)
    asked_for = [(each["date"][-2:], each["p"]) for each in daily.asked]
    assert asked_for == [
        ("11", "0"),
        ("10", "0"),
        ("09", "0"),
        ("08", "0"),
        ("05", "0"),
        ("05", "1"),
    ]


def test_a_clock_ahead_of_theirs_costs_nothing(tmp_path):
    daily = site.Daily({date(2026, 6, 10): {"2606.10001": 5}}, today=date(2026, 6, 10))
    found = asked(daily, tmp_path)
    assert not found.failures
    assert found.votes == {ArxivId("2606.10001"): 5}


def test_what_is_wrong_with_a_past_day_is_a_failure(tmp_path):
    found = asked(site.Daily({}, today=date(2026, 6, 9)), tmp_path)
    assert "refused" in str(found.failures[0])


def test_it_is_asked_only_where_it_is_turned_on():
    assert not hf.SOURCE.plan(need(topic("graphs"), is_general=False)).queries
    assert not hf.SOURCE.plan(need()).queries
