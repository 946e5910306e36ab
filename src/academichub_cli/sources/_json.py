"""Reading JSON of outside origin: whatever shape it has, what is wanted is there or is empty."""

from __future__ import annotations

import json

from academichub_cli.domain.clean import clean
from academichub_cli.errors import SourceError

HINT = "try again later; what is in the library is kept"
_LONGEST_NUMBER = 18


def parse(body: bytes, *, who: str) -> object:
    """What a body says; a byte that is no character does not cost the rest.

    Raises SourceError, naming `who` sent it, for what is no JSON.
    """
    try:
        text = body.decode(json.detect_encoding(body), "replace").removeprefix("\ufeff")
        # Raw control characters within strings are a common fault, and are cleaned later.
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise SourceError(f"{who} sent what is no JSON, or not all of it", hint=HINT) from None


def at(value: object, *path: str | int) -> object:
    """What stands at a path of keys and positions; None where there is no such place."""
    if isinstance(value, dict) and len(path) == 1:  # by far the most questions
        return value.get(path[0])
    for step in path:
        match value:
            case dict() if isinstance(step, str):
                value = value.get(step)
            case list() if isinstance(step, int) and step < len(value):
                value = value[step]
            case _:
                return None
    return value


def text(value: object, *path: str | int) -> str:
    """The cleaned text at a path, "" where there is none; a number is written out."""
    return clean(raw(value, *path))


def raw(value: object, *path: str | int) -> str:
    """The text at a path as it was sent: only for what is taken apart and cleaned afterwards."""
    match at(value, *path):
        case str() as found:
            return found
        case bool():
            return ""
        case int() as found:
            return str(found)
        case _:
            return ""


def texts(value: object, *path: str | int) -> tuple[str, ...]:
    """The cleaned texts of the list at a path that have something in them."""
    found = (text(each) for each in listed(value, *path))
    return tuple(each for each in found if each)


def listed(value: object, *path: str | int) -> list[object]:
    """The list at a path; converters from XML write one thing without a list around it."""
    match at(value, *path):
        case list() as found:
            return found
        case dict() | str() as found:
            return [found]
        case _:
            return []


def number(value: object, *path: str | int) -> int | None:
    """The whole number at a path, also where it is written as a text."""
    match at(value, *path):
        case bool():
            return None
        case int() as found:
            return found
        case str() as found if found.isdecimal() and len(found) <= _LONGEST_NUMBER:
            return int(found)
        case _:
            return None


def _whole(digits: str) -> int | None:
    """No number of ours is longer, and Python refuses to read very long ones."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None


_DECODER = json.JSONDecoder(strict=False, parse_int=_whole)
