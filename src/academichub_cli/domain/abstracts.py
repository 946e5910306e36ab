"""How alike two abstracts are, and what they say of two titles that differ."""

from __future__ import annotations

from dataclasses import dataclass

from academichub_cli.domain.paper import Paper
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.text_forms import fold
from academichub_cli.domain.title_words import in_one_spelling, normal_title, weighty

_SHINGLE = 3  # words
_SHINGLES_TO_TELL = 20
_STEM = 6  # letters

_WORD = lazily(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The part of each of two abstracts' runs of three words that the other has too."""

    of_shorter: float
    of_longer: float


def overlap(left: str | None, right: str | None) -> Overlap | None:
    """How much two abstracts share; None where one is missing or too short to tell."""
    few, many = sorted((_shingles(left), _shingles(right)), key=len)
    if len(few) < _SHINGLES_TO_TELL:
        return None
    shared = len(few & many)
    return Overlap(of_shorter=shared / len(few), of_longer=shared / len(many))


def _shingles(text: str | None) -> set[tuple[str, ...]]:
    words = _WORD().findall(fold(text or ""))
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}


def tells_apart(left: Paper, right: Paper) -> bool:
    """Whether a word that one title has alone stands in that paper's abstract alone.

    So it is with two works worded alike ("under current", "under heat gradients"); where one work
    was given another title, its abstract goes on speaking of what the first title named.
    """
    mine, yours = _stems(left.title), _stems(right.title)
    said, heard = _stems(left.abstract or ""), _stems(right.abstract or "")
    return not ((mine - yours) & said) <= heard or not ((yours - mine) & heard) <= said


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in weighty(in_one_spelling(normal_title(text).split()))}
