"""RIS, as reference managers and publishers write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from academichub_cli.domain.bibliography import Entry, Misread, entry

SUFFIXES = (".ris",)
_TAG = re.compile(r"\s*([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?$")
_TITLES, _ABSTRACTS = ("TI", "T1"), ("AB", "N2")
_NAMES = ("DO", "M3", "UR", "L1", "L2", "L3", "AN", "ID", "C7")
_NOTES = ("N1", "JO", "JF", "T2", "M1")
_MOST_LINES = 5_000  # of a record


def begins(line: str) -> bool:
    """The type, which is the first tag of every record."""
    match = _TAG.match(line.rstrip("\r\n"))
    return match is not None and match[1] == "TY"


def read(lines: Iterable[str]) -> Iterator[Entry | Misread]:
    """The records in order; one ends at ``ER``, or where the next begins."""
    began, record, last = 0, dict[str, list[str]](), ""
    for number, line in enumerate(lines, start=1):
        match = _TAG.match(line.rstrip("\r\n").lstrip("\ufeff"))
        tag = match[1] if match else ""
        if began and (tag in {"TY", "ER"} or number - began > _MOST_LINES):
            yield _entry(f"line {began}", record)
            began = 0
        if tag == "TY":
            began, record = number, {}
        elif began and match:
            record.setdefault(tag, []).append(match[2] or "")
            last = tag
        elif began and last in record and line.strip():
            record[last][-1] += f" {line.strip()}"
    if began:
        yield _entry(f"line {began}", record)


def _entry(place: str, record: dict[str, list[str]]) -> Entry | Misread:
    def first(tags: tuple[str, ...]) -> str:
        return next((record[tag][0] for tag in tags if record.get(tag)), "")

    return entry(
        place,
        names=[text for tag in _NAMES for text in record.get(tag, ())],
        title=first(_TITLES),
        abstract=first(_ABSTRACTS),
        said=" ".join(text for tag in _NOTES for text in record.get(tag, ())),
    )
