"""The words that two texts share, and those that only one has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[^\s]+")
_MOST_WORDS = 20_000  # beyond that a comparison takes seconds


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    TAKEN_OUT = "taken out"
    PUT_IN = "put in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of which one thing can be said."""

    change: Change
    text: str


def differences(before: str, after: str) -> Iterator[Piece]:
    """The words of both texts in order: kept, taken out, put in."""
    was, now = _WORDS.findall(before)[:_MOST_WORDS], _WORDS.findall(after)[:_MOST_WORDS]
    for tag, start, end, begin, stop in SequenceMatcher(
        None, was, now, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield Piece(Change.KEPT, "".join(was[start:end]))
            continue
        if start < end:
            yield Piece(Change.TAKEN_OUT, "".join(was[start:end]))
        if begin < stop:
            yield Piece(Change.PUT_IN, "".join(now[begin:stop]))
