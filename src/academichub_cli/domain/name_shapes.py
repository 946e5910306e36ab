"""Whether words look like a person's name: what a reader who follows them means."""

from __future__ import annotations

import re

from academichub_cli.domain import _name_tables as tables
from academichub_cli.domain._name_reading import LONGEST_NAME, is_cjk
from academichub_cli.domain._name_splits import particles_of
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.text_forms import fold, tidy, without_accents

_HAN = lazily("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_HANGUL = lazily("[\uac00-\ud7a3]+")
_NOT_IN_NAMES = lazily(r"[0-9:/+&?!@#$%*=<>|~^\"\\(){}\[\]_;]")
_INITIALS = lazily(r"(?:[^\W\d_]\.?-?){1,2}(?<!-)(?<=\.)|[^\W\d_]")
_ACRONYM = lazily(r"[A-Z]{2,}(?:s|-|$)|.*-[A-Z]{2,}")
_ELIDED = lazily(r"(?:d|l|dell|dall|al|el|ul|ibn|bin)['-](?=\w)")
_SHORTEST_SHOUT = 3
_HAN_NAME, _LONG_CJK_NAME, _HANGUL_NAME = range(2, 4), range(3, 7), 3


def looks_like_a_name(text: str) -> bool:
    """Whether a reader who follows these words means a person.

    Two to four capitalised words, particles and initials not counted, none of them an acronym or a
    word of science such as Networks. Names in Han, Hangul or kana by their family name. What has
    neither capitals nor a known family name is a topic; `Vision Mamba` is taken for a person.
    """
    text = tidy(text[: LONGEST_NAME + 1])
    if len(text) > LONGEST_NAME or _NOT_IN_NAMES().search(text):
        return False
    if is_cjk(joined := text.replace(" ", "")):
        return _is_cjk_name(joined)
    words = [word for word in re.split(r"[ ,]+", text) if word]
    while words and _bare(words[0]) in tables.TITLES:
        words = words[1:]
    if len(words) > 1 and _bare(words[-1]) in tables.SUFFIXES:
        words = words[:-1]
    return words[:1] != ["The"] and _are_words_of_a_name(words, shouted=text.isupper())


def _are_words_of_a_name(words: list[str], *, shouted: bool) -> bool:
    particles = [word for word in words if word.islower()]
    initials = [word for word in words if _INITIALS().fullmatch(word)]
    names = [word for word in words if word not in particles and word not in initials]
    if not tables.PARTICLES.union(particles_of(" ".join(words))).issuperset(map(_bare, particles)):
        return False
    if any(
        _bare(part) in tables.TOPIC_WORDS for word in names for part in (word, *word.split("-"))
    ):
        return False
    if names and _bare(names[-1]) in {"collaboration", "consortium"}:
        return len(names) in range(2, 5)
    if not all(_is_capitalised(word, shouted=shouted) for word in names):
        return False
    if len(names) == 1:
        return bool(initials or particles) or names[0].startswith("O'")
    return len(names) in range(2, 5)


def _is_capitalised(word: str, *, shouted: bool) -> bool:
    """Like Smith, Min-su or al-Sayed; LI among capitalised words, and SMITH where all is so."""
    first = _ELIDED().sub("", word).replace("'", "").split("-", maxsplit=1)[0]
    if not first[:1].isupper() or not first.rstrip(".").isalpha():
        return False
    if word.isupper():
        return _bare(word) in tables.FAMILY_FIRST or (shouted and len(word) >= _SHORTEST_SHOUT)
    return not _ACRONYM().match(word)


def _is_cjk_name(text: str) -> bool:
    """By the family name, which stands first; terms that begin like one are excepted."""
    if text.startswith((*tables.HAN_TERMS, *tables.HANGUL_TERMS)):
        return False
    if text.startswith(tables.LONG_FAMILIES):
        return len(text) in _LONG_CJK_NAME
    if _HANGUL().fullmatch(text):
        return len(text) == _HANGUL_NAME and text[0] in tables.HANGUL_FAMILIES
    is_han = _HAN().fullmatch(text) is not None
    return is_han and len(text) in _HAN_NAME and text[0] in tables.HAN_FAMILIES


def _bare(word: str) -> str:
    return without_accents(fold(word)).replace(".", "")
