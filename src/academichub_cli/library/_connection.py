"""A connection to `library.db` whose faults are said in words."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from academichub_cli import files
from academichub_cli.errors import StateError

_CACHE_KIB = 16_384
_FETCHED_AT_ONCE = 500
SHORTEST = 512  # bytes: SQLite's smallest page
_DAMAGE = ("malformed", "not a database", "disk image", "no such table", "decode", "unreadable")


class Connection(sqlite3.Connection):
    """SQLite's connection; what its cursors raise is a StateError that names file and remedy."""

    path: Path

    def cursor(self, factory: Any = None) -> Any:  # noqa: ANN401
        """A cursor that translates."""
        return super().cursor(factory or Cursor)

    def execute(self, *arguments: Any) -> Any:  # noqa: ANN401
        """As sqlite3's, which would take a cursor of its own."""
        return self.cursor().execute(*arguments)

    def executemany(self, *arguments: Any) -> Any:  # noqa: ANN401
        """As sqlite3's, which would take a cursor of its own."""
        return self.cursor().executemany(*arguments)


class Cursor(sqlite3.Cursor):
    """SQLite's cursor, translating."""

    connection: Connection

    def execute(self, *arguments: Any) -> Any:  # noqa: ANN401
        """As sqlite3's."""
        with faults(self.connection.path):
            return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> Any:  # noqa: ANN401
        """As sqlite3's."""
        with faults(self.connection.path):
            return super().executemany(*arguments)

    def fetchone(self) -> Any:  # noqa: ANN401
        """As sqlite3's."""
        with faults(self.connection.path):
            return super().fetchone()

    def fetchmany(self, size: int | None = _FETCHED_AT_ONCE) -> list[Any]:
        """As sqlite3's."""
        with faults(self.connection.path):
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:
        """As sqlite3's."""
        with faults(self.connection.path):
            return super().fetchall()

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        while rows := self.fetchmany():
            yield from rows


def connect(path: Path) -> Connection:
    """A connection to the file, which is made where there is none."""
    # Made here, so that the mode is right before there is anything to read.
    if not path.exists():
        path.touch(mode=files.PRIVATE_FILE)
    elif path.is_file() and 0 < path.stat().st_size < SHORTEST:
        raise damaged(path, "it is cut off")  # SQLite would begin it anew
    connection = sqlite3.connect(
        path, timeout=files.LOCK_WAIT, isolation_level=None, factory=Connection
    )
    connection.path = path
    # The rollback journal: WAL fails on network folders and had a bug before SQLite 3.51.3.
    for pragma in ("synchronous = FULL", "foreign_keys = ON", f"cache_size = -{_CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextlib.contextmanager
def faults(path: Path) -> Iterator[None]:
    """SQLite's and the system's faults as StateErrors that name the file and the remedy."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _translated(path, error) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StateError(
            f"{path} cannot be used: {reason}",
            hint="free the disk or mend its permissions; nothing was changed",
        ) from error


def damaged(path: Path, reason: str) -> StateError:
    """The error for a library that is there but cannot be read."""
    backup = files.backup_of(path)
    kept = f"its backup is {backup}; " if backup.exists() else ""
    return StateError(
        f"{path} is damaged: {reason}",
        hint=f"run `hub doctor --repair`: {kept}the damaged file is kept",
    )


def _translated(path: Path, error: sqlite3.DatabaseError) -> StateError:
    reason = str(error)
    if "locked" in reason:
        return StateError(
            f"another hub has held {path} for {files.LOCK_WAIT:.0f} seconds",
            hint="wait for it to end, or end it, and try again",
        )
    if any(sign in reason.lower() for sign in _DAMAGE):
        return damaged(path, reason)
    return StateError(
        f"{path} cannot be used: {reason}",
        hint="free the disk or mend its permissions; nothing was changed",
    )
