"""How well texts answer a search: BM25 over title, abstract and authors.

Formula: https://www.sqlite.org/fts5.html#the_bm25_function, with a rarity that is never negative.
Occurrences are counted in the texts themselves, so that only the papers at hand cost time.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

# Words in the title say most, then names of authors.
WEIGHTS = {"title": 4.0, "abstract": 1.0, "authors": 2.0}
_SATURATION, _BY_LENGTH = 1.2, 0.75
_MARKS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")


class Texts(NamedTuple):
    """The words of a paper that are searched."""

    title: str
    abstract: str | None
    authors: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that stand together, in one part of a paper or, with an empty `part`, in any.

    `is_start` where the last of them is the beginning of a word. `rarity` is what it says of a
    paper to have them.
    """

    words: str
    part: str = ""
    is_start: bool = False
    rarity: float = 1.0


def rarity(papers: int, having: int) -> float:
    """What it says of a paper to have words that so many of all papers have."""
    return math.log1p((papers - having + 0.5) / (having + 0.5))


def weights(papers: Sequence[Texts], phrases: Sequence[Phrase]) -> list[float]:
    """How well each paper answers, more is better; a long one must have the words more often."""
    sizes = [len(each.title) + len(each.abstract or "") + len(each.authors) for each in papers]
    mean = sum(sizes) / max(1, len(sizes)) or 1.0
    counters = [(each.rarity, _counter(each)) for each in phrases]
    found = []
    for paper, size in zip(papers, sizes, strict=True):
        texts = (_folded(paper.title), _folded(paper.abstract or ""), _folded(paper.authors))
        length = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * size / mean)
        counts = ((rare, count(texts)) for rare, count in counters)
        found.append(math.fsum(rare * count / (count + length) for rare, count in counts))
    return [weight * (_SATURATION + 1) for weight in found]


_Folded: TypeAlias = tuple[str, str, str]


def _counter(phrase: Phrase) -> Callable[[_Folded], float]:
    """What counts a phrase's occurrences, each for as much as its place weighs."""
    find = _pattern(phrase).findall
    places = [
        (at, weight)
        for at, (part, weight) in enumerate(WEIGHTS.items())
        if phrase.part in {"", part}
    ]

    def count(texts: _Folded) -> float:
        return sum(weight * len(find(texts[at])) for at, weight in places)

    return count


def _pattern(phrase: Phrase) -> re.Pattern[str]:
    """What a phrase looks like in a folded text, taken apart as FTS5's `unicode61` does."""
    first, *rest = map(re.escape, _WORD.findall(_folded(phrase.words)) or ["\0"])
    # A text is searched several times as fast for a pattern that begins with a plain word; that no
    # letter stands before it is looked at afterwards.
    together = r"[\W_]+".join([rf"{first}(?<![^\W_]{first})", *rest])
    return re.compile(together if phrase.is_start else rf"{together}(?![^\W_])")


def _folded(text: str) -> str:
    """In lower case and without accents."""
    lower = text.lower()
    return lower if lower.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", lower))
