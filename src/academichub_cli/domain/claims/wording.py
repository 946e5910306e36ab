"""What the small words of a claim say that its quotes do not: not, more, less, always, may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from academichub_cli.domain.claims import _word_lists as lists
from academichub_cli.domain.claims.content import stem, stems

_WORDS = re.compile(r"[a-z]+(?:n['’]t)?|\d[\d.,]*|[%<>≥≤]|[一-鿿]")
# Words that begin with un- and deny nothing.
_NO_DENIAL = re.compile(r"un(?:der|it|if|iv|til|ion|iq)")
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
    for word in words(text):
        if word in lists.UP or word in lists.DOWN:
            found.setdefault("up" if word in lists.UP else "down", word)
    for sign, direction in lists.HAN_DIRECTIONS.items():
        if sign in text:
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
    return None


def _count(run: Iterable[str], group: Iterable[str]) -> int:
    return sum(word in group for word in run)


def _swapped_sides(claim: str, quote: str) -> Iterator[str]:
    """Where both say ``X beats Y``: the word, if the claim has the quote's sides exchanged."""
    for pivot in lists.PIVOTS:
        own, theirs = _sides(claim, pivot), _sides(quote, pivot)
        if not own or not theirs:
            continue
        straight = len(own[0] & theirs[0]) + len(own[1] & theirs[1])
        crossed = len(own[0] & theirs[1]) + len(own[1] & theirs[0])
        if crossed > straight:
            yield pivot[0]


def _sides(text: str, pivot: tuple[str, ...]) -> tuple[set[str], set[str]] | None:
    """The nearest content on either side of a word, without what both have."""
    run = words(text)
    for at, word in enumerate(run):
        if word in pivot and at + 1 < len(run) and not run[at + 1][0].isdigit():
            before = {stem(each) for each in run[:at] if _is_content(each)}
            nearest = [stem(each) for each in run[:at] if _is_content(each)][-_SIDE:]
            after = [stem(each) for each in run[at + 1 :] if _is_content(each)][:_SIDE]
            return set(nearest) - set(after), set(after) - before
    return None


def _is_about_the_hedged(claim: str, quote: str) -> bool:
    """Whether a careful clause of the quote is among those that the claim tells again."""
    own = stems(claim)
    for clause in _CLAUSES.split(quote):
        content = stems(clause)
        if _first_of(clause, lists.HEDGES) and content:
            return len(content & own) >= lists.RETOLD * len(content)
    return False
