"""Whether a claim gives the predicate of one clause of a quote to the subject of a later one.

``Stable manifolds govern the future, unstable ones the past`` does not say that unstable ones
govern the future; nor does ``models compress, whereas people keep context`` that people compress.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, permutations

from academichub_cli.domain.claims.content import content_words, stem, stems
from academichub_cli.domain.claims.denying import words
from academichub_cli.domain.claims.opposed import are_contrary

_PARTS = re.compile(
    r"[;:]\s|,?\s(?:and|but|while|whereas|yet|although|though)\s|,\s", re.IGNORECASE
)
# Where a clause with a subject of its own begins.
_WHOLE = re.compile(
    r"[;:]\s|,?\s(?:while|whereas)\s|,?\s(?:and|but)\s(?=(?:the|an?|its|their|this|these)\s)",
    re.IGNORECASE,
)
_OWN = re.compile(r"[;:.]\s|,\s|\s(?:and|but|while|whereas|yet|although|though)\s", re.IGNORECASE)
_PREDICATE = 2


def misattributed(claim: str, quotes: Iterable[str]) -> str | None:
    """The subject of a claim's clause that its quotes have in another clause; None for none."""
    for quote in quotes:
        theirs = list(_shares(quote))
        for clause in _OWN.split(claim):
            own = [stem(word) for word in content_words(clause)]
            if len(own) <= _PREDICATE:
                continue
            for first, later in combinations(theirs, 2):
                if found := _taken(own, first, later):
                    return found
    return None


def _taken(own: list[str], first: list[str], later: list[str]) -> str | None:
    """The word that begins the later clause, where all else that is told is of the first."""
    only_first, only_later = set(first) - set(later), set(later) - set(first)
    told = set(own)
    subjects = set(own[:2]) & set(later[:2]) & only_later
    predicate = told & only_first
    rest = told & only_later - subjects
    rivals = set(first[:2]) - told
    is_taken = subjects and rivals and len(predicate) >= _PREDICATE and not rest
    return min(subjects) if is_taken else None


def _shares(quote: str) -> Iterator[list[str]]:
    for part in _WHOLE.split(quote):
        if found := [stem(word) for word in content_words(part)]:
            yield found


def crossed(claim: str, quotes: Iterable[str]) -> str | None:
    """``x for b and y for a`` where a quote has ``x for a and y for b``."""
    own = set(_bound(claim))
    for quote in quotes:
        theirs = set(_bound(quote))
        for (one, a), (other, b) in combinations(sorted(own - theirs), 2):
            if {(one, b), (other, a)} <= theirs and one != other and a != b:
                return f"{one}, {other}"
    return None


def _bound(text: str) -> Iterator[tuple[str, str]]:
    """The content words that a preposition binds together: the nearest on either side."""
    run = re.findall(r"[^\W_]+", text.casefold())
    for at, word in enumerate(run):
        if word in {"for", "in", "on", "at", "to", "with", "by"}:
            before = [stem(each) for each in content_words(" ".join(run[max(0, at - 2) : at]))]
            after = [stem(each) for each in content_words(" ".join(run[at + 1 : at + 3]))]
            if before and after:
                yield before[-1], after[0]


def other_side(claim: str, quotes: Iterable[str]) -> str | None:
    """Of two opposites in a quote, the one that the claim has with the words of the other."""
    own, told = set(words(claim)), stems(claim)
    for quote in quotes:
        parts = [part for part in _PARTS.split(quote) if part]
        for one, other in permutations(parts, 2):
            here, there = set(words(one)), set(words(other))
            pairs = ((a, b) for a in own & here - there for b in there - own if are_contrary(a, b))
            for word, _ in pairs:
                strange, fitting = told & (stems(other) - stems(one)), stems(one) - stems(other)
                if len(strange) >= _PREDICATE and not told & fitting - {stem(word)}:
                    return word
    return None
