"""Text from outside made safe to print, to store and to hand to a model.

`clean` is the only way a string of outside origin enters the house.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

NO_BREAK = "\xa0"  # never in text that is clean, so that drawing may use it
_MOST_MARKS = 30
_WHITE = r"\t\r\n\f\v\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Not the single spaces, of which a text has many.
_SPACES = re.compile(rf"[{_WHITE}][ {_WHITE}]*+| [ {_WHITE}]++")
# The payload of an OSC, DCS and so on goes with it only where it is ended: an opener alone, as in
# text that was decoded wrongly (U+009D is the last byte of a closing quote), must not take the rest
# of an abstract along. No payload holds another opener, so that scanning stays linear.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x9b[0-?]+[ -/]*[@-~]"
    r"|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC and kin
    r"|[\x90\x98\x9d\x9e\x9f][!-~]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"  # two-character escapes
)
# What is neither printable ASCII nor a Latin letter, and so is looked at one by one.
_FAR = re.compile(r"[^ -~\xa1-\xac\xae-\u024f]")
_MANY_FAR = re.compile(rf"{_FAR.pattern}{{{_MOST_MARKS + 1}}}")
# Characters of width nothing outside the categories of controls and formats: grapheme joiner,
# Hangul fillers, Khmer inherent vowels, Mongolian and other variation selectors (which can smuggle
# bytes; those for text and emoji style, FE0E and FE0F, stay), and what Unicode reserves for more.
_INVISIBLE = frozenset(
    (
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0),
        *(*range(0x180B, 0x1810), *range(0xFE00, 0xFE0E), *range(0xFFF0, 0xFFF9)),
    )
)
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# Joiners shape Arabic, Indic and emoji text.
_JOINERS = frozenset({0x200C, 0x200D})
_TAGS_PLANE = 0xE
_MOST_REMEMBERED = 20_000


def clean(text: str) -> str:
    """The text on one line: NFC, no escape sequence, no invisible character, single spaces.

    Invisible are C0 and C1 controls, bidi embeddings, overrides, isolates and marks (UAX 9),
    zero-width characters but joiners, soft hyphen, byte order mark, tags, surrogates, private and
    non-characters. Idempotent: ``clean(clean(text)) == clean(text)``. Linear in the text's length.
    """
    if _is_plain(text):
        return text
    # Of most others nothing is wrong but that their lines are broken.
    if "\n" in text and _is_plain(joined := text.replace("\n", " ").strip(" ")):
        return joined
    raw, text = text, _SPACES.sub(" ", text).strip(" ")
    if text != raw and _is_plain(text):
        return text
    # Removing a character can bring two spaces together, and composing can take one character
    # apart, hence the loop; no escape outlives the first round, so that there are few of them.
    while (cleaned := _clean_once(text)) != text:
        text = cleaned
    return text


def _is_plain(text: str) -> bool:
    """Whether nothing is to be done: the common case, decided by a quick scan."""
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        return False
    if text.isascii():  # of which the printable part is the space and what is drawn
        return text.isprintable()
    return all(map(_stays, set(_FAR.findall(text))))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _stays(char: str) -> bool:
    """Whether it is drawn, and composing leaves it as it is whatever stands before it."""
    return (
        unicodedata.category(char)[0] in "LNPS"
        and _is_visible(char)
        and not "\u1100" <= char <= "\u11ff"  # the parts of Hangul's syllables
        and unicodedata.is_normalized("NFC", char)
    )


def _clean_once(text: str) -> str:
    visible = _visible(_ESCAPES.sub("", text))
    single_spaced = _SPACES.sub(" ", visible)
    return unicodedata.normalize("NFC", _with_few_marks(single_spaced)).strip(" ")


def _with_few_marks(text: str) -> str:
    """No more combining marks in a row than UAX 15 allows a stream: normalising is quadratic."""
    return "".join(_few_marks(text)) if _MANY_FAR.search(text) else text


def _few_marks(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            yield char


def _visible(text: str) -> str:
    hidden = {char for char in set(_FAR.findall(text)) if not _is_visible(char)}
    return _FAR.sub(lambda far: "" if far[0] in hidden else far[0], text) if hidden else text


@lru_cache(maxsize=_MOST_REMEMBERED)
def _is_visible(char: str) -> bool:
    point = ord(char)
    if point in _JOINERS or _SPACES.match(char):
        return True
    if point >> 16 == _TAGS_PLANE or point in _INVISIBLE or _is_noncharacter(point):
        return False
    return unicodedata.category(char) not in _HIDDEN_CATEGORIES


def _is_noncharacter(point: int) -> bool:
    """One of the 66 code points that Unicode reserves for no character at all."""
    return point & 0xFFFF in {0xFFFE, 0xFFFF} or point in range(0xFDD0, 0xFDF0)
