"""What a body is, whatever its status and its content type say."""

from __future__ import annotations

import re
from enum import StrEnum

from academichub_cli.web.values import Expects

_LOOKED_AT = 4096
_RATE = re.compile(rb"\s*rate (?:limit )?exceeded\.?\s*", re.IGNORECASE)
_PROLOGUE = re.compile(
    rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype\s+(?!html\b)[^>\[]*>)*", re.DOTALL | re.IGNORECASE
)
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|(?:html|head|body|script|meta|title|center|h1|p|div)(?=[\s>/]))",
    re.IGNORECASE,
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Kind(StrEnum):
    """What a body is that is not what was asked for."""

    EMPTY = "an empty answer"
    RATE = "“rate exceeded”"
    PAGE = "a web page"
    OTHER = "something else"


def sniff(body: bytes, expects: Expects) -> Kind | None:
    """What a body is if it cannot be what was asked for; None when it may be."""
    if not body.strip():
        return Kind.EMPTY
    if len(body) < _LOOKED_AT and _RATE.fullmatch(body):
        return Kind.RATE
    start = _start(body)
    match expects:
        case "xml" | "json" if _is_page(start):
            return Kind.PAGE
        case "xml" | "html" if not start.startswith(b"<"):
            return Kind.OTHER
        case "json" if not start.startswith((b"{", b"[")):
            return Kind.OTHER
        case _:
            return None


def _start(body: bytes) -> bytes:
    """The first bytes without mark and blanks; UTF-16 is read as if it were ASCII."""
    start = body[:_LOOKED_AT]
    for mark in _MARKS:
        if start.startswith(mark):
            start = start.removeprefix(mark).replace(b"\0", b"")
    return start.lstrip()


def _is_page(start: bytes) -> bool:
    prologue = _PROLOGUE.match(start)
    return _PAGE.match(start, prologue.end() if prologue else 0) is not None
