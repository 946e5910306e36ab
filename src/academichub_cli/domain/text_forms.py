"""The forms in which texts are compared: folded, tidied, without accents, umlauts spelled out.

Each takes time linear in the length of the text, whatever it is made of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LONGEST_MARKS = 30  # of the Stream-Safe Text Format, UAX 15
_TEXT_WORTH_TAMING = 500

_VARIANTS = str.maketrans(
    dict.fromkeys(
        "\u2018\u2019\u201a\u201b\u02bb\u02bc\u02b9\u02bd\u02be\u02bf`\xb4\u2032\uff07", "'"
    )
    | dict.fromkeys("\u201c\u201d\u201e\u201f\xab\xbb\u2033", '"')
    | dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff", "")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d", "-")
)
# Latin, Greek and Cyrillic accents only: the vowel signs of Indic scripts and the voicing marks of
# kana make other letters.
_ACCENTS = re.compile("[\u0300-\u036f]+")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def fold(text: str) -> str:
    """The text without what typing varies: case, Unicode form, spacing, kind of dash and quote.

    Diacritics stay. Idempotent, linear in the length of the text.
    """
    if text.isascii():
        return " ".join(text.casefold().replace("`", "'").split())
    varied = _tamed(text).translate(_VARIANTS)
    caseless = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", varied).casefold())
    composed = unicodedata.normalize("NFKC", caseless.casefold()).translate(_VARIANTS)
    return " ".join(composed.split())


def tidy(text: str) -> str:
    """The text in one Unicode form, spacing, kind of dash and quote; case and diacritics stay."""
    spaced = " ".join(unicodedata.normalize("NFC", _tamed(text)).split())
    return unicodedata.normalize("NFKC", spaced.translate(_VARIANTS))


def without_accents(folded: str) -> str:
    """A folded text in plain letters: ł as l, ü as u; Indic vowel signs and the like stay."""
    if folded.isascii():
        return folded
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", folded)).translate(_LETTERS)
    return " ".join(unicodedata.normalize("NFC", bare).split())


def spell_out(folded: str) -> str:
    """A folded text with umlauts and their like in two letters: ü as ue."""
    return folded if folded.isascii() else folded.translate(_SPELLED_OUT)


def _tamed(text: str) -> str:
    """The text without what would make Unicode's normal forms fail or take quadratic time."""
    if text.isascii():
        return text
    text = text.encode("utf-8", "ignore").decode()
    return text if len(text) < _TEXT_WORTH_TAMING else "".join(_short_runs_of_marks(text))


def _short_runs_of_marks(text: str) -> Iterator[str]:
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= _LONGEST_MARKS:
            yield char
