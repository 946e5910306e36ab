"""What a text is about: terms of one to three words, and how telling each of them is.

A term's *key* is how it is compared: lower case, singular, hyphens as spaces, an acronym in
capitals. Its display form is the way it is written most often.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from academichub_cli.domain._stop_words import (
    BOILERPLATE,
    BREAKING,
    GENERIC,
    HALVES,
    IRREGULAR_PLURALS,
    VAGUE,
)

LONGEST = 3
# Marks that no term goes over. Hyphens are none: zero-shot is the term "zero shot". Bytes are
# translated because that is ten times as quick as a regular expression or a chain of replacements.
_BREAK = "|"
_ASCII_MARKS = '.,;:()[]{}!?"/\\$%&=+*<>^~`#@_'
_MARKS = "“”…—–·•→×。，；：！？（）、《》「」"
_HYPHENS = "-‐‑"
_TABLE = bytes.maketrans(f"{_ASCII_MARKS}-".encode(), (_BREAK * len(_ASCII_MARKS) + " ").encode())
# One word although a stop word stands in it: chain-of-thought, text-to-image, human-in-the-loop.
_LINKS = ("-in-the-", "-of-", "-to-", "-in-", "-on-", "-by-")
_LINK = "\ue000"
_TOKEN = re.compile(
    r"[^\W\d_]+-(?:in-the|of|to|in|on|by)-[^\W\d_]+|[^\W_]+(?:['’][^\W_]+)*|[^\w\s‐‑-]"
)
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9-]{0,10}[A-Z0-9])s?\)")
_ACRONYM_WORD = re.compile(r"[A-Z][A-Z0-9]{1,6}s?")
_DIMENSION = re.compile(r"[1-9]d")
_SHORTEST_WORD = 3
_LONGEST_WORD = 40
_COMMON = 2 / 3


class Folding(dict[str, str]):
    """From a token to its key, worked out once; the empty key breaks a term."""

    def __missing__(self, token: str) -> str:
        key = self[token] = fold(token)
        return key


def fold(token: str) -> str:
    """The key of one word or mark; empty for what is no part of a term."""
    token = token.replace(_LINK, "-").replace("’", "'").strip("'_")
    if len(token) > _LONGEST_WORD or not token.replace("'", "").replace("-", "").isalnum():
        return ""
    if _ACRONYM_WORD.fullmatch(token):
        acronym = token.removesuffix("s")
        return "" if acronym.casefold() in BREAKING else acronym
    lower = token.casefold().removesuffix("'s")
    if lower in BREAKING or lower.endswith("ly"):
        return ""
    if not lower[:1].isalpha():
        return lower if _DIMENSION.fullmatch(lower) else ""
    key = singular(lower)
    is_long_enough = len(key) >= _SHORTEST_WORD or not key.isascii()
    return key if is_long_enough and key not in BREAKING else ""


def singular(word: str) -> str:
    """A plural's singular, by its ending; other words as they are."""
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if len(word) <= _SHORTEST_WORD or word[-1] != "s" or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def tokens(text: str) -> list[str]:
    """The words of a text, with a mark wherever no term goes over."""
    for link in _LINKS:
        if link in text:
            text = text.replace(link, link.replace("-", _LINK))
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, _BREAK)
        for hyphen in _HYPHENS[1:]:
            text = text.replace(hyphen, " ")
    marked = text.encode("utf-8", "surrogatepass").translate(_TABLE)
    text = marked.decode("utf-8", "surrogatepass").replace(_BREAK, f" {_BREAK} ")
    return text.split()


def keys(text: str, folding: Mapping[str, str]) -> list[str]:
    """The keys of a text's tokens in order."""
    return list(map(folding.__getitem__, tokens(text)))


def candidates(words: Sequence[str]) -> set[str]:
    """Every run of one to three keys without a break, joined by spaces."""
    found = {f"{a} {b}" for a, b in pairwise(words) if a and b}
    found.update(
        f"{a} {b} {c}"
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
        if a and b and c
    )
    found.update(words)
    found.discard("")
    return found


def is_telling(key: str) -> bool:
    """Whether a term says by itself what a text is about."""
    words = key.split(" ")
    if len(words) == 1:
        return not (key in GENERIC or key in VAGUE or key in BOILERPLATE)
    is_whole = words[0] not in VAGUE and words[0] not in HALVES and words[-1] not in VAGUE
    return is_whole and key not in BOILERPLATE


def is_specific(key: str) -> bool:
    """Whether at least one word is not among those that every paper may use."""
    return any(word not in GENERIC and word not in VAGUE for word in key.split(" "))


class Wanted:
    """Terms to look for in many texts; quicker than to take each text's terms and compare."""

    def __init__(self, wanted: Collection[str], folding: Mapping[str, str]) -> None:
        self._folding = folding
        self._words = frozenset(key for key in wanted if " " not in key)
        self._seconds: dict[str, dict[str, _Second]] = {}
        for key in wanted:
            if 1 <= key.count(" ") < LONGEST:
                self._plant(key)

    def in_text(self, text: str, known: Mapping[str, str]) -> set[str]:
        """The wanted terms that a text has; `known` are acronyms with their expansions."""
        words = [*keys(text, self._folding), "", ""]
        found = set(self._words.intersection(words))
        for at in [at for at, word in enumerate(words) if word in self._seconds]:
            ends, thirds = self._seconds[words[at]].get(words[at + 1], _NO_SECOND)
            if ends:
                found.add(ends)
            if words[at + 2] in thirds:
                found.add(thirds[words[at + 2]])
        return {known.get(key, key) for key in found} if known else found

    def _plant(self, key: str) -> None:
        first, second, *third = key.split(" ")
        ends, thirds = self._seconds.setdefault(first, {}).get(second, ("", {}))
        if third:
            thirds[third[0]] = key
        self._seconds[first][second] = (ends if third else key, thirds)


# After a second word: the term that ends with it, and the terms that end with a third one.
_Second: TypeAlias = tuple[str, dict[str, str]]
_NO_SECOND: _Second = ("", {})


def expansions(text: str, folding: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Acronyms that the text introduces in brackets, with the key of the words before them."""
    for match in _ACRONYM.finditer(text):
        before = tokens(text[max(0, match.start() - 120) : match.start()])
        if words := _spelled(match[1], before):
            spelled = [folding[word] for word in words]
            if len(words) > 1:
                yield match[1], " ".join(spelled)


def _spelled(acronym: str, before: Sequence[str]) -> Sequence[str]:
    """The last words whose initials make the acronym."""
    letters = [char.casefold() for char in acronym if char.isalnum()]
    words = before[-len(letters) :]
    return words if [word[0].casefold() for word in words] == letters else ()


def aliases(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """From acronym to expansion, where two papers agree on it and few mean something else."""
    counts: dict[str, Counter[str]] = {}
    for acronym, expansion in pairs:
        counts.setdefault(acronym, Counter())[expansion] += 1
    known = {}
    for acronym, of in sorted(counts.items()):
        expansion, count = min(of.items(), key=lambda entry: (-entry[1], entry[0]))
        is_term = "" not in expansion.split(" ")
        if is_term and count > 1 and count >= _COMMON * of.total():
            known[acronym] = expansion
    return known


@dataclass(frozen=True, slots=True)
class Weights:
    """How rare each term is among `papers` papers, of which `counts` have it."""

    counts: Mapping[str, int]
    papers: int

    def rarity(self, key: str) -> float:
        """The inverse document frequency, smoothed; longer terms count a little more."""
        rarity = math.log((self.papers + 1) / (self.counts.get(key, 0) + 0.5))
        return max(0.0, rarity) * (1.0, 1.35, 1.5)[min(key.count(" "), LONGEST - 1)]


def display(key: str, texts: Iterable[str], folding: Mapping[str, str]) -> str | None:
    """The form in which the texts write a term most often, without the capitals of titles."""
    forms = Counter(
        written for text in texts for form, written in forms_in(text, folding) if form == key
    )
    groups = Counter[str]()
    for form, count in forms.items():
        groups[form.casefold()] += count
    best = min(groups, key=lambda group: (-groups[group], group), default=None)
    usual = [form for form in forms if form.casefold() == best and 5 * forms[form] >= groups[best]]
    return min(usual, key=lambda form: (sum(map(str.isupper, form)), form), default=None)


def forms_in(text: str, folding: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each candidate term of a text with the piece of the text that it is."""
    found = list(_TOKEN.finditer(text))
    folded = [folding[word.group()] for word in found]
    for start in range(len(found)):
        for end in range(start, min(start + LONGEST, len(found))):
            if not folded[end]:
                break
            piece = text[found[start].start() : found[end].end()]
            yield " ".join(folded[start : end + 1]), piece


def overlaps(left: str, right: str) -> bool:
    """Whether two terms share a word."""
    return not set(left.split()).isdisjoint(right.split())


def is_part(shorter: str, longer: str) -> bool:
    """Whether the words of one term stand within another one."""
    return shorter != longer and f" {shorter} " in f" {longer} "
