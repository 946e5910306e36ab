"""A paper as what a ranker can count: its words, its pairs of words, and its categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.text_forms import fold

Features: TypeAlias = dict[str, float]

TITLE_TIMES = 3
CATEGORY = "cat:"
PRIMARY = "primary:"
_SHORTEST = 2
_LONGEST = 40
_WORD = lazily(r"[^\W_]{2,40}")
# Scripts without spaces between words: there, pairs of characters are what is counted.
_UNSPACED = lazily("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")


def features(title: str, abstract: str | None, categories: Sequence[str]) -> Features:
    """How often each word and pair of words stands in a paper, and the categories it has.

    The title counts three times. No term is part of a category's, for those have a colon.
    """
    counts: Counter[str] = Counter()
    for term in _terms(title):
        counts[term] += TITLE_TIMES
    counts.update(_terms(abstract or ""))
    found: Features = dict(counts)
    for category in categories:
        found[f"{CATEGORY}{category}"] = 1
    if categories:
        found[f"{PRIMARY}{categories[0]}"] = 1
    return found


def is_category_term(term: str) -> bool:
    """Whether a feature is a category and no words."""
    return ":" in term


def _terms(text: str) -> list[str]:
    found = words(text)
    return [*found, *map(" ".join, pairwise(found))]


def words(text: str) -> list[str]:
    """The words of a text as they are compared, in order."""
    if text.isascii():
        return _WORD().findall(text.lower())
    found: list[str] = []
    for word in _WORD().findall(fold(text)):
        found.extend([word] if word.isascii() else _pieces(word))
    return found


def _pieces(word: str) -> list[str]:
    """The word; of a run of characters written without spaces, its pairs."""
    pieces: list[str] = []
    end = 0
    for run in _UNSPACED().finditer(word):
        if len(before := word[end : run.start()]) >= _SHORTEST:
            pieces.append(before)
        pieces.extend(map("".join, pairwise(run.group())))
        end = run.end()
    if len(after := word[end:]) >= _SHORTEST:
        pieces.append(after)
    return pieces
