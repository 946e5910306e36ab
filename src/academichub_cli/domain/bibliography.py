"""One line of a bibliography that the reader owns: what names the paper, and its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import Identifier, parse_identifier
from academichub_cli.domain.text_forms import fold

_LONGEST_TITLE, _LONGEST_ABSTRACT = 1_000, 20_000
_NAMED = re.compile(r"arxiv:\s*[\w./-]+|(?:https?://)?doi(?:\.org/|:)\s*\S+", re.IGNORECASE)
_MOST_NAMES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paper as a bibliography has it; `place` says where it stands there."""

    place: str
    identifiers: tuple[Identifier, ...] = ()
    title: str = ""
    abstract: str | None = None

    @property
    def name(self) -> str:
        """What to call it: its first identifier, else a name made of its title."""
        if self.identifiers:
            return str(self.identifiers[0])
        return f"title:{hashlib.sha256(fold(self.title).encode()).hexdigest()[:24]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """What could not be understood, where it stands, and why."""

    place: str
    why: str


class LeftOutError(ValueError):
    """An entry was understood and is not taken in; `reason` ends "five left out …"."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def entry(
    place: str, *, names: Iterable[str], title: str, abstract: str | None, said: str = ""
) -> Entry | Misread:
    """The entry that these texts of outside origin make; `said` are notes that may name a paper."""
    told = [*names, *_NAMED.findall(said[:_LONGEST_ABSTRACT])][:_MOST_NAMES]
    identifiers = [found for text in told if (found := parse_identifier(clean(text)))]
    kept = clean(title[:_LONGEST_TITLE])
    if not identifiers and not any(char.isalnum() for char in kept):
        return Misread(place=place, why="it names no paper")
    text = clean((abstract or "")[:_LONGEST_ABSTRACT])
    return Entry(
        place=place,
        identifiers=tuple(dict.fromkeys(identifiers)),
        title=kept,
        abstract=text or None,
    )
