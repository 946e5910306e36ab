"""Opening `library.db`."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from academichub_cli import files
from academichub_cli.domain.bylines import Attribution
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import Follow
from academichub_cli.errors import StateError
from academichub_cli.library import _schema
from academichub_cli.library._briefs import Briefs
from academichub_cli.library._connection import Connection, connect, faults
from academichub_cli.library._learned import Learned
from academichub_cli.library._ledger import Ledger
from academichub_cli.library._marks import Marks
from academichub_cli.library._notices import Notices, Popularity
from academichub_cli.library._papers import Papers
from academichub_cli.library._reads import Reads
from academichub_cli.library._shown import Shown

if TYPE_CHECKING:
    from academichub_cli.library._people import People
    from academichub_cli.library._search import Search


class Library:
    """The user's library. Every method may raise StateError; a transaction is all or nothing."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self.papers = Papers(connection)
        self.reads = Reads(connection)
        self.ledger = Ledger(connection)
        self.marks = Marks(connection)
        self.shown = Shown(connection)
        self.briefs = Briefs(connection)
        self.notices = Notices(connection)
        self.popularity = Popularity(connection)
        self.learned = Learned(connection)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The library in this file, made or carried forward where needed."""
        files.make_folder(path.parent)
        with faults(path):
            connection = connect(path)
            try:
                _schema.migrate(connection, path)
            except BaseException:
                connection.close()
                raise
            return cls(connection, path)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def people(self) -> People:
        """Persons behind names; loaded only where one is asked for."""
        module = import_module("academichub_cli.library._people")
        people: People = module.People(self._connection, self.papers)
        return people

    @cached_property
    def search(self) -> Search:
        """The library's index; loaded only where something is looked for."""
        module = import_module("academichub_cli.library._search")
        search: Search = module.Search(self._connection)
        return search

    def attribution(self, follow: Follow, paper: Paper) -> Attribution | None:
        """How likely a paper is by the person who is followed; None where unknown."""
        return self.people.attribution(follow, paper)

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """What the block changes is kept together, or not at all. Waits up to 30 s for others."""
        with faults(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error, StateError):
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Reads in this block see one state of the library."""
        with faults(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                with contextlib.suppress(sqlite3.Error, StateError):
                    self._connection.execute("COMMIT")

    def note(self, name: str) -> str | None:
        """A single fact kept under a name."""
        row = self._connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_note(self, name: str, value: str) -> None:
        """Keep a single fact; within `changing`."""
        self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def back_up(self) -> Path:
        """Copy the library to its backup file, whole or not at all."""
        target = files.backup_of(self.path)
        temporary = target.with_name(f".{target.name}.new")
        with files.locked(target), faults(target):
            temporary.unlink(missing_ok=True)
            copy = connect(temporary)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()
            temporary.replace(target)
        return target
