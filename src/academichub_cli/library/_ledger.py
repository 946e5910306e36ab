"""What was announced, and what of it is here."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from academichub_cli.domain.freshness import State
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.ledger import NEWS, Coverage, LedgerDay
from academichub_cli.domain.paper import AnnounceType
from academichub_cli.library._changes import note_change
from academichub_cli.library._rows import identifier_of, text_of

_COLUMNS = (
    "source, category, day, state, route, announced, fetched, missing, is_listed, is_counted,"
    " read_at, message"
)
_NEWS = ", ".join(f"'{kind.value}'" for kind in sorted(NEWS))
_PER_LOOKUP = 500
# The paper that a listing names: by its id, or by another name where two records were merged.
_HELD = (
    "LEFT JOIN papers ON papers.key = coalesce("
    "(SELECT key FROM papers WHERE id = announcements.identifier),"
    " (SELECT paper FROM identifiers"
    " WHERE identifiers.identifier = announcements.identifier))"
)
# arXiv's listings name papers before their record is had; a posted record has all there is.
_IS_HERE = "(papers.key IS NOT NULL AND (papers.abstract IS NOT NULL OR papers.route = 'days'))"


class Ledger:
    """The ledger, and the listings it is made from."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, day: LedgerDay) -> None:
        """Write a line in the place of the one before."""
        marks = ", ".join("?" * 12)
        self._connection.execute(
            f"INSERT OR REPLACE INTO ledger ({_COLUMNS}) VALUES ({marks})",  # noqa: S608 (constants)
            (
                *(day.source, day.category, day.day.isoformat(), day.state.value, day.route),
                *(day.announced, day.fetched, " ".join(day.missing), day.is_listed),
                *(day.is_counted, text_of(day.read_at), day.message or None),
            ),
        )

    def days(self, *, source: str | None = None, since: date | None = None) -> list[LedgerDay]:
        """The lines from a day on, in order of day and category."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM ledger"  # noqa: S608 (constants)
            " WHERE (?1 IS NULL OR source = ?1) AND (?2 IS NULL OR day >= ?2)"
            " ORDER BY day, source, category",
            (source, since.isoformat() if since else None),
        )
        return [_day(row) for row in rows]

    def line(self, source: str, category: str, day: date) -> LedgerDay | None:
        """The line of one category and day."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM ledger"  # noqa: S608 (constants)
            " WHERE source = ? AND category = ? AND day = ?",
            (source, category, day.isoformat()),
        ).fetchone()
        return _day(row) if row else None

    def unlisted(self, since: date) -> list[tuple[date, tuple[str, ...]]]:
        """The papers counted to these days that stood in no listing: day and categories."""
        rows = self._connection.execute(
            "SELECT batch, categories FROM papers WHERE batch >= ? AND announced IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM announcements WHERE identifier = papers.id)",
            (since.isoformat(),),
        )
        return [(date.fromisoformat(batch), tuple(classes.split())) for batch, classes in rows]

    def first_days(self, source: str) -> dict[str, date]:
        """The first day of each category."""
        rows = self._connection.execute(
            "SELECT category, min(day) FROM ledger WHERE source = ? GROUP BY category", (source,)
        )
        return {category: date.fromisoformat(day) for category, day in rows}

    def announce(
        self,
        source: str,
        category: str,
        day: date,
        entries: Mapping[Identifier, AnnounceType],
        *,
        is_exact: bool,
    ) -> None:
        """Note who stood in a listing; an exact one takes the place of what was thought before."""
        note_change(self._connection)
        key = (source, day.isoformat(), category)
        if is_exact:
            self._connection.execute(
                "DELETE FROM announcements"  # noqa: S608 (constants)
                " WHERE source = ? AND day = ? AND category = ?"
                f" AND announce_type IN ({_NEWS})",
                key,
            )
        self._connection.executemany(
            "INSERT OR REPLACE INTO announcements VALUES (?, ?, ?, ?, ?)",
            [(*key, str(name), kind.value) for name, kind in entries.items()],
        )

    def announced(self, source: str, category: str, day: date) -> frozenset[Identifier]:
        """The papers announced in a category on a day, as new or cross-listed."""
        rows = self._connection.execute(
            "SELECT identifier FROM announcements"  # noqa: S608 (constants)
            " WHERE source = ? AND day = ? AND category = ?"
            f" AND announce_type IN ({_NEWS})",
            (source, day.isoformat(), category),
        )
        return frozenset(identifier_of(row[0]) for row in rows)

    def announced_before(
        self, source: str, category: str, day: date, names: Collection[Identifier]
    ) -> frozenset[Identifier]:
        """Those of the papers that were news in this category on an earlier day."""
        return frozenset(
            name for name, kind in self._elsewhere(source, category, day, names) if kind in NEWS
        )

    def _elsewhere(
        self, source: str, category: str, day: date, names: Collection[Identifier]
    ) -> Iterable[tuple[Identifier, AnnounceType]]:
        texts = [str(name) for name in names]
        for start in range(0, len(texts), _PER_LOOKUP):
            chunk = texts[start : start + _PER_LOOKUP]
            marks = ",".join("?" * len(chunk))
            rows = self._connection.execute(
                "SELECT identifier, announce_type FROM announcements"  # noqa: S608
                f" WHERE identifier IN ({marks}) AND source = ? AND category = ? AND day < ?",
                (*chunk, source, category, day.isoformat()),
            )
            for name, kind in rows:
                yield identifier_of(name), AnnounceType(kind)

    def missing(self, source: str, category: str, day: date) -> tuple[str, ...]:
        """The announced papers of which there is no record with an abstract."""
        rows = self._connection.execute(
            f"SELECT identifier FROM announcements {_HELD}"  # noqa: S608 (constants)
            " WHERE announcements.source = ? AND day = ? AND category = ?"
            f" AND announcements.announce_type IN ({_NEWS}) AND NOT {_IS_HERE}"
            " ORDER BY identifier",
            (source, day.isoformat(), category),
        )
        return tuple(identifier_of(row[0]).value for row in rows)

    def coverage(self, day: date, categories: Collection[str]) -> Coverage:
        """How many different papers of these categories were announced on a day, and are here."""
        marks = ",".join("?" * len(categories))
        named, fetched = self._connection.execute(
            "SELECT count(DISTINCT identifier),"  # noqa: S608
            f" count(DISTINCT CASE WHEN {_IS_HERE} THEN identifier END)"
            f" FROM announcements {_HELD}"
            f" WHERE day = ? AND category IN ({marks})"
            f" AND announcements.announce_type IN ({_NEWS})",
            (day.isoformat(), *categories),
        ).fetchone()
        lines = [line for line in self.days(since=day) if line.day == day]
        unnamed = sum(
            max(0, (line.announced or 0) - line.fetched - len(line.missing))
            for line in lines
            if line.category in categories
        )
        return Coverage(
            day=day,
            categories=tuple(sorted(categories)),
            announced=named + unnamed,
            fetched=fetched,
        )

    def usual(self, source: str, *, since: date) -> dict[str, int]:
        """How many papers the fullest recent announcement of each category had."""
        rows = self._connection.execute(
            "SELECT category, max(announced) FROM ledger WHERE source = ? AND day >= ?"
            " AND announced IS NOT NULL GROUP BY category",
            (source, since.isoformat()),
        )
        return dict(rows.fetchall())

    def days_of(
        self,
        names: Iterable[Identifier],
        *,
        category: str | None = None,
        not_in: str | None = None,
        on: date | None = None,
    ) -> dict[Identifier, date]:
        """The first day on which each of the papers was news.

        Anywhere, in one `category` or in any but one, or on one day.
        """
        texts = [str(name) for name in names]
        found: dict[Identifier, date] = {}
        for start in range(0, len(texts), _PER_LOOKUP):
            chunk = texts[start : start + _PER_LOOKUP]
            marks = ",".join("?" * len(chunk))
            rows = self._connection.execute(
                "SELECT identifier, min(day) FROM announcements"  # noqa: S608
                f" WHERE announce_type IN ({_NEWS}) AND (?1 IS NULL OR category = ?1)"
                f" AND (?2 IS NULL OR category <> ?2) AND (?3 IS NULL OR day = ?3)"
                f" AND identifier IN ({marks}) GROUP BY identifier",
                (category, not_in, on.isoformat() if on else None, *chunk),
            )
            found |= {identifier_of(name): date.fromisoformat(day) for name, day in rows}
        return found

    def last_day(self) -> date | None:
        """The last announcement day that was read completely."""
        row = self._connection.execute(
            "SELECT max(day) FROM ledger WHERE state = ?", (State.FRESH.value,)
        ).fetchone()
        return date.fromisoformat(row[0]) if row[0] else None

    def resumption(self, key: str) -> str | None:
        """Where a long reading broke off."""
        row = self._connection.execute(
            "SELECT token FROM resumptions WHERE query = ?", (key,)
        ).fetchone()
        return row[0] if row else None

    def set_resumption(self, key: str, token: str | None, *, at: datetime) -> None:
        """Keep where a long reading is, or that it is over."""
        if token is None:
            self._connection.execute("DELETE FROM resumptions WHERE query = ?", (key,))
        else:
            self._connection.execute(
                "INSERT OR REPLACE INTO resumptions VALUES (?, ?, ?)", (key, token, text_of(at))
            )


def _day(row: tuple) -> LedgerDay:  # type: ignore[type-arg]
    (source, category, day, state, route, announced, fetched, missing) = row[:8]
    (is_listed, is_counted, read_at, message) = row[8:]
    return LedgerDay(
        source=source,
        category=category,
        day=date.fromisoformat(day),
        state=State(state),
        route=route,
        announced=announced,
        fetched=fetched,
        missing=tuple(missing.split()),
        is_listed=bool(is_listed),
        is_counted=bool(is_counted),
        read_at=datetime.fromisoformat(read_at),
        message=message or "",
    )
