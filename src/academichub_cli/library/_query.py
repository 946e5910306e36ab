"""What a person types to search, understood, and written in FTS5's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from academichub_cli.domain.clean import clean
from academichub_cli.domain.patterns import lazily

_MOST_WORDS = 64  # FTS5 limits the depth of an expression
_MOST_IN_PHRASES = 64  # each phrase goes through the places of all its words
_TOKENS = lazily(r'(\bOR\b|\bNOT\b)|((?:title|abstract|author):)?(?:"([^"]*)"|([^\s"]+))')
_PARTS = {"": "", "title:": "title", "abstract:": "abstract", "author:": "authors"}
# Beginnings of which it is certain how FTS5 takes them apart and folds them.
_PLAIN_END = lazily(r"(?<![^ !-/:-@\[-`{-~])[A-Za-z0-9]+\Z", re.ASCII)

Expand = Callable[[str], Sequence[str] | None]
"""The words that begin so, in lower case; None where there are too many to name."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together, in a part of the paper or anywhere."""

    words: str
    part: str = ""
    is_start: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether it may be more than one word."""
        return not self.words.isalnum()


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that must all occur, and how the group is joined to the one before it."""

    operator: str
    terms: tuple[Term, ...]


def groups_of(query: str) -> tuple[Group, ...]:
    """The groups of a query in their order; nothing a person types is an error."""
    groups: list[Group] = []
    terms: list[Term] = []
    operator = ""
    for said, column, phrase, word in islice(_TOKENS().findall(clean(query)), _MOST_WORDS):
        if said and terms:
            groups.append(Group(operator, tuple(terms)))
            operator, terms = said, []
        elif not said and any(char.isalnum() for char in phrase or word):
            terms.append(_term(phrase or word, _PARTS[column]))
    return (*groups, Group(operator, tuple(terms))) if terms else tuple(groups)


def sought(groups: Sequence[Group]) -> tuple[Term, ...]:
    """The terms that speak for a paper, each once."""
    wanted = (term for group in groups if group.operator != "NOT" for term in group.terms)
    return tuple(dict.fromkeys(wanted))


def expression(groups: Sequence[Group], expand: Expand) -> str:
    """The query in FTS5's language."""
    return " ".join(
        f"{group.operator} ({' AND '.join(written(term, expand) for term in group.terms)})"
        for group in groups
    ).lstrip()


def written(term: Term, expand: Expand) -> str:
    """A term in FTS5's language; a beginning of a word as the words that begin so."""
    filtered = f"{term.part} : " if term.part else ""
    if not term.is_start:
        return f'{filtered}"{term.words}"'
    if not (end := _PLAIN_END().search(term.words)) or not (words := expand(end[0].lower())):
        return f'{filtered}"{term.words}"*'
    before = term.words[: end.start()]
    if before and len(words) > _MOST_IN_PHRASES:
        return f'{filtered}"{term.words}"*'
    return f"{filtered}({_any(f'{before}{word}' for word in words)})"


def _any(phrases: Iterable[str]) -> str:
    return " OR ".join(f'"{phrase}"' for phrase in phrases)


def _term(words: str, part: str) -> Term:
    bare = words.rstrip("*")
    return Term(bare.replace('"', ""), part, is_start=bare != words)
