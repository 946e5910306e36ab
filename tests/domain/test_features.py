"""What a ranker counts of a paper."""

from __future__ import annotations

import time

import pytest

from academichub_cli.domain.features import features, is_category_term


def test_words_pairs_and_categories_are_counted_and_the_title_three_times():
    found = features("Speech Models", "Speech of a kind.", ["cs.SD", "cs.CL"])
    assert found == {
        "speech": 4,
        "models": 3,
        "speech models": 3,
        "of": 1,
        "kind": 1,
        "speech of": 1,
        "of kind": 1,
        "cat:cs.SD": 1,
        "cat:cs.CL": 1,
        "primary:cs.SD": 1,
    }


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("", set()),
        ("text-to-image", {"text", "to", "image"}),
        ("Schrödinger Équation", {"schrödinger", "équation"}),
        ("机器学习", {"机器", "器学", "学习"}),
        ("GPT-4的应用", {"gpt", "的应", "应用"}),
        ("cat:cs.CL", {"cat", "cs", "cl"}),
    ],
)
def test_words_are_what_is_between_marks(title, words):
    assert {term for term in features(title, None, ()) if " " not in term} == words


def test_no_text_can_pass_for_a_category():
    found = features("cat:cs.CL primary:cs.CL", "cat:cs.CL", ())
    assert not any(map(is_category_term, found))


def test_a_day_of_papers_is_counted_quickly():
    title, abstract = "a quick study of models " * 2, "of words that go on and on for long " * 20
    began = time.process_time()
    for at in range(1_400):
        features(f"{title} {at}", abstract, ("cs.CL", "cs.LG"))
    assert time.process_time() - began < 2
