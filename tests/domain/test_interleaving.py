from __future__ import annotations

import random

import pytest

from academichub_cli.domain.interleaving import chance_of_more, draft

LEFT = list(range(30))
RIGHT = random.Random(3).sample(LEFT, 30)


def test_a_draft_has_everything_once_and_each_from_its_own_best():
    drafted = draft(LEFT, RIGHT, seed="a", most=30)
    assert sorted(each for each, _ in drafted) == LEFT
    for team, order in ((0, LEFT), (1, RIGHT)):
        taken = []
        for each, chosen_by in drafted:
            if chosen_by == team:
                best = next(other for other in order if other not in taken)
                assert each == best
            taken.append(each)


def test_both_get_the_same_number_of_turns_and_the_first_one_by_chance():
    for seed in range(20):
        teams = [team for _, team in draft(LEFT, RIGHT, seed=str(seed), most=10)]
        assert teams.count(0) == teams.count(1) == 5
    firsts = [draft(LEFT, RIGHT, seed=str(seed), most=1)[0][1] for seed in range(200)]
    assert 70 < sum(firsts) < 130


def test_the_same_seed_drafts_the_same():
    assert draft(LEFT, RIGHT, seed="a", most=9) == draft(LEFT, RIGHT, seed="a", most=9)
    assert draft(LEFT, RIGHT, seed="a", most=9) != draft(LEFT, RIGHT, seed="b", most=9)


@pytest.mark.parametrize(
    ("wins", "losses", "chance"),
    [(0, 0, 1), (1, 0, 1), (5, 5, 1), (6, 0, 0.03125), (0, 6, 0.03125), (9, 1, 0.0215)],
)
def test_a_sign_test_knows_chance(wins, losses, chance):
    assert chance_of_more(wins, losses) == pytest.approx(chance, abs=1e-4)
