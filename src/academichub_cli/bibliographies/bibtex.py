"""BibTeX and BibLaTeX, as reference managers and people write them.

An entry ends where its braces do; one that is not closed before the next begins costs itself alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from academichub_cli.domain.bibliography import Entry, Misread, entry
from academichub_cli.domain.clean import clean
from academichub_cli.domain.mathtext import unicode_math

SUFFIXES = (".bib", ".bibtex")
_START = re.compile(r"\s*@\s*([A-Za-z]+)\s*[{(]")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w:.+-]*)\s*=\s*")
_PLAIN = re.compile(r"[^\s,#{}\"]+")
_SKIPPED = frozenset({"comment", "preamble", "string"})
_LONGEST = 500_000  # characters of an entry
_SHOWN = 40


def begins(line: str) -> bool:
    """An entry, or the comment that most managers begin with."""
    return _START.match(line) is not None or line.startswith("%")


def read(lines: Iterable[str]) -> Iterator[Entry | Misread]:
    """The entries in order."""
    strings: dict[str, str] = {}
    for number, text, is_whole in _chunks(lines):
        place = f"line {number}"
        start = _START.match(text)
        kind = start[1].casefold() if start else ""
        if start is None or kind in _SKIPPED - {"string"}:
            continue
        if not is_whole:
            yield Misread(place=place, why=f"{_shown(text)!r} is not closed")
            continue
        fields = _fields(text[start.end() : -1], strings)
        if kind == "string":
            strings |= fields
        else:
            yield _entry(place, fields)


def _shown(text: str) -> str:
    return clean(text.strip().partition("\n")[0][:_SHOWN])


def _chunks(lines: Iterable[str]) -> Iterator[tuple[int, str, bool]]:
    """Each entry's first line number and text, and whether it was closed."""
    began, parts, depth, size = 0, [""], 0, 0
    for number, line in enumerate(lines, start=1):
        starts = _START.match(line) is not None
        if began and ((starts and not line[:1].isspace()) or size > _LONGEST):
            yield began, "".join(parts), False
            began = 0
        if not began:
            if not starts:
                continue
            began, parts, depth, size = number, [], 0, 0
        end, depth = _closing(line, depth)
        parts.append(line if end is None else line[:end])
        size += len(parts[-1])
        if end is not None:
            yield began, "".join(parts), True
            began = 0
    if began:
        yield began, "".join(parts), False


def _closing(line: str, depth: int) -> tuple[int | None, int]:
    """Where in a line the entry's own brace closes, if it does; and how deep the line ends.

    An entry in parentheses counts as one in braces.
    """
    escaped = False
    for at, char in enumerate(line):
        if escaped or char == "\\":
            escaped = not escaped
        elif char == "{" or (char == "(" and depth == 0):
            depth += 1
        elif (char == "}" or (char == ")" and depth == 1 and not line[at + 1 :].strip())) and depth:
            depth -= 1
            if not depth:
                return at + 1, 0
    return None, depth


def _fields(body: str, strings: dict[str, str]) -> dict[str, str]:
    """The fields of an entry by name in lower case; of one that stands twice, the first."""
    fields: dict[str, str] = {}
    at = 0
    while match := _FIELD.search(body, at):
        value, at = _value(body, match.end(), strings)
        fields.setdefault(match[1].casefold(), value)
    return fields


def _value(body: str, at: int, strings: dict[str, str]) -> tuple[str, int]:
    """A value that begins here, its parts joined; and where it ends."""
    parts = []
    while at < len(body):
        if body[at] in '{"':
            end = _end_of(body, at)
            parts.append(body[at + 1 : end])
            at = end + 1
        elif plain := _PLAIN.match(body, at):
            parts.append(strings.get(plain[0].casefold(), plain[0]))
            at = plain.end()
        at += len(body[at:]) - len(body[at:].lstrip())
        if at >= len(body) or body[at] != "#":
            break
        at += 1
        at += len(body[at:]) - len(body[at:].lstrip())
    return "".join(parts), at


def _end_of(body: str, start: int) -> int:
    """Where the brace or quote that opens here is closed; the body's end where it never is."""
    is_quote, depth, escaped = body[start] == '"', 0, False
    for at in range(start, len(body)):
        char = body[at]
        if escaped or char == "\\":
            escaped = not escaped
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if not depth and not is_quote:
                return at
        elif char == '"' and is_quote and at > start and depth == 0:
            return at
    return len(body)


def _entry(place: str, fields: dict[str, str]) -> Entry | Misread:
    names = [fields.get(name, "") for name in ("arxivid", "eprint", "doi", "url", "pdf", "link")]
    said = " ".join(fields.get(name, "") for name in ("journal", "note", "howpublished", "number"))
    return entry(
        place,
        names=[name.strip("{} ").replace("\\_", "_") for name in names],
        title=_plain(fields.get("title", "")),
        abstract=_plain(fields.get("abstract", "")),
        said=said,
    )


def _plain(text: str) -> str:
    return unicode_math(" ".join(text.split())).replace("{", "").replace("}", "")
