"""Which of two things a claim calls more or better, held against what its quotes do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from academichub_cli.domain.claims import _word_lists as lists
from academichub_cli.domain.claims.content import is_content, stem, stems
from academichub_cli.domain.claims.denying import words

_STOPS = re.compile(r"[,;:.]\s")
_CONTRAST = re.compile(r"\b(?:whereas|while|in contrast)\b", re.IGNORECASE)
# A bound, not a comparison: more than one, fewer than 5%.
_BOUND = re.compile(
    r"\b(?:more|fewer|less|greater|larger|higher|lower) than (?=\d|one\b|two\b|half\b)"
)
_HAN_BOUND = re.compile(
    r"(?:超过|多于|高于|大于|低于|少于|小于)\s*(?=[\d一二三四五六七八九十百千万两])"
)
_SIDE = 5
# Two numbers of which a text says that they are to be compared.
_BESIDE = re.compile(
    r"(?<![\d.,])(\d+(?:[.,]\d+)*)\s?(\\?%|[a-z]*)[^.;]{0,80}?"
    r"\b(?:compared (?:with|to)|versus|vs\.?|against|as opposed to)\s[^\d.;]{0,60}"
    r"(\d+(?:[.,]\d+)*)\s?(\\?%|[a-z]*)",
    re.IGNORECASE,
)


def unfounded_comparison(claim: str, quotes: Iterable[str]) -> str | None:
    """A comparison of the claim that no quote makes, or makes the other way round."""
    said = list(quotes)
    if is_seen_from_the_other_side(claim, said):
        return None
    if word := _turned_round(claim, said):
        return word
    theirs = {direction for quote in said for direction in directions(quote, loosely=True)}
    theirs |= {direction for quote in said for direction in implied(quote)}
    own = directions(claim)
    if word := _against(claim, said):
        return word
    if own and not theirs:
        return next(iter(own.values()))
    if swapped := next((each for quote in said for each in _swapped_sides(claim, quote)), None):
        return swapped
    return None


def is_seen_from_the_other_side(claim: str, quotes: Iterable[str]) -> bool:
    """``A is worse than B`` where a quote has ``B is better than A``."""
    own = _sides(claim, ("than",))
    for quote in quotes:
        theirs = _sides(quote, ("than",))
        if not own or not theirs or not (own[0] & theirs[1] and own[1] & theirs[0]):
            continue
        here, there = set(directions(claim)), set(directions(quote, loosely=True))
        crossed = len(own[0] & theirs[1]) + len(own[1] & theirs[0])
        is_crossed = crossed > len(own[0] & theirs[0]) + len(own[1] & theirs[1])
        if is_crossed and {*here, *there} == {"up", "down"} and here != there:
            return True
    return False


def _is_thing(word: str) -> bool:
    return is_content(word) and not word.endswith("ly")


def directions(text: str, *, loosely: bool = False) -> dict[str, str]:
    """``up`` and ``down``, each with the first word of the text that says so.

    Read `loosely`, so do words that are content as well: growth, half.
    """
    up = lists.UP | lists.PREFERENCES | (lists.ALSO_UP if loosely else frozenset())
    down = lists.DOWN | (lists.ALSO_DOWN if loosely else frozenset())
    found: dict[str, str] = {}
    for word in words(_BOUND.sub(" ", text.casefold())):
        if word in down:
            found.setdefault("down", word)
        elif word in up:
            found.setdefault("up", word)
    bare = _HAN_BOUND.sub(" ", text)
    for sign, direction in lists.HAN_DIRECTIONS.items():
        if sign in bare:
            found.setdefault(direction, sign)
    return found


def implied(quote: str) -> set[str]:
    """The way in which two numbers of one unit differ that a quote sets beside one another."""
    return {
        "up" if _worth(one) > _worth(other) else "down"
        for one, unit, other, other_unit in _BESIDE.findall(quote)
        if unit == other_unit and _worth(one) != _worth(other)
    }


def _worth(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _turned_round(claim: str, quotes: list[str]) -> str | None:
    """A word that the claim has more often than the quotes, and its opposite less often."""
    own = words(claim) + [sign for sign in lists.HAN_DIRECTIONS if sign in claim]
    theirs = [word for quote in quotes for word in words(quote)]
    for pair in lists.OPPOSITES:
        for one, other in (pair, pair[::-1]):
            says = [word for word in own if word in one]
            more = len(says) > sum(word in one for word in theirs)
            if more and _count(own, other) < _count(theirs, other):
                return says[0]
            mine, yours = _after(own, one), _after(theirs, other)
            if mine & yours - _after(theirs, one):
                return next(word for word in own if word in one)
    return None


def _against(claim: str, quotes: list[str]) -> str | None:
    """A quantity that the claim lets rise where all that its quotes say is that one falls."""
    own = set(words(claim)) | {sign for sign in lists.HAN_DIRECTIONS if sign in claim}
    theirs = {word for quote in quotes for word in words(quote)}
    if theirs & lists.EVALUATIONS or own & lists.EVALUATIONS:
        return None
    for one, other in ((lists.RISING, lists.FALLING), (lists.FALLING, lists.RISING)):
        if own & one and not own & other and theirs & other and not theirs & one:
            return min(own & one)
    return None


def _after(run: list[str], group: frozenset[str]) -> set[str]:
    """The content words that stand right behind the words of a group."""
    return {stem(after) for word, after in pairwise(run) if word in group and is_content(after)}


def _count(run: Iterable[str], group: Iterable[str]) -> int:
    return sum(word in group for word in run)


def _swapped_sides(claim: str, quote: str) -> Iterator[str]:
    """Where both say ``X beats Y``: the word, if the claim has the quote's sides exchanged."""
    for pivot in lists.PIVOTS:
        own, theirs = _sides(claim, pivot), _sides(quote, pivot)
        if not own or not theirs:
            continue
        is_crossed = own[0] & theirs[1] and own[1] & theirs[0]
        # What the quote has behind the word, the claim has before it, and nothing else fits.
        is_lone = len(own[0] & theirs[1]) > len(own[0] & theirs[0]) and not own[1] & theirs[1]
        if is_crossed or (is_lone and pivot[0] != "against"):
            yield pivot[0]
    own, theirs = _halves(claim), _halves(quote)
    # Halves that were merely put in the other order have nothing left where it was.
    if not own or not theirs or not (own[0] & theirs[0] or own[1] & theirs[1]):
        return
    if own[0] & theirs[1] and own[1] & theirs[0]:
        yield "whereas"


def _sides(text: str, pivot: tuple[str, ...]) -> tuple[set[str], set[str]] | None:
    """The nearest content on either side of a word, within its clause, without what both have."""
    for clause in _STOPS.split(text):
        run = words(clause)
        for at, word in enumerate(run):
            if word not in pivot or at + 1 == len(run) or run[at + 1][0].isdigit():
                continue
            before = [stem(each) for each in run[:at] if _is_thing(each)][-_SIDE:]
            after = [stem(each) for each in run[at + 1 :] if _is_thing(each)][:_SIDE]
            sides = set(before) - set(after), set(after) - set(before)
            return sides[::-1] if run[at + 1] == "by" else sides
    return None


def _halves(text: str) -> tuple[set[str], set[str]] | None:
    """What stands before and after a word of contrast, without what both have."""
    parts = _CONTRAST.split(text)
    if len(parts) != 2:  # noqa: PLR2004
        return None
    one, other = stems(parts[0]), stems(parts[1])
    return one - other, other - one
