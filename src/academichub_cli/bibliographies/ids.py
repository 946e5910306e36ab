"""A list of identifiers: one or several a line, whatever follows a ``#`` a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from academichub_cli.domain.bibliography import Entry, Misread
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import parse_identifier

SUFFIXES = (".txt", ".ids", ".list")
_SHOWN = 60
_LONGEST = 10_000


def begins(line: str) -> bool:
    """An identifier."""
    words = line.replace(",", " ").split()
    return bool(words) and parse_identifier(clean(words[0][:_LONGEST])) is not None


def read(lines: Iterable[str]) -> Iterator[Entry | Misread]:
    """An entry for each identifier."""
    for number, line in enumerate(lines, start=1):
        told = line[:_LONGEST].lstrip("\ufeff")
        told = "" if told.lstrip().startswith("#") else told.partition(" #")[0]
        for word in told.replace(",", " ").replace(";", " ").split():
            if identifier := parse_identifier(clean(word)):
                yield Entry(place=f"line {number}", identifiers=(identifier,))
            elif word.casefold() not in {"arxiv:", "doi:"}:
                shown = clean(word)[:_SHOWN]
                yield Misread(place=f"line {number}", why=f"{shown!r} names no paper")
