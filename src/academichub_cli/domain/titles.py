"""What the title of a paper says: whether two say the same, and what a title announces.

Two titles are alike where the same words of weight stand in the same order. How alike their letters
are says little: one other word ("in mice", "in rats") is another paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.title_words import (
    ANNOUNCING,
    LIGHT,
    REMEMBERED,
    drawn,
    in_one_spelling,
    is_one_word,
    is_turned_round,
    matched_words,
    normal_title,
    weighty,
)

TELLING_WORDS = 4  # a title shorter than this can be anybody's
_WORDS_OF_A_NAME = 2  # what stands before a subtitle has as many, and is a name itself if fewer
_WORDS_TO_TURN = 6  # in fewer, the order is what is said: from mice to men

_NUMBER = lazily(r"\d+(?:\.\d+)*")
_PART = lazily(r"(?:part|parts|paper|chapter|volume|vol|episode|section)$")
# Words by which a title says that it is about another paper, or no paper at all.
_ABOUT = (
    r"(?:corrections?|corrigend\w+|errat\w+|addend\w+|retraction(?: notice)?|withdrawal"
    r"|expression of concern|reply|replies|response|rebuttal|rejoinder|comments?|commentary"
    r"|discussion|matters arising|editorial|review|supplement\w*|supporting information"
    r"|reviewer \w+|re|(?:supplement\w* )?(?:data|dataset|code|software)"
    r"|(?:replication|reproduction) (?:code|data|files|materials?|package)|poster|publishers note)"
)
_ABOUT_ANOTHER = lazily(
    rf"^(?:the )?(?:authors? |publishers? |editorial )?{_ABOUT}"
    rf"(?= to\b| on\b| of\b| for\b| from\b| about\b| ?:|$)"
    rf"|^[^:]{{1,80}} (?:reply|replies|response|rejoinder|comments?|note)(?= ?:)"
    rf"|\b(?:reply|response|comment|rejoinder|erratum|corrigendum)(?=$| to )"
    r"|^(?:corrections?|corrigend\w+|errat\w+|retract\w+|withdrawn)\b"
    r"|\b(?:supplementary (?:material|information)|extended abstract|poster|abstract only"
    r"|study protocol|analysis plan|lecture notes|thesis|dissertation|habilitation)\b"
)
# Titles that stand in every other issue.
_ANYBODYS = frozenset(
    "abstracts acknowledgements announcement announcements author authors book books comment"
    " contents contributors correspondence cover editor editorial editorials editors errata"
    " erratum foreword guest highlights index introduction issue letter letters masthead news note"
    " notes obituary preface preliminary reply response review reviewers reviews special table"
    " this welcome".split()
)
_NOT_A_HEADLINE = lazily(r"[^\w:]+")
_NEXT = lazily(r"(?<=[a-z]{3})\++(?=:|$)|(?<=\w)\+\+")
_SUBTITLE = lazily(r"[:?!]\s+|\.\s+|\s[-\u2013\u2014]+\s|\s*\u2014\s*|\s(?=\()")
# A subtitle with one of these makes another text of the same matter, or a greater one.
_ANOTHER_TEXT = frozenset(
    "annotations appendix applications code competition data database dataset datasets extended"
    " extension extensions generalisation generalization notes plan poster preliminary protocol"
    " revisited scripts sequel short slides software supplement theory tutorial update updated"
    " video videos".split()
)
_REPORTED = lazily(
    r"^(?:\w+ ){1,4}(?:confirms?|demonstrates?|finds?|identif(?:y|ies)|indicates?|reveals?|shows?"
    r"|suggests?|uncovers?)(?: that)? "
    r"| (?:derived|estimated|inferred|measured|observed|probed|revealed|seen|shown|uncovered)"
    r" (?:by|from|in|using|with)(?: \w+){1,6}$"
)


class Agreement(Enum):
    """How far two titles say the same."""

    ALIKE = "alike"
    NEAR = "near"
    NONE = "none"


@lru_cache(maxsize=REMEMBERED)
def announced(title: str) -> frozenset[str]:
    """By what words and signs a title says that it is about another paper, or the next thing."""
    headline = " ".join(_NOT_A_HEADLINE().sub(" ", drawn(title).replace("'", "")).split())
    return frozenset((*_ABOUT_ANOTHER().findall(headline), *_NEXT().findall(drawn(title))))


@lru_cache(maxsize=REMEMBERED)
def numbers(text: str) -> Counter[str]:
    """The numbers in a text, and those by which a title counts the parts of a series."""
    return Counter(_ordinals(normal_title(text)))


def is_anybodys(title: str) -> bool:
    """Whether a normal title stands in every other issue, or says nothing."""
    return _ANYBODYS.union(LIGHT).issuperset(title.split())


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
    # The matcher is not symmetric, so the two are taken in one order.
    mine, yours = sorted(matched_words(one, other))
    gone, come = _changes(mine, yours)
    if not gone and not come:
        return Agreement.ALIKE
    if not (gone and come) and ANNOUNCING.issuperset(gone + come):
        return Agreement.NEAR
    short, long = sorted((one, other), key=lambda title: (len(title), title))
    is_near = (
        _has_lost_a_subtitle(short, long) or _is_reported(short, long) or _is_turned(mine, yours)
    )
    return Agreement.NEAR if is_near else Agreement.NONE


def has_other_word(one: str, other: str) -> bool:
    """Whether one word or two stand in place of others, as in papers that are made alike."""
    gone, come = _changes(*sorted(matched_words(one, other)))
    return len(gone) == len(come) and 0 < len(gone) <= _WORDS_OF_A_NAME


def _changes(mine: tuple[str, ...], yours: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The words of weight that only the one and only the other has at their places."""
    gone, come = list[str](), list[str]()
    spelled = in_one_spelling(mine), in_one_spelling(yours)
    for tag, a, b, c, d in SequenceMatcher(None, *spelled, autojunk=False).get_opcodes():
        one, other = mine[a:b], yours[c:d]
        if tag == "equal" or is_one_word(one, other) or LIGHT.issuperset(one + other):
            continue
        # In the place of another word every word has weight: hepatitis A, hepatitis B.
        gone += one if tag == "replace" else weighty(one)
        come += other if tag == "replace" else weighty(other)
    return gone, come


def _is_turned(mine: Sequence[str], yours: Sequence[str]) -> bool:
    one, other = (weighty(in_one_spelling(words)) for words in (mine, yours))
    return len(one) >= _WORDS_TO_TURN and is_turned_round(one, other)


def _is_reported(short: str, long: str) -> bool:
    """Whether the long title is the short one and what it was found with."""
    words = _spelled(short)
    told = _spelled(_REPORTED().sub("", normal_title(long)))
    return words == told and len(weighty(words)) >= TELLING_WORDS


def _has_lost_a_subtitle(short: str, long: str) -> bool:
    """Whether the long title is the short one and a subtitle, or a name before it."""
    words = _spelled(short)
    if len(weighty(words)) < _WORDS_OF_A_NAME:
        return False
    for break_ in _SUBTITLE().finditer(long):
        parts = long[: break_.start()], long[break_.end() :]
        for kept, lost in (parts, parts[::-1]):
            if words == _spelled(kept):
                return not _is_of_another_text(lost)
    return _is_a_named_start(words, long)


def _is_of_another_text(subtitle: str) -> bool:
    words = normal_title(subtitle).split()
    # "The general case" goes further; "a case study" is what the paper is.
    return not _ANOTHER_TEXT.isdisjoint(words) or words[-1:] == ["case"]


def _is_a_named_start(words: tuple[str, ...], long: str) -> bool:
    """Whether a title that begins with a name and a colon begins with these words."""
    parts = _SUBTITLE().split(long, maxsplit=1)
    is_named = len(parts) > 1 and len(parts[0].split()) < _WORDS_OF_A_NAME
    is_start = words == _spelled(long)[: len(words)]
    return is_named and is_start and len(words) >= TELLING_WORDS


@lru_cache(maxsize=REMEMBERED)
def _spelled(title: str) -> tuple[str, ...]:
    """The words of a title, those of two spellings in one."""
    return in_one_spelling(normal_title(title).split())
