"""Full-text search in titles, abstracts and author names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from operator import itemgetter

from academichub_cli.domain.relevance import WEIGHTS, Phrase, Texts, rarity, weights
from academichub_cli.library._found import MOST_WEIGHED, Found
from academichub_cli.library._query import Expand, Term, expression, groups_of, sought, written

_WEIGHTS = ", ".join(map(str, WEIGHTS.values()))
# From so many papers on it is quicker to weigh the matches at hand than to let the index go through
# all papers that have a word's beginning, or a phrase.
_MANY = 250_000
# To name a word takes as long as to put its places on so many papers together.
_PAPERS_A_WORD = 250
_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, papers_text, instance)"
)
_LAST_MATCHES = "FROM papers_text WHERE papers_text MATCH ? ORDER BY rowid DESC LIMIT ?"
# The index gives a word with each of its places; from a word to the next they are passed over so.
_BEGINNING = """
WITH RECURSIVE found (term) AS (
    SELECT (SELECT term FROM temp.words WHERE term >= ?1 LIMIT 1)
    UNION ALL
    SELECT (SELECT term FROM temp.words WHERE term >= found.term || char(1) LIMIT 1)
    FROM found WHERE substr(found.term, 1, length(?1)) = ?1
)
SELECT term FROM found WHERE substr(term, 1, length(?1)) = ?1 LIMIT ?2
"""


class Search:
    """The library's index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, query: str, *, limit: int) -> list[Found]:
        """The best matches first; every word must occur, a word's end may be ``*``.

        Quoted words must stand together; ``OR``, ``NOT`` and ``title:``, ``abstract:``,
        ``author:`` before a word are understood. A query without a word finds nothing. Where more
        than `MOST_WEIGHED` papers match, and more than `limit`, so many that came last are weighed.
        """
        if not (groups := groups_of(query)):
            return []
        terms, beginning = sought(groups), cache(self._beginning)
        matching = (expression(groups, beginning), max(limit, MOST_WEIGHED))
        if self._last_key() >= _MANY and _is_costly(terms):
            found = self._weighed_by_texts(matching, terms, beginning)
        else:
            found = self._weighed_by_index(matching)
        # Stable, so of equal ones the last added comes first.
        found.sort(key=itemgetter(1), reverse=True)
        return [Found(key, round(weight, 4)) for key, weight in found[:limit]]

    def _weighed_by_index(self, matching: tuple[str, int]) -> list[tuple[int, float]]:
        """The last matches, weighed by FTS5, which counts all papers that have the words."""
        rows = self._connection.execute(
            f"SELECT rowid, bm25(papers_text, {_WEIGHTS}) {_LAST_MATCHES}",
            matching,
        )
        return [(key, -weight) for key, weight in rows]

    def _weighed_by_texts(
        self, matching: tuple[str, int], terms: Sequence[Term], beginning: Expand
    ) -> list[tuple[int, float]]:
        """The same, told by the texts: to the index each of the words that begin alike is rare."""
        rows = self._connection.execute(
            f"SELECT rowid, title, abstract, authors {_LAST_MATCHES}",
            matching,
        ).fetchall()
        weighed = weights([Texts(*row[1:]) for row in rows], self._phrases(terms, beginning))
        return [(row[0], weight) for row, weight in zip(rows, weighed, strict=True)]

    def _phrases(self, terms: Sequence[Term], beginning: Expand) -> list[Phrase]:
        """The terms as they are weighed; how rare one is matters beside another alone."""
        is_alone = len(terms) == 1
        return [
            Phrase(
                words=term.words,
                part=term.part,
                is_start=term.is_start,
                rarity=1.0 if is_alone else self._rarity(term, beginning),
            )
            for term in terms
        ]

    def _rarity(self, term: Term, beginning: Expand) -> float:
        """How rare a term is; where it is on very many papers, among those that came last."""
        last = self._last_key()
        count, first = self._connection.execute(
            f"SELECT count(*), min(rowid) FROM (SELECT rowid {_LAST_MATCHES})",  # noqa: S608
            (written(term, beginning), MOST_WEIGHED),
        ).fetchone()
        return rarity(last - first + 1 if count == MOST_WEIGHED else last, count)

    def _beginning(self, start: str) -> Sequence[str] | None:
        """The library's words that begin so; None where they are too many to be named.

        FTS5 would put all their places together before it gives the first.
        """
        papers = self._last_key()
        if papers < _MANY or not (most := int(papers / _PAPERS_A_WORD)):
            return None
        self._connection.execute(_WORDS)
        rows = self._connection.execute(_BEGINNING, (start, most + 1)).fetchall()
        return [row[0] for row in rows] if len(rows) <= most else None

    def _last_key(self) -> int:
        key: int | None = self._connection.execute("SELECT max(key) FROM papers").fetchone()[0]
        return key or 0


def _is_costly(terms: Sequence[Term]) -> bool:
    """Whether the index would go through more than the papers of a few plain words."""
    return any(term.is_start for term in terms) or (len(terms) == 1 and terms[0].is_phrase)
