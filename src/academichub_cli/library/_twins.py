"""Finding the paper that is of the same work as a record with which it shares no name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence

from rapidfuzz import fuzz

from academichub_cli.domain.identifiers import ArxivId, Identifier
from academichub_cli.domain.names import author_tokens
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.titles import normal_title
from academichub_cli.domain.works import same_work

_MOST_CANDIDATES = 30
_TITLE_WORDS = 4
_SHORTEST_TOKEN = 2


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
    keys = _candidates(paper, connection)
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


def _candidates(paper: Paper, connection: sqlite3.Connection) -> list[int]:
    """The keys of papers with one of its people and one of its title's words, last first."""
    if not (expression := _expression(paper)):
        return []
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


def _expression(paper: Paper) -> str:
    """What finds papers that may be the same work, in FTS5's language."""
    ends = {author.name: None for author in (*paper.authors[:1], *paper.authors[-1:])}
    people = {token for name in ends for token in author_tokens(name)}
    names = sorted(token for token in people if len(token) >= _SHORTEST_TOKEN)
    words = sorted(set(normal_title(paper.title).split()), key=lambda word: (-len(word), word))
    if not names or not words:
        return ""
    return f"authors : ({_any(names)}) AND title : ({_any(words[:_TITLE_WORDS])})"


def _any(words: Sequence[str]) -> str:
    return " OR ".join('"' + word.replace('"', "") + '"' for word in words)
