"""One LaTeX formula as Unicode: a recursive reader that gives up rather than mangle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from academichub_cli.domain import _math_layout as layout
from academichub_cli.domain import _math_symbols as symbols
from academichub_cli.domain._math_layout import Atom, UnreadableError

_DEEPEST = 24
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_BLANK = re.compile(r"\s+")
_BRACE = re.compile(r"\\.|[{}]|\Z", re.DOTALL)
_CODE_POINT = re.compile(r"x([0-9A-Fa-f]{2,5})")
_DIGITS = frozenset("0123456789")
_DEGREES_AFTER = frozenset("0123456789^{}")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_KINDS = {
    **dict.fromkeys("=<>:≤≥≈∼→←∈≠", "relation"),
    **dict.fromkeys("+-*/×±·", "binary"),
    **dict.fromkeys(",;", "punctuation"),
    **dict.fromkeys("([", "opener"),
    **dict.fromkeys(")]!", "closer"),
}
_TABLES = (
    ("letter", symbols.LETTERS),
    ("binary", symbols.BINARIES),
    ("relation", symbols.RELATIONS),
    ("name", symbols.NAMES),
    ("opener", symbols.OPENERS),
    ("closer", symbols.CLOSERS),
    ("space", symbols.SPACES),
)
_LETTER_WHEN_SCRIPTED = frozenset({"number", "punctuation", "opener", "space"})
_NOTHING = Atom("", "nothing")


def draw(formula: str, text: Callable[[str], str]) -> str | None:
    r"""The formula, without its dollars, as Unicode; None where it cannot be read in full.

    `text` reads the LaTeX of ordinary text, for what stands in ``\text{…}``.
    """
    try:
        return layout.spaced(_Formula(formula, text).atoms(""))
    except UnreadableError:
        return None


class _Formula:
    """A formula and how far it has been read."""

    def __init__(self, source: str, text: Callable[[str], str]) -> None:
        self._source = source
        self._text = text
        self._at = 0
        self._depth = 0

    def atoms(self, end: str) -> list[Atom]:
        """Everything up to a closing character, which is passed."""
        atoms: list[Atom] = []
        alphabet: dict[int, str] = {}
        while (char := self._peek()) != end:
            if char in {"", "}"}:
                raise UnreadableError
            if char in "^_":
                self._add_script(atoms)
                continue
            if char == "\\" and (switch := self._switch()):
                style = symbols.ALPHABETS.get(switch)
                alphabet = symbols.alphabet(style) if style else {}
                continue
            atom = self._atom()
            if alphabet and atom.kind == "letter":
                atom = Atom(atom.text.translate(alphabet), "letter")
            atoms.append(atom)
        self._at += len(end)
        return atoms

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _skip_blank(self) -> None:
        if blank := _BLANK.match(self._source, self._at):
            self._at = blank.end()

    def _switch(self) -> str | None:
        """The name of a command that changes the type for the rest of its group, and is passed."""
        match = _COMMAND.match(self._source, self._at)
        if match and match[1] in symbols.MATH_SWITCHES:
            self._at = match.end()
            self._skip_blank()
            return match[1]
        return None

    def _atom(self) -> Atom:
        """The next atom, without its scripts."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadableError
        atom = self._command() if self._peek() == "\\" else self._character()
        self._depth -= 1
        return atom

    def _character(self) -> Atom:
        char = self._peek()
        if char in _DIGITS and (number := _NUMBER.match(self._source, self._at)):
            self._at = number.end()
            return Atom(number[0], "number")
        if char.isspace():
            self._skip_blank()
            return Atom(" ", "blank")
        self._at += 1
        if char == "{":
            return layout.grouped(self.atoms("}"))
        if not char or char in "}&$^_":
            raise UnreadableError
        return _LONE_CHARACTERS.get(char) or Atom(char, _KINDS.get(char, "letter"))

    def _command(self) -> Atom:
        match = _COMMAND.match(self._source, self._at)
        if match is None:
            raise UnreadableError
        name, self._at = match[1], match.end()
        if symbol := self._symbol(name):
            return symbol
        if name not in _CONSTRUCTS:
            raise UnreadableError
        return _CONSTRUCTS[name](self, name)

    def _symbol(self, name: str) -> Atom | None:
        """A command without arguments. A blank after an operator's name says that it is spaced."""
        if name == "deg" and not self._follows_number():
            return Atom("deg", "name")
        for kind, table in _TABLES:
            if name in table:
                if name[0].isalpha() and kind not in layout.OPERATORS:
                    self._skip_blank()
                return Atom(table[name], kind)
        if name in symbols.NOTHING:
            self._skip_blank()
            self._at += name in symbols.SIZES and self._peek() == "."
            return _NOTHING
        return None

    def _follows_number(self) -> bool:
        """Whether the command just read stands above or after a number: degrees, not a degree."""
        start = self._at - len(r"\deg")
        return self._source[max(0, start - 2) : start].rstrip()[-1:] in _DEGREES_AFTER

    def _argument(self) -> list[Atom]:
        """The next group, or the next single character or command."""
        self._skip_blank()
        self._switch()
        if self._peek() in _DIGITS:
            self._at += 1
            return [Atom(self._source[self._at - 1], "number")]
        if self._peek() == "{":
            self._at += 1
            self._depth += 1
            atoms = self.atoms("}")
            self._depth -= 1
            return atoms
        return [self._atom()]

    def _drawn(self, *, tight: bool = False) -> str:
        return layout.spaced(self._argument(), tight=tight)

    def _verbatim(self) -> str:
        """The next group as it is written."""
        self._skip_blank()
        depth = 0
        for match in _BRACE.finditer(self._source, self._at):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if depth == 0:
                break
        if match[0] != "}":
            raise UnreadableError
        written = self._source[self._at + 1 : match.start()]
        self._at = match.end()
        return written

    def _add_script(self, atoms: list[Atom]) -> None:
        """Sets what follows above or below the last atom."""
        mark = self._peek()
        self._at += 1
        script = layout.script(mark, self._drawn(tight=True))
        while atoms and atoms[-1].kind in {"blank", "nothing"}:
            atoms.pop()
        base = atoms.pop() if atoms else Atom("", "letter")
        text = f"({base.text})" if base.kind == "fraction" else base.text
        kind = "letter" if base.kind in {"fraction", *_LETTER_WHEN_SCRIPTED} else base.kind
        atoms.append(Atom(text + script, kind))

    # Commands with arguments, by the tables below.

    def fraction(self, _: str) -> Atom:
        return Atom(layout.fraction(self._argument(), self._argument()), "fraction")

    def root(self, _: str) -> Atom:
        index = ""
        if self._peek() == "[":
            self._at += 1
            index = layout.spaced(self.atoms("]"), tight=True)
        under = self._argument()
        sign = _ROOTS.get(index) or f"{layout.script('^', index)}√"
        return Atom(sign + layout.wrapped(under, loose=len(layout.solid(under)) > 1), "letter")

    def accent(self, name: str) -> Atom:
        return Atom(layout.accented(name, self._drawn()), "letter")

    def words(self, _: str) -> Atom:
        written = self._text(self._verbatim())
        if "\\" in written:
            raise UnreadableError
        return Atom(written, "text")

    def linked(self, name: str) -> Atom:
        address = self._verbatim()
        return Atom(f"{self.words(name).text} ({address})", "text")

    def alphabet(self, name: str) -> Atom:
        drawn = self._drawn().translate(symbols.alphabet(symbols.ALPHABETS[name]))
        return Atom(drawn, "letter")

    def bold(self, _: str) -> Atom:
        return Atom(layout.bold(self._drawn()), "letter")

    def upright(self, _: str) -> Atom:
        return layout.grouped(self._argument())

    def coloured(self, _: str) -> Atom:
        self._verbatim()
        return layout.grouped(self._argument())

    def unseen(self, _: str) -> Atom:
        self._verbatim()
        return _NOTHING

    def over(self, _: str) -> Atom:
        return self._stack("^")

    def under(self, _: str) -> Atom:
        return self._stack("_")

    def _stack(self, mark: str) -> Atom:
        script = self._drawn(tight=True)
        base = layout.grouped(self._argument())
        return Atom(base.text + layout.script(mark, script), base.kind)

    def name(self, _: str) -> Atom:
        self._at += self._peek() == "*"
        return Atom(self._drawn(), "name")

    def operator(self, _: str) -> Atom:
        return Atom(self._drawn(), "binary")

    def choice(self, _: str) -> Atom:
        return Atom(f"({self._drawn()} choose {self._drawn()})", "letter")

    def modulus(self, _: str) -> Atom:
        return Atom(f" (mod {self._drawn()})", "text")

    def negated(self, _: str) -> Atom:
        self._skip_blank()
        atom = self._atom()
        if not atom.text:
            raise UnreadableError
        struck = unicodedata.normalize("NFC", atom.text[0] + "\u0338")
        return Atom(struck + atom.text[1:], atom.kind)

    def code_point(self, _: str) -> Atom:
        return Atom(_printable(self._verbatim()), "letter")


_LONE_CHARACTERS = {"'": Atom("′", "closer"), "~": Atom(" ", "space")}
_CONSTRUCTS: dict[str, Callable[[_Formula, str], Atom]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"), _Formula.fraction),
    **dict.fromkeys(symbols.MATH_ACCENTS, _Formula.accent),
    **dict.fromkeys(symbols.TEXT_WRAPPERS, _Formula.words),
    **dict.fromkeys(symbols.ALPHABETS, _Formula.alphabet),
    **dict.fromkeys(symbols.BOLDS, _Formula.bold),
    **dict.fromkeys(symbols.UPRIGHTS, _Formula.upright),
    **dict.fromkeys(("stackrel", "overset"), _Formula.over),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _Formula.choice),
    **dict.fromkeys(("mathbin", "mathrel"), _Formula.operator),
    **dict.fromkeys(("color", "hspace"), _Formula.unseen),
    "underset": _Formula.under,
    "sqrt": _Formula.root,
    "operatorname": _Formula.name,
    "pmod": _Formula.modulus,
    "not": _Formula.negated,
    "unicode": _Formula.code_point,
    "textcolor": _Formula.coloured,
    "href": _Formula.linked,
}


def _printable(written: str) -> str:
    r"""MathJax's ``\unicode{x2212}``, if that is a letter, a number or a sign."""
    match = _CODE_POINT.fullmatch(written.strip())
    char = chr(int(match[1], 16)) if match else ""
    if not char or unicodedata.category(char)[0] not in "LNPS":
        raise UnreadableError
    return char
