"""Whether a claim gives a quote's numbers to the wrong things, or turns a change round."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from academichub_cli.domain.claims._units import UNITS, WORD_NUMBERS
from academichub_cli.domain.claims.content import content_words, stem
from academichub_cli.domain.claims.naming import names
from academichub_cli.domain.claims.scripts import is_latin
from academichub_cli.domain.mathtext import unicode_math

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-zà-öø-ÿ]+(?:-[A-Za-z]+)?|[α-ωΑ-Ω][₀-₉ₐ-ₜ]*|[,;:.]")
_FROM_TO = re.compile(
    r"\bfrom\s+\D{0,12}?([\d.,]*\d)\D{0,24}?\bto\s+\D{0,12}?([\d.,]*\d)", re.IGNORECASE
)
_ANY_FROM_TO = re.compile(r"\bfrom\s+([^\s,;]{1,24})\s+to\s+([^\s,;]{1,24}?)(?=[.,;]?(?:\s|$))")
_COUNTED = re.compile(r"(?<![\w.,])(\d{1,2})\s+([a-z]+[ -][a-z]+)\b", re.IGNORECASE)
_BOTH = 2
_BY_OR_TO = re.compile(
    r"\b(by|to)\s+(?:about |roughly |nearly |over |around )?([\d.,]*\d)\s*\\?%", re.IGNORECASE
)
_ENDS = re.compile(
    r"([\d.,]*\d)\s?\\?([a-zA-Zµ%×]*)\W{0,3}(?:to|through|or|[-–±])\W{0,3}([\d.,]*\d)"
    r"|\bbetween\W{1,3}([\d.,]*\d)[^\d,;]{0,20}?\band\W{1,3}([\d.,]*\d)",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE
)
_PIECE = re.compile(r"(?<![A-Za-z0-9_.-])\d+(?:[.,]\d+)*|[^\W\d_]+|[,;:.]")
_WITH_UNIT = re.compile(r"(\d+(?:[.,]\d+)*)\s?\\?(%|[a-zA-Z×]+)")
_CLAUSES = re.compile(r"[;:]\s|,\s|[。；，]|\s(?:and|but|while|whereas|against|compared)\s")
_OPENING = re.compile(r"^((?:[^\W\d]+ ){0,3}[^\W\d]+),\s")
_JOINERS = frozenset("and but while whereas against versus compared , ; :".split())
# A number beside a name that it is only compared with.
_AGAINST = re.compile(
    r"\b(?:than|beats?|outperform\w*|surpass\w*|exceed\w*|over|versus|vs|above|below|ahead)\b"
    r"|[优高低大小]于|胜过|超[过越]|不如|比",
    re.IGNORECASE,
)
# Verbs that any number may have.
_CARRIERS = {stem(word) for word in ("reaches", "obtains", "yields", "gets", "scores")}
_REACH = 7
_NEAR = 4


def misplaced(claim: str, quotes: Iterable[str]) -> str | None:
    """A number of the claim that its quotes give to something else; None where none is."""
    told = in_digits(claim)
    for quote in quotes:
        ways = (_turned, _by_for_to, _crossed)
        said = in_digits(quote)
        if found := next((found for way in ways if (found := way(told, said))), None):
            return found
        if found := _other_count(claim, quote) or _other_way(claim, quote):
            return found
        if found := _moved(unicode_math(claim), unicode_math(quote)):
            return found
    return None


def in_digits(text: str) -> str:
    """The text with its small numbers in digits; ``one`` is more often a word."""
    return _SPELLED.sub(lambda w: str(WORD_NUMBERS[w.group().casefold()]), unicode_math(text))


def _other_count(claim: str, quote: str) -> str | None:
    """``four neural networks`` for ``three neural networks``."""
    known: dict[tuple[str, ...], set[str]] = {}
    for number, things in _counts(quote):
        known.setdefault(things, set()).add(number)
    return next(
        (n for n, things in _counts(claim) if things in known and n not in known[things]), None
    )


def _counts(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for found in _COUNTED.finditer(in_digits(text)):
        things = tuple(stem(word) for word in content_words(found[2]))
        if len(things) == _BOTH:
            yield found[1], things


def _other_way(claim: str, quote: str) -> str | None:
    """``from O(n^2) to O(n)`` told the other way round."""
    known = set(_ANY_FROM_TO.findall(_bare(quote)))
    for a, b in _ANY_FROM_TO.findall(_bare(claim)):
        if (b, a) in known and a != b:
            return f"from {a} to {b}"
    return None


def _bare(text: str) -> str:
    """The text in one way of writing its formulas."""
    drawn = unicodedata.normalize("NFKC", unicode_math(text)).casefold()
    return drawn.translate(dict.fromkeys(map(ord, "^{}$")))


def _turned(claim: str, quote: str) -> str | None:
    """``from 31 to 18`` told as ``from 18 to 31``."""
    known = set(_FROM_TO.findall(quote))
    stated = _FROM_TO.findall(claim)
    return next((f"from {a} to {b}" for a, b in stated if (b, a) in known and a != b), None)


def _by_for_to(claim: str, quote: str) -> str | None:
    """``by 60%`` told as ``to 60%``."""
    known = {(word.casefold(), number) for word, number in _BY_OR_TO.findall(quote)}
    for word, number in _BY_OR_TO.findall(claim):
        other = "to" if word.casefold() == "by" else "by"
        if (other, number) in known and (word.casefold(), number) not in known:
            return f"{word} {number}%"
    return None


def _crossed(claim: str, quote: str) -> str | None:
    """Two numbers that stand beside the words that the quote has beside the other one."""
    own, theirs = dict(contexts(claim)), dict(contexts(quote))
    for one, other in combinations(sorted(own.keys() & theirs.keys()), 2):
        a, b = own[one] - own[other], own[other] - own[one]
        c, d = theirs[one] - theirs[other], theirs[other] - theirs[one]
        straight, crossed = len(a & c) + len(b & d), len(a & d) + len(b & c)
        if crossed > straight and a & d and b & c:
            return f"{one} and {other}"
    return None


@dataclass(frozen=True, slots=True)
class _Share:
    """The words of a quote that are a number's own, and those of them that stand after it."""

    words: frozenset[str]
    after: frozenset[str]


def _moved(claim: str, quote: str) -> str | None:
    """A lone number that stands with the words that the quote has beside another such number."""
    theirs = dict(_shares(quote))
    units = {number: UNITS.get(unit, "") for number, unit in _WITH_UNIT.findall(quote)}
    named = {*_stems(names(quote))} if len(theirs) > 1 else set()
    opened = _OPENING.sub(r"\1 ", claim)
    for clause in _CLAUSES.split(opened) if len(theirs) > 1 else ():
        stated = [each for each in _PIECE.findall(clause) if each in theirs]
        if len(stated) != 1:
            continue
        number = stated[0]
        own = {stem(word) for word in content_words(clause)} - _CARRIERS
        own -= named if _AGAINST.search(clause) else set()
        own &= own if is_latin(clause) else named
        for other, share in theirs.items():
            is_alike = other != number and units.get(other) == units.get(number)
            if not is_alike or _is_range(quote, number, other):
                continue
            if _is_of_other(own, theirs[number], share, named):
                return str(number)
    return None


def _is_of_other(own: set[str], mine: _Share, other: _Share, named: set[str]) -> bool:
    """Whether a clause has another number's words and none of its own number's."""
    strange, fitting = own & (other.words - mine.words), own & (mine.words - other.words)
    if strange and (not fitting and mine.words - other.words):
        return True
    if strange & named and not fitting & named:
        return True
    after, there = mine.after - other.after, other.after - mine.after
    return bool(after and own & there and not own & after)


def _shares(quote: str) -> Iterator[tuple[str, _Share]]:
    """Each number of a quote with the words that are its own, parted where the quote joins."""
    pieces = _PIECE.findall(quote)
    spots = [at for at, piece in enumerate(pieces) if piece[0].isdigit()]
    cuts = [_cut(pieces, a, b) for a, b in pairwise(spots)]
    for at, (start, end) in zip(spots, pairwise([0, *cuts, len(pieces)]), strict=False):
        if pieces.count(pieces[at]) == 1:
            after = pieces[at + 1 : min(end, at + 1 + _REACH)]
            stop = next(
                (n for n, piece in enumerate(after) if piece in {".", ";", ","}), len(after)
            )
            before = _stems(pieces[max(start, at - _REACH) : at])
            behind = _stems(after[:stop])
            yield pieces[at], _Share(before | behind, behind)


def _stems(pieces: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(" ".join(pieces)))


def _cut(pieces: Sequence[str], one: int, other: int) -> int:
    """Where the words between two numbers are parted: at what joins them, else in the middle."""
    joins = [at for at in range(one + 1, other) if pieces[at] in _JOINERS]
    return joins[0] if joins else (one + other + 1) // 2


def _is_range(quote: str, one: str, other: str) -> bool:
    """Whether two numbers are the ends of something: ``from 31 to 18``, ``between 1 and 2``."""
    ends = {one, other}
    return any(
        {a or c, b or d} == ends and (not unit or unit in UNITS)
        for a, unit, b, c, d in _ENDS.findall(quote)
    )


def contexts(text: str) -> Iterator[tuple[str, set[str]]]:
    """Each number that stands once, with the words nearer to it than to another number."""
    tokens = _TOKEN.findall(text)
    numbers = [at for at, token in enumerate(tokens) if token[0].isdigit()]
    for place, at in enumerate(numbers):
        if [tokens[each] for each in numbers].count(tokens[at]) > 1:
            continue
        last = numbers[place - 1] if place else -2 * _NEAR
        following = numbers[place + 1] if place + 1 < len(numbers) else at + 2 * _NEAR
        start = max(0, at - _NEAR, (last + at + 1) // 2 + 1)
        end = min(at + 1 + _NEAR, (at + following) // 2 + 1)
        near = tokens[start:end]
        words = {stem(word) for word in content_words(" ".join(near))}
        yield tokens[at].strip(".,"), words | {each for each in near if not each.isascii()}
