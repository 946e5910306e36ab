"""BM25 counted in texts: the same order as FTS5's own, whatever the texts are made of."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.relevance import Phrase, Texts, rarity, weights

PAPERS = [
    Texts("Diffusion models", "On the diffusion of proteins.", "Ann Lee\nBo Day"),
    Texts("Proteins", "Diffusion, diffusion and a café.", "Ann Diffusion"),
    Texts("Nets", None, "Cy Fox"),
]


@pytest.mark.parametrize(
    ("phrase", "has"),
    [
        (Phrase(words="diffusion"), [True, True, False]),
        (Phrase(words="diffusion", part="title"), [True, False, False]),
        (Phrase(words="Diffusion", part="authors"), [False, True, False]),
        (Phrase(words="fusion"), [False, False, False]),
        (Phrase(words="diff"), [False, False, False]),
        (Phrase(words="diff", is_start=True), [True, True, False]),
        (Phrase(words="fusion", is_start=True), [False, False, False]),
        (Phrase(words="of prot", is_start=True), [True, False, False]),
        (Phrase(words="diffusion-of"), [True, False, False]),
        (Phrase(words="cafe"), [False, True, False]),
        (Phrase(words="CAFÉ"), [False, True, False]),
        (Phrase(words="(.*"), [False, False, False]),
        (Phrase(words="lee bo"), [True, False, False]),
    ],
)
def test_only_papers_with_the_words_have_weight(phrase, has):
    assert [weight > 0 for weight in weights(PAPERS, [phrase])] == has


def test_a_rare_word_says_more():
    assert rarity(1_000, 1) > rarity(1_000, 500) > rarity(1_000, 1_000) > 0


def test_no_papers_have_no_weights():
    assert weights([], [Phrase(words="a")]) == []
    assert weights([Texts("", None, "")], [Phrase(words="a")]) == [0.0]


WORDS = st.sampled_from("net nets graph of the a 2024 x".split())


@given(st.lists(st.lists(WORDS, min_size=5, max_size=5), min_size=1, max_size=8), WORDS)
def test_papers_of_one_length_come_in_the_order_of_fts5(papers, word):
    texts = [Texts(" ".join(each[:1]), " ".join(each[1:4]), each[4]) for each in papers]
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(title, abstract, authors)")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", texts)
    rows = connection.execute(
        "SELECT rowid - 1, bm25(t, 4.0, 1.0, 2.0) FROM t WHERE t MATCH ?", (word,)
    ).fetchall()
    found = weights(texts, [Phrase(words=word)])
    assert {at for at, _ in rows} == {at for at, weight in enumerate(found) if weight}
    mean = sum(len("".join(each)) for each in texts) / len(texts)
    even = [at for at, _ in rows if len("".join(texts[at])) == mean]
    theirs = sorted(even, key=lambda at: (dict(rows)[at], at))
    ours = sorted(even, key=lambda at: (-found[at], at))
    assert [round(found[at], 6) for at in ours] == [round(found[at], 6) for at in theirs]
