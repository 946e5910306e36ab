"""A damaged library: what can be said of it, and getting back what can be had."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from academichub_cli import files
from academichub_cli.library import _rows, _schema
from academichub_cli.library._connection import SHORTEST, faults

_TABLES = (
    *("papers", "identifiers", "reads", "answered", "marks", "shown", "cards", "notes"),
    *("announcements", "ledger", "resumptions", "versions", "briefs"),
    *("notices", "popularity", "parts", "apart"),
    *("exposures", "examples", "unlearned", "learned"),
)
_OF_PAPERS = ("identifiers", "marks", "shown", "cards", "versions", "parts", "exposures")


def complaint(path: Path) -> str | None:
    """What is wrong with the file; None where it is sound or there is none."""
    if not path.exists() or not path.stat().st_size:
        return None
    if path.stat().st_size < SHORTEST:
        return "it is cut off"
    try:
        with contextlib.closing(_opened(path)) as connection:
            said = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
            unreadable = _unreadable(connection) if said == ["ok"] else ""
    except sqlite3.DatabaseError as error:
        return None if "locked" in str(error) else str(error)
    return (unreadable or None) if said == ["ok"] else "; ".join(said)


def repair(path: Path, *, now: datetime) -> tuple[Path, int]:
    """Set the damaged file aside and make a sound one of what can be read of it and its backup.

    Returns where the damaged one is now, and how many papers were saved.
    """
    renewed = path.with_name(f".{path.name}.repaired")
    with files.locked(path), faults(path):
        renewed.unlink(missing_ok=True)
        renewed.touch(mode=files.PRIVATE_FILE)
        with contextlib.closing(sqlite3.connect(renewed, isolation_level=None)) as target:
            _schema.migrate(target, renewed)
            # The damaged file is the newer one, so what it still says goes first.
            for source in (path, files.backup_of(path)):
                if source.exists():
                    _salvage(source, target)
            _drop_orphans(target)
            target.execute("INSERT INTO papers_text (papers_text) VALUES ('rebuild')")
            saved: int = target.execute("SELECT count(*) FROM papers").fetchone()[0]
        aside = _set_aside(path, now)
        renewed.replace(path)
    return aside, saved


def _set_aside(path: Path, now: datetime) -> Path:
    """Move the file, and the journal it may have, to a name that nothing has."""
    stem = f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}"
    names = (path.with_name(f"{stem}{f'-{number}' if number else ''}") for number in count())
    aside = next(name for name in names if not name.exists())
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.replace(aside.with_name(f"{aside.name}-journal"))
    path.replace(aside)
    return aside


def _unreadable(connection: sqlite3.Connection) -> str:
    """What is wrong with the first record that SQLite finds sound and is none."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'papers'").fetchone():
        return ""
    for row in connection.execute(_rows.SELECT):
        try:
            _rows.paper_of(row)
        except _rows.UNREADABLE as error:
            return f"a record is unreadable: {error}"
    return ""


def _salvage(source: Path, target: sqlite3.Connection) -> None:
    """Copy every row that can still be read, table by table, and leave those already there."""
    with (
        contextlib.suppress(sqlite3.DatabaseError),
        contextlib.closing(_opened(source, is_cut_off=True)) as old,
    ):
        # What is no text any more is no value of ours, and must not end the reading.
        old.text_factory = lambda value: value.decode("utf-8", "replace")
        for table in _TABLES:
            _salvage_table(table, old, target)


def _salvage_table(table: str, old: sqlite3.Connection, target: sqlite3.Connection) -> None:
    target.execute("BEGIN")
    # A damaged page ends a reading; from the other end, what lies behind it can be had too.
    if not _is_copied(table, "ASC", old, target):
        _is_copied(table, "DESC", old, target)
    target.execute("COMMIT")


def _is_copied(
    table: str, direction: str, old: sqlite3.Connection, target: sqlite3.Connection
) -> bool:
    """Copy rows until they end, or a damaged page ends them."""
    try:
        rows = old.execute(f"SELECT * FROM {table} ORDER BY 1 {direction}")  # noqa: S608
        columns = tuple(column[0] for column in rows.description)
        for row in rows:
            _insert(table, columns, row, target)
    except sqlite3.DatabaseError:
        return False
    return True


def _insert(
    table: str, columns: tuple[str, ...], row: tuple[Any, ...], target: sqlite3.Connection
) -> None:
    """One row, where it is sound and new; an older file has fewer columns."""
    if table == "papers":
        known = dict(zip(columns, row, strict=True))
        try:
            _rows.paper_of((known["key"], *map(known.get, _rows.COLUMNS)))
        except _rows.UNREADABLE:
            return
    marks = ",".join("?" * len(row))
    named = ", ".join(f'"{column}"' for column in columns)
    with contextlib.suppress(sqlite3.DatabaseError):
        target.execute(f"INSERT OR IGNORE INTO {table} ({named}) VALUES ({marks})", row)  # noqa: S608


def _drop_orphans(target: sqlite3.Connection) -> None:
    """Remove what is said of papers that were lost."""
    for table in _OF_PAPERS:
        target.execute(f"DELETE FROM {table} WHERE paper NOT IN (SELECT key FROM papers)")  # noqa: S608


def _opened(path: Path, *, is_cut_off: bool = False) -> sqlite3.Connection:
    """A connection for reading, also of a file that is shorter than it says.

    It may write too, unless the file cannot be written, so that SQLite can first undo a
    transaction that was broken off.
    """
    address = path.absolute().as_uri()
    for mode in ("rw", "ro"):
        connection = sqlite3.connect(
            f"{address}?mode={mode}", uri=True, isolation_level=None, timeout=files.LOCK_WAIT
        )
        try:
            connection.execute(f"PRAGMA writable_schema = {'ON' if is_cut_off else 'OFF'}")
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if mode == "ro" or "locked" in str(error):
                raise
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise AssertionError(path)
