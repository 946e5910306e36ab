from __future__ import annotations

import random

import pytest

from academichub_cli.domain.measures import estimate, ndcg, recall, reciprocal_rank


@pytest.mark.parametrize(
    ("ranked", "wanted", "gain", "part", "reciprocal"),
    [
        ("abcd", "a", 1, 1, 1),
        ("abcd", "ab", 1, 1, 1),
        ("abcd", "b", 0.6309, 1, 0.5),
        ("abcd", "cd", 0.3066, 0.5, 1 / 3),
        ("abcd", "x", 0, 0, 0),
        ("abcd", "", 0, 0, 0),
    ],
)
def test_measures_are_those_of_the_books(ranked, wanted, gain, part, reciprocal):
    assert ndcg(ranked, set(wanted), first=3) == pytest.approx(gain, abs=1e-4)
    assert recall(ranked, set(wanted), first=3) == pytest.approx(part)
    assert reciprocal_rank(ranked, set(wanted)) == pytest.approx(reciprocal)


def test_an_estimate_covers_the_truth_about_as_often_as_it_says():
    covered = 0
    for seed in range(60):
        drawn = random.Random(seed)
        found = estimate([drawn.gauss(0.3, 1) for _ in range(40)])
        assert found.low <= found.mean <= found.high
        covered += found.low <= 0.3 <= found.high
    assert covered >= 52


def test_an_estimate_is_the_same_for_the_same_values_and_certain_only_off_nothing():
    assert estimate([1.0, 2.0, 3.0]) == estimate([1.0, 2.0, 3.0])
    assert estimate([1.0, 2.0, 3.0]).is_certain
    assert not estimate([-1.0, 1.0, 0.5, -0.5]).is_certain
    assert not estimate([]).is_certain
