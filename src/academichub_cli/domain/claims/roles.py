"""Who does what to whom: sides exchanged around a verb, and what something is compared with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from academichub_cli.domain.claims import content
from academichub_cli.domain.claims.content import covered, root, stem, stems
from academichub_cli.domain.claims.denying import words

_SIDE, _NEAREST, _OBJECT = 3, 2, 4
_SHORTEST_VERB = 3
_STOPS = re.compile(
    r"[,;:.()]\s|\b(?:and|but|while|whereas|because|since|when|although|though|if|which|that)\b",
    re.IGNORECASE,
)
_NOT_VERBS = frozenset(
    "the a an its their his her our this these those each every no any of in for by with from and"
    " or than between to".split()
)
_LINKS = frozenset("on in with by from to for at as of through into over when under".split())
_PASSIVE = frozenset("is are was were be been being".split())
# Verbs and words of which both sides may change places.
_MUTUAL = frozenset(
    root(word)
    for word in (
        "agree align associate coincide combine compare compete connect correlate correspond couple"
        " differ disagree equal fuse integrate interact intersect join link match meet merge mix"
        " overlap pair relate resemble separate share synchronise between both together unlike like"
        " versus against similar equivalent"
    ).split()
)
_THAN = re.compile(
    r"\b(?:than|outperform\w*|beats?|surpass\w*|exceed(?:s|ed|ing)?|superior to|inferior to"
    r"|compared (?:with|to)|improv\w+ (?:on|over|upon))\s+",
    re.IGNORECASE,
)
_NOT_ITS_OBJECT = re.compile(
    r"[,;:.()]|\b(?:on|in|at|by|with|for|when|while|and|but|as|to|from|under|across|using|without"
    r"|where|which|that|is|are|was|were|do|does|did|can|of|over|if|during|through|via)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"both\s+[^,;:.]{1,60}?\sand\s+((?:[\w-]+\s?){1,3}?)(?=\b(?:in|on|at|for|by)\b|[,.;]|$)"
)
_STOP = re.compile(r"[.;:]\s")
# What anything may be compared with, whatever it is called.
_ANYTHING = frozenset(
    stem(word)
    for word in (
        "previous prior earlier existing competing alternative conventional standard usual common"
        " baseline state art rival comparable current recent known ordinary counterpart single"
        " alone plain expected thought before ever average chance random rest one whole original"
        " latter former first second half twice today now best leading strong strongest simple"
        " simpler traditional classical established naive purely expectation required necessary"
        " version technique algorithm model system setting variant"
    ).split()
)


def exchanged(claim: str, quotes: Iterable[str]) -> str | None:
    """A verb that claim and quote share, around which the claim has the sides exchanged."""
    for quote in quotes:
        theirs = dict(_verbs(quote))
        for verb, (before, after, link) in _verbs(claim):
            if verb not in theirs or theirs[verb][2] != link:
                continue
            left, right, _ = theirs[verb]
            straight = before.near & left.near or after.near & right.near
            if before.all & right.all and after.all & left.all and not straight:
                return verb
    return None


class _Side(NamedTuple):
    """The content on one side of a verb, and what of it is nearest."""

    all: set[str]
    near: set[str]


def _verbs(text: str) -> Iterator[tuple[str, tuple[_Side, _Side, str]]]:
    """The words that may be a verb, each with the content before and after it in its clause.

    With them the preposition behind it: ``X improves Y`` and ``Y improves with X`` are no exchange.
    """
    every = Counter(map(root, words(text)))
    for clause in _STOPS.split(text):
        run = words(clause)
        if any(root(word) in _MUTUAL for word in run):
            continue
        for at, word in enumerate(run):
            if not _may_be_verb(run, at):
                continue
            sides = _side(run[:at][::-1]), _side(run[at + 1 :])
            is_passive = bool(_PASSIVE.intersection(run[max(0, at - 2) : at]))
            if every[root(word)] == 1 and (not is_passive or run[at + 1] == "by"):
                before, after = sides[::-1] if is_passive else sides
                link = run[at + 1] if run[at + 1] in _LINKS and not is_passive else ""
                yield root(word), (before, after, link)


def _may_be_verb(run: Sequence[str], at: int) -> bool:
    if not 0 < at < len(run) - 1 or not run[at].isalpha():
        return False
    is_other = run[at].endswith("ly") or len(run[at]) < _SHORTEST_VERB or run[at + 1][0].isdigit()
    return run[at - 1] not in _NOT_VERBS and run[at + 1] != "of" and not is_other


def _side(run: Sequence[str]) -> _Side:
    found = [stem(word) for word in content.content_words(" ".join(run))]
    return _Side(set(found[:_SIDE]), set(found[:_NEAREST]))


def strange_object(claim: str, quotes: Sequence[str], titles: Iterable[str]) -> str | None:
    """What the claim compares with, where its quotes do not, or compare with something else."""
    known = stems(" ".join([*quotes, *titles]))
    theirs = {each for quote in quotes for compared in _compared(quote, _STOP) for each in compared}
    for compared in _compared(claim):
        own = set(compared)
        if not own:
            continue
        if compared[-1] not in covered(compared[-1:], known):
            return f"than {compared[-1]}"
        if theirs and not covered(own, theirs):
            return f"than {compared[-1]}"
    return None


def _compared(text: str, stop: re.Pattern[str] = _NOT_ITS_OBJECT) -> Iterator[list[str]]:
    """The content of each thing that a text compares with; nothing for numbers and ``others``."""
    for pivot in _THAN.finditer(text):
        rest = stop.split(text[pivot.end() :], maxsplit=1)[0]
        if re.match(r"\W*\d", rest):
            continue
        if stop is not _STOP and (both := _BOTH.match(text[pivot.end() :])):
            found = [stem(word) for word in content.content_words(both[1])][:_OBJECT]
            yield [each for each in found if each not in _ANYTHING]
        found = [stem(word) for word in content.content_words(rest)]
        found = found if stop is _STOP else found[:_OBJECT]
        yield [each for each in found if each not in _ANYTHING]
