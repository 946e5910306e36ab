"""CSL-JSON, and the JSON that Zotero and its extensions write, object by object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from academichub_cli.domain.bibliography import Entry, Misread, entry

SUFFIXES = (".json", ".csljson")
_HOLDER_WITHIN = 60  # characters before its list
_LONGEST = 1_000_000  # characters of an object
_NAMES = ("DOI", "URL", "doi", "url", "id", "number", "archive_location", "archiveID")
_NOTES = ("note", "extra", "publisher")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|$)|[{}\[]', re.DOTALL)
_HOLDERS = frozenset({"items", "references"})


def begins(line: str) -> bool:
    """A list, or an object that holds one."""
    return line.startswith(("[", "{"))


def read(lines: Iterable[str]) -> Iterator[Entry | Misread]:
    """The objects in order, wherever in the document their list stands."""
    for number, text in enumerate(_objects(lines), start=1):
        place = f"record {number}"
        try:
            record = json.loads(text)
        except (ValueError, RecursionError):
            yield Misread(place=place, why="it is no JSON")
            continue
        yield _entry(place, record)


def _objects(lines: Iterable[str]) -> Iterator[str]:
    """The text of each object of the outermost list, without reading the document whole."""
    parts: list[str] = []
    depth = size = 0
    for line in lines:
        start = 0
        for token in _TOKEN.finditer(line):
            if token[0] == "{":
                start, parts, size = (start, parts, size) if depth else (token.start(), [], 0)
                depth += 1
            elif token[0] == "}" and depth:
                depth -= 1
                if not depth:
                    yield "".join(parts) + line[start : token.end()]
            elif token[0] == "[" and depth == 1:
                # An object that only wraps the list is none of its own.
                before = line[max(start, token.start() - _HOLDER_WITHIN) : token.start()]
                depth -= _is_holder("".join(parts[-1:])[-_HOLDER_WITHIN:] + before)
        parts += [line[start:]] if depth else []
        size += len(line) - start
        if depth and size > _LONGEST:
            yield "".join(parts)
            parts, depth = [], 0


def _is_holder(text: str) -> bool:
    """Whether an object has begun that holds the list: ``{"items":``."""
    name = text.rstrip(" \t\r\n:").rpartition('"')[0].rpartition('"')[2]
    return name in _HOLDERS


def _entry(place: str, record: dict[str, Any]) -> Entry | Misread:
    abstract = _text(record, "abstract") or _text(record, "abstractNote")
    return entry(
        place,
        names=[_text(record, name) for name in _NAMES],
        title=_text(record, "title"),
        abstract=abstract,
        said=" ".join(_text(record, name) for name in _NOTES),
    )


def _text(record: dict[str, Any], name: str) -> str:
    found = record.get(name)
    return found if isinstance(found, str) else ""
