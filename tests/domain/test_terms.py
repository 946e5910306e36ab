from __future__ import annotations

import random

import pytest

from academichub_cli.domain.terms import (
    Folding,
    Wanted,
    Weights,
    aliases,
    candidates,
    display,
    expansions,
    fold,
    is_part,
    is_specific,
    is_telling,
    keys,
    singular,
)


def terms(text):
    return candidates(keys(text, Folding()))


@pytest.mark.parametrize(
    ("plural", "key"),
    [
        ("models", "model"), ("galaxies", "galaxy"), ("analyses", "analysis"), ("bias", "bias"),
        ("biases", "bias"), ("gas", "gas"), ("class", "class"), ("classes", "class"),
        ("boxes", "box"), ("matrices", "matrix"), ("series", "series"), ("physics", "physics"),
        ("corpus", "corpus"), ("analysis", "analysis"), ("lens", "lens"),
    ],
)  # fmt: skip
def test_a_plural_is_its_singular(plural, key):
    assert singular(plural) == key
    assert singular(key) == key


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("Diffusion", "diffusion"), ("LLMs", "LLM"), ("BERT", "BERT"), ("Newton's", "newton"),
        ("the", ""), ("significantly", ""), ("|", ""), ("42", ""), ("3D", "3D"), ("3d", "3d"),
        ("x", ""), ("a" * 50, ""), ("注意力", "注意力"), ("propose", ""), ("IN", ""),
    ],
)  # fmt: skip
def test_a_token_has_a_key_or_breaks_a_term(token, key):
    assert fold(token) in {key, key.casefold()}


def test_a_term_is_one_however_it_is_written():
    written = ["diffusion model", "Diffusion Models", "diffusion-model", "diffusion models,"]
    assert all("diffusion model" in terms(f"the {text} of") for text in written)


def test_no_term_goes_over_a_mark_or_a_stop_word():
    found = terms("dark energy, galaxies of the survey. Voids $x$ matter")
    assert "dark energy" in found
    assert not found & {"energy galaxy", "galaxy survey", "survey void", "void matter"}


@pytest.mark.parametrize("word", ["chain-of-thought", "text-to-image", "human-in-the-loop"])
def test_a_word_with_a_stop_word_inside_is_one(word):
    assert word in terms(f"We use {word} prompting")
    assert "state-of-the" not in terms("a state-of-the-art method")


@pytest.mark.parametrize(
    ("key", "tells"),
    [
        ("normalizing flow", True), ("language model", True), ("exoplanet", True), ("model", False),
        ("method", False), ("ground truth", False), ("problem", False), ("inverse problem", True),
        ("dataset model", False), ("mass galaxy", False), ("LLM", True),
    ],
)  # fmt: skip
def test_a_telling_term_says_what_a_text_is_about(key, tells):
    assert is_telling(key) is tells


def test_a_specific_term_has_a_word_that_not_every_paper_may_use():
    assert is_specific("normalizing flow")
    assert not is_specific("neural network")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("of large language models (LLMs) in", [("LLM", "large language model")]),
        ("Retrieval-Augmented Generation (RAG) is", [("RAG", "retrieval augmented generation")]),
        ("Cosmic Microwave Background (CMB)", [("CMB", "cosmic microwave background")]),
        ("we win (ACL)", []),
        ("it is (in 2026) so", []),
    ],
)  # fmt: skip
def test_an_acronym_is_linked_to_the_words_before_it(text, pairs):
    assert list(expansions(text, Folding())) == pairs


def test_an_acronym_stands_for_what_most_papers_say():
    agreed = [("VLA", "vision language action")] * 4
    assert aliases([*agreed, ("VLA", "very large array")]) == {"VLA": "vision language action"}
    assert aliases([*agreed[:2], *[("VLA", "very large array")] * 2]) == {}
    assert aliases(agreed[:1]) == {}


def test_looking_for_terms_finds_what_reading_for_them_finds():
    chance = random.Random(7)
    words = "dark energy sparse attention flow LLM, the of model. chain-of-thought galaxy-halo 3D".split()
    texts = [" ".join(chance.choices(words, k=40)) for _ in range(200)]
    wanted = set().union(*map(terms, texts))
    looking = Wanted(wanted, Folding())
    assert all(looking.in_text(text, {}) == terms(text) for text in texts)


def test_an_acronym_is_found_as_its_expansion():
    looking = Wanted({"language model", "LM"}, Folding())
    for text in ("an LM is", "a language model", "language models (LMs)"):
        assert looking.in_text(text, {"LM": "language model"}) == {"language model"}
    assert looking.in_text("nothing", {"LM": "language model"}) == set()


def test_a_rarer_term_weighs_more_and_never_less_than_nothing():
    weights = Weights({"common": 90, "rare": 2, "everywhere": 100}, 100)
    assert weights.rarity("rare") > weights.rarity("common") > 0
    assert weights.rarity("everywhere") >= 0
    assert weights.rarity("rare pair") > weights.rarity("rare")


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (["Diffusion models are", "the diffusion models", "diffusion model"], "diffusion models"),
        (["Gaussian Splatting", "Gaussian Splatting", "Gaussian splatting"], "Gaussian splatting"),
        (["Segment Anything Model"] * 9 + ["segment anything model"], "Segment Anything Model"),
        (["zero-shot", "zero-shot", "zero shot"], "zero-shot"),
        (["something else"], None),
    ],
)
def test_a_term_is_shown_as_it_is_mostly_written(texts, form):
    folding = Folding()
    key = " ".join(keys(form or "no where", folding)) or "nowhere"
    assert display(key, texts, folding) == form


def test_a_term_within_another_one():
    assert is_part("dark energy", "early dark energy")
    assert not is_part("dark energy", "dark energy")
    assert not is_part("ark", "dark energy")
