"""In which letters and which language a claim is written, as far as that decides its checks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile("[A-Za-zªºÀ-ÖØ-öø-\u024f\u1e00-\u1eff]")
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_EASTERN = frozenset(("zh", "ja", "ko"))
_SHORTEST_RUN = 2
_FOREIGN = 0.3
_ENGLISH = 0.15
_SMALL_ENGLISH = frozenset(
    "the of and is are to that with by from for as on this it be can not than which these its"
    " their into you your our now".split()
)
OTHER_SCRIPTS = frozenset(
    "zh ja ko ru uk be bg sr mk el ar fa ur he yi hi mr ne bn ta te th ka hy am km lo my".split()
)
# The small words that nearly every sentence of a language has, one or another of them; such as
# English writes alike are left out.
_SMALL = frozenset(
    # German and Dutch
    "der die das den dem des ein eine einen einem einer eines und ist sind wird werden mit auf bei"
    " für von vom zu zum zur im nicht kein keine sich es er sie wir durch aus nach über um kann"
    " können wurde wurden auch sowie bis unter de het een en zijn wordt worden voor op te dat niet"
    " geen"
    " door uit naar als heeft hebben om ook"
    # French
    " le la les un une du et est sont avec pour par sur dans au aux que qui ne pas ce cette ces il"
    " elle ils elles nous se sa ses leur leurs ou à ont parmi entre"
    # Spanish, Portuguese and Italian
    " el los las unos unas del y con para por al su sus lo más como este esta estos estas ha han"
    " uma da dos e é são com em na nos nas que não seu sua ao à mais foi foram il gli uno della"
    " dei delle dello per dal dalla nel nella sul che si alla ai più questo questa hanno sono di"
    # Polish, Czech, Turkish, Swedish, Danish, Finnish, Indonesian
    " w z nie się jest od dla oraz je v s k pro ve bir ile için bu och att det som är på med av"
    " för og af er til ja ei että yang dan dengan untuk ini dari".split()
)


def in_plain_letters(text: str) -> str:
    """The text with letters drawn bold, circled, wide or joined as the plain ones they stand for.

    Raised and lowered digits stay, for a power is no number of its own.
    """
    return text if text.isascii() else "".join(map(_plain, text))


def _plain(char: str) -> str:
    drawn = char if char.isascii() else unicodedata.normalize("NFKC", char)
    is_letters = drawn != char and any(each.isascii() and each.isalpha() for each in drawn)
    # Letters in squares and of flags have no plain form of their own in Unicode's tables.
    if drawn == char and (name := _BOXED.fullmatch(unicodedata.name(char, ""))):
        return name[1]
    return drawn if is_letters else char


_BOXED = re.compile(
    r"(?:REGIONAL INDICATOR SYMBOL|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL) LETTER ([A-Z])"
)


def is_foreign(text: str) -> bool:
    """Whether a sentence is in a script whose words cannot be held against English ones."""
    letters = len(_LETTER.findall(text))
    return letters - len(_LATIN.findall(text)) > _FOREIGN * letters


def is_in_letters_of(text: str, lang: str) -> bool:
    """Whether a sentence is in letters in which its language may be written, English being so."""
    language = re.split("[-_]", lang.casefold())[0]
    if not is_foreign(text):
        return True
    return _EAST.search(text) is not None if language in _EASTERN else language in OTHER_SCRIPTS


def has_letters(text: str) -> bool:
    """Whether a text says anything in words at all."""
    return _LETTER.search(text) is not None


def is_latin(text: str) -> bool:
    """Whether a sentence has no word in another script; single signs of formulas are none."""
    return next(_other_runs(text), None) is None


def strange_script(text: str, sources: Iterable[str]) -> str | None:
    """A word in another script that no source has."""
    said = " ".join(sources)
    return next((run for run in _other_runs(text) if run not in said), None)


def _other_runs(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        others = [char for char in _LETTER.findall(word) if not _LATIN.match(char)]
        if len(others) >= _SHORTEST_RUN:
            yield word


def is_english(text: str, lang: str = "") -> bool:
    """Whether a sentence is to be read as English, whatever language was asked for.

    So it is by its small words, in Latin letters where the language has others, and where it has
    neither a small word nor a letter with an accent of the language.
    """
    language = re.split("[-_]", lang.casefold())[0]
    if language in OTHER_SCRIPTS and is_latin(text):
        return True
    found = [word.casefold() for word in _WORD.findall(text)]
    if sum(word in _SMALL_ENGLISH for word in found) >= _ENGLISH * len(found) > 0:
        return True
    return bool(language) and text.isascii() and _SMALL.isdisjoint(_unjoined(found))


def _unjoined(found: Iterable[str]) -> set[str]:
    """The words, with what stands before an apostrophe written out: ``l'erreur``."""
    joined = {"le" for word in found if re.match("[cdjlmnst]['’]", word)}
    return joined.union(found)
