"""What a revision changed: which parts, and which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from academichub_cli.domain.paper import Paper

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


def changed_parts(before: Paper, after: Paper) -> tuple[str, ...]:
    """Which of title, abstract and authors differ."""
    names = ([author.name for author in paper.authors] for paper in (before, after))
    was, is_now = names
    parts = {
        "title": before.title != after.title,
        "abstract": before.abstract != after.abstract,
        "authors": was != is_now,
    }
    return tuple(part for part, is_changed in parts.items() if is_changed)


def revision_said(before: Paper | None, after: Paper) -> str:
    """``revised v2: abstract changed``; what changed only where the earlier words are known."""
    said = f"revised v{after.version}" if after.version else "revised"
    if before is None:
        return said
    parts = changed_parts(before, after)
    return f"{said}: {' and '.join(parts) if parts else 'neither title nor abstract'} changed"


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
