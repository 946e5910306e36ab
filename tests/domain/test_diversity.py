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


def test_each_interest_has_its_best_among_the_first():
    order = list("abcdefgh")
    kinds = {**dict.fromkeys("abcdeg", 0), "f": 1, "h": 1}
    assert represented(order, kinds, first=3) == ["a", "b", "f", "c", "d", "e", "g", "h"]


def test_what_stands_out_in_no_interest_has_no_claim():
    assert represented(list("abcd"), dict.fromkeys("ab", 0), first=2) == list("abcd")


def test_a_followed_paper_gives_its_place_to_none():
    kinds = {"a": 0, "b": 0, "c": 0, "d": 1}
    assert represented(list("abcd"), kinds, fixed={"c"}, first=3) == ["a", "c", "d", "b"]


def test_the_only_paper_of_an_interest_gives_its_place_to_none():
    kinds = {"a": 0, "b": 1, "c": 2}
    assert represented(list("abc"), kinds, first=2) == list("abc")
