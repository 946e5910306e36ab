from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Ranked
from academichub_cli.domain.ranking import order
from academichub_cli.domain.shuffling import deal

TODAY = date(2026, 6, 11)
NOW = datetime(2026, 6, 11, tzinfo=UTC)


def ranked(number, *, score=0.5, batch=TODAY):
    return Ranked(
        paper=Paper(
            id=ArxivId(f"2606.1{number:04}"),
            title="T",
            source="arxiv",
            batch=batch,
            submitted=NOW - timedelta(hours=number % 7),
        ),
        score=score,
    )


POOL = [
    ranked(number, score=0.08 + number % 10 / 12, batch=TODAY - timedelta(days=number // 20))
    for number in range(60)
]


def dealt(pool=POOL, *, size=60, seed=1, surprise=0.3):
    return deal(pool, size=size, seed=seed, surprise=surprise, current=TODAY)


@pytest.mark.parametrize("surprise", [0, 0.001, 0.3, 1])
def test_a_seed_deals_the_same_whatever_the_order_of_the_pool(surprise):
    shuffled = random.Random(4).sample(POOL, len(POOL))
    assert dealt(surprise=surprise) == dealt(shuffled, surprise=surprise)


def test_another_seed_deals_differently():
    assert len({tuple(each.paper.id for each in dealt(seed=seed)) for seed in range(20)}) == 20


@pytest.mark.parametrize("seed", range(5))
def test_what_is_left_of_the_current_batch_comes_first(seed):
    batches = [each.paper.batch == TODAY for each in dealt(seed=seed, surprise=1)]
    assert batches == [True] * 20 + [False] * 40


@pytest.mark.parametrize("surprise", [0, 0.0001])
def test_without_surprise_the_order_is_the_rankings(surprise):
    current = sorted((each for each in POOL if each.paper.batch == TODAY), key=order)
    scores = [each.score for each in dealt(surprise=surprise, size=20)]
    assert scores == [each.score for each in current]
    if not surprise:
        assert dealt(surprise=0, size=20) == current


@pytest.mark.parametrize("surprise", [0, 1e-9, 0.001, 0.01, 0.5, 1])
@pytest.mark.parametrize("score", [None, 0.0, 1e-9, 0.08, 1.0])
def test_no_score_and_no_setting_is_too_small(surprise, score):
    pool = [ranked(number, score=score) for number in range(5)]
    assert len(dealt(pool, surprise=surprise)) == 5


def test_the_more_surprise_the_more_of_what_fits_less():
    def mean_of_first_five(surprise):
        firsts = [
            each.score
            for seed in range(200)
            for each in dealt(seed=seed, surprise=surprise, size=5)
        ]
        return sum(firsts) / len(firsts)

    means = [mean_of_first_five(surprise) for surprise in (0.05, 0.3, 0.6, 1)]
    assert means == sorted(means, reverse=True)
    assert mean_of_first_five(1) == pytest.approx(0.08 + 4.5 / 12, abs=0.03)


def test_no_paper_is_dealt_twice_until_the_pool_is_empty():
    unseen, seen = list(POOL), []
    while hand := dealt(unseen, size=7, seed=len(seen)):
        seen += hand
        unseen = [each for each in unseen if each not in hand]
    assert sorted(each.paper.id for each in seen) == sorted(each.paper.id for each in POOL)
