"""What the small words of a claim say that its quotes do not: not, more, less, always, may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from academichub_cli.domain.claims import _word_lists as lists
from academichub_cli.domain.claims.content import stem, stems

_WORDS = re.compile(r"[a-z]+(?:n['’]t)?|\d[\d.,]*|[%<>≥≤]|[一-鿿]")
# Words that begin with un- and deny nothing.
_NO_DENIAL = re.compile(r"un(?:der|it|if|iv|til|ion|iq)")
_STOPS = re.compile(r"[,;:.]\s")
_CONTRAST = re.compile(r"\b(?:whereas|while|in contrast)\b", re.IGNORECASE)
# A bound, not a comparison: more than one, fewer than 5%.
_BOUND = re.compile(
    r"\b(?:more|fewer|less|greater|larger|higher|lower) than (?=\d|one\b|two\b|half\b)"
)
_HAN_BOUND = re.compile(
    r"(?:超过|多于|高于|大于|低于|少于|小于)\s*(?=[\d一二三四五六七八九十百千万两])"
)
_NEAR, _TOLD, _SIDE = 4, 3, 5
# Strong words that claim nothing: above all, at all, not every.
_HARMLESS = re.compile(
    r"\b(?:above|after|at|of|in|not|almost|nearly) all\b|\bnot (?:all|every|always)\b"
    r"|\ball (?:two|three|four|five|of them)\b"
)
_CLAUSES = re.compile(r"[,;:.]|\b(?:and|but|while|whereas|although|though|yet)\b|[，；。]")


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return _WORDS.findall(text.casefold().replace("’", "'"))


def unfounded_negation(claim: str, quotes: Iterable[str]) -> str | None:
    """A word by which the claim denies, or fails to deny, what no quote does; None where none."""
    own, said = words(claim), [words(quote) for quote in quotes]
    han = next((sign for sign in lists.HAN_NEGATIONS if sign in claim), None)
    every = [word for run in said for word in run]
    may_deny = _softening(every) - set(own) | {word for word in every if _is_negation(word)}
    for at, word in enumerate(own):
        if _is_negation(word) and not _is_emphasis(own, at):
            if not may_deny:
                return word
            if _denies_alone(own, at, said):
                return word
    if han and not may_deny:
        return han
    if han:
        return None
    return _undenied(own, said)


def _denies_alone(own: list[str], at: int, said: list[list[str]]) -> bool:
    """Whether the quotes have what the claim denies, and deny it nowhere near."""
    denied = next((stem(word) for word in own[at + 1 :] if _is_content(word)), None)
    near = set(own[max(0, at - _NEAR) : at + 1 + _NEAR])
    places = [
        run[max(0, spot - _NEAR - 1) : spot + _NEAR]
        for run in said
        for spot, word in enumerate(run)
        if stem(word) == denied
    ]
    return bool(places) and not any(
        _softening(place) - near or any(map(_is_negation, place)) for place in places
    )


def _undenied(own: list[str], said: list[list[str]]) -> str | None:
    """A denial of the quotes that the claim leaves out, though it tells what they deny."""
    for run in said:
        for at, word in enumerate(run):
            if not _is_negation(word) or _is_emphasis(run, at):
                continue
            denied = [stem(each) for each in run[at + 1 :] if _is_content(each)][:_TOLD]
            places = [spot for spot, each in enumerate(own) if stem(each) in denied[:1]]
            told = {stem(each) for each in own}.intersection(denied)
            if not places or len(told) < min(2, len(denied)):
                continue
            near = [own[max(0, spot - _NEAR - 3) : spot + _NEAR] for spot in places]
            if not any(_softening(place) or any(map(_is_negation, place)) for place in near):
                return word
    return None


def unfounded_comparison(claim: str, quotes: Iterable[str]) -> str | None:
    """A comparison of the claim that no quote makes, or makes the other way round."""
    said = list(quotes)
    if word := _turned_round(claim, said):
        return word
    theirs = {direction for quote in said for direction in _directions(quote)}
    own = _directions(claim)
    if word := _against(claim, said):
        return word
    if own and not theirs:
        return next(iter(own.values()))
    if swapped := next((each for quote in said for each in _swapped_sides(claim, quote)), None):
        return swapped
    return None


def overclaim(claim: str, quotes: Iterable[str], titles: Iterable[str]) -> str | None:
    """A word by which the claim says more than its quotes: stronger, or no longer careful."""
    quotes = list(quotes)
    said = " . ".join([*quotes, *titles])
    bare = _HARMLESS.sub(" ", claim.casefold())
    for strong, enough in lists.STRONG:
        if (word := _first_of(bare, strong)) and not _first_of(said, (*strong, *enough)):
            return word
    quoted = " . ".join(quotes)
    hedge = _first_of(quoted, lists.HEDGES)
    if hedge and not _first_of(claim, lists.ANY_HEDGES) and _is_about_the_hedged(claim, quoted):
        return hedge
    return None


def _is_negation(word: str) -> bool:
    return word in lists.NEGATIONS or word.endswith("n't")


def _is_emphasis(run: list[str], at: int) -> bool:
    """Whether a negation denies nothing: not only, no less, not necessarily."""
    return run[at : at + 1] + run[at + 1 : at + 2] in lists.EMPHASES


def _is_content(word: str) -> bool:
    return word[:1].isalpha() and bool(stems(word))


def _softening(run: Iterable[str]) -> set[str]:
    """The words that deny by other means than ``not``: training-free, unsupervised, rarely."""
    found = {word for word in run if word.startswith("un") and not _NO_DENIAL.match(word)}
    for word in run:
        if any(
            word.startswith(soft[:-1]) if soft.endswith("*") else word == soft
            for soft in lists.SOFT_NEGATIONS
        ):
            found.add(word)
    return found


def _first_of(text: str, group: Iterable[str]) -> str | None:
    folded = f" {' '.join(words(text))} "
    for entry in group:
        if not entry.isascii():
            if entry in text:
                return entry
        elif entry.endswith("*"):
            if found := re.search(rf"\s({re.escape(entry[:-1])}[a-z-]*)\s", folded):
                return found[1]
        elif f" {entry} " in folded:
            return entry
    return None


def _directions(text: str) -> dict[str, str]:
    """``up`` and ``down``, each with the first word of the text that says so."""
    found: dict[str, str] = {}
    for word in words(_BOUND.sub(" ", text.casefold())):
        if word in lists.DOWN:
            found.setdefault("down", word)
        elif word in lists.UP or word in lists.PREFERENCES:
            found.setdefault("up", word)
    bare = _HAN_BOUND.sub(" ", text)
    for sign, direction in lists.HAN_DIRECTIONS.items():
        if sign in bare:
            found.setdefault(direction, sign)
    return found


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
    return {stem(after) for word, after in pairwise(run) if word in group and _is_content(after)}


def _count(run: Iterable[str], group: Iterable[str]) -> int:
    return sum(word in group for word in run)


def _swapped_sides(claim: str, quote: str) -> Iterator[str]:
    """Where both say ``X beats Y``: the word, if the claim has the quote's sides exchanged."""
    for pivot in lists.PIVOTS:
        own, theirs = _sides(claim, pivot), _sides(quote, pivot)
        if own and theirs and own[0] & theirs[1] and own[1] & theirs[0]:
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
            before = [stem(each) for each in run[:at] if _is_content(each)][-_SIDE:]
            after = [stem(each) for each in run[at + 1 :] if _is_content(each)][:_SIDE]
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


def _is_about_the_hedged(claim: str, quote: str) -> bool:
    """Whether a careful clause of the quote is among those that the claim tells again."""
    own = stems(claim)
    for clause in _CLAUSES.split(quote):
        content = stems(clause)
        if _first_of(clause, lists.HEDGES) and content:
            return len(content & own) >= lists.RETOLD * len(content)
    return False
