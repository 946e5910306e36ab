"""Names in a claim: systems, data sets, people, acronyms; and whether its sources have them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from academichub_cli.domain.mathtext import unicode_math

_WORD = re.compile(r"[^\W_]+(?:['’.+-][^\W_]+)*\+*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[“\"(]\s*)$")
_SPELLED = re.compile(r"((?:[\w-]+\s+){1,8})\(([A-Z][A-Za-z0-9-]{1,10})\)")
_LONGEST_ACRONYM = 8
# Written with capitals by anyone, whatever the sources say.
_EVERYBODYS = frozenset(
    "i english chinese ai ml bayesian gaussian markov monte carlo fourier euclidean hilbert"
    " us uk eu 2d 3d 1d 4d".split()
)


def names(text: str, *, by_shape_alone: bool = False) -> tuple[str, ...]:
    """The words of a text that name something: by their capitals or digits within, or mid-sentence.

    The first word of a sentence is a name only where its own shape says so; with `by_shape_alone`,
    for languages that write any noun with a capital, so is every other.
    """
    found = _names(unicode_math(text))
    return tuple(dict.fromkeys(name for name in found if not by_shape_alone or _is_odd(name)))


def is_known(name: str, sources: Iterable[str]) -> bool:
    """Whether the sources write a name, or spell it out, or write the acronym of it."""
    texts = [unicode_math(source) for source in sources]
    wanted = _bare(name)
    if wanted in _EVERYBODYS:
        return True
    parts = [_bare(part) for part in re.split(r"[-/]", name) if part]
    found = {form for text in texts for form in _forms(text)}
    if wanted in found or all(part in found for part in parts):
        return True
    if any(_spells(wanted, text) for text in texts):
        return True
    squeezed = "".join(char for text in texts for char in f"{text} ".casefold() if char.isalnum())
    return len(wanted) > _LONGEST_ACRONYM and wanted in squeezed


def expansions(text: str) -> Iterator[tuple[str, str]]:
    """The acronyms a text explains in brackets, each with the words that stand before them."""
    for spelled in _SPELLED.finditer(unicode_math(text)):
        yield spelled[2], spelled[1].strip()


def is_spelled_so(acronym: str, before: str, sources: Iterable[str]) -> bool:
    """Whether the sources explain an acronym likewise, or have the words that make it up."""
    squeezed = [_squeezed(source) for source in sources]
    words = before.split()
    if any(_squeezed(" ".join([*words[-2:], acronym])) in source for source in squeezed):
        return True
    letters = "".join(char for char in acronym.removesuffix("s").casefold() if char.isalpha())
    for start in range(len(words)):
        parts = re.findall(r"[^\W_]+", " ".join(words[start:]))
        initials = "".join(part[0].casefold() for part in parts)
        if initials == letters or "".join(_telling_initials(parts)) == letters:
            return any(_squeezed(" ".join(words[start:])) in source for source in squeezed)
    return False


def _telling_initials(parts: Iterable[str]) -> Iterator[str]:
    return (part[0].casefold() for part in parts if part.casefold() not in _SMALL)


def _names(text: str) -> Iterator[str]:
    for word in _WORD.finditer(text):
        written = word.group().rstrip("'’")
        written = re.sub(r"['’]s$", "", written)
        if not any(char.isalpha() for char in written) or not written.isascii():
            continue
        is_first = bool(_SENTENCE_START.search(text[max(0, word.start() - 3) : word.start()]))
        if _is_odd(written) or (written[0].isupper() and not is_first and len(written) > 1):
            yield written


def _is_odd(word: str) -> bool:
    """Whether a word's capitals or digits make it a name wherever it stands."""
    if re.fullmatch(r"\d[\d.,]*(?:e[-+]?\d+)?[-A-Za-z%]*", word):
        return False
    parts = word.split("-")
    inner = any(char.isupper() for part in parts for char in part[1:])
    has_digit = any(char.isdigit() for char in word)
    return inner or has_digit


def _bare(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(char for char in folded if char.isalnum() or char == "+")
    return kept[:-1] if len(kept) > 2 and kept.endswith("s") else kept  # noqa: PLR2004


def _forms(text: str) -> Iterator[str]:
    for word in _WORD.finditer(text):
        yield _bare(word.group())
        for part in re.split(r"[-/.'’]", word.group()):
            if part:
                yield _bare(part)
    words = re.findall(r"[^\W_]+", text)
    for first, second in pairwise(words):
        yield _bare(first + second)


def _spells(acronym: str, text: str) -> bool:
    """Whether consecutive words of a text have an acronym's letters as initials."""
    letters = re.sub(r"[^a-z]", "", acronym)
    if not 1 < len(letters) <= _LONGEST_ACRONYM:
        return False
    initials = "".join(part[0].casefold() for part in re.findall(r"[^\W\d_]+", text))
    return letters in initials or letters in _without_small(text)


def _without_small(text: str) -> str:
    return "".join(_telling_initials(re.findall(r"[^\W\d_]+", text)))


_SMALL = frozenset("of the a an and in for on to by with".split())


def _squeezed(text: str) -> str:
    return "".join(char for char in unicode_math(text).casefold() if char.isalnum())
