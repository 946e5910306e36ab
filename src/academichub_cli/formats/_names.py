"""Printed names as reference managers want them: family and given apart."""

from __future__ import annotations

from typing import NamedTuple

_PARTICLES = frozenset(
    "af al bin da dal de del della den der di dos du el ibn la le ten ter van"
    " vom von zu zur".split()
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_GROUPS = frozenset(
    "collaboration consortium group team project initiative network institute university".split()
)


class NameParts(NamedTuple):
    """A name in parts; a group or a single word has a family name alone."""

    family: str
    given: str = ""
    suffix: str = ""


def parts_of(name: str) -> NameParts:
    """The name in parts; the particles go with the family name."""
    words = name.split()
    if _GROUPS.intersection(word.casefold().strip(",.") for word in words):
        return NameParts(name)
    family, _, rest = (part.strip() for part in name.partition(","))
    if rest and rest.casefold() not in _SUFFIXES:
        return NameParts(family, rest.replace(",", "")) if family else NameParts(rest)
    words = family.split()
    suffix = rest
    if not suffix and len(words) > 2 and words[-1].casefold() in _SUFFIXES:  # noqa: PLR2004
        suffix = words.pop()
    start = _family_start(words)
    return NameParts(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _family_start(words: list[str]) -> int:
    start = max(0, len(words) - 1)
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return start
