"""How the atoms of a formula stand side by side as text: spaces, scripts, fractions, accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from academichub_cli.domain import _math_symbols as symbols

_BLANKS = re.compile(" {2,}")
OPERATORS = frozenset({"relation", "binary"})
_OPERANDS = frozenset({"letter", "number", "closer", "fraction", "name", "text"})
_CLINGS_TO_NEXT = frozenset({"opener", "sign", *OPERATORS})
_CLINGS_TO_LAST = frozenset({"closer", "punctuation", *OPERATORS})


class UnreadableError(Exception):
    """A formula that has something in it that we do not know."""


class Atom(NamedTuple):
    """The smallest thing a formula is made of: a letter with its scripts, an operator, a blank."""

    text: str
    kind: str


def spaced(atoms: Sequence[Atom], *, tight: bool = False) -> str:
    """Atoms side by side. Operators stand free on both sides where one was written so.

    In scripts (`tight`) only names such as ``log`` stand free.
    """
    line = [atom for atom in atoms if atom.kind != "nothing"]
    if len(line) == 1:
        return _BLANKS.sub(" ", line[0].text).strip(" ")
    parts: list[str] = []
    before = Atom("", "opener")
    was_free = False
    for at, atom in enumerate(line):
        if atom.kind == "blank":
            continue
        left = at > 0 and line[at - 1].kind == "blank"
        right = line[at + 1].kind == "blank" if at + 1 < len(line) else None
        here = _in_place(before, atom)
        is_free = not tight and _is_free(here, left=left, right=right)
        if is_free or was_free or _parts(before, here, blank=left and not tight):
            parts.append(" ")
        parts.append(_whole(line, at) if atom.kind == "fraction" else atom.text)
        before, was_free = here, is_free
    return _BLANKS.sub(" ", "".join(parts)).strip(" ")


def _in_place(before: Atom, atom: Atom) -> Atom:
    """An operator with nothing to its left is a sign: the minus of ``= -1``."""
    is_sign = atom.kind in OPERATORS and before.kind not in _OPERANDS
    return Atom(atom.text, "sign") if is_sign else atom


def _is_free(atom: Atom, *, left: bool, right: bool | None) -> bool:
    if right is None:
        return atom.kind == "relation" and left
    return atom.kind in OPERATORS and (left or right)


def _parts(before: Atom, atom: Atom, *, blank: bool) -> bool:
    """Whether a space belongs between two atoms neither of which is a free operator."""
    kinds = (before.kind, atom.kind)
    if "space" in kinds:
        return False
    if "name" in kinds and kinds[0] in _OPERANDS and kinds[1] in _OPERANDS - {"closer"}:
        return True
    if not blank or kinds[0] in _CLINGS_TO_NEXT or kinds[1] in _CLINGS_TO_LAST:
        return False
    return kinds[1] != "opener" or kinds[0] in {"punctuation", "text"}


def _whole(line: Sequence[Atom], at: int) -> str:
    """A fraction, in parentheses where a neighbour could be read as part of it."""
    last = line[at - 1].kind if at else ""
    following = line[at + 1].kind if at + 1 < len(line) else ""
    touches = last in _OPERANDS or following in _OPERANDS - {"closer", "text"} | {"opener"}
    return f"({line[at].text})" if touches else line[at].text


def script(mark: str, text: str) -> str:
    """Text raised (``^``) or lowered (``_``); in TeX's own writing where Unicode has no form."""
    table = symbols.SCRIPTS[mark]
    if all(char in table for char in text):
        return "".join(table[char] for char in text)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}{{{text}}}"


def grouped(atoms: list[Atom]) -> Atom:
    """Atoms as one; braces around a single one change nothing, but make an operator a letter."""
    seen = solid(atoms)
    if len(seen) == 1 and seen[0].kind not in OPERATORS:
        return seen[0]
    return Atom(spaced(atoms), "text" if any(atom.kind == "text" for atom in atoms) else "letter")


def solid(atoms: Sequence[Atom]) -> list[Atom]:
    """Atoms that leave ink."""
    return [atom for atom in atoms if atom.kind not in {"blank", "nothing"}]


def fraction(above: list[Atom], below: list[Atom]) -> str:
    """A fraction on one line."""
    is_sum = any(atom.kind in OPERATORS or atom.kind == "fraction" for atom in above)
    return f"{wrapped(above, loose=is_sum)}/{wrapped(below, loose=len(solid(below)) > 1)}"


def wrapped(atoms: list[Atom], *, loose: bool) -> str:
    """Atoms, in parentheses where they would fall apart without."""
    text = spaced(atoms)
    is_fraction = any(atom.kind == "fraction" for atom in atoms)
    return f"({text})" if loose or is_fraction or " " in text or "/" in text else text


def accented(name: str, text: str) -> str:
    """A letter under its accent; lines may run over several. Raises UnreadableError for a word."""
    mark = symbols.MATH_ACCENTS[name]
    bases = [at for at, char in enumerate(text) if char.isalnum() and not _is_script(char)]
    if not text or (len(bases) > 1 and name not in symbols.LINES):
        raise UnreadableError
    if len(bases) > 1:
        is_over = name == "overline"
        return "".join(char + mark for char in text) if is_over else text
    after = bases[0] + 1 if bases else 1
    mark = "\u0304" if name == "overline" else mark
    return unicodedata.normalize("NFC", text[:after] + mark + text[after:])


def _is_script(char: str) -> bool:
    return unicodedata.decomposition(char).startswith(("<super>", "<sub>"))


def bold(text: str) -> str:
    """A lone letter in bold type; a word is easier to read, and to find, in plain."""
    plain = [char for char in text if char.isascii() and char.isalnum()]
    return text.translate(symbols.alphabet(symbols.BOLD)) if len(plain) == 1 else text
