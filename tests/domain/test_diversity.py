"""The first papers are not all about one thing."""

from __future__ import annotations

from academichub_cli.domain.diversity import diversify, represented
from academichub_cli.domain.features import features


def paper(name, probability, text):
    return (name, probability, features(text, None, ()))


DAY = [
    paper("a", 0.90, "speech enhancement with deep filters"),
    paper("b", 0.89, "speech enhancement with deep filters again"),
    paper("c", 0.85, "neural codes in the cortex"),
    paper("d", 0.10, "malware"),
]


def test_a_paper_like_the_one_above_it_gives_way_to_another():
    assert diversify(DAY, first=3) == ["a", "c", "b", "d"]


def test_what_fits_far_less_does_not_come_up():
    assert diversify(DAY, first=4)[-1] == "d"


def test_without_strength_the_order_stays():
    assert diversify(DAY, strength=0) == ["a", "b", "c", "d"]


def test_beyond_the_first_the_order_stays_and_nobody_is_lost():
    day = [paper(at, 0.5, f"speech enhancement number {at}") for at in range(60)]
    order = diversify(day, first=10)
    assert sorted(order) == list(range(60))
    assert order[30:] == list(range(30, 60))


def test_each_claim_is_among_the_first():
    found = represented(list("abcdefgh"), ["f"], first=3)
    assert found == ["a", "b", "f", "c", "d", "e", "g", "h"]


def test_claims_of_the_first_change_nothing():
    assert represented(list("abcd"), ["b", "a"], first=2) == list("abcd")


def test_a_followed_paper_gives_its_place_to_none():
    assert represented(list("abcd"), ["d"], fixed={"c"}, first=3) == ["a", "c", "d", "b"]


def test_what_has_a_claim_gives_its_place_to_none():
    assert represented(list("abc"), ["a", "b", "c"], first=2) == list("abc")
