"""What the small words of a claim say that its quotes do not: not, only, always, may."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from academichub_cli.domain.claims import _word_lists as lists
from academichub_cli.domain.claims.content import is_content, stem, stems
from academichub_cli.domain.claims.denying import (
    NEAR,
    is_emphasis,
    is_negation,
    is_refusal,
    softening,
    words,
)

_RULED_OUT = re.compile(r"\brul(?:e|es|ed|ing) out\b", re.IGNORECASE)
_ONLY = re.compile(
    r"\b(?:only|solely|exclusively)\b(?!\s+(?:if|a|an|about|roughly|some|around|by|one|two|three|half)\b"
    r"|\W*\d|\s+(?:\w+\s+){1,2}\d)",
    re.IGNORECASE,
)
_HAN_NO_DENIALS = re.compile(lists.HAN_NO_DENIALS)
_NOT = {"not", "no", "without", "never"}
_NARROW = {"alone", "just"}
_TOLD = 3
# Strong words that claim nothing: above all, at all, not every.
_HARMLESS = re.compile(
    r"\bboth (?:\w+\W+){1,6}?and\b|\bboth (?:papers|studies|works)\b"
    r"|\b(?:(?:most|best|first|worst) of|above|after|almost|nearly) all\b"
    r"|\b(?:in|of|at) all(?=\s*[,.;]|$)|\bnot (?:all|every|always)\b"
    r"|\ball (?:two|three|four|five|of them)\b"
)
_CLAUSES = re.compile(r"[,;:.]|\b(?:and|but|while|whereas|although|though|yet)\b|[，；。]")


def unfounded_negation(claim: str, quotes: Iterable[str]) -> str | None:
    """A word by which the claim denies, or fails to deny, what no quote does; None where none."""
    own, said = words(claim), [words(quote) for quote in quotes]
    bare = _HAN_NO_DENIALS.sub("", claim)
    han = next((sign for sign in lists.HAN_NEGATIONS if sign in bare), None)
    every = [word for run in said for word in run]
    may_deny = softening(every) - set(own) | {word for word in every if is_negation(word)}
    for at, word in enumerate(own):
        if is_negation(word) and not is_emphasis(own, at):
            if not may_deny:
                return word
            is_kept = word not in _NOT and word in every
            if not is_kept and _denies_alone(own, at, said):
                return word
    if han and not may_deny:
        return han
    if han:
        return None
    return _undenied(own, said) or _only(own, said)


def unfounded_refusal(claim: str, quotes: Iterable[str]) -> str | None:
    """A word by which the claim says that something is not so, where its quotes deny nothing."""
    own, said = words(claim), [word for quote in quotes for word in words(quote)]
    if "whether" in own or softening(said) or any(is_negation(w) or is_refusal(w) for w in said):
        return None
    found = _RULED_OUT.search(claim)
    return found.group() if found else next(filter(is_refusal, own), None)


def _denies_alone(own: list[str], at: int, said: list[list[str]]) -> bool:
    """Whether the quotes have what the claim denies, and deny it nowhere near."""
    denied = next((stem(word) for word in own[at + 1 :] if is_content(word)), None)
    near = set(own[max(0, at - NEAR) : at + 1 + NEAR])
    places = [
        run[max(0, spot - NEAR - 1) : spot + NEAR]
        for run in said
        for spot, word in enumerate(run)
        if stem(word) == denied
    ]
    others = near - {own[at]}
    return bool(places) and not any(
        (softening(place) | set(filter(is_negation, place))) - others for place in places
    )


def _undenied(own: list[str], said: list[list[str]]) -> str | None:
    """A denial of the quotes that the claim leaves out, though it tells what they deny."""
    for run in said if "whether" not in own else ():
        for at, word in enumerate(run):
            if not is_negation(word) or is_emphasis(run, at):
                continue
            denied = [stem(each) for each in run[at + 1 :] if is_content(each)][:_TOLD]
            places = [spot for spot, each in enumerate(own) if stem(each) in denied[:1]]
            told = {stem(each) for each in own}.intersection(denied)
            if not places or len(told) < min(2, len(denied)):
                continue
            near = [own[max(0, spot - NEAR - 3) : spot + NEAR] for spot in places]
            said_again = {own[spot] for spot in places}
            if not any(
                softening(place) - said_again - _NARROW or any(map(is_negation, place))
                for place in near
            ):
                return word
    return None


def _only(own: list[str], said: list[list[str]]) -> str | None:
    """``only`` where a quote says ``not only`` of the same."""
    for run in said:
        for at, pair in enumerate(pairwise(run)):
            if pair != ("not", "only") or at + 2 >= len(run):
                continue
            spots = [spot for spot, word in enumerate(own) if word == "only"]
            for spot in spots:
                is_same = own[spot + 1 : spot + 2] == run[at + 2 : at + 3]
                if is_same and not {"not", "just"}.intersection(own[max(0, spot - 2) : spot]):
                    return "only"
    return None


def overclaim(claim: str, quotes: Iterable[str], titles: Iterable[str]) -> str | None:
    """A word by which the claim says more than its quotes: stronger, or no longer careful."""
    quotes = list(quotes)
    said = " . ".join([*quotes, *titles])
    bare = _HARMLESS.sub(" ", claim.casefold())
    for strong, enough in lists.STRONG:
        if (word := _first_of(bare, strong)) and not _first_of(said, (*strong, *enough)):
            return word
    ways = (_unhedged, _bare)
    found = (word for quote in quotes for way in ways if (word := way(claim, quote)))
    return next(found, None) or _only_so(claim, said)


def _only_so(claim: str, said: str) -> str | None:
    """``only``, other than of a number, where nothing in the sources narrows anything down."""
    narrowed = _first_of(said, lists.NARROWING) or any(map(is_negation, words(said)))
    found = _ONLY.search(claim)
    return found.group() if found and not narrowed else None


def _first_of(text: str, group: Iterable[str]) -> str | None:
    folded = f" {' '.join(words(text))} "
    for entry in group:
        if not entry.isascii():
            if entry in text:
                return entry
        elif entry.endswith("*"):
            if found := re.search(rf"\s({re.escape(entry[:-1])}[a-z-]*)\s", folded):
                return found[1]
        elif f" {entry.replace('-', ' ')} " in folded:
            return entry
    return None


def _unhedged(claim: str, quote: str) -> str | None:
    """The careful word of a quote's clause that the claim tells again as if it were certain."""
    told = [clause for clause in _CLAUSES.split(claim) if stems(clause)]
    for clause in _CLAUSES.split(quote):
        hedge, careful = _first_of(clause, lists.HEDGES), stems(clause)
        if not hedge or not careful:
            continue
        about = [each for each in told if _is_about(stems(each), careful)]
        whole = _is_about(stems(claim), careful) and not _first_of(claim, lists.ANY_HEDGES)
        is_bare = about and not _first_of(claim, lists.HEDGES)
        if whole or (is_bare and not any(_first_of(each, lists.ANY_HEDGES) for each in about)):
            return hedge
    return None


def _bare(claim: str, quote: str) -> str | None:
    """``may`` or the like before two words that the claim tells without any such."""
    own, run = words(claim), words(quote)
    hedges = [at for at, word in enumerate(run) if word in lists.MODALS]
    if sum(word in lists.MODALS for word in own) >= len(hedges):
        return None
    for at in hedges:
        told = [stem(word) for word in run[at + 1 : at + 1 + _TOLD + NEAR] if is_content(word)][:2]
        spots = [spot for spot, word in enumerate(own) if told[:1] == [stem(word)]]
        for spot in spots:
            after = {stem(word) for word in own[spot + 1 : spot + 2 + NEAR]}
            near = " ".join(own[max(0, spot - NEAR) : spot + 2])
            if after.intersection(told[1:]) and not _first_of(near, lists.ANY_HEDGES):
                return run[at]
    return None


def _is_about(own: set[str], careful: set[str]) -> bool:
    return len(careful & own) >= lists.RETOLD * len(careful)
