"""Whether two papers agree or contradict each other, as a claim says; by their quotes alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from academichub_cli.domain.claims.content import content_words, covered, stem, stems
from academichub_cli.domain.claims.denying import NEAR, is_denied, is_emphasis, is_negation, words
from academichub_cli.domain.claims.figures import contexts
from academichub_cli.domain.claims.opposed import opposites
from academichub_cli.domain.mathtext import unicode_math

_AT_ODDS = re.compile(
    r"\b(?:contradict\w*|disagree\w*|conflict\w*|at odds|inconsistent|incompatible|oppos\w+"
    r"|refut\w+|disput\w+|challeng\w+ (?:the|that|this)|contrary to|tension)\b"
    r"|矛盾|相反|不一致|分歧|冲突|相左|反驳|対立|모순",
    re.IGNORECASE,
)
_AT_ONE = re.compile(
    r"\b(?:agree\w*|consistent|in line|confirm\w*|corroborat\w*|same (?:conclusion|finding|result)"
    r"|likewise|similarly|support each other|reach the same|concur\w*|echo\w*|both)\b"
    r"|一致|相符|吻合|印证|证实|都|均",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|never|hardly|n['’]t)\s+(?:\w+\s+)?$|不\s*$|并未\s*$", re.IGNORECASE
)
_LEAST_SHARED, _NEAR_NUMBERS = 2, 2
_ALIKE = 0.05  # numbers so near one another, by share, do not contradict


def says_so(text: str, *, is_section: bool) -> bool:
    """Whether a claim about two papers says how they stand to each other."""
    return is_section or _AT_ODDS.search(text) is not None


def strange_relation(text: str, quotes: Mapping[object, Sequence[str]]) -> str | None:
    """Why the papers do not stand to each other as the claim says; None where they do.

    A contradiction needs something opposed in the quotes of two papers: other numbers, a denial
    or an opposite about the same words. An agreement needs the same words and nothing opposed.
    """
    told = [" ".join(each) for each in quotes.values()]
    pairs = list(combinations(told, 2))
    shared = [covered(stems(one), stems(other)) for one, other in pairs]
    if not any(len(each) >= _LEAST_SHARED for each in shared):
        return "the quotes share too few words"
    opposed = next((found for one, other in pairs for found in _opposed(one, other)), None)
    odds = _AT_ODDS.search(text)
    is_at_odds = odds is not None and not _DENIED.search(text[: odds.start()])
    if is_at_odds and opposed is None:
        return "nothing in the quotes is opposed"
    is_at_one = not is_at_odds and (odds is not None or _AT_ONE.search(text) is not None)
    if is_at_one and opposed is not None:
        return f"the quotes are opposed: {opposed}"
    return None


def _opposed(one: str, other: str) -> Iterator[str]:
    """What two quotes say differently about the same."""
    own, theirs = words(one), words(other)
    for at, spot in opposites(own, theirs):
        yield f"{own[at]}, {theirs[spot]}"
    yield from _denied(own, theirs)
    yield from _denied(theirs, own)
    yield from _numbers(one, other)


def _denied(own: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """A denial of one quote whose words the other tells without one."""
    for at, word in enumerate(own):
        if not is_negation(word) or is_emphasis(own, at):
            continue
        after = [stem(each) for each in content_words(" ".join(own[at + 1 : at + 1 + NEAR]))]
        near = stems(" ".join([*own[max(0, at - NEAR) : at], *own[at + 1 : at + 1 + NEAR]]))
        told = near & {stem(each) for each in theirs}
        spots = [spot for spot, each in enumerate(theirs) if stem(each) in after[:1]]
        is_told = spots and len(told) >= _LEAST_SHARED
        if is_told and not any(is_denied(theirs, spot) for spot in spots):
            yield word


def _numbers(one: str, other: str) -> Iterator[str]:
    """Two numbers that stand among the same words and are not near each other."""
    own, theirs = (dict(contexts(unicode_math(quote))) for quote in (one, other))
    for mine, near in own.items():
        for yours, there in theirs.items():
            if len(near & there) >= _NEAR_NUMBERS and not _are_alike(mine, yours):
                yield f"{mine}, {yours}"


def _are_alike(one: str, other: str) -> bool:
    a, b = (re.sub(r"[^\d.]", "", each) for each in (one, other))
    if a.count(".") > 1 or b.count(".") > 1:
        return one == other
    return abs(float(a) - float(b)) <= _ALIKE * max(float(a), float(b))
