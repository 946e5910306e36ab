"""Papers out of the library."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.library import _rows
from academichub_cli.library._connection import Connection, damaged

_GROWN = 0.1
_SEED = 1
_PER_LOOKUP = 500  # under SQLite's limit of variables in one statement


class StoredPapers:
    """The papers of the library as they are, by identifier and by announcement day."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, identifier: Identifier) -> Paper | None:
        """The paper that has this name."""
        key = self._known_names([identifier]).get(identifier)
        return self._by_key(key) if key is not None else None

    def keys(self, identifiers: Iterable[Identifier]) -> dict[Identifier, int]:
        """The library's own keys of those that are known."""
        return self._known_names(list(identifiers))

    def of_batch(self, day: date) -> list[Paper]:
        """The papers of one announcement day: counted to it, announced in it, or revised in it."""
        where = (
            "WHERE batch = :day OR revised = :day OR id IN (SELECT identifier FROM announcements"
            " WHERE day = :day AND announce_type IN ('new', 'cross'))"
        )
        return self._select(where, {"day": day.isoformat()})

    def revised_between(self, first: date, last: date) -> list[Paper]:
        """The papers of which a later version came in between two announcement days."""
        where = "WHERE revised BETWEEN :first AND :last"
        return self._select(where, {"first": first.isoformat(), "last": last.isoformat()})

    def between(self, first: date, last: date) -> list[Paper]:
        """The papers of the announcement days from the first to the last, both included."""
        where = (
            "WHERE batch BETWEEN :first AND :last OR id IN ("
            "SELECT identifier FROM announcements WHERE day BETWEEN :first AND :last"
            " AND announce_type IN ('new', 'cross'))"
        )
        return self._select(where, {"first": first.isoformat(), "last": last.isoformat()})

    def batched_before(self, day: date, names: Iterable[Identifier]) -> frozenset[Identifier]:
        """Those of the papers that are counted to an earlier announcement."""
        found: set[Identifier] = set()
        for chunk in _chunks([str(name) for name in names]):
            marks = ",".join("?" * len(chunk))
            rows = self._connection.execute(
                f"SELECT id FROM papers WHERE batch < ? AND id IN ({marks})",  # noqa: S608
                [day.isoformat(), *chunk],
            )
            found |= {_rows.identifier_of(row[0]) for row in rows}
        return frozenset(found)

    def marked(self, mark: str) -> list[Paper]:
        """The papers with a mark, last marked first."""
        where = (
            "JOIN marks ON marks.paper = papers.key WHERE marks.mark = :mark"
            " ORDER BY marks.at DESC, papers.id"
        )
        return self._select(where, {"mark": mark})

    def by_keys(self, keys: Sequence[int]) -> list[Paper]:
        """The papers with these keys, in their order."""
        found: dict[int, Paper] = {}
        for chunk in _chunks(list(keys)):
            marks = ",".join("?" * len(chunk))
            query = f"{_rows.SELECT} WHERE key IN ({marks})"
            found |= dict(self._papers(self._connection.execute(query, chunk).fetchall()))
        return [found[key] for key in keys if key in found]

    def count(self, day: date | None = None) -> int:
        """How many papers there are, or are counted to one announcement day."""
        where, values = ("WHERE batch = ?", (day.isoformat(),)) if day else ("", ())
        count: int = self._connection.execute(
            f"SELECT count(*) FROM papers {where}",  # noqa: S608 (constants)
            values,
        ).fetchone()[0]
        return count

    def of_person(self, person: str) -> list[int]:
        """The keys of the papers that the person with this id claims: ``orcid:0000-…``."""
        rows = self._connection.execute(
            "SELECT key FROM papers WHERE instr(' ' || people || ' ', ' ' || ? || ' ')"
            " ORDER BY key",
            (person,),
        )
        return [row[0] for row in rows]

    def sample(self, size: int) -> list[Paper]:
        """So many papers, or all of fewer, drawn from the library the same way each time.

        They stay the same until it has grown by a tenth, so the latest may not be among them.
        """
        last = self._sampled_to()
        drawn = random.Random(_SEED).sample(range(1, last + 1), min(last, size))  # noqa: S311 (no secret)
        return self.by_keys(sorted(drawn))

    def sample_name(self, size: int) -> str:
        """What tells one such sample from a later one."""
        return f"{size} of {self._sampled_to()}"

    def recent_ids(self, prefix: str, limit: int) -> list[str]:
        """Identifiers that begin so, last seen first; for completion."""
        rows = self._connection.execute(
            "SELECT id FROM papers WHERE substr(id, 1, length(?1)) = ?1 ORDER BY key DESC LIMIT ?2",
            (prefix, limit),
        )
        return [row[0] for row in rows]

    def _sampled_to(self) -> int:
        last, to = self._last_key(), 0
        step = 1
        while to + step <= last:
            to += step
            step = max(1, math.ceil(to * _GROWN))
        return to

    def _last_key(self) -> int:
        key: int | None = self._connection.execute("SELECT max(key) FROM papers").fetchone()[0]
        return key or 0

    def _select(self, where: str, values: dict[str, str]) -> list[Paper]:
        rows = self._connection.execute(f"{_rows.SELECT} {where}", values).fetchall()
        return [paper for _, paper in self._papers(rows)]

    def _papers(self, rows: Sequence[tuple[object, ...]]) -> Iterator[tuple[int, Paper]]:
        aliases = self._aliases([int(str(row[0])) for row in rows])
        for row in rows:
            key = int(str(row[0]))
            try:
                paper = _rows.paper_of(row, aliases.get(key, frozenset()))
            except _rows.UNREADABLE as error:
                raise damaged(self._connection.path, f"a record is unreadable: {error}") from error
            yield key, paper

    def _aliases(self, keys: list[int]) -> dict[int, frozenset[Identifier]]:
        found: dict[int, frozenset[Identifier]] = {}
        for chunk in _chunks(keys):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT paper, identifier FROM identifiers WHERE paper IN ({marks})"  # noqa: S608
            for key, name in self._connection.execute(query, chunk):
                found[key] = found.get(key, frozenset()) | {_rows.identifier_of(name)}
        return found

    def _by_key(self, key: int) -> Paper:
        if not (found := self.by_keys([key])):
            raise damaged(self._connection.path, "a name leads to no paper")
        return found[0]

    def _known_names(self, names: list[Identifier]) -> dict[Identifier, int]:
        by_text = {str(name): name for name in names}
        known: dict[Identifier, int] = {}
        for chunk in _chunks(list(by_text)):
            marks = ",".join("?" * len(chunk))
            query = (
                f"SELECT id, key FROM papers WHERE id IN ({marks})"  # noqa: S608
                f" UNION ALL SELECT identifier, paper FROM identifiers"
                f" WHERE identifier IN ({marks})"
            )
            rows = self._connection.execute(query, [*chunk, *chunk])
            known |= {by_text[name]: key for name, key in rows}
        return known

    def previous(self, identifier: Identifier) -> Paper | None:
        """The paper in the words it had before its last revision came in; None where unknown."""
        key = self._known_names([identifier]).get(identifier)
        row = self._connection.execute(
            "SELECT version, title, abstract, authors FROM versions WHERE paper = ?"
            " ORDER BY version DESC LIMIT 1",
            (key,),
        ).fetchone()
        if key is None or row is None:
            return None
        version, title, abstract, authors = row
        return replace(
            self._by_key(key),
            version=version,
            title=title,
            abstract=abstract,
            authors=_rows.authors_of(authors),
        )


def _chunks(values: list) -> Iterator[list]:  # type: ignore[type-arg]
    for start in range(0, len(values), _PER_LOOKUP):
        yield values[start : start + _PER_LOOKUP]
