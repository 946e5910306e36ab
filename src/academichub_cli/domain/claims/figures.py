"""Whether a claim gives a quote's numbers to the wrong things, or turns a change round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from academichub_cli.domain.claims.content import content_words, stem
from academichub_cli.domain.mathtext import unicode_math

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-zà-öø-ÿ]+(?:-[A-Za-z]+)?|[α-ωΑ-Ω][₀-₉ₐ-ₜ]*|[,;:.]")
_FROM_TO = re.compile(
    r"\bfrom\s+\D{0,12}?([\d.,]*\d)\D{0,24}?\bto\s+\D{0,12}?([\d.,]*\d)", re.IGNORECASE
)
_BY_OR_TO = re.compile(
    r"\b(by|to)\s+(?:about |roughly |nearly |over |around )?([\d.,]*\d)\s*\\?%", re.IGNORECASE
)
_NEAR = 4


def misplaced(claim: str, quotes: Iterable[str]) -> str | None:
    """A number of the claim that its quotes give to something else; None where none is."""
    told = unicode_math(claim)
    for quote in map(unicode_math, quotes):
        for found in (_turned(told, quote), _by_for_to(told, quote), _crossed(told, quote)):
            if found:
                return found
    return None


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
    own, theirs = dict(_contexts(claim)), dict(_contexts(quote))
    for one, other in combinations(sorted(own.keys() & theirs.keys()), 2):
        a, b = own[one] - own[other], own[other] - own[one]
        c, d = theirs[one] - theirs[other], theirs[other] - theirs[one]
        straight, crossed = len(a & c) + len(b & d), len(a & d) + len(b & c)
        if crossed > straight and a & d and b & c:
            return f"{one} and {other}"
    return None


def _contexts(text: str) -> Iterator[tuple[str, set[str]]]:
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
