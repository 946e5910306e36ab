"""The use case of taking in a whole file of records: lines → papers → library.

A file is read a line at a time and kept a lot at a time, together with how far it has come, so that
memory stays flat whatever its size and a reading that breaks off goes on where it was.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import hashlib
import lzma
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any, TypeAlias

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import Paper
from academichub_cli.errors import SourceError, UsageError
from academichub_cli.library import Arrivals, Library
from academichub_cli.sources import record_of

Report: TypeAlias = Callable[[int, int], None]
"""Told how many bytes of the file were read, and how many records."""

_A_LOT = 2_000
_LONGEST_LINE = 16 * 1024 * 1024
_MOST_NAMED = 5
# By the first bytes of the file; each is readable line by line.
_COMPRESSED: dict[bytes, Callable[[IO[bytes]], Any]] = {
    b"\x1f\x8b": lambda raw: gzip.GzipFile(fileobj=raw),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}
_TRUNCATED = (EOFError, OSError, lzma.LZMAError)


@dataclass(slots=True)
class Intake:
    """What became of a file's records; `skipped` were taken in by an earlier, broken-off run."""

    arrivals: Arrivals = field(default_factory=Arrivals)
    read: int = 0
    skipped: int = 0
    damaged: int = 0
    examples: list[str] = field(default_factory=list)

    def note_damaged(self, line: int, reason: str) -> None:
        """Count a record that could not be read, and name the first few."""
        self.damaged += 1
        if len(self.examples) < _MOST_NAMED:
            self.examples.append(f"line {line:,}: {clean(reason)[:120]}")


def take_in(
    path: Path, library: Library, *, calendar: Calendar, now: datetime, report: Report
) -> Intake:
    """Read a file of JSON lines, plain or compressed, into the library.

    Raises UsageError where it cannot be read or holds nothing known, SourceError where it ends
    before it should; what was read until then is kept, and the next run goes on from there.
    """
    intake = Intake()
    key = _key_of(path)
    intake.skipped = int(library.ledger.resumption(key) or 0)
    with library.changing():
        library.papers.expect_many()
    with _opened(path) as (lines, position):
        try:
            for _ in islice(lines, intake.skipped):
                intake.read += 1
            for lot in _lots(lines, intake):
                dated = [_dated(paper, calendar, now) for paper in lot]
                with library.changing():
                    arrivals = library.papers.add(
                        dated, seen=now, current=calendar.current(now), by_title=False
                    )
                    library.ledger.set_resumption(key, str(intake.read), at=now)
                intake.arrivals.include(arrivals)
                report(position(), intake.read)
        except _TRUNCATED as error:
            raise SourceError(
                f"{path} ends after {intake.read:,} records: it is cut off or damaged",
                hint="get it again; what was read is kept",
            ) from error
    with library.changing():
        library.ledger.set_resumption(key, None, at=now)
    return intake


def _lots(lines: Iterator[bytes], intake: Intake) -> Iterator[list[Paper]]:
    """The papers of so many lines at a time."""
    while chunk := list(islice(lines, _A_LOT)):
        lot = []
        for line in chunk:
            intake.read += 1
            if not line.strip():
                continue
            try:
                lot.append(record_of(line))
            except ValueError as error:
                intake.note_damaged(intake.read, str(error))
        if not lot and intake.damaged == intake.read:
            raise UsageError(
                f"nothing in the first {intake.read:,} lines is a record hub knows:"
                f" {intake.examples[0]}",
                hint="it takes JSON lines of arXiv's snapshot, of Crossref or of OpenAlex",
            )
        yield lot


def _dated(paper: Paper, calendar: Calendar, now: datetime) -> Paper:
    """A paper with the batch it counts to: its submission's, so that nothing old is news."""
    if paper.submitted is None:
        return paper
    batch = calendar.batch_when_seen(paper.submitted, now=now, looked=None)
    return replace(paper, batch=batch, first_seen=now)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[Iterator[bytes], Callable[[], int]]]:
    """The file's lines, decompressed where it is compressed, and how many of its bytes were read.

    Raises UsageError where it cannot be read.
    """
    try:
        raw = path.open("rb")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{path} cannot be read: {reason}", hint="name a file") from error
    with raw:
        start = raw.read(len(b"\xfd7zXZ"))
        raw.seek(0)
        openers = (module for magic, module in _COMPRESSED.items() if start.startswith(magic))
        opener = next(openers, None)
        content = opener(raw) if opener else raw
        yield _lines(content), raw.tell


def _lines(content: IO[bytes]) -> Iterator[bytes]:
    """Lines; of one that is too long to be a record the rest is left out."""
    while line := content.readline(_LONGEST_LINE):
        whole = line
        while not line.endswith(b"\n") and len(line) == _LONGEST_LINE:
            line = content.readline(_LONGEST_LINE)
        yield whole


def _key_of(path: Path) -> str:
    """The file as it is now: one that was changed is another."""
    try:
        found = path.stat()
        text = f"{path.resolve()} {found.st_size} {found.st_mtime_ns}"
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read", hint="name a file that is there") from error
    return "import:" + hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
