"""The cache: only what can be fetched again, as JSON text in diskcache.

diskcache unpickles what its database says and opens the files it names (CVE-2025-69872); this
`Disk` stores text alone and refuses anything else, and a damaged cache is set aside without a word.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import diskcache
from diskcache.core import MODE_RAW

from academichub_cli import files
from academichub_cli.errors import StateError

_SIZE_LIMIT = 256 * 2**20
_WAIT = 2.0
_DATABASE = "cache.db"
# What a locked or a full disk's cache says, and one that may not be written: it is sound.
_SOUND = ("locked", "unable to open", "readonly", "disk is full", "disk I/O")
# What a damaged, locked, full or forged cache raises; any of it means that nothing is cached.
_FAULTS = (
    *(sqlite3.Error, diskcache.Timeout, OSError, RecursionError),
    *(ValueError, TypeError, LookupError, AttributeError),
)


class JsonDisk(diskcache.Disk):  # type: ignore[misc]
    """Keys and values as text in the database itself: no pickle, no file beside it."""

    def put(self, key: str) -> tuple[str, bool]:
        """The key as it is kept."""
        return key, True

    def get(self, key: object, raw: object) -> str:
        """The key that was kept. Raises ValueError for one that we did not put there."""
        if not isinstance(key, str) or not raw:
            raise ValueError("a key that is no text")
        return key

    def store(self, value: Any, read: object, key: object = None) -> tuple[int, int, None, str]:  # noqa: ANN401, ARG002
        """The value as it is kept."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return len(text), MODE_RAW, None, text

    def fetch(self, mode: int, filename: str | None, value: object, read: object) -> Any:  # noqa: ANN401
        """The value that was kept. Raises ValueError for one that we did not put there."""
        if mode != MODE_RAW or filename is not None or read or not isinstance(value, str):
            raise ValueError("a value that is no text")
        return json.loads(value)

    def remove(self, file_path: object) -> None:
        """Nothing: no file is ever ours, and a forged row could name any."""


class Cache:
    """Values that JSON can hold, by name; nothing here ever fails, it only forgets."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cache = self._opened()

    def get(self, key: str) -> dict[str, Any] | None:
        """What was put there; None where nothing is, or nothing that can be trusted."""
        if self._cache is None:
            return None
        try:
            value = self._cache.get(key)
        except _FAULTS as error:
            self._forget_if_damaged(error)
            return None
        return value if isinstance(value, dict) else None

    def put(self, key: str, value: dict[str, Any]) -> None:
        """Keep a value until there is no room for it."""
        if self._cache is None:
            return
        try:
            self._cache.set(key, value)
        except _FAULTS as error:
            self._forget_if_damaged(error)

    def clear(self) -> int:
        """Forget everything; how many values there were."""
        if self._cache is None:
            return 0
        try:
            return int(self._cache.clear())
        except _FAULTS as error:
            self._forget_if_damaged(error)
            return 0

    def size(self) -> tuple[int, int]:
        """How many values there are, and the bytes they take."""
        if self._cache is None:
            return 0, 0
        try:
            return len(self._cache), int(self._cache.volume())
        except _FAULTS:
            return 0, 0

    def close(self) -> None:
        """Give the file back."""
        if self._cache is not None:
            with contextlib.suppress(*_FAULTS):
                self._cache.close()

    def _opened(self) -> Any:  # noqa: ANN401 (diskcache has no types)
        """The cache; set aside and begun anew where it is damaged; None where there can be none."""
        for attempt in range(2):
            try:
                files.make_folder(self._folder)
                # Made here, so that the mode is right before there is anything to read.
                (self._folder / _DATABASE).touch(mode=files.PRIVATE_FILE)
                _try_lock(self._folder / _DATABASE)
                return diskcache.Cache(
                    str(self._folder),
                    disk=JsonDisk,
                    disk_min_file_size=2**40,
                    size_limit=_SIZE_LIMIT,
                    timeout=_WAIT,
                    sqlite_journal_mode="delete",
                    sqlite_mmap_size=0,
                )
            except (*_FAULTS, StateError) as error:
                if attempt or not _is_damage(error):
                    return None
                self._remove_database()
        return None

    def _forget_if_damaged(self, error: Exception) -> None:
        """Begin anew where the database itself is at fault; a forged value is just absent."""
        if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
            self.close()
            self._remove_database()
            self._cache = self._opened()

    def _remove_database(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                (self._folder / f"{_DATABASE}{suffix}").unlink()


def _try_lock(database: Path) -> None:
    """Raise sqlite3.Error where the file is held or damaged; diskcache would try for a minute."""
    with contextlib.closing(sqlite3.connect(database, timeout=_WAIT)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT count(*) FROM sqlite_master")


def _is_damage(error: Exception) -> bool:
    is_file_at_fault = not isinstance(error, (OSError, StateError, diskcache.Timeout))
    return is_file_at_fault and not any(reason in str(error) for reason in _SOUND)
