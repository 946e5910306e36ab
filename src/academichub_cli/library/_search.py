"""Full-text search in titles, abstracts and author names."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from academichub_cli.domain.clean import clean
from academichub_cli.domain.patterns import lazily

_MOST_WORDS = 64  # FTS5 limits the depth of an expression
_TOKENS = lazily(r'(\bOR\b|\bNOT\b)|((?:title|abstract|author):)?(?:"([^"]*)"|([^\s"]+))')
_COLUMNS = {"title:": "title : ", "abstract:": "abstract : ", "author:": "authors : "}
# A very common word is weighed in so many of the papers that came last; weighing all of them would
# take a second in a large library.
MOST_WEIGHED = 2_000
# Words in the title say most, then in the abstract.
_WEIGHTS = "4.0, 1.0, 2.0"


@dataclass(frozen=True, slots=True)
class Found:
    """A paper's key, and its BM25 score turned so that more is better."""

    key: int
    score: float


class Search:
    """The library's index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, query: str, *, limit: int) -> list[Found]:
        """The best matches first; every word must occur, a word's end may be ``*``.

        Quoted words must stand together; ``OR``, ``NOT`` and ``title:``, ``abstract:``,
        ``author:`` before a word are understood. A query without a word finds nothing.
        """
        if not (expression := expression_of(query)):
            return []
        rows = self._connection.execute(
            f"SELECT rowid, bm25(papers_text, {_WEIGHTS}) FROM papers_text"  # noqa: S608
            " WHERE papers_text MATCH ? ORDER BY rowid DESC LIMIT ?",
            (expression, max(limit, MOST_WEIGHED)),
        ).fetchall()
        rows.sort(key=itemgetter(1))  # stable, so of equal ones the last added comes first
        return [Found(key, round(-weight, 4)) for key, weight in rows[:limit]]


def expression_of(query: str) -> str:
    """The query in FTS5's language, in which nothing a person types is a syntax error."""
    parts: list[str] = []
    for operator, column, phrase, word in islice(_TOKENS().findall(clean(query)), _MOST_WORDS):
        if operator:
            if parts and parts[-1] not in {"OR", "NOT"}:
                parts.append(operator)
        elif any(char.isalnum() for char in phrase or word):
            parts.append(_COLUMNS.get(column, "") + _quoted(phrase or word))
    while parts and parts[-1] in {"OR", "NOT"}:
        parts.pop()
    return " ".join(parts)


def _quoted(words: str) -> str:
    prefix = "*" if words.endswith("*") else ""
    return '"' + words.rstrip("*").replace('"', "") + '"' + prefix
