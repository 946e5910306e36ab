"""The words of a title, and which words of two titles are one word in two spellings.

British and American, umlauts written out, hyphens, plurals, and initials for the words that they
stand for: what differs between two prints of one title.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from itertools import pairwise

from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.text_forms import fold, without_accents

REMEMBERED = 256  # titles: one is compared with many, one after the other
# Words that come and go between versions and have no weight.
LIGHT = frozenset(
    "a an and as at by for in into its of on onto or that the to toward towards via".split()
)
# Words that only announce. "New", "improved" and "first" are none of them: those make the next
# paper's title. "Novel" is one, which many journals strike out.
ANNOUNCING = frozenset(
    "analysis approach case demonstration evidence investigation note novel observation observing"
    " remark remarks some study".split()
)

_WORD = lazily(r"[^\W_]+")
_THOUSANDS = lazily(r"(?<=\d),(?=\d{3}\b)")
_MARKS = lazily(r"</?(?:i|b|em|math|sub|sup|sc|scp|it|tt)>")
# British, American and doubled letters, endings of the plural: what does not make another word.
_SPELLINGS = tuple(
    (lazily(form), plain)
    for form, plain in (
        (r"^an$", "a"),
        (r"ies$", "y"),
        (r"(?<=[a-z]{3})(?<!s)s$", ""),
        (r"(?<=[a-z]{2})our", "or"),
        (r"ogue$", "og"),
        (r"gramme$", "gram"),
        (r"^(s?)mould", r"\1mold"),
        (r"(?<=[btv])re$", "er"),
        (r"(?<=en)ce$", "se"),
        (r"(?<=acti)ce$", "se"),
        (r"(?<=[a-z][dg])e(?=ing$|ment$)", ""),
        (r"^(?:grey|gray)$", "gray"),
        (r"sulph", "sulf"),
        (r"ae|oe", "e"),
        (r"(?<=[a-z]{3})[sz](?=[aei])", "z"),
        (r"inium$", "inum"),
        (r"([a-z])\1", r"\1"),
    )
)
_UMLAUTS = lazily(r"(?<=[aou])e")
_LONG_ENOUGH_FOR_AN_UMLAUT = 5
_FEWEST_INITIALS, _MOST_INITIALS = 2, 6
_GLOSS = lazily(r"\(\s*([^\W\d_]{2,6})\s*\)")


def normal_title(title: str) -> str:
    """A title as its words alone, folded, without accents, mathematics as Unicode."""
    plain = _GLOSS().sub(" ", title) if _explains_itself(title) else title
    return " ".join(_WORD().findall(_THOUSANDS().sub("", drawn(plain).replace("'", ""))))


@lru_cache(maxsize=REMEMBERED)
def drawn(title: str) -> str:
    """A title folded, without accents and marks, mathematics as Unicode."""
    return without_accents(fold(unicode_math(_MARKS().sub("", unescape(title)))))


def _explains_itself(title: str) -> bool:
    """Whether each short word in brackets is the initials of the words before it."""
    glosses = list(_GLOSS().finditer(title))
    return bool(glosses) and all(
        _at_the_end(_WORD().findall(drawn(title[: each.start()])), each[1]) for each in glosses
    )


def _at_the_end(words: Sequence[str], initials: str) -> bool:
    letters = _singular(initials.casefold())
    return len(words) >= len(letters) and _spells(words[-len(letters) :], letters)


def matched_words(one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of both titles, with initials in place of what the other title has initials for."""
    mine, yours = (tuple(normal_title(title).split()) for title in (one, other))
    return _shortened(mine, _initials(other, yours)), _shortened(yours, _initials(one, mine))


def _initials(title: str, words: Sequence[str]) -> list[str]:
    """The words that a title writes in capitals, as initials are."""
    able = [word for word in words if word.isalpha() and word not in LIGHT]
    return [
        word
        for word in able
        if _FEWEST_INITIALS <= len(_singular(word)) <= _MOST_INITIALS
        and _singular(word).upper() in title
    ]


def _shortened(words: tuple[str, ...], initials: Sequence[str]) -> tuple[str, ...]:
    for name in initials:
        letters = _singular(name)
        for at in range(len(words) - len(letters) + 1):
            if name not in words and _spells(words[at : at + len(letters)], letters):
                words = (*words[:at], name, *words[at + len(letters) :])
    return words


def _singular(initials: str) -> str:
    return initials.removesuffix("s") if len(initials) > _FEWEST_INITIALS else initials


def _spells(words: Sequence[str], letters: str) -> bool:
    return "".join(word[0] for word in words) == letters


def in_one_spelling(words: Sequence[str]) -> tuple[str, ...]:
    """The words, those of two spellings in one."""
    return tuple(map(_spelled, words))


@lru_cache(maxsize=REMEMBERED * 16)
def _spelled(word: str) -> str:
    if word in ANNOUNCING:
        return word
    for form, plain in _SPELLINGS:
        word = form().sub(plain, word)
    return word


def weighty(words: Sequence[str]) -> list[str]:
    """The words that have weight."""
    return [word for word in words if word not in LIGHT]


def is_one_word(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether these differ in spelling, in a hyphen or a space, or in the order of letters."""
    mine, yours = ("".join(in_one_spelling(words)) for words in (one, other))
    if mine == yours or "".join(one) == "".join(other):
        return True
    if len(one) != len(other):
        return False
    return (len(one) == 1 and _is_mistyped(mine, yours)) or all(map(_is_umlaut, one, other))


def _is_mistyped(one: str, other: str) -> bool:
    return one[:1] == other[:1] and sorted(one) == sorted(other)


def _is_umlaut(one: str, other: str) -> bool:
    """Whether one has ö where the other has oe."""
    if _spelled(one) == _spelled(other):
        return True
    if min(len(one), len(other)) < _LONG_ENOUGH_FOR_AN_UMLAUT:
        return False
    mine, yours = (_spelled(_UMLAUTS().sub("", word)) for word in (one, other))
    return mine == yours


def is_turned_round(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the other begins in the midst of the one and ends where that began."""
    twice = [*one, *one]
    return len(one) == len(other) and any(
        twice[at : at + len(other)] == list(other) for at, _ in enumerate(pairwise(one), 1)
    )
