from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub_cli.domain.paging import Pager

NOW = datetime(2026, 6, 11, tzinfo=UTC)
SINCE = NOW - timedelta(days=14)
MINUTE = timedelta(minutes=1)
SIZE = 10


class Server:
    """A listing of papers, newest first, and ways not to keep one's word about it."""

    def __init__(self, count, *, every=10, **faults):
        self.papers = [(f"p{number}", NOW - every * MINUTE * number) for number in range(count)]
        self.faults = faults
        self.asked = []

    def page(self, start, until, since=SINCE):
        self.asked.append((start, until))
        papers = sorted(self.papers, key=lambda paper: paper[1], reverse=True)
        if self.faults.get("ignores_sort"):
            papers = papers[::-1]
        if not self.faults.get("ignores_dates"):
            end = until + MINUTE if until else None
            papers = [p for p in papers if p[1] >= since and (end is None or p[1] <= end)]
        shown = 0 if self.faults.get("ignores_start") else start
        entries = papers[shown : shown + SIZE]
        if len(self.asked) in self.faults.get("empty_at", ()):
            entries = []
        if arrival := self.faults.get("arrivals", {}).get(len(self.asked)):
            self.papers.append(arrival)
        damaged = set(self.faults.get("damaged", ()))
        readable = {name: moment for name, moment in entries if name not in damaged}
        total = self.faults.get("total", lambda count: count)(len(papers))
        return readable, len(entries), total


def read(server, *, known=(), resumes=False, pages=60, furthest=30_000, break_after=None):
    pager = Pager(
        known=frozenset(known), since=SINCE, size=SIZE, furthest=furthest, resumes=resumes
    )
    for _ in range(pages):
        if pager.is_done or pager.broken or break_after == len(server.asked):
            return pager
        assert pager.start + SIZE <= furthest
        entries, count, total = server.page(pager.start, pager.until)
        pager.take(entries, count=count, total=total)
    raise AssertionError("it does not end")


def everything(server):
    return {name for name, moment in server.papers if moment >= SINCE}


@pytest.mark.parametrize(
    ("count", "faults", "requests"),
    [
        (0, {}, 1),
        (7, {}, 1),
        (25, {}, 3),
        (20, {}, 3),  # a full last page may be the server's limit, so that one more is asked for
        (25, {"total": lambda _: None}, 3),
        (30, {"total": lambda _: None}, 4),
        (25, {"empty_at": {2}}, 4),
        (25, {"empty_at": {1}}, 4),
        (35, {"empty_at": {2, 3}}, 6),
        (45, {"ignores_start": True}, 7),
        (45, {"ignores_start": True, "total": lambda _: None}, 7),
        (45, {"ignores_sort": True}, 5),
        (45, {"ignores_dates": True}, 5),
        (45, {"ignores_dates": True, "every": 1000}, 3),
        (45, {"total": lambda _: 3}, 5),  # fewer than it sends
        (45, {"total": lambda count: min(count, 10)}, 5),
        (45, {"total": lambda count: min(count, 20)}, 5),
        (45, {"damaged": ["p3", "p17", "p44"]}, 5),
        (45, {"damaged": [f"p{number}" for number in range(10, 20)]}, 5),
        # A paper that comes between two pages moves all others down by one.
        (45, {"arrivals": {1: ("new", NOW + MINUTE)}}, 6),
        (45, {"arrivals": {2: ("new", NOW + MINUTE), 3: ("newer", NOW + 2 * MINUTE)}}, 6),
        (45, {"ignores_start": True, "arrivals": {1: ("new", NOW + MINUTE)}}, 12),
    ],
)
def test_everything_is_read_whatever_the_server_makes_of_it(count, faults, requests):
    server = Server(count, **faults)
    pager = read(server)
    assert pager.is_done
    assert not pager.broken
    assert set(pager.run) >= everything(server) - set(faults.get("damaged", ()))
    assert len(server.asked) <= requests


@pytest.mark.parametrize(
    ("count", "faults", "said"),
    [
        (25, {"empty_at": range(2, 99)}, "a page came back empty: 10 of 25 papers read"),
        (25, {"empty_at": range(1, 99)}, "a page came back empty: 0 of 25 papers read"),
        (25, {"total": lambda count: count + 9}, "a page came back empty: 25 of 34 papers read"),
        (45, {"ignores_start": True, "ignores_dates": True}, "older papers did not come"),
        (45, {"ignores_start": True, "ignores_sort": True}, "papers came out of order"),
        (45, {"ignores_start": True, "every": 0}, "older papers did not come"),
        (
            *(45, {"ignores_start": True, "damaged": [f"p{n}" for n in range(45)]}),
            "papers came out of order: 0 of",
        ),
    ],
)
def test_a_reading_that_cannot_be_whole_says_so(count, faults, said):
    pager = read(Server(count, **faults), furthest=100)
    assert not pager.is_done
    assert pager.broken.startswith(said)


def test_a_server_without_end_is_left():
    pager = Pager(known=frozenset(), since=None, size=1, furthest=10**9)
    for number in range(1_000):
        if pager.broken:
            break
        pager.take({f"p{number}": NOW - number * MINUTE}, count=1, total=None)
    assert pager.broken.startswith("it has no end")


def test_a_page_of_damaged_records_does_not_come_for_ever():
    pager = Pager(known=frozenset(), since=SINCE, size=SIZE, furthest=20)
    pager.take({f"p{n}": NOW - n * MINUTE for n in range(SIZE)}, count=SIZE, total=None)
    pager.take({f"q{n}": NOW - n * MINUTE for n in range(10, 20)}, count=SIZE, total=None)
    for _ in range(5):
        if pager.broken:
            break
        pager.take({}, count=SIZE, total=None)
    assert pager.broken


@pytest.mark.parametrize("place", [0, 9, 10, 27, 44])
def test_a_paper_that_was_held_back_is_found_however_deep_it_is(place):
    server = Server(45)
    known = everything(server) - {f"p{place}"}
    pager = read(server, known=known)
    assert pager.is_done
    assert f"p{place}" in pager.run
    assert len(server.asked) == place // SIZE + 1


def test_what_is_known_is_not_read_again():
    server = Server(45)
    pager = read(server, known=everything(server) - {"p0", "p1"})
    assert pager.is_done
    assert len(server.asked) == 1


def test_a_reading_that_broke_off_goes_on_where_it_was():
    server = Server(200)
    first = read(server, break_after=8)
    assert not first.is_done
    again = Server(200)
    second = read(again, known=set(first.run), resumes=True)
    assert second.is_done
    assert set(first.run) | set(second.run) == everything(again)
    # The first page, 25 papers of overlap, and what was missing.
    assert len(again.asked) <= 1 + 3 + 12 + 1


@pytest.mark.parametrize("faults", [{}, {"total": lambda _: None}, {"ignores_start": True}])
def test_a_resumed_reading_ends_with_everything(faults):
    server = Server(95, **faults)
    known = {f"p{number}" for number in range(60)}
    pager = read(server, known=known, resumes=True)
    assert pager.is_done
    assert known | set(pager.run) >= everything(server)


def test_pages_beyond_the_servers_limit_are_asked_for_by_date():
    server = Server(95)
    pager = read(server, furthest=30)
    assert pager.is_done
    assert set(pager.run) == everything(server)
    assert max(start for start, _ in server.asked) <= 20
    assert any(until for _, until in server.asked)


def test_a_listing_that_is_suddenly_empty_is_not_believed():
    server = Server(0)
    pager = read(server, known={f"p{number}" for number in range(20)})
    assert pager.broken == "a page came back empty: 0 of 20 papers read"
    assert read(Server(0), known={"p1"}).is_done


@given(
    count=st.integers(0, 70),
    holes=st.sets(st.integers(0, 69)),
    resumes=st.booleans(),
    has_total=st.booleans(),
    every=st.sampled_from([1, 10, 500]),
)
@settings(max_examples=200, deadline=None)
def test_an_honest_server_is_read_to_the_end_whatever_was_known(
    count, holes, resumes, has_total, every
):
    server = Server(count, every=every, **({} if has_total else {"total": lambda _: None}))
    known = {name for name in everything(server) if int(name[1:]) not in holes}
    pager = read(server, known=known, resumes=resumes)
    assert pager.is_done
    assert known | set(pager.run) == everything(server)


def test_a_count_below_what_is_known_ends_no_reading():
    server = Server(60, total=lambda _: 20)
    known = {name for name, _ in server.papers[20:]}
    pager = read(server, known=known)
    assert pager.is_done
    assert everything(server) <= pager.run.keys() | known
