"""What marks teach."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from academichub_cli.domain.explaining import explained
from academichub_cli.domain.fitting import Fit, probabilities
from academichub_cli.domain.learned import (
    OF_HIDES,
    STRENGTHS,
    Document,
    Example,
    passed_over,
    telling,
    without_interest,
    without_terms,
)
from academichub_cli.domain.model_text import from_json, to_json
from academichub_cli.learning.space import sampled
from academichub_cli.learning.train import train
from learning.papers import THEMES, document, library, liked, seen, without

NOW = datetime(2026, 6, 11, tzinfo=UTC)
BACKGROUND = sampled(library(1))


def learned(*examples, **more):
    return train([each for some in examples for each in some], BACKGROUND, now=NOW, **more)


def of_theme(category, count=20):
    draw = random.Random(f"new {category}")
    return [seen(document(draw, f"n{at}", category)) for at in range(count)]


def share_on_top(model, category, top=10):
    """How many of the first papers of a day are of a theme."""
    day = [(name, paper) for name in THEMES for paper in of_theme(name)]
    fits = probabilities(model, [paper for _, paper in day])
    best = sorted(zip(fits, (name for name, _ in day), strict=True), reverse=True)[:top]
    return sum(name == category for _, name in best)


@pytest.mark.parametrize("likes", [1, 3, 10, 30])
def test_papers_like_what_was_liked_come_first(likes):
    assert share_on_top(learned(liked(2, "cs.SD", likes)), "cs.SD") >= 9


def test_follows_alone_teach():
    topic = Example(
        document=Document(id="topic:phoneme", title="phoneme"), strength=STRENGTHS["followed"]
    )
    fit = Fit(learned([topic]))
    with_it = seen(Document(id="1", title="Phoneme models", abstract="A study."))
    without_it = seen(Document(id="2", title="Camera models", abstract="A study."))
    assert fit.probability(with_it) > fit.probability(without_it)


def test_a_followed_category_alone_teaches():
    category = Document(id="category:cs.SD", title="", categories=("cs.SD",))
    model = learned([Example(document=category, strength=0.7)])
    assert share_on_top(model, "cs.SD") == 10
    assert model.interests[0].name == "cs.SD"
    assert model.interests[0].examples == ("category:cs.SD",)


def test_nothing_wanted_teaches_nothing():
    model = learned(liked(2, "cs.SD", 3, strength=-1.0))
    paper = of_theme("cs.SD", 1)[0]
    assert model.interests == ()
    assert probabilities(model, [paper]) == [0.0]
    assert explained(Fit(model), paper).evidence == ()


def test_two_hides_clear_the_top_of_a_theme():
    both = [*liked(2, "cs.SD", 12), *liked(2, "cs.CV", 3)]
    before = learned(both)
    after = learned(both, liked(3, "cs.CV", 2, strength=-1.0))
    paper = of_theme("cs.CV", 1)[0]
    assert Fit(after).probability(paper) < Fit(before).probability(paper)
    assert share_on_top(after, "cs.CV") == 0


def test_a_small_interest_is_not_drowned_by_a_large_one():
    model = learned(liked(2, "cs.SD", 27), liked(2, "q-bio.NC", 3))
    largest = max(probabilities(model, of_theme("cs.CR")))
    assert len(model.interests) == 2
    assert min(probabilities(model, of_theme("q-bio.NC"))) > largest
    assert share_on_top(model, "q-bio.NC", top=40) == 20


def test_interests_are_named_by_what_tells_them():
    first, second = learned(liked(2, "cs.SD", 10), liked(2, "q-bio.NC", 6)).interests
    for interest, theme in ((first, "cs.SD"), (second, "q-bio.NC")):
        named = interest.name.split(", ")
        assert named
        assert all(set(term.split()) & set(THEMES[theme].split()) for term in named)
    assert len(first.examples) == 10


def test_the_order_of_examples_and_of_the_sample_teaches_nothing():
    examples = [*liked(2, "cs.SD", 8), *liked(2, "cs.IR", 4), *liked(4, "cs.CV", 2, strength=-1)]
    documents = library(1)
    once = train(examples, documents, now=NOW)
    again = train(examples[::-1], documents[::-1], now=NOW)
    assert once == again


def test_marked_papers_are_no_background():
    examples = liked(2, "cs.SD", 8)
    documents = [*library(1), *(each.document for each in examples)]
    model = train(examples, documents, now=NOW)
    others = [seen(paper) for paper in library(9) if paper.categories != ("cs.SD",)]
    marked = min(probabilities(model, [seen(each.document) for each in examples]))
    assert marked > 0.2 > 20 * max(probabilities(model, others))


def test_the_more_likes_the_surer_and_of_a_hundred_papers_about_one():
    draw = random.Random(3)
    usual = [seen(paper) for paper in draw.sample(library(1), 200)]
    near, said = [], []
    for likes in (1, 3, 10, 30):
        model = learned(liked(2, "cs.SD", likes))
        near.append(max(probabilities(model, of_theme("cs.SD"))))
        said.append(sum(probabilities(model, usual)) / len(usual))
    assert near[0] < near[1] < min(near[2:])
    assert near[0] < 0.2
    assert all(0.003 < share < 0.03 for share in said)


def test_what_is_liked_is_likely_and_the_rest_is_not():
    model = learned(liked(2, "cs.SD", 20))
    others = [seen(paper) for paper in library(9) if paper.categories != ("cs.SD",)]
    assert max(probabilities(model, others)) < 0.01 < min(probabilities(model, of_theme("cs.SD")))


def test_follows_make_nothing_surer():
    followed = [
        Example(
            document=Document(id=f"category:cs.{at}", title="", categories=(f"cs.{at}",)),
            strength=0.7,
        )
        for at in range(40)
    ]
    one = learned(liked(2, "cs.SD", 1))
    assert learned(liked(2, "cs.SD", 1), followed).calibration.slope == one.calibration.slope
    old = [replace(each, age=1_800.0) for each in liked(2, "cs.SD", 30)]
    assert learned(old).calibration.slope > one.calibration.slope


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8])
def test_before_few_papers_nothing_is_sure(size):
    examples = liked(2, "cs.SD", 1)
    hides = liked(3, "cs.CV", 2)
    others = [
        seen(paper) for paper in library(9, 40) if paper.categories[0] in {"cs.CR", "q-bio.NC"}
    ]
    sample = library(1, size)
    liking = train(examples, sample, now=NOW)
    aversion = train(hides, sample, now=NOW, curve=OF_HIDES)
    assert max(probabilities(liking, others)) < 0.2
    assert max(probabilities(aversion, others)) < 0.5


def test_what_the_reader_weighs_stays_when_it_is_learned_anew():
    examples = [*liked(2, "cs.SD", 10), *liked(2, "q-bio.NC", 6)]
    model = learned(examples)
    first, second = model.interests
    weighed = replace(model, interests=(first, replace(second, weight=2.5)))
    anew = learned(examples, liked(5, "q-bio.NC", 1), previous=weighed)
    assert [each.weight for each in anew.interests] == [1.0, 2.5]


def test_a_heavier_interest_counts_more():
    model = learned(liked(2, "cs.SD", 10), liked(2, "q-bio.NC", 6))
    first, second = model.interests
    heavier = replace(model, interests=(first, replace(second, weight=3.0)))
    paper = of_theme("q-bio.NC", 1)[0]
    assert Fit(heavier).probability(paper) > Fit(model).probability(paper)


def test_older_marks_count_less():
    old = [replace(each, age=720.0) for each in liked(2, "cs.SD", 6)]
    fit = Fit(learned(old, liked(2, "q-bio.NC", 6)))
    assert sum(map(fit.probability, of_theme("cs.SD"))) < sum(
        map(fit.probability, of_theme("q-bio.NC"))
    )


def test_the_first_paper_that_was_passed_over_says_most():
    assert 0 > passed_over(20) > passed_over(2) > passed_over(1) > STRENGTHS["hidden"]


@pytest.mark.parametrize("seed", range(6))
def test_a_stored_model_is_the_same(seed):
    model = learned(liked(seed, "cs.SD", 5), liked(seed, "cs.CV", 2, strength=-1.0))
    assert from_json(to_json(model)) == model


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 0}', '{"version": 1}', "null"])
def test_what_is_no_model_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        from_json(text)


@pytest.mark.parametrize("seed", range(12))
def test_a_paper_without_the_named_evidence_fits_less(seed):
    draw = random.Random(seed)
    model = learned(
        *(liked(seed, name, draw.randint(1, 12)) for name in draw.sample(list(THEMES), 2)),
        liked(seed, draw.choice(list(THEMES)), 2, strength=-1.0),
    )
    kinds = set()
    for name in THEMES:
        paper = seen(document(draw, "new", name))
        scored = explained(Fit(model), paper)
        assert scored.probability == Fit(model).probability(paper)
        for evidence in scored.evidence:
            kinds.add(evidence.kind)
            assert evidence.weight > 0
            less = Fit(model).probability(without(paper, evidence.terms))
            assert less < scored.probability
    assert {"terms", "category"} <= kinds


def test_the_nearest_liked_paper_is_named_by_its_title():
    examples = liked(2, "cs.SD", 4)
    twin = replace(examples[1].document, id="twin")
    nearest = [
        each
        for each in explained(Fit(learned(examples)), seen(twin)).evidence
        if each.kind == "nearest"
    ]
    assert [(each.text, each.paper) for each in nearest] == [
        (examples[1].document.title, examples[1].document.id)
    ]


def test_a_term_can_be_unlearned():
    model = learned(liked(2, "cs.SD", 8))
    up, _ = telling(model.interests[0])
    word = next(term for term, _ in up if " " not in term and ":" not in term)
    less = without_terms(model, {word})
    known = [less.interests[0].terms, *(each.terms for each in less.liked)]
    assert not [term for terms in known for term in terms if word in term.split(" ")]


def test_an_interest_can_be_unlearned():
    model = learned(liked(2, "cs.SD", 10), liked(2, "q-bio.NC", 6))
    less = without_interest(model, 1)
    paper = of_theme("q-bio.NC", 1)[0]
    assert less.interests == model.interests[:1]
    assert {known.id for known in less.liked} == set(model.interests[0].examples)
    assert Fit(less).probability(paper) < Fit(model).probability(paper)


@pytest.mark.parametrize("size", [0, 1, 3])
def test_an_empty_library_does_not_keep_from_learning(size):
    model = train(liked(2, "cs.SD", 6), library(1, size), now=NOW)
    inside, outside = of_theme("cs.SD", 1)[0], of_theme("cs.CR", 1)[0]
    assert Fit(model).probability(inside) > Fit(model).probability(outside)


def test_marks_of_long_ago_still_teach():
    old = [replace(each, age=1e7) for each in liked(2, "cs.SD", 6)]
    assert share_on_top(learned(old), "cs.SD") == 10
