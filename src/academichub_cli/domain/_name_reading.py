"""A printed name taken apart: its words in natural order, without titles, degrees and asides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from academichub_cli.domain import _name_tables as tables
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.text_forms import fold, spell_out, without_accents

LONGEST_NAME = 160  # characters; what is longer is not taken apart
_MOST_PIECES = 12
_ASIDE = lazily(r"\([^()]*\)")
_ET_AL = lazily(r"[\s,]et\.? al\b.*")
_PIECE = lazily(r'([^\s.,;:()\[\]{}"/\\_-]+)\.?(-?)')
_CJK = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
_CJK_NAME = lazily(f"[{_CJK}]+")


class Piece(NamedTuple):
    """A word of a name, or a part of a hyphenated one; `bound` says a hyphen stands before it."""

    text: str
    bound: bool = False

    @property
    def is_initial(self) -> bool:
        """Whether one letter stands for the word, or is it."""
        return len(self.text) == 1


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A name in pieces, given name first.

    `family_at` is where the family name starts, if a comma said so; `whole` names (groups, one
    word in Chinese characters, nonsense) are not taken apart.
    """

    pieces: Pieces
    suffix: str = ""
    family_at: int | None = None
    whole: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The pieces without their hyphens; the suffix is none of them."""
        return tuple(piece.text for piece in self.pieces)

    @property
    def key(self) -> str:
        """The words and the suffix as one text."""
        return " ".join((*self.words, self.suffix)).strip()


@dataclass(frozen=True, slots=True)
class Name:
    """What is kept of a printed name: its reading, and another one if an umlaut is written out."""

    printed: str
    plain: Reading
    spelled_out: Reading | None
    tokens: frozenset[str]


def read(name: str) -> Name:
    """The name taken apart; long strings are not kept, they would fill the memory."""
    return _read_short(name) if len(name) <= LONGEST_NAME else _read_any(name)


def is_cjk(word: str) -> bool:
    """Whether a word is all in Han, Hangul or kana."""
    return not word.isascii() and _CJK_NAME().fullmatch(word) is not None


def _read_any(name: str) -> Name:
    folded = fold(name)
    plain = _reading(without_accents(folded))
    expanded = spell_out(folded)
    other = None if expanded == folded else _reading(without_accents(expanded))
    tokens = _tokens(plain)
    return Name(name, plain, other, tokens | _tokens(other) if other else tokens)


_read_short = lru_cache(maxsize=2**14)(_read_any)


def _reading(plain: str) -> Reading:
    """The pieces of a folded name, in natural order, without titles, degrees and asides."""
    if len(plain) > LONGEST_NAME:
        return Reading((Piece(plain),), whole=True)
    text = _ET_AL().sub("", _ASIDE().sub(" ", plain)).replace("'", "")
    parts = [pieces for part in text.split(",") if (pieces := _pieces(part))]
    written = tuple(chain.from_iterable(parts))
    if not written:
        return Reading((Piece(plain),) if plain else (), whole=True)
    words = [word for word, _ in written]
    if is_cjk(joined := "".join(words)):
        return Reading((Piece(joined),), whole=True)
    if not tables.GROUPS.isdisjoint(words):
        return Reading(written[1:] if written[0].text == "the" else written, whole=True)
    return _ordered(parts, whole=len(written) > _MOST_PIECES)


def _pieces(part: str) -> list[Piece]:
    pieces, bound = [], False
    for text, hyphen in _PIECE().findall(part):
        pieces.append(Piece(tables.SAME_WORD.get(text, text), bound))
        bound = bool(hyphen)
    titles = 0
    while titles < len(pieces) - 1 and pieces[titles].text in tables.TITLES:
        titles += 1
    return pieces[titles:]


def _ordered(parts: list[list[Piece]], *, whole: bool) -> Reading:
    suffix = ""
    for index, part in enumerate(parts):
        if part[-1].text in tables.SUFFIXES and (index or len(part) > 1):
            suffix = part.pop().text
    family, *others = (part for part in parts if part)
    given = [piece for part in others if not _is_degree(part) for piece in part]
    if not given:
        return Reading(tuple(family), suffix, whole=whole)
    start = len(given)
    while start > 1 and given[start - 1].text in tables.PARTICLES:  # Berg, Jan van den
        start -= 1
    return Reading((*given, *family), suffix, start, whole)


def _is_degree(part: list[Piece]) -> bool:
    """PhD, but not Md., which is Mohammad."""
    return "".join(piece.text for piece in part) in tables.DEGREES - {"md"}


def _tokens(reading: Reading) -> frozenset[str]:
    """The longer words, and those that others write as one: van den Berg as Vandenberg."""
    words = {word for word in reading.words if len(word) > 1 and word not in tables.PARTICLES}
    found = words or ({reading.key} if reading.pieces else set())
    run, joins = "", False
    for text, bound in reading.pieces:
        run = run + text if joins or bound else text
        joins = text in tables.PARTICLES or text in tables.PREFIXES
        if len(run) > len(text):
            found.add(run)
    return frozenset(found)
