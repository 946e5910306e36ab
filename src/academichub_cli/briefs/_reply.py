"""A model's answer as a draft: JSON, with whatever models put around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from academichub_cli.domain.claims import Draft, DraftCitation, DraftClaim, DraftPart
from academichub_cli.domain.clean import clean

_MOST_PARTS, _MOST_CLAIMS, _MOST_CITATIONS = 20, 12, 6
_MOST_OF_ALL = 120
_LONGEST_TEXT, _LONGEST_QUOTE, _LONGEST_KEY = 1_000, 2_000, 80
_TRAILING = re.compile(r",(\s*[}\]])")
_NAMES = ("themes", "bridges", "agreements", "questions", "read_first")


def read_draft(text: str) -> Draft | None:
    """The draft in an answer; None where there is none. One bad claim costs one claim."""
    for found in _objects(text):
        if any(isinstance(found.get(name), list) for name in _NAMES):
            return _limited(
                Draft(
                    themes=tuple(_parts(found.get("themes"))),
                    bridges=tuple(_parts(found.get("bridges"))),
                    agreements=tuple(_claims(found.get("agreements"))),
                    questions=tuple(_claims(found.get("questions"))),
                    first=tuple(_claims(found.get("read_first"))),
                )
            )
    return None


def read_repairs(text: str) -> dict[int, DraftClaim]:
    """The repaired claims of an answer by their numbers; empty where there are none."""
    repaired: dict[int, DraftClaim] = {}
    for found in _objects(text):
        for entry in _list(found.get("repairs"))[:_MOST_OF_ALL]:
            name = entry.get("id") if isinstance(entry, dict) else None
            number = re.fullmatch(r"R(\d{1,3})", name) if isinstance(name, str) else None
            if number and (claim := _claim(entry)):
                repaired.setdefault(int(number[1]), claim)
        if repaired:
            break
    return repaired


def read_doubts(text: str, *, count: int) -> tuple[frozenset[int], bool]:
    """The claims, of so many, that a model doubts, and whether its answer could be read whole.

    An answer that is no JSON, or that names anything but such claims, could not.
    """
    for found in _objects(text):
        if isinstance(named := found.get("unsupported"), list):
            numbers = [_number(each) for each in named]
            known = frozenset(each for each in numbers if each and each <= count)
            return known, all(each in known for each in numbers)
    return frozenset(), False


def _number(named: object) -> int | None:
    """The number by which a claim is named: 3, "3" or "claim 3"."""
    if isinstance(named, dict):
        named = named.get("number")
    if type(named) is int:
        return named
    if isinstance(named, float) and named.is_integer():
        return int(named)
    found = re.fullmatch(r"\D{0,12}(\d{1,3})\D{0,2}", named) if isinstance(named, str) else None
    return int(found[1]) if found else None


def read_claims(text: str) -> tuple[DraftClaim, ...]:
    """The claims of an answer to a question."""
    for found in _objects(text):
        if isinstance(named := found.get("claims"), list):
            return tuple(_claims(named))
    return ()


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The outermost JSON objects of a text, wherever they stand and however they are fenced."""
    decoder = json.JSONDecoder()
    for attempt in (text, _TRAILING.sub(r"\1", text)):
        at = attempt.find("{")
        tried = 0
        while at >= 0 and tried < 50:  # noqa: PLR2004
            tried += 1
            try:
                found, end = decoder.raw_decode(attempt, at)
            except (ValueError, RecursionError):
                at = attempt.find("{", at + 1)
                continue
            if isinstance(found, dict):
                yield found
            at = attempt.find("{", end)


def _limited(draft: Draft) -> Draft | None:
    claims = sum(1 for _ in draft.claims)
    return draft if claims <= _MOST_OF_ALL + _MOST_PARTS * _MOST_CLAIMS else None


def _parts(entries: object) -> Iterator[DraftPart]:
    for entry in _list(entries)[:_MOST_PARTS]:
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield DraftPart(name=clean(entry["id"])[:8], claims=tuple(_claims(entry.get("claims"))))


def _claims(entries: object) -> Iterator[DraftClaim]:
    for entry in _list(entries)[:_MOST_CLAIMS]:
        if claim := _claim(entry):
            yield claim


def _claim(entry: object) -> DraftClaim | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        return None
    cited = _list(entry.get("cite"))[:_MOST_CITATIONS]
    citations = (
        DraftCitation(key=each["key"][:_LONGEST_KEY], quote=each["quote"][:_LONGEST_QUOTE])
        for each in cited
        if isinstance(each, dict)
        and isinstance(each.get("key"), str)
        and isinstance(each.get("quote"), str)
    )
    return DraftClaim(text=entry["text"][:_LONGEST_TEXT], citations=tuple(citations))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
