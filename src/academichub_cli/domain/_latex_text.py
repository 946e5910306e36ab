"""Reads the LaTeX of ordinary text: accents, emphasis, ties and dashes, and where formulas are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from typing import TypeAlias

from academichub_cli.domain import _math_symbols as symbols
from academichub_cli.domain._text_signs import dash, is_formula, matching_braces, tie

Keep: TypeAlias = Callable[[str, str | None], str]

_DEEPEST = 12
_SHORT = 60
_MOST_REMEMBERED = 5_000
# Each begins with a sign of its own, for which `re` then looks alone; `-{2,}` would hide it.
_SPECIAL = re.compile(r"\\|\$|\{\\|~|--+|``+|''|https?://[^\s${}]*")
_CLOSING_DOLLAR = re.compile(r"[^\\$]*+(?:\\.[^\\$]*+)*+\$", re.DOTALL)
_FLAT_GROUP = re.compile(r"\{(?:[^{}\\]++|\\[^{}])*+\}")
_NAME = re.compile(r"[A-Za-z]+")
_ESCAPED_IN_ADDRESS = re.compile(r"\\([_%#&~])")
_LETTER = re.compile(r"\\([ij])(?![A-Za-z])|([^\W\d_])")
_ONE_LETTER = 2  # an accent may need a character of its own
_DELIMITERS = {"(": r"\)", "[": r"\]"}
_SIGNS = {
    **{char: char for char in "%&_#${}"},
    **dict.fromkeys(" ,;:", " "),
    **dict.fromkeys("!-/@", ""),
}
_SYMBOLS = {
    **symbols.RELATIONS,
    **symbols.BINARIES,
    **symbols.OPENERS,
    **symbols.CLOSERS,
    **symbols.LETTERS,
    **symbols.TEXT_SIGNS,
    **symbols.ABBREVIATIONS,
    **symbols.TEXT_BLANKS,
}


# Loaded where a text has a formula, which most have not.


@cache
def _draw() -> Callable[[str, Callable[[str], str]], str | None]:
    draw: Callable[..., str | None] = import_module("academichub_cli.domain._math").draw
    return draw


@cache
def _script() -> Callable[[str, str], str]:
    script: Callable[..., str] = import_module("academichub_cli.domain._math_layout").script
    return script


def _drawn_or_as_written(written: str, drawn: str | None) -> str:
    return written if drawn is None else drawn


class TextReader:
    """A text and how far it has been read; `keep` says what becomes of a formula."""

    def __init__(self, text: str, keep: Keep = _drawn_or_as_written, *, depth: int = 0) -> None:
        self._source = text
        self._keep = keep
        self._depth = depth
        self._at = 0
        self._closing: dict[int, int] | None = None
        self._absent: set[str] = set()
        self._is_quoting = False

    def read(self) -> str:
        """The text with its LaTeX as Unicode."""
        if self._depth > _DEEPEST:
            return self._source
        parts: list[str] = []
        while match := _SPECIAL.search(self._source, self._at):
            parts.append(self._source[self._at : match.start()])
            self._at = match.end()
            parts.append(self._special(match[0], match.start()))
        parts.append(self._source[self._at :])
        return "".join(parts)

    def _special(self, sign: str, start: int) -> str:
        match sign[0]:
            case "\\":
                return self._command(start)
            case "$":
                return self._dollar(start)
            case "{":
                return self._group(start)
            case "~":
                return tie(*self._sides(start))
            case "-":
                return dash(sign, *self._sides(start))
        return self._quote(sign) if sign[0] in "`'" else _ESCAPED_IN_ADDRESS.sub(r"\1", sign)

    def _sides(self, start: int) -> tuple[str, str]:
        """The characters before and after what was just read."""
        return self._source[max(0, start - 1) : start], self._source[self._at : self._at + 1]

    def _quote(self, sign: str) -> str:
        if sign == "``":
            self._is_quoting = True
            return "“"
        if sign == "''" and self._is_quoting:
            self._is_quoting = False
            return "”"
        return sign

    def _inner(self, text: str) -> str:
        if _SPECIAL.search(text) is None:
            return text
        return TextReader(text, self._keep, depth=self._depth + 1).read()

    # Formulas

    def _dollar(self, start: int) -> str:
        width = 2 if self._source.startswith("$$", start) else 1
        closing = self._closing_dollar(start + width)
        end = closing + width
        if closing == -1 or self._source[closing:end] != "$" * width:
            return "$"
        between = self._source[start + width : closing]
        if not is_formula(between, self._source[end : end + 1]):
            return "$"
        return self._formula(start, between, end)

    def _closing_dollar(self, start: int) -> int:
        if "$" in self._absent:
            return -1
        match = _CLOSING_DOLLAR.match(self._source, start)
        if match is None:
            self._absent.add("$")
            return -1
        return match.end() - 1

    def _delimited(self, start: int, closing: str) -> str:
        end = -1 if closing in self._absent else self._source.find(closing, self._at)
        if end == -1:
            self._absent.add(closing)
            return self._source[start : self._at]
        return self._formula(start, self._source[self._at : end], end + len(closing))

    def _formula(self, start: int, between: str, end: int) -> str:
        self._at = end
        return self._keep(self._source[start:end], _drawn(between, self._depth))

    # Commands

    def _command(self, start: int) -> str:
        if name := _NAME.match(self._source, self._at):
            self._at = name.end()
            return self._named(start, name[0])
        sign = self._source[self._at : self._at + 1]
        self._at += len(sign)
        if sign in _DELIMITERS:
            return self._delimited(start, _DELIMITERS[sign])
        if sign in symbols.ACCENTS and (accented := self._accented(sign)):
            return accented
        if sign == "\\" and self._source[self._at : self._at + 1] in {"", " ", "\n"}:
            return ""
        return _SIGNS.get(sign, f"\\{sign}")

    def _named(self, start: int, name: str) -> str:
        """A command with a name; an unknown one stays, and what follows it is read on."""
        if name in symbols.TEXT_LETTERS:
            self._skip_empty_group()
            self._at += self._source.startswith(" ", self._at)
            return symbols.TEXT_LETTERS[name]
        if name in symbols.ACCENTS and (accented := self._accented(name)):
            return accented
        if name in _SYMBOLS:
            self._skip_empty_group()
            return _SYMBOLS[name]
        if name in symbols.BARE_FORMULAS:
            return self._bare_formula(start, symbols.BARE_FORMULAS[name])
        if name in _WRAPPERS:
            return self._wrapper(start, name)
        return self._source[start : self._at]

    def _wrapper(self, start: int, name: str) -> str:
        """A command with text in braces."""
        count, shown = _WRAPPERS[name]
        groups = self._groups(count)
        return self._source[start : self._at] if groups is None else shown(self._inner, groups)

    def _bare_formula(self, start: int, count: int) -> str:
        """A formula for which the author did not go to the length of dollars."""
        groups = self._groups(count)
        written = self._source[start : self._at]
        drawn = None if groups is None else _drawn(written, self._depth)
        return written if drawn is None else self._keep(f"${written}$", drawn)

    def _accented(self, accent: str) -> str | None:
        """A letter with its accent; None, and nothing is passed, where none follows."""
        at = self._at
        while accent.isalpha() and self._source.startswith(" ", at):
            at += 1
        has_brace = self._source.startswith("{", at)
        letter = _LETTER.match(self._source, at + has_brace)
        if letter is None or (accent.isalpha() and at == self._at and not has_brace):
            return None
        if has_brace and not self._source.startswith("}", letter.end()):
            return None
        self._at = letter.end() + has_brace
        return unicodedata.normalize("NFC", (letter[1] or letter[2]) + symbols.ACCENTS[accent])

    # Braces

    def _group(self, start: int) -> str:
        r"""``{\em text}`` and ``{\"o}``; other braces are the author's own and stay."""
        end = self._closing_brace(start)
        if end is None:
            self._at = start + 1
            return "{"
        self._at = end + 1
        name = _NAME.match(self._source, start + 2)
        if name and name[0] in symbols.SWITCHES:
            return self._inner(self._source[name.end() : end].lstrip(" "))
        inner = self._inner(self._source[start + 1 : end])
        return inner if len(inner) <= _ONE_LETTER and "\\" not in inner else f"{{{inner}}}"

    def _groups(self, count: int) -> list[str] | None:
        """The contents of the next groups; None, and nothing is passed, where they are not."""
        groups: list[str] = []
        at = self._at
        while len(groups) < count:
            end = self._closing_brace(at)
            if end is None:
                return None
            groups.append(self._source[at + 1 : end])
            at = end + 1
        self._at = at
        return groups

    def _closing_brace(self, opening: int) -> int | None:
        group = _FLAT_GROUP.match(self._source, opening)
        if group and self._source[opening - 1 : opening] != "\\":
            return group.end() - 1
        if self._closing is None:
            self._closing = matching_braces(self._source)
        return self._closing.get(opening)

    def _skip_empty_group(self) -> None:
        self._at += 2 * self._source.startswith("{}", self._at)


def _drawn(formula: str, depth: int) -> str | None:
    return _drawn_once(formula, depth) if len(formula) <= _SHORT else _drawn_anew(formula, depth)


def _drawn_anew(formula: str, depth: int) -> str | None:
    return _draw()(formula, lambda text: TextReader(text, depth=depth + 1).read())


# Most formulas are short, and many stand in text after text.
_drawn_once = lru_cache(maxsize=_MOST_REMEMBERED)(_drawn_anew)


_Read: TypeAlias = Callable[[str], str]
_Shown: TypeAlias = Callable[[_Read, list[str]], str]


def _first(read: _Read, groups: list[str]) -> str:
    return read(groups[0])


def _second(read: _Read, groups: list[str]) -> str:
    return read(groups[1])


def _address(_: _Read, groups: list[str]) -> str:
    return _ESCAPED_IN_ADDRESS.sub(r"\1", groups[0])


def _linked(read: _Read, groups: list[str]) -> str:
    address, text = _address(read, groups), read(groups[1])
    return text if text == address else f"{text} ({address})"


def _raised(read: _Read, groups: list[str]) -> str:
    return _script()("^", read(groups[0]))


def _lowered(read: _Read, groups: list[str]) -> str:
    return _script()("_", read(groups[0]))


def _ion(_: _Read, groups: list[str]) -> str:
    return f"{groups[0]} {groups[1].upper()}"


def _unseen(_: _Read, __: list[str]) -> str:
    return ""


# How many groups a command takes, and how they are shown.
_WRAPPERS: dict[str, tuple[int, _Shown]] = {
    **dict.fromkeys(symbols.TEXT_WRAPPERS, (1, _first)),
    **dict.fromkeys(("textcolor", "texorpdfstring", "colorbox"), (2, _second)),
    **dict.fromkeys(("url", "path"), (1, _address)),
    "href": (2, _linked),
    "textsuperscript": (1, _raised),
    "textsubscript": (1, _lowered),
    "num": (1, _first),
    "ion": (2, _ion),
    "color": (1, _unseen),
}
