"""Finding the paper that is of the same work as a record with which it shares no name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from academichub_cli.domain.identifiers import ArxivId, Identifier
from academichub_cli.domain.names import author_tokens
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.title_words import normal_title
from academichub_cli.domain.works import same_work

_MOST_CANDIDATES = 30
_TITLE_WORDS = 5  # the longest, which are the rarest
_TOLD_WORDS = 6
_BEGINNING = 5  # letters
_SHORTEST_TOKEN = 2

_UMLAUT = lazily(r"(?<=[aou])e")


def twin_of(
    paper: Paper,
    connection: sqlite3.Connection,
    read: Callable[[Sequence[int]], list[Paper]],
    *,
    apart: Collection[Identifier] = (),
) -> int | None:
    """The key of the indexed paper that is of the same work by title and people.

    `read` gives the papers of keys; none of those that a reader set `apart` is it.
    """
    for expression in _expressions(paper):
        keys = _candidates(paper, expression, connection)
        for key, other in zip(keys, read(keys), strict=True):
            is_apart = not other.identifiers.isdisjoint(apart)
            if not is_apart and same_work(paper, other, likeness=likeness):
                return key
    return None


def likeness(one: str, other: str) -> float:
    """How alike two normalised titles are: 1 less the insertions and deletions between them.

    Formula: https://rapidfuzz.github.io/RapidFuzz/Usage/fuzz.html (ratio).
    """
    return fuzz.ratio(one, other) / 100


def _candidates(paper: Paper, expression: str, connection: sqlite3.Connection) -> list[int]:
    """The keys of papers that an expression finds, last first."""
    # Two papers of arXiv's are never one work, so its records need no look at most papers.
    elsewhere = (
        " AND rowid IN (SELECT key FROM papers WHERE substr(id, 1, 6) != 'arXiv:')"
        if isinstance(paper.id, ArxivId)
        else ""
    )
    rows = connection.execute(
        f"SELECT rowid FROM papers_text WHERE papers_text MATCH ?{elsewhere}"  # noqa: S608
        " ORDER BY rowid DESC LIMIT ?",
        (expression, _MOST_CANDIDATES),
    )
    return [row[0] for row in rows]


def _expressions(paper: Paper) -> Iterator[str]:
    """What finds papers that may be the same work, in FTS5's language, the surest first.

    All have one of the outer authors. One word of the title would bring every paper of a common
    family name's, before the one that is wanted; so it is all the rare ones, then two beginnings,
    or two words of the abstract.
    """
    ends = {author.name: None for author in (*paper.authors[:1], *paper.authors[-1:])}
    people = {token for name in ends for token in author_tokens(name)}
    people |= {_UMLAUT().sub("", token) for token in people}
    names = sorted(token for token in people if len(token) >= _SHORTEST_TOKEN)
    title = _longest(paper.title, _TITLE_WORDS)
    if not names or not title:
        return
    by_them = f"authors : ({_any(map(_quoted, names))})"
    yield f"{by_them} AND title : {_all(map(_quoted, title))}"
    yield f"{by_them} AND ({_any(_alike(title, _longest(paper.abstract or '', _TOLD_WORDS)))})"


def _alike(title: Sequence[str], told: Sequence[str]) -> Iterator[str]:
    """What finds a title that is spelled otherwise, and an abstract under another title."""
    pairs = combinations(map(_beginning, title), min(2, len(title)))
    yield f"title : ({_any(map(_all, pairs))})"
    if len(told) == _TOLD_WORDS:
        halves = zip(map(_quoted, told[::2]), map(_quoted, told[1::2]), strict=True)
        yield f"abstract : ({_any(map(_all, halves))})"


def _longest(text: str, most: int) -> list[str]:
    words = set(normal_title(text).split())
    return sorted(words, key=lambda word: (-len(word), word))[:most]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', "") + '"'


def _beginning(word: str) -> str:
    return f"{_quoted(word[:_BEGINNING])} *" if len(word) > _BEGINNING + 1 else _quoted(word)


def _all(parts: Iterable[str]) -> str:
    return "(" + " AND ".join(parts) + ")"


def _any(parts: Iterable[str]) -> str:
    return " OR ".join(parts)
