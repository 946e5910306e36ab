"""Breaks text into lines by cells: at spaces, between Chinese characters, and in endless words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rich.cells import cell_len
from rich.text import Text

from academichub_cli.domain.clean import NO_BREAK

_CJK = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING = "（「『【《〈〔［｛“‘"
_CLOSING = "、。，．！？：；）」』】》〉〕］｝”’…—ー々"
_FIRST_CJK = "\u2e80"
# Latin, punctuation, arrows, mathematics and boxes take a cell each; to ask rich for the width of
# one of them loads its tables of all Unicode.
_SINGLE = frozenset(
    chr(code)
    for first, last in (
        *((0x20, 0x7E), (0xA0, 0x2FF), (0x2010, 0x2027)),
        *((0x2030, 0x205E), (0x2190, 0x22FF), (0x2500, 0x257F), (0x2605, 0x2605)),
    )
    for code in range(first, last + 1)
)
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"


def wrap(text: Text, width: int, *, keeps_words: bool = False) -> list[Text]:
    """The text in lines of at most `width` cells, without the spaces around breaks.

    A word that is wider than a line comes in pieces, or, for who `keeps_words`, sticks out.
    """
    found = _lines(text.plain, width, keeps_words=keeps_words)
    offsets = [offset for line in found for offset in line]
    lines = list(text.divide(offsets))[1::2] if offsets else []
    for line in lines:
        line.plain = line.plain.replace(NO_BREAK, " ")
    return lines


def wrap_short(text: Text, width: int, *, most: int | None) -> list[Text]:
    """Like `wrap`, cut to so many lines; an ellipsis says that there is more."""
    lines = wrap(text, width)
    if most is None or len(lines) <= most:
        return lines
    last = wrap(lines[most - 1], width - 2)[0]
    return [*lines[: most - 1], last.append(" …")]


def bound(text: Text) -> Text:
    """Text that is broken only where it is wider than a line."""
    text = text.copy()
    text.plain = text.plain.replace(" ", NO_BREAK)
    return text


def flow(parts: Sequence[Text], width: int, *, between: str) -> list[Text]:
    """Parts on as few lines as they need, broken between parts where that is possible."""
    lines: list[Text] = []
    for part in parts:
        if lines and cells(lines[-1].plain) + cells(between) + cells(part.plain) <= width:
            lines[-1] = Text.assemble(lines[-1], (between, part.style), part)
        else:
            lines.extend(wrap(part, width))
    return lines


def cells(text: str) -> int:
    """How many cells a terminal may need at most: one that cannot join emoji shows each part."""
    if _SINGLE.issuperset(text):
        return len(text)
    return sum(map(_cells_of, text)) + text.count(_EMOJI_STYLE)


def _cells_of(char: str) -> int:
    if char in _SINGLE:
        return 1
    return 0 if char in {_JOINER, _EMOJI_STYLE} else cell_len(char)


@cache
def _unit(*, has_cjk: bool) -> re.Pattern[str]:
    """What is not broken. A word or a Chinese character and its punctuation stay together.

    The whole pattern takes milliseconds to compile, which a page without such characters spares.
    """
    if not has_cjk:
        return re.compile(rf" +|[{_OPENING}]*[^ {_OPENING}]+|[{_OPENING}]+")
    return re.compile(
        rf" +|[{_OPENING}]*(?:[{_CJK}][{_CLOSING}]*|[^ {_CJK}{_OPENING}]+)|[{_OPENING}]+"
    )


def _lines(plain: str, width: int, *, keeps_words: bool) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends."""
    start, end, used = 0, 0, 0
    for unit_start, unit_end, size in _units(plain, width, keeps_words=keeps_words):
        if plain[unit_start] == " ":
            used += size
            continue
        if used + size > width and end > start:
            yield start, end
            start, used = unit_start, 0
        elif end == start:
            start, used = unit_start, 0
        end = unit_end
        used += size
    if end > start:
        yield start, end


def _units(plain: str, width: int, *, keeps_words: bool) -> Iterator[tuple[int, int, int]]:
    """What cannot be broken, with its size."""
    has_cjk = max(plain, default="") >= _FIRST_CJK
    is_single = _SINGLE.issuperset(plain)
    for match in _unit(has_cjk=has_cjk).finditer(plain):
        size = match.end() - match.start() if is_single else cells(match[0])
        if keeps_words or size <= width or match[0][0] == " ":
            yield match.start(), match.end(), size
        else:
            yield from _pieces(plain, match.start(), match.end(), width)


def _pieces(plain: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    used, begin = 0, start
    for at in range(start, end):
        size = cells(plain[at])
        if used + size > width and at > begin:
            yield begin, at, used
            begin, used = at, 0
        used += size
    yield begin, end, used
