from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from math import prod

import pytest

from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.preferences import Preferences
from academichub_cli.domain.radar import Follow, FollowKind, Mute, Radar
from academichub_cli.domain.ranking import WEIGHTS, rank
from academichub_cli.domain.rules import RadarRules

NOW = datetime(2026, 6, 11, 10, tzinfo=UTC)
RADAR = Radar(
    follows=(
        Follow(kind=FollowKind.AUTHOR, text="Sanjeev Arora"),
        Follow(kind=FollowKind.TOPIC, text="diffusion models"),
        Follow(kind=FollowKind.CATEGORY, text="cs.LG"),
        Follow(kind=FollowKind.PAPER, text="2606.10009"),
    ),
    mutes=(Mute(text="tabular data"),),
)


def paper(number, title="On graphs", author="A. Nobody", days=0.0, **more):
    return Paper(
        id=ArxivId(f"2606.1{number:04}"),
        title=title,
        source="arxiv",
        authors=(Author(name=author),),
        submitted=NOW - timedelta(days=days),
        **more,
    )


def ranked(*papers, marks=None, radar=RADAR):
    return rank(papers, RadarRules(radar, today=date(2026, 6, 11)), marks=marks or {}, now=NOW)


@pytest.mark.parametrize(
    ("one", "reasons"),
    [
        (paper(1, days=20, author="Sanjeev Arora"), [("author", "by Sanjeev Arora")]),
        (
            paper(1, days=20, author="S. Arora"),
            [("possible-author", "perhaps by Sanjeev Arora, printed as S. Arora")],
        ),
        (paper(1, "Diffusion models", days=20), [("topic", "“diffusion models” in its title")]),
        (
            paper(1, days=20, abstract="A diffusion model."),
            [("topic", "“diffusion models” in its abstract")],
        ),
        (paper(1, days=20, categories=("cs.LG",)), [("category", "in cs.LG")]),
        (
            paper(1, days=20, categories=("stat.ML", "cs.LG")),
            [("category", "cross-listed in cs.LG")],
        ),
        (paper(9, days=20), [("paper", "a paper you follow")]),
        (
            paper(9, days=1),
            [("paper", "a paper you follow"), ("recency", "submitted 10 Jun")],
        ),
        (
            paper(1, "Diffusion models", "Sanjeev Arora", days=0.5, categories=("cs.LG",)),
            [
                ("author", "by Sanjeev Arora"),
                ("topic", "“diffusion models” in its title"),
                ("category", "in cs.LG"),
                ("recency", "submitted 10 Jun"),
            ],
        ),
    ],
)
def test_a_score_is_the_sum_that_its_reasons_make(one, reasons):
    (found,) = ranked(one)
    assert [(reason.kind, reason.text) for reason in found.reasons] == reasons
    expected = 1 - prod(1 - reason.weight for reason in found.reasons)
    assert found.score == pytest.approx(expected, abs=1e-4)
    assert 0 < found.score < 1


def test_what_a_follow_is_worth_is_ordered():
    by_worth = sorted(WEIGHTS, key=WEIGHTS.get, reverse=True)
    assert by_worth == [
        *("paper", "author", "topic in title", "journal", "topic in abstract", "possible-author"),
        *("primary category", "cross-list", "recency"),
    ]


def test_many_people_of_a_name_are_no_more_than_one():
    crowd = paper(1, days=20)
    crowd = Paper(id=crowd.id, title="A", source="arxiv", authors=(Author(name="S. Arora"),) * 9)
    assert ranked(crowd)[0].score == WEIGHTS["possible-author"]


PAPERS = [
    paper(1, "Diffusion models", days=3),
    paper(2, author="Sanjeev Arora", days=9),
    paper(3, author="S. Arora", days=1),
    paper(4, categories=("cs.LG",), days=2),
    paper(5, categories=("cs.LG",), days=2),
    paper(6, categories=("stat.ML", "cs.LG"), days=0),
    paper(7, "Nothing here", days=0),
    paper(8, "Diffusion models for tabular data", "Sanjeev Arora"),
    paper(9, days=12),
]


@pytest.mark.parametrize("seed", range(8))
def test_the_order_does_not_depend_on_the_order_of_what_is_ranked(seed):
    shuffled = random.Random(seed).sample(PAPERS, len(PAPERS))
    numbers = [int(found.paper.id.value[-1]) for found in ranked(*shuffled)]
    assert numbers == [9, 2, 1, 3, 4, 5, 6]


def test_hidden_and_muted_papers_are_not_among_them():
    marks = {PAPERS[1].id: frozenset({"hidden"}), PAPERS[0].id: frozenset({"liked"})}
    found = {each.paper.id: each for each in ranked(*PAPERS, marks=marks)}
    assert PAPERS[1].id not in found
    assert PAPERS[7].id not in found
    assert found[PAPERS[0].id].marks == {"liked"}


def test_an_undated_paper_comes_after_its_equals():
    undated = Paper(id=ArxivId("2606.10000"), title="T", source="arxiv", categories=("cs.LG",))
    dated = paper(5, categories=("cs.LG",), days=40)
    assert [each.paper for each in ranked(undated, dated)] == [dated, undated]


def test_an_age_and_a_follow_weigh_what_the_reader_wants():
    one = paper(1, "Diffusion models", days=7, categories=("cs.LG",))
    rules = RadarRules(RADAR, today=date(2026, 6, 11))

    def weights(**wanted):
        (found,) = rank([one], rules, marks={}, now=NOW, preferences=Preferences(**wanted))
        return {reason.kind: round(reason.weight, 4) for reason in found.reasons}

    usual = {"topic": 0.5, "category": 0.15, "recency": 0.025}
    assert weights() == usual
    assert weights(freshness=0.0) == {"topic": 0.5, "category": 0.15}
    assert weights(freshness=4.0) == usual | {"recency": 0.1}
    assert weights(interests=(("diffusion", 0.5), ("cs.LG", 10.0))) == usual | {
        "topic": 0.25,
        "category": 0.99,
    }
    assert weights(interests=(("diffusion", 0.0),)) == usual | {"topic": 0.0}
