"""Where the family name stands in a reading: every way to see it that the words allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from academichub_cli.domain import _name_tables as tables
from academichub_cli.domain._name_reading import Piece, Pieces, Reading


@dataclass(frozen=True, slots=True)
class Split:
    """One way to see given and family name; a doubtful one holds only if all words agree."""

    given: Pieces
    particles: tuple[str, ...]
    family: tuple[str, ...]
    doubtful: bool = False


@lru_cache(maxsize=2**12)
def splits(printed: str, reading: Reading) -> tuple[Split, ...]:
    """Every way to see given and family name: one where a comma or trailing initials decide."""
    pieces, solid, particles = reading.pieces, _solid_initials(printed), particles_of(printed)
    if reading.family_at is not None:
        return (_split(pieces, reading.family_at, solid, particles),)
    short = [piece.is_initial or piece.text in solid for piece in pieces]
    head = short.index(True) if any(short) else len(pieces)
    found = []
    if head and head < len(pieces) and all(short[head:]):  # Arora S; Smith JA
        found.append(_split((*pieces[head:], *pieces[:head]), len(pieces) - head, solid, particles))
        if pieces[-1].text not in tables.FAMILY_FIRST:
            return tuple(found)
    starts = {_family_start(pieces, particles), *_other_starts(pieces)}
    found.extend(_split(pieces, start, solid, particles) for start in sorted(starts))
    if len(pieces) > 1 and pieces[0].text in tables.FAMILY_FIRST and not pieces[1].bound:
        swapped = _split((*pieces[1:], pieces[0]), len(pieces) - 1, solid, frozenset())
        found.append(_doubted(swapped) if _ends_in_family_first(pieces) else swapped)
    return tuple(found)


def particles_of(printed: str) -> frozenset[str]:
    """The known particles, and v. d. where they are written small among capitals."""
    if printed.islower():
        return tables.PARTICLES
    return tables.PARTICLES.union(re.findall(r"\b[vdz]\b(?=[. ])", printed))


def _solid_initials(printed: str) -> frozenset[str]:
    """Initials written as one word: the JA of Smith JA, but not the LI of Ming LI."""
    if printed.isupper():
        return frozenset()
    found = {pair.casefold() for pair in re.findall(r"\b[A-Z]{2}\b", printed)}
    return frozenset(
        found.difference(tables.FAMILY_FIRST, tables.SUFFIXES, tables.DEGREES, ("st",))
    )


def _split(pieces: Pieces, start: int, solid: frozenset[str], particles: frozenset[str]) -> Split:
    given = [
        Piece(text, piece.bound)
        for piece in pieces[:start]
        for text in (piece.text if piece.text in solid else (piece.text,))
    ]
    words = [piece.text for piece in pieces[start:]]
    core = 0
    while core < len(words) - 1 and words[core] in particles:
        core += 1
    if core < len(words) - 1 and words[core] in tables.PREFIXES:
        words[core : core + 2] = [words[core] + words[core + 1]]
    return Split(tuple(given), tuple(words[:core]), tuple(words[core:]))


def _doubted(split: Split) -> Split:
    return Split(split.given, split.particles, split.family, doubtful=True)


def _family_start(pieces: Pieces, particles: frozenset[str]) -> int:
    """Where the family name starts if the given name is written first."""
    start = len(pieces) - 1
    if _ends_in_family_first(pieces):  # Van and Di are given names there
        return start
    for index in range(1, start):
        if pieces[index].text in particles:
            return index
    while pieces[start].bound:
        start -= 1
    before = pieces[start - 1].text if start else ""
    is_double = start > 1 and {before, pieces[start].text} <= tables.IBERIAN
    return start - 1 if is_double or before in tables.PREFIXES - {"o"} else start


def _other_starts(pieces: Pieces) -> Iterator[int]:
    """A family name alone (van den Berg), or one in two words (O Brien; O may be an initial)."""
    if pieces[0].text in tables.PARTICLES and not _ends_in_family_first(pieces):
        yield 0
    if len(pieces) > 1 and pieces[-2].text == "o":
        yield len(pieces) - 2


def _ends_in_family_first(pieces: Pieces) -> bool:
    return pieces[-1].text in tables.FAMILY_FIRST and not pieces[-1].bound
