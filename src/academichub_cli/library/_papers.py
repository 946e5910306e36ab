"""Papers into the library: merged with what is there, taken apart and put together again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module

from academichub_cli.domain.identifiers import ArxivId, Identifier
from academichub_cli.domain.notices import Notice, NoticeKind
from academichub_cli.domain.paper import Paper, merge
from academichub_cli.library import _rows
from academichub_cli.library._changes import note_change
from academichub_cli.library._connection import Connection
from academichub_cli.library._notices import Notices
from academichub_cli.library._parts import Parts
from academichub_cli.library._stored import StoredPapers

_A_PAIR = 2
_PIECE = 16 * 1024 * 1024  # bytes of the index


class Arrival(StrEnum):
    """What a paper was to the library when it came in."""

    NEW = "new"
    REVISED = "revised"
    KNOWN = "known"


@dataclass(slots=True)
class Arrivals:
    """How many papers came in as what."""

    counts: dict[Arrival, int] = field(default_factory=lambda: dict.fromkeys(Arrival, 0))

    def __getitem__(self, arrival: Arrival) -> int:
        return self.counts[arrival]

    def include(self, other: Arrivals) -> None:
        """Count another's papers too."""
        for arrival, count in other.counts.items():
            self.counts[arrival] += count


class Papers(StoredPapers):
    """The papers of the library, and how more of them come in."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._parts = Parts(connection)

    def add(
        self, papers: Iterable[Paper], *, seen: datetime, current: date, by_title: bool = True
    ) -> Arrivals:
        """Merge papers in, within a transaction of the caller's.

        A record that shares an identifier with a known one is merged with it, and `by_title` also
        one that is of the same work by title and people, unless a reader has set the two apart; a
        later version of a known paper is `revised` in the current batch.
        """
        arrivals = Arrivals()
        incoming = self._told_apart(list(papers))
        known = self._known(incoming)
        indexed = self._last_key()
        is_arxiv_alone = not self._has_papers_elsewhere()
        for paper in incoming:
            is_arxiv_alone = is_arxiv_alone and isinstance(paper.id, ArxivId)
            matches = {key for name in paper.identifiers if (key := known.get(name)) is not None}
            if not matches and by_title and not is_arxiv_alone:
                indexed = self._index_after(indexed)
                matches = self._twins(paper)
            if not matches:
                key = self._insert(paper, seen=seen)
                known.update(dict.fromkeys(paper.identifiers, key))
                arrivals.counts[Arrival.NEW] += 1
                continue
            # What is merged must be in the index, which the merge changes.
            indexed = self._index_after(indexed)
            seen_paper = paper if paper.first_seen else replace(paper, first_seen=seen)
            arrival = self._merge(seen_paper, sorted(matches), known, current)
            # It may have removed the last one, whose key is then given again.
            indexed = min(indexed, self._last_key())
            arrivals.counts[arrival] += 1
        self._index_after(indexed)
        note_change(self._connection)
        return arrivals

    def expect_many(self) -> None:
        """Let the index be written in larger pieces from now on, within a transaction.

        Pieces are merged with one another later, the more often the smaller they are.
        """
        self._connection.execute(
            "INSERT INTO papers_text (papers_text, rank) VALUES ('hashsize', ?)", (_PIECE,)
        )

    def take_back(self, batches: Mapping[Identifier, date | None]) -> None:
        """Let papers not have been announced as was thought, and count to these days instead."""
        self._connection.executemany(
            "UPDATE papers SET announced = NULL, announce_type = NULL, batch = ? WHERE id = ?",
            [(day.isoformat() if day else None, str(name)) for name, day in batches.items()],
        )

    def split(self, identifier: Identifier) -> list[Paper]:
        """Take a paper apart into the records it was put together from, within a transaction.

        Each has its marks, and they stay apart whatever comes. None where it always was one.
        """
        key = self._known_names([identifier]).get(identifier)
        if key is None or len(parts := sorted(self._parts.of(key), key=_age)) < _A_PAIR:
            return []
        self._parts.forget(key)
        self._parts.set_apart([part.id for part in parts])
        last, taken = self._last_key(), frozenset[Identifier]()
        ids = frozenset(part.id for part in parts)
        for part in parts:
            # What both claim stays with the older one, lest they be one again; but a part's own
            # name is the part's, else nothing would lead to it.
            own = replace(part, aliases=part.aliases - taken - ids)
            taken |= own.identifiers
            if part is parts[0]:
                self._update(own, key)
            else:
                self._copy_history(key, self._insert(own))
        self._index_after(last)
        note_change(self._connection)
        return parts

    def join(self, identifier: Identifier) -> Paper | None:
        """Put together again what `split` took apart, within a transaction; None for others."""
        others = self._parts.apart_from(identifier)
        found = self._known_names([identifier, *others])
        keys = sorted(set(found.values()))
        if identifier not in found or len(keys) < _A_PAIR:
            return None
        self._parts.bring_together(identifier)
        merged = self._united(keys, self._by_key(keys[0]))
        self._update(merged, keys[0])
        self._settle_marks(keys[0])
        note_change(self._connection)
        return merged

    def _index_after(self, key: int) -> int:
        """Index the papers added after this key, and say up to which key they are now."""
        last = self._last_key()
        if last > key:
            self._connection.execute(
                "INSERT INTO papers_text (rowid, title, abstract, authors)"
                " SELECT key, title, abstract, authors FROM papers WHERE key > ?",
                (key,),
            )
        return last

    def _known(self, papers: list[Paper]) -> dict[Identifier, int]:
        return self._known_names([name for paper in papers for name in paper.identifiers])

    def _insert(self, paper: Paper, *, seen: datetime | None = None) -> int:
        cursor = self._connection.execute(_rows.INSERT, _rows.row_of(paper, seen=seen))
        key: int | None = cursor.lastrowid
        assert key is not None
        self._write_aliases(paper, key)
        return key

    def _update(self, paper: Paper, key: int) -> None:
        columns = ", ".join(f"{column} = ?" for column in _rows.COLUMNS)
        self._connection.execute(
            f"UPDATE papers SET {columns} WHERE key = ?",  # noqa: S608
            (*_rows.row_of(paper), key),
        )
        # An alias may have become the id.
        self._connection.execute("DELETE FROM identifiers WHERE paper = ?", (key,))
        self._write_aliases(paper, key)

    def _write_aliases(self, paper: Paper, key: int) -> None:
        if names := [(str(name), key) for name in paper.aliases]:
            self._connection.executemany("INSERT OR REPLACE INTO identifiers VALUES (?, ?)", names)

    def _merge(
        self, paper: Paper, keys: list[int], known: dict[Identifier, int], current: date
    ) -> Arrival:
        """Merge one record with all known papers it shares a name with, into the oldest of them."""
        kept = keys[0]
        before = self._by_key(kept)
        merged = merge(self._united(keys, before), paper)
        self._note_part(kept, before, paper)
        if merged.is_published and not before.is_published:
            self._note_publication(merged, paper)
        is_revision = bool(before.version and (merged.version or 0) > before.version)
        if is_revision:
            merged = replace(merged, revised=paper.revised or current)
            self._keep_words(before, kept)
        if merged != before:
            self._update(merged, kept)
            self._settle_marks(kept)
        known.update(dict.fromkeys(merged.identifiers, kept))
        return Arrival.REVISED if is_revision else Arrival.KNOWN

    def _united(self, keys: list[int], before: Paper) -> Paper:
        """One record of all these papers, under the first key, which takes over their history."""
        kept, *others = keys
        merged = before
        for other in others:
            absorbed = self._by_key(other)
            merged = merge(merged, absorbed)
            self._parts.put(kept, self._parts.of(other) or [absorbed])
            if len(self._parts.of(kept)) < _A_PAIR:
                self._parts.put(kept, [before])
            self._absorb(other, into=kept)
        return merged

    def _note_part(self, key: int, before: Paper, record: Paper) -> None:
        """Remember what a merged paper was put together from, where the two had names apart."""
        if record.id in before.identifiers:
            self._parts.include(key, record)
        elif before.id not in record.identifiers or record.source != before.source:
            first = [] if self._parts.of(key) else [before]
            self._parts.put(key, [*first, record])

    def _note_publication(self, merged: Paper, record: Paper) -> None:
        """Remember that a paper which was known before appeared in a journal, and when."""
        day = record.submitted.date() if record.submitted and record.is_published else None
        told = Notice(paper=merged.id, kind=NoticeKind.PUBLICATION, by=merged.doi, day=day)
        Notices(self._connection).add([told], source=record.source)

    def _told_apart(self, papers: list[Paper]) -> list[Paper]:
        """Records without the names of papers that a reader has set apart from them."""
        if not self._parts.is_anything_apart():
            return papers
        return [
            replace(paper, aliases=paper.aliases.difference(self._parts.apart_from(paper.id)))
            for paper in papers
        ]

    def _has_papers_elsewhere(self) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM papers INDEXED BY papers_elsewhere"
            " WHERE substr(id, 1, 6) != 'arXiv:' LIMIT 1"
        )
        return found.fetchone() is not None

    def _twins(self, paper: Paper) -> set[int]:
        """The paper of the same work by title and people, if there is one."""
        # Comparing titles and names is much to import, and most runs add nothing.
        twin_of = import_module("academichub_cli.library._twins").twin_of
        apart = self._parts.apart_from(paper.id)
        key: int | None = twin_of(paper, self._connection, self.by_keys, apart=apart)
        return set() if key is None else {key}

    def _keep_words(self, paper: Paper, key: int) -> None:
        """Keep the words of a version that a later one takes the place of."""
        self._connection.execute(
            "INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?, ?)",
            (key, paper.version, paper.title, paper.abstract, _rows.names_of(paper.authors)),
        )

    def _absorb(self, key: int, *, into: int) -> None:
        """Hand a paper's marks and history to another record of it, and remove the record."""
        for table in ("marks", "shown", "exposures", "identifiers", "cards", "versions"):
            self._connection.execute(
                f"UPDATE OR IGNORE {table} SET paper = ? WHERE paper = ?",  # noqa: S608 (constants)
                (into, key),
            )
        self._connection.execute("DELETE FROM papers WHERE key = ?", (key,))

    def _copy_history(self, key: int, other: int) -> None:
        """Let another paper have the marks of this one, and have been shown when it was."""
        for table in ("marks", "shown"):
            columns = self._connection.execute(
                f"SELECT name FROM pragma_table_info('{table}') WHERE name != 'paper'"  # noqa: S608
            ).fetchall()
            names = ", ".join(name for (name,) in columns)
            self._connection.execute(
                f"INSERT INTO {table} (paper, {names})"  # noqa: S608 (constants)
                f" SELECT ?, {names} FROM {table} WHERE paper = ?",
                (other, key),
            )

    def _settle_marks(self, key: int) -> None:
        """Of liked and hidden, which two records may have had, the later word holds."""
        said = "paper = ?1 AND mark IN ('liked', 'hidden', 'disliked')"
        self._connection.execute(
            f"DELETE FROM marks WHERE {said} AND at < (SELECT max(at) FROM marks WHERE {said})",  # noqa: S608
            (key,),
        )


def _age(paper: Paper) -> tuple[bool, str]:
    """arXiv's record first, whose name people know it by."""
    return (not isinstance(paper.id, ArxivId), str(paper.id))
