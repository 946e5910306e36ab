"""What a sentence is about: the stems of its telling words, and how much of them another has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from academichub_cli.domain.claims._synonyms import GROUP_OF
from academichub_cli.domain.claims._word_lists import ANY_HEDGES, DOWN, NEGATIONS, UP
from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.terms import singular

_WORD = re.compile(r"[a-zà-öø-ÿ]{2,}(?:'[a-z]+)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MARKED = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-zà-öø-ÿ]{2,}")
_ENDINGS = (
    *("ization", "isation", "ational", "fulness", "iveness", "ations", "ation", "ators", "ator"),
    *(
        "ments",
        "ment",
        "ingly",
        "ities",
        "ity",
        "ness",
        "ions",
        "ion",
        "ings",
        "ing",
        "ally",
        "edly",
    ),
    *("able", "ible", "ical", "ives", "ive", "ised", "ized", "ises", "izes", "ise", "ize", "ers"),
    *("ors", "er", "or", "ed", "es", "al", "ic", "ly", "e", "s", "y"),
)
_SHORTEST_STEM = 3
_EMPTY = frozenset(
    "the of and to in is are was were be been being it its they their them this that these those"
    " with without for from by on at as an or if so than then there here which who whose whom what"
    " when where how why while whereas but although though because since can could may might will"
    " would should must do does did done has have had having not no nor also both each every all"
    " any"
    " some such same other others another one two three into onto over under between among through"
    " during about above below after before up down out off per via more most less least very much"
    " many few only just even still yet too well we our us authors author paper papers study"
    " studies"
    " work works research researchers article show shows showed shown showing find finds found"
    " finding"
    " findings report reports reported present presents presented propose proposes proposed"
    " introduce"
    " introduces introduced describe describes described demonstrate demonstrates result results"
    " approach approaches method methods use uses used using make makes made making give gives"
    " given"
    " get gets take takes new novel based here them itself themselves he she his her you"
    " your".split()
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, or the name of the group of words that say the same."""
    bare = singular(word.removesuffix("'s"))
    if bare in GROUP_OF:
        return GROUP_OF[bare]
    cut = root(word)
    return GROUP_OF.get(cut, cut)


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """A word without its ending."""
    bare = singular(word.removesuffix("'s"))
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM:
            cut = bare[: -len(ending)]
            if len(cut) > _SHORTEST_STEM and cut[-1] == cut[-2]:
                cut = cut[:-1]
            return cut
    return bare


def stems(text: str) -> set[str]:
    """The stems of the words that carry a text's content."""
    return set(_stems(text))


@lru_cache(maxsize=2_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _content_words(text))


def is_content(word: str) -> bool:
    """Whether a word carries content."""
    return word[:1].isalpha() and bool(_content_words(word))


def content_words(text: str) -> list[str]:
    """The words that carry a text's content, in order."""
    return list(_content_words(text))


@lru_cache(maxsize=5_000)
def _content_words(text: str) -> tuple[str, ...]:
    # Mathematics and LaTeX are rare in the small pieces that are mostly asked about.
    drawn = text if text.isalnum() and text.isascii() else unicode_math(text)
    found = _WORD.findall(drawn.casefold().replace("’", "'"))
    return tuple(word for word in found if word not in _EMPTY and word not in _SIGNALS)


_SIGNALS = NEGATIONS | UP | DOWN | {hedge for hedge in ANY_HEDGES if hedge.isascii()}


def covered(own: Iterable[str], theirs: set[str]) -> set[str]:
    """Those of a claim's stems that the other stems have, or have the beginning of."""
    return {each for each in own if each in theirs or any(_kin(each, other) for other in theirs)}


def _kin(one: str, other: str) -> bool:
    shared = min(len(one), len(other))
    return shared >= 5 and one[:5] == other[:5]  # noqa: PLR2004


def shared_words(claim: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where a quote's words and numbers stand that the claim has too."""
    own = stems(claim)
    numbers = set(_NUMBER.findall(claim))
    for word in _MARKED.finditer(quote):
        written = word.group()
        if written in numbers or (
            written.casefold() not in _EMPTY and {stem(written.casefold())} & own
        ):
            yield word.span()
