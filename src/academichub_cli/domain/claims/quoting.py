"""Finding a quote in an abstract, whatever was changed in spacing, case, dashes or mathematics.

What is found is given back as it stands in the abstract, so that a reader never sees a quote that
nobody wrote. Linear in the lengths of both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from academichub_cli.domain.mathtext import unicode_math

_FORMULA = re.compile(r"\$\$[^$]{1,600}\$\$|\$[^$]{1,400}\$|\\\([^$]{1,400}?\\\)")
_COMMAND = re.compile(r"\\[A-Za-z]+\s?|\\(?=[^A-Za-z])")
_LEAST_WORDS, _LEAST_SIGNS, _LEAST_HAN = 4, 16, 8
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_ENDING = re.compile(r"[.!?](?=\s|$)|[。！？]")
_ELLIPSIS = re.compile(r"\.\.\.|…|\[\s*…\s*\]")


def locate(quote: str, abstract: str) -> str | None:
    """The piece of the abstract that a quote is, widened to whole words; None where it is none."""
    wanted = "".join(char for char, _, _ in _signs(quote))
    if not wanted or _ELLIPSIS.search(quote):
        return None
    signs = list(_signs(abstract))
    at = "".join(char for char, _, _ in signs).find(wanted)
    if at < 0:
        return None
    start, end = signs[at][1], signs[at + len(wanted) - 1][2]
    return _whole_words(abstract, start, end)


def is_asked(piece: str, abstract: str) -> bool:
    """Whether a located piece stands in a question, so that it asserts nothing."""
    end = abstract.find(piece) + len(piece)
    ending = _ENDING.search(abstract, max(end - 1, 0))
    return ending is not None and ending.group().startswith(("?", "？"))


def is_clause(quote: str) -> bool:
    """Whether a quote is long enough to say something."""
    if len(_HAN.findall(quote)) >= _LEAST_HAN:
        return True
    signs = sum(1 for _ in _signs(quote))
    return len(quote.split()) >= _LEAST_WORDS and signs >= _LEAST_SIGNS


def _signs(text: str) -> Iterator[tuple[str, int, int]]:
    """The signs that make a text what it is, each with the place of what it was written as."""
    start = 0
    for formula in _FORMULA.finditer(text):
        yield from _plain_signs(text, start, formula.start())
        shown = unicode_math(formula.group())
        for char in _COMMAND.sub("", shown):
            for sign in _folded(char):
                yield sign, formula.start(), formula.end()
        start = formula.end()
    yield from _plain_signs(text, start, len(text))


def _plain_signs(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    commands = {
        at for command in _COMMAND.finditer(text, start, end) for at in range(*command.span())
    }
    for at in range(start, end):
        char = text[at]
        if at in commands:
            continue
        if char == "." and _is_decimal(text, at):
            yield char, at, at + 1
        else:
            for sign in _folded(char):
                yield sign, at, at + 1


def _folded(char: str) -> str:
    if char.isascii():
        return char.casefold() if char.isalnum() or char == "%" else ""
    folded = unicodedata.normalize("NFKD", char).casefold()
    return "".join(each for each in folded if each.isalnum() or each == "%")


def _is_decimal(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum() and not _HAN.match(text[start - 1]):
        start -= 1
    while end < len(text) and text[end].isalnum() and not _HAN.match(text[end]):
        end += 1
    if text[end : end + 1] == "%":
        end += 1
    if end < len(text) and text[end] in ".!?。！？" and not text[end + 1 : end + 2].isalnum():
        end += 1
    return text[start:end]
