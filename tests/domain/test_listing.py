from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.listing import Join, PastRead, Query, key_of, pack, plan

SINCE = datetime(2026, 6, 1, tzinfo=UTC)


def past(*terms, is_complete=True):
    return PastRead(terms=terms, is_complete=is_complete)


def asked(made):
    return [query.terms for query in made.queries]


@pytest.mark.parametrize(
    ("packs", "past_reads", "queries", "joins"),
    [
        ([], [], [], []),
        ([("a", "b")], [], [("a", "b")], []),
        # The same again, in whatever order it was asked.
        ([("a", "b")], [past("b", "a")], [("a", "b")], []),
        # Grown: only the new terms are read from scratch.
        ([("a", "b", "c")], [past("a", "b")], [("a", "b"), ("c",)], [("a", "b", "c")]),
        # The largest part that was read is built upon.
        (
            [("a", "b", "c")],
            [past("a"), past("a", "b"), past("x")],
            [("a", "b"), ("c",)],
            [("a", "b", "c")],
        ),
        # A reading that never ended is no ground.
        ([("a", "b")], [past("a", is_complete=False)], [("a", "b")], []),
        # Shrunk: what it asked for more cannot be told from the rest.
        ([("a",)], [past("a", "b")], [("a",)], []),
        ([("a", "b"), ("c",)], [past("c")], [("a", "b"), ("c",)], []),
    ],
)
def test_a_plan_asks_anew_only_for_what_was_not_read_before(packs, past_reads, queries, joins):
    made = plan(packs, past_reads, since=SINCE)
    assert asked(made) == queries
    assert [join.terms for join in made.joins] == joins
    assert all(query.since == SINCE for query in made.queries)


def test_a_join_names_the_queries_it_is_made_of():
    made = plan([("a", "b", "c")], [past("b", "a")], since=SINCE)
    assert made.joins == (Join(terms=("a", "b", "c"), parts=(key_of(["a", "b"]), key_of(["c"]))),)
    assert {query.key for query in made.queries} == set(made.joins[0].parts)


def test_a_key_does_not_depend_on_order():
    assert Query(terms=("a", "b")).key == Query(terms=("b", "a"), since=SINCE).key
    assert key_of(["ab"]) != key_of(["a", "b"])


@pytest.mark.parametrize(
    ("terms", "packs"),
    [
        ([], []),
        (["aaaa", "bbbb"], [("aaaa", "bbbb")]),
        (["aaaa", "bbbbb"], [("aaaa",), ("bbbbb",)]),
        (["a", "a", "b"], [("a", "b")]),
        (["x" * 20, "a"], [("x" * 20,), ("a",)]),
    ],
)
def test_terms_share_a_query_as_long_as_it_fits(terms, packs):
    assert pack(terms, longest=12, joint=" OR ") == packs


@given(st.lists(st.text("ab", min_size=1, max_size=12), max_size=30))
def test_packs_hold_every_term_once_and_none_could_take_its_neighbour(terms):
    packs = pack(terms, longest=30, joint=" OR ")
    assert [term for group in packs for term in group] == list(dict.fromkeys(terms))
    assert all(len(" OR ".join(group)) <= 30 for group in packs)
    for left, right in pairwise(packs):
        assert len(" OR ".join([*left, right[0]])) > 30
