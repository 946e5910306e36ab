"""Whether a number keeps its bound: ``fewer than 50%`` is neither ``over 50%`` nor ``50%``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from academichub_cli.domain.claims.figures import in_digits

_UPPER = (
    r"fewer than|less than|lower than|smaller than|below|under|at most|up to|no more than|within"
    r"|not even|<|≤|不到|少于|低于|小于|至多|最多|不足"
)
_LOWER = (
    r"more than|greater than|larger than|higher than|over|above|at least|exceed\w*|no fewer than"
    r"|no less than|beyond|>|≥|超过|多于|高于|大于|至少|以上"
)
_STRICT = re.compile(r"fewer than|less than|below|under|<|不到|少于|低于|不足", re.IGNORECASE)
_BOUNDED = re.compile(
    rf"(?:\b|(?<![a-z]))(?P<upper>{_UPPER})?(?P<lower>{_LOWER})?"
    r"\s?(?:about |roughly |the |some |\$|\\?sim\s?|约)?(?P<number>\d[\d,]*(?:\.\d+)?)",
    re.IGNORECASE,
)


def loosened(claim: str, quotes: Iterable[str]) -> str | None:
    """A number whose bound the claim turns round, or leaves out where it was an upper one."""
    own = _bounds(claim)
    for quote in quotes:
        for number, (theirs, is_strict) in _bounds(quote).items():
            if theirs and number in own:
                mine, _ = own[number]
                if (mine and mine != theirs) or (is_strict and not mine):
                    return number
    return None


def _bounds(text: str) -> dict[str, tuple[str, bool]]:
    """The numbers of a text that stand once, each with its bound and whether that is strict."""
    found: dict[str, tuple[str, bool]] = {}
    twice: set[str] = set()
    for each in _BOUNDED.finditer(in_digits(text)):
        number = each["number"].replace(",", "")
        if number in found:
            twice.add(number)
        which = "upper" if each["upper"] else "lower" if each["lower"] else ""
        found[number] = which, bool(each["upper"] and _STRICT.fullmatch(each["upper"]))
    return {number: bound for number, bound in found.items() if number not in twice}
