"""BibTeX and BibLaTeX, as reference managers and people write them.

An entry ends where its braces do; one that is not closed before the next begins costs itself alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from academichub_cli.domain.bibliography import Entry, Misread, entry
from academichub_cli.domain.clean import clean
from academichub_cli.domain.mathtext import unicode_math

SUFFIXES = (".bib", ".bibtex")
_START = re.compile(r"[\s,;]*@\s*([A-Za-z]+)\s*[{(]")
_FIRST_SIGNS = "@,;"
# What stands in braces, with groups of groups in it at most, as nearly every value. A sign with a
# backslash before it opens and closes nothing.
_FLAT = r"(?:[^{}\\]++|\\.)*+"
_NESTED = rf"(?:[^{{}}\\]++|\\.|\{{{_FLAT}\}})*+"
_BRACED = rf"(?:[^{{}}\\]++|\\.|\{{{_NESTED}\}})*+"
_FIELD = re.compile(rf"\s*,?\s*([A-Za-z][\w:.+-]*)\s*=\s*(?:\{{({_BRACED})\}}(?!\s*#))?", re.DOTALL)
# A line that closes what it opens, as most within an entry: ``title = {…},``.
_EVEN = re.compile(rf"(?:[^{{}})\\]++|\{{{_BRACED}\}})*+", re.DOTALL)
_PLAIN = re.compile(r"[^\s,#{}\"]+")
# Sign by sign, not as a class: `re` then looks for nothing else, and is thrice as quick.
_BRACKETS = re.compile(r"\\.|\{|\}|\(|\)", re.DOTALL)
_DELIMITERS = re.compile(r'\\.|\{|\}|"', re.DOTALL)
_JOINT = re.compile(r"\s*#\s*")
_END = re.compile(r"[\s,;]*(?:@|\Z)")
_SKIPPED = frozenset({"comment", "preamble"})
_LONGEST = 500_000  # characters of an entry
_SHOWN = 40


def begins(line: str) -> bool:
    """An entry, or the comment that most managers begin with."""
    return _START.match(line) is not None or line.startswith("%")


def read(lines: Iterable[str]) -> Iterator[Entry | Misread]:
    """The entries in order."""
    strings: dict[str, str] = {}
    for each in written(lines):
        place = f"line {each.line}"
        try:
            fields = told(each, strings)
        except ValueError as error:
            yield Misread(place=place, why=str(error))
        else:
            if fields is not None:
                yield _entry(place, fields)


class Written(NamedTuple):
    """An entry as it stands in a file: where it begins, its text, and whether it was closed."""

    line: int
    text: str
    is_closed: bool


def written(lines: Iterable[str]) -> Iterator[Written]:
    """The entries of a file in order, comments and definitions among them; never fails."""
    began, parts, depth, size = 0, [""], 0, 0
    for number, line in enumerate(lines, start=1):
        if began and size <= _LONGEST and line[:1] not in _FIRST_SIGNS and _EVEN.fullmatch(line):
            parts.append(line)
            size += len(line)
            continue
        at = 0
        while at < len(line):
            # Most lines are in the middle of an entry, and cannot begin one.
            can_begin = not began or (at == 0 and line[0] in _FIRST_SIGNS)
            start = _START.match(line, at) if can_begin or size > _LONGEST else None
            if began and (start or size > _LONGEST):
                yield Written(began, "".join(parts), is_closed=False)
                began = 0
            if not began:
                if start is None:
                    break
                began, parts, depth, size = number, [], 0, 0
            end, depth = _closing(line, depth, at)
            parts.append(line[at:end])
            size += len(parts[-1])
            at = len(line) if end is None else end
            if end is not None:
                yield Written(began, "".join(parts), is_closed=True)
                began = 0
    if began:
        yield Written(began, "".join(parts), is_closed=False)


def told(each: Written, strings: dict[str, str]) -> dict[str, str] | None:
    """An entry's fields by name in lower case, its kind as `entrytype`; None for a comment.

    What defines strings adds to `strings`, and tells nothing else. Raises ValueError that says so
    where the entry is not closed.
    """
    start = _START.match(each.text)
    kind = start[1].casefold() if start else ""
    if start is None or kind in _SKIPPED:
        return None
    if not each.is_closed:
        raise ValueError(f"{_shown(each.text)!r} is not closed")
    fields = _fields(each.text[start.end() : -1], strings)
    if kind == "string":
        strings |= fields
        return None
    return fields | {"entrytype": kind}


def defines(each: Written) -> bool:
    """Whether it defines strings that later entries use."""
    return each.text.lstrip(" \t,;")[1:].lstrip()[:6].casefold() == "string"


def plain(text: str) -> str:
    """A value without its LaTeX and its braces."""
    if not text.isprintable() or "  " in text:  # else only single spaces are in it
        text = " ".join(text.split())
    return unicode_math(text.strip(" ")).replace("{", "").replace("}", "")


def _shown(text: str) -> str:
    return clean(text.strip().partition("\n")[0][:_SHOWN])


def _closing(line: str, depth: int, at: int) -> tuple[int | None, int]:
    """Where in a line the entry's own brace closes, if it does; and how deep the line ends.

    An entry in parentheses counts as one in braces.
    """
    for match in _BRACKETS.finditer(line, at):
        sign = match[0]
        if sign == "{" or (sign == "(" and depth == 0):
            depth += 1
        elif depth and (sign == "}" or (sign == ")" and depth == 1 and _ends(line, match.end()))):
            depth -= 1
            if not depth:
                return match.end(), 0
    return None, depth


def _ends(line: str, at: int) -> bool:
    """Whether nothing follows in the line; or the next entry."""
    return _END.match(line, at) is not None


def _fields(body: str, strings: dict[str, str]) -> dict[str, str]:
    """The fields of an entry by name in lower case; of one that stands twice, the first."""
    fields: dict[str, str] = {}
    at = 0
    while match := _FIELD.search(body, at):
        value, at = match[2], match.end()
        if value is None:
            value, at = _value(body, at, strings)
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
        joint = _JOINT.match(body, at)
        if joint is None:
            break
        at = joint.end()
    return "".join(parts), at


def _end_of(body: str, start: int) -> int:
    """Where the brace or quote that opens here is closed; the body's end where it never is."""
    is_quote, depth = body[start] == '"', 0
    for match in _DELIMITERS.finditer(body, start):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth and not is_quote:
                return match.start()
        elif sign == '"' and is_quote and match.start() > start and depth == 0:
            return match.start()
    return len(body)


def _entry(place: str, fields: dict[str, str]) -> Entry | Misread:
    names = [fields.get(name, "") for name in ("arxivid", "eprint", "doi", "url", "pdf", "link")]
    said = " ".join(fields.get(name, "") for name in ("journal", "note", "howpublished", "number"))
    return entry(
        place,
        names=[name.strip("{} ").replace("\\_", "_") for name in names],
        title=plain(fields.get("title", "")),
        abstract=plain(fields.get("abstract", "")),
        said=said,
    )
