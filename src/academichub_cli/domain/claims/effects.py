"""What a finding is about and did: the thing changed, the thing left alone, on whom, by how much.

A claim that has another animal, an effect on what was not affected, an error for an accuracy or a
cure nobody spoke of is false, however many of the quote's words it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from academichub_cli.domain.claims._kinds import KINDS
from academichub_cli.domain.claims.content import content_words, covered, is_content, stem, stems
from academichub_cli.domain.claims.denying import words
from academichub_cli.domain.mathtext import unicode_math

_CHANGES = (
    r"(?:reduc|decreas|lower|diminish|shrink|shrank|slow|suppress|inhibit|increas|rais|extend"
    r"|prolong|lengthen|improv|boost|enhanc|worsen|shorten|impair|affect|alter)(?:e|es|ed|s|ing)?"
)
_OBJECT = r"((?:[^\W\d_]+[ -]){0,3}[^\W\d_]+)"
_CHANGED = re.compile(
    rf"(?<!not )(?<!not significantly )(?<!never )\b{_CHANGES}\s+{_OBJECT}", re.IGNORECASE
)
_UNCHANGED = re.compile(
    rf"\b(?:no|without|little)\s+(?:\w+\s+)?(?:effects?|influence|impact|change)\s+(?:on|in)\s"
    rf"{_OBJECT}"
    r"|\b(?:not|never)\s+(?:significantly\s+|measurably\s+)?(?:affect|chang|alter|influenc|improv"
    rf"|reduc|extend|prolong|increas|decreas)(?:e|ed|es|s)?\s{_OBJECT}",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:and|but|in|of|by|for|with|on|at|to|from|while|whereas|though|although|than|when|as)\b",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\b(?:accura\w+|precision|correct\w*)\b|准确|正确率|精度|精确|正確率|精度|정확도",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:errors?|inaccura\w+|mistakes?|wrong\w*|incorrect\w*|error rates?|misclassif\w+|fail\w*"
    r"|off|deviat\w*)\b|错误率|错误|误差|误判|出错|誤差|誤り|오류|오차",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d")
_ORDERED = re.compile(
    r"(?<![\d.,])(\d+(?:[.,]\d+)*)\s?\\?%[^.;\d]{0,40}?"
    r"(?:\b(higher|greater|larger|more|lower|smaller|less) than\b|(高于|超过|大于)|(低于|小于))"
    r"[^.;\d]{0,40}?(\d+(?:[.,]\d+)*)\s?\\?%",
    re.IGNORECASE,
)
_MORE = frozenset("higher greater larger more".split())
_COUNTED = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)*)\s+([a-z-]+)\s+([a-z]+)", re.IGNORECASE)
_COUNTS_ALONE = frozenset(
    "individual separate different distinct total new such real whole single more other further"
    " additional percent per unique million billion thousand hundred".split()
)
# What a finding must say itself before anyone may say it of it.
_OUTCOMES = frozenset(
    "cure cures cured curing heal heals healed kill kills killed kill reverse reverses reversed"
    " poison poisons rejuvenate rejuvenates resurrect resurrects immunise immunize immunises"
    " immunizes vaccinate vaccinates".split()
)


def other_matter(claim: str, quotes: Sequence[str], sources: Iterable[str]) -> str | None:
    """A word that tells of another animal, remedy or outcome than any source has."""
    known = {word for source in sources for word in words(source)}
    own, said = set(words(claim)), {word for quote in quotes for word in words(quote)}
    for kinds in KINDS:
        told = next((own & kind for kind in kinds if own & kind and not known & kind), None)
        left = any(said & kind and not own & kind for kind in kinds)
        if told and left and not any(own & kind & said for kind in kinds):
            return min(told)
    roots = {stem(word) for word in known}
    outcome = next((each for each in words(claim) if each in _OUTCOMES), None)
    if outcome and stem(outcome) not in roots:
        return outcome
    return _modified(claim, quotes, stems(" ".join(known)))


def _modified(claim: str, quotes: Iterable[str], known: set[str]) -> str | None:
    """``1,200 healthy patients`` where the quote has ``1,200 patients``."""
    run = [word for quote in quotes for word in re.findall(r"[\w.,-]*\w", quote.casefold())]
    pairs = {(one, stem(other)) for one, other in pairwise(run)}
    for number, added, head in _COUNTED.findall(claim.casefold()):
        is_mild = added in _COUNTS_ALONE or not is_content(added)
        if (number, stem(head)) in pairs and not is_mild and not covered([stem(added)], known):
            return str(added)
    return None


def other_effect(claim: str, quotes: Iterable[str]) -> str | None:
    """What the claim says is changed where a quote says that it is not, or the reverse."""
    own_changed, own_left = set(_things(_CHANGED, claim)), set(_things(_UNCHANGED, claim))
    for quote in quotes:
        changed, left = set(_things(_CHANGED, quote)), set(_things(_UNCHANGED, quote))
        for told, wrong, right in ((own_changed, left, changed), (own_left, changed, left)):
            if found := (told & wrong) - right:
                return min(found)
    return None


def _things(way: re.Pattern[str], text: str) -> Iterator[str]:
    for found in way.finditer(text):
        thing = next(filter(None, found.groups()), "")
        yield from map(stem, content_words(_END.split(thing)[0]))


def opposed_measure(claim: str, quotes: Iterable[str]) -> str | None:
    """An error where the quotes give an accuracy alone, or an accuracy for their error."""
    said = " ".join(quotes)
    if not _AMOUNT.search(claim) or not _AMOUNT.search(said):
        return None
    for one, other in ((_WRONG, _RIGHT), (_RIGHT, _WRONG)):
        stated = one.search(claim)
        is_theirs = other.search(said) and not one.search(said)
        if stated and is_theirs and not other.search(claim):
            return stated.group()
    return None


def misordered(claim: str) -> str | None:
    """Two numbers of which the claim calls the smaller one higher, or the larger one lower."""
    for one, word, han_up, han_down, other in _ORDERED.findall(unicode_math(claim)):
        first, second = (Decimal(each.replace(",", "")) for each in (one, other))
        is_up = word.casefold() in _MORE or bool(han_up)
        if first != second and is_up != (first > second):
            return str(word or han_up or han_down)
    return None
