"""What the title of a paper says: its words whatever their spelling, and what it announces.

Two titles are alike where the same words of weight stand in the same order. How alike their letters
are says little: one other word ("in mice", "in rats") is another paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.text_forms import fold, without_accents

TELLING_WORDS = 4  # a title shorter than this can be anybody's
_REMEMBERED = 256  # titles: one is compared with many, one after the other
_WORDS_OF_A_NAME = 2  # what stands before a subtitle has as many, and is a name itself if fewer

_WORD = lazily(r"\w+")
_NUMBER = lazily(r"\d+(?:\.\d+)*")
_PART = lazily(r"(?:part|parts|paper|chapter|volume|vol|episode|section)$")
# Words by which a title says that it is about another paper, or no paper at all.
_ABOUT = (
    r"(?:corrections?|corrigend\w+|errat\w+|addend\w+|retraction(?: notice)?|withdrawal"
    r"|expression of concern|reply|replies|response|rebuttal|rejoinder|comments?|commentary"
    r"|discussion|matters arising|editorial|review|supplement\w*|supporting information"
    r"|reviewer \w+|re|(?:supplement\w* )?(?:data|dataset|code|software)|poster|publishers note)"
)
_ABOUT_ANOTHER = lazily(
    rf"^(?:the )?(?:authors? |publishers? |editorial )?{_ABOUT}"
    rf"(?= to\b| on\b| of\b| for\b| from\b| about\b| ?:|$)"
    rf"|^[^:]{{1,80}} (?:reply|replies|response|rejoinder|comments?|note)(?= ?:)"
    rf"|\b(?:reply|response|comment|rejoinder|erratum|corrigendum)(?=$| to )"
    r"|^(?:corrections?|corrigend\w+|errat\w+|retract\w+|withdrawn)\b"
    r"|\b(?:supplementary (?:material|information)|extended abstract|poster|abstract only"
    r"|study protocol|thesis|dissertation)\b"
)
# Titles that stand in every other issue.
_ANYBODYS = frozenset(
    "abstracts acknowledgements announcement announcements author authors book books comment"
    " contents contributors correspondence cover editor editorial editorials editors errata"
    " erratum foreword guest highlights index introduction issue letter letters masthead news note"
    " notes obituary preface preliminary reply response review reviewers reviews special table"
    " this welcome".split()
)
# Words that come and go between versions: without weight, and those that only announce. "New",
# "improved" and "first" are none of them: those make the next paper's title.
_LIGHT = frozenset(
    "a an and as at by for in into its of on onto or the to toward towards via".split()
)
_ANNOUNCING = frozenset(
    "analysis approach case demonstration evidence investigation note observation observing remark"
    " remarks some study".split()
)
# British, American and doubled letters, endings of the plural: what does not make another word.
_SPELLINGS = tuple(
    (lazily(form), plain)
    for form, plain in (
        (r"ies$", "y"),
        (r"(?<=[a-z]{3})(?<!s)s$", ""),
        (r"(?<=[a-z]{2})our", "or"),
        (r"ogue$", "og"),
        (r"(?<=[tb])re$", "er"),
        (r"ae|oe", "e"),
        (r"(?<=[a-z]{3})[sz](?=[aei])", "z"),
        (r"inium$", "inum"),
        (r"([a-z])\1", r"\1"),
    )
)
_THOUSANDS = lazily(r"(?<=\d),(?=\d{3}\b)")
_MARKS = lazily(r"</?(?:i|b|em|sub|sup|sc|scp|it|tt)>")
_NOT_A_HEADLINE = lazily(r"[^\w:]+")
_SUBTITLE = lazily(r"[:?!]\s+|\.\s+|\s[-\u2013\u2014]+\s|\s*\u2014\s*")


class Agreement(Enum):
    """How far two titles say the same."""

    ALIKE = "alike"
    NEAR = "near"
    NONE = "none"


def normal_title(title: str) -> str:
    """A title as its words alone, folded, without accents, mathematics as Unicode."""
    drawn = _drawn(title)
    return " ".join(_WORD().findall(_THOUSANDS().sub("", drawn.replace("'", ""))))


@lru_cache(maxsize=_REMEMBERED)
def _drawn(title: str) -> str:
    return without_accents(fold(unicode_math(_MARKS().sub("", title))))


@lru_cache(maxsize=_REMEMBERED)
def announced(title: str) -> tuple[frozenset[str], Counter[str]]:
    """By what words a title says that it is about another paper, and the numbers in it."""
    headline = " ".join(_NOT_A_HEADLINE().sub(" ", _drawn(title).replace("'", "")).split())
    about = frozenset(_ABOUT_ANOTHER().findall(headline))
    return about, Counter(_ordinals(normal_title(title)))


def is_anybodys(title: str) -> bool:
    """Whether a normal title stands in every other issue, or says nothing."""
    return _ANYBODYS.union(_LIGHT).issuperset(title.split())


_SPELLED = dict(
    zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True)
)
_ROMANS = dict(zip("i ii iii iv v vi vii viii ix x".split(), range(1, 11), strict=True))


def _ordinals(title: str) -> Iterator[str]:
    """Numbers in a title; Roman and spelled ones where they count the parts of a series."""
    words = title.split()
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if numbers := _NUMBER().findall(word):
            yield from (number.lstrip("0") or "0" for number in numbers)
        elif word in _ROMANS and (len(word) > 1 or word == words[-1] or _PART().match(before)):
            # A lone "i" or "x" within a title is a pronoun or a variable.
            yield str(_ROMANS[word])
        elif word in _SPELLED and _PART().match(before):
            yield str(_SPELLED[word])


def agreement(one: str, other: str) -> Agreement:
    """How far two titles say the same; the order of the two does not matter."""
    gone, come = _changes(_spelled(one), _spelled(other))
    if not gone and not come:
        return Agreement.ALIKE
    if not (gone and come) and _ANNOUNCING.issuperset(gone + come):
        return Agreement.NEAR
    has_lost = _has_lost_a_subtitle(*sorted((one, other), key=lambda title: (len(title), title)))
    return Agreement.NEAR if has_lost else Agreement.NONE


def _changes(mine: tuple[str, ...], yours: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The words of weight that only the one and only the other has at their places."""
    gone, come = list[str](), list[str]()
    # In one order, since the matcher is not symmetric.
    first, second = sorted((mine, yours))
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        one, other = first[a:b], second[c:d]
        if tag == "equal" or _is_one_word(one, other) or _LIGHT.issuperset(one + other):
            continue
        # In the place of another word every word has weight: hepatitis A, hepatitis B.
        gone += one if tag == "replace" else _weighty(one)
        come += other if tag == "replace" else _weighty(other)
    return gone, come


def _is_one_word(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether these differ in a hyphen or a space, or in the order of a word's letters."""
    mine, yours = "".join(one), "".join(other)
    return mine == yours or (
        len(one) == len(other) == 1 and mine[0] == yours[0] and sorted(mine) == sorted(yours)
    )


def _weighty(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _LIGHT]


@lru_cache(maxsize=_REMEMBERED)
def _spelled(title: str) -> tuple[str, ...]:
    """The words of a title, those of two spellings in one."""
    return tuple(_in_one_spelling(word) for word in normal_title(title).split())


def _in_one_spelling(word: str) -> str:
    if word in _ANNOUNCING:
        return word
    for form, plain in _SPELLINGS:
        word = form().sub(plain, word)
    return word


def _has_lost_a_subtitle(short: str, long: str) -> bool:
    """Whether the long title is the short one and a subtitle, or a name before it."""
    words, parts = _spelled(short), _SUBTITLE().split(long, maxsplit=1)
    if len(_weighty(words)) < _WORDS_OF_A_NAME:
        return False
    if words in [_spelled(part) for part in parts]:
        return True
    is_named = len(parts) > 1 and len(parts[0].split()) < _WORDS_OF_A_NAME
    is_start = words == _spelled(long)[: len(words)]
    return is_named and is_start and len(words) >= TELLING_WORDS
