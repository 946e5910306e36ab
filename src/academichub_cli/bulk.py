"""The use case of taking in a whole file of records: lines or entries → papers → library.

A file is read a record at a time and kept a lot at a time, together with how far it has come, so
that memory stays flat whatever its size and a reading that breaks off goes on where it was.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import hashlib
import lzma
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, TypeAlias

from academichub_cli.bibliographies import bibtex
from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.bibliography import LeftOutError
from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import Paper
from academichub_cli.errors import SourceError, UsageError
from academichub_cli.library import Arrivals, Library
from academichub_cli.sources import entry_of, record_of

Report: TypeAlias = Callable[[int, int], None]
"""Told how many bytes of the file were read, and how many records."""

_A_LOT = 4_000
_LARGEST_LOT = 8 * 1024 * 1024  # characters of its records
_LONGEST_LINE = 16 * 1024 * 1024
_LONGEST_PIECE = 256 * 1024  # of a line of a bibliography, whose entries may span many
_HEAD = 50  # lines, or pieces of them, in which a file shows what it is
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
    """What became of a file's records; `skipped` were taken in by an earlier, broken-off run.

    `empty` are lines without a record, comments and definitions; `left_out` are entries that are
    no papers or have no name, by reason.
    """

    arrivals: Arrivals = field(default_factory=Arrivals)
    read: int = 0
    skipped: int = 0
    empty: int = 0
    damaged: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def note_damaged(self, line: int, reason: str) -> None:
        """Count a record that could not be read, and name the first few."""
        self.damaged += 1
        self._note(line, reason)

    def note_left_out(self, line: int, left_out: LeftOutError) -> None:
        """Count an entry that is not taken in, and name the first few."""
        self.left_out[left_out.reason] += 1
        self._note(line, str(left_out))

    def _note(self, line: int, reason: str) -> None:
        if len(self.examples) < _MOST_NAMED:
            self.examples.append(f"line {line:,}: {clean(reason)[:120]}")


def take_in(
    path: Path, library: Library, *, calendar: Calendar, now: datetime, report: Report
) -> Intake:
    """Read a file of JSON lines or of BibTeX, plain or compressed, into the library.

    Raises UsageError where it cannot be read or holds nothing known, SourceError where it ends
    before it should; what was read until then is kept, and the next run goes on from there.
    """
    intake = Intake()
    key = _key_of(path)
    intake.skipped = int(library.ledger.resumption(key) or 0)
    with library.changing():
        library.papers.expect_many()
    with _opened(path) as (content, position):
        try:
            records = _records_of(content, path.name, now.date())
            for _, each in islice(records.written, intake.skipped):
                records.pass_over(each)
                intake.read += 1
            for lot in _lots(records, intake):
                dated = (
                    [_dated(paper, calendar, now) for paper in lot] if records.are_lines else lot
                )
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


@dataclass(frozen=True, slots=True)
class _Records:
    """The records of a file as they are written there, each with its line; and reading one.

    What holds no record is read as None. What is passed over may still define what later ones use.
    """

    written: Iterator[tuple[int, Any]]
    read: Callable[[Any], Paper | None]
    pass_over: Callable[[Any], None]
    size: Callable[[Any], int]
    are_lines: bool


def _records_of(content: IO[bytes], name: str, today: date) -> _Records:
    head = [content.readline(_LONGEST_PIECE) for _ in range(_HEAD)]
    content.seek(0)
    first = next(filter(None, (_decoded(line).strip() for line in head)), "")
    if _is_bibliography(first, name):
        return _entries(iter(partial(content.readline, _LONGEST_PIECE), b""), today)
    return _Records(
        enumerate(_lines(content), start=1),
        lambda line: record_of(line) if line.strip() else None,
        lambda _: None,
        len,
        are_lines=True,
    )


def _is_bibliography(first: str, name: str) -> bool:
    """Whether a file that begins with this line is BibTeX; free text may stand before entries."""
    stem = name.casefold().removesuffix(".gz").removesuffix(".bz2").removesuffix(".xz")
    return bibtex.begins(first) or stem.endswith(bibtex.SUFFIXES)


def _entries(lines: Iterator[bytes], today: date) -> _Records:
    strings: dict[str, str] = {}

    def read(each: bibtex.Written) -> Paper | None:
        fields = bibtex.told(each, strings)
        return None if fields is None else entry_of(fields, plain=bibtex.plain, today=today)

    def pass_over(each: bibtex.Written) -> None:
        if bibtex.defines(each):
            with contextlib.suppress(ValueError):
                bibtex.told(each, strings)

    written = ((each.line, each) for each in bibtex.written(map(_decoded, lines)))
    return _Records(written, read, pass_over, lambda each: len(each.text), are_lines=False)


def _decoded(line: bytes) -> str:
    """A line of text; older files are in the Western encoding of Windows."""
    try:
        return line.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _lots(records: _Records, intake: Intake) -> Iterator[list[Paper]]:
    """The papers of so many records at a time, or of fewer that are large."""
    lot: list[Paper] = []
    count = size = 0
    for line, each in records.written:
        if paper := _taken(records, line, each, intake):
            lot.append(paper)
        count, size = count + 1, size + records.size(each)
        if count == _A_LOT or size > _LARGEST_LOT:
            _refuse_unknown(records, lot, intake)
            yield lot
            lot, count, size = [], 0, 0
    if count:
        _refuse_unknown(records, lot, intake)
        yield lot


def _taken(records: _Records, line: int, each: Any, intake: Intake) -> Paper | None:  # noqa: ANN401
    """The paper of a record; where there is none, what became of it is noted."""
    intake.read += 1
    try:
        paper = records.read(each)
    except LeftOutError as left_out:
        intake.note_left_out(line, left_out)
        return None
    except ValueError as error:
        intake.note_damaged(line, str(error))
        return None
    intake.empty += paper is None
    return paper


def _refuse_unknown(records: _Records, lot: list[Paper], intake: Intake) -> None:
    if lot or intake.damaged < intake.read:
        return
    one, many = ("line", "lines") if records.are_lines else ("entry", "entries")
    first = f"first {one}" if intake.read == 1 else f"first {intake.read:,} {many}"
    raise UsageError(
        f"nothing in the {first} is a record hub knows: {intake.examples[0]}",
        hint="it takes BibTeX, and JSON lines of arXiv's snapshot, Crossref or OpenAlex",
    )


def _dated(paper: Paper, calendar: Calendar, now: datetime) -> Paper:
    """A paper with the batch it counts to: its submission's, so that nothing old is news."""
    if paper.submitted is None:
        return paper
    batch = calendar.batch_when_seen(paper.submitted, now=now, looked=None)
    return replace(paper, batch=batch, first_seen=now)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], Callable[[], int]]]:
    """The file's content, decompressed if it is compressed, and how many of its bytes were read.

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
        yield opener(raw) if opener else raw, raw.tell


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
