"""What databases of journals write alike: ORCIDs, ISSNs, dates of several precisions, volumes."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.rules import author_ids
from academichub_cli.sources import _json

_ORCID = re.compile(
    r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])/?", re.IGNORECASE
)
_ISSN = re.compile(r"(\d{4})-?(\d{3}[\dX])", re.IGNORECASE)
YEARS = range(1600, 2101)
_LONGEST_TITLE, _LONGEST_ABSTRACT, _LONGEST_NAME = 5_000, 50_000, 300
_YEAR, _MONTH, _DAY = 1, 2, 3


def check_texts(title: str, abstract: str) -> None:
    """Raises ValueError for a record that has no title, or more text than a paper can have."""
    if not title:
        raise ValueError("no title")
    if len(title) > _LONGEST_TITLE or len(abstract) > _LONGEST_ABSTRACT:
        raise ValueError("a text of impossible length")


def cut(name: str) -> str:
    """A printed name, which no name needs to be longer than."""
    return name[:_LONGEST_NAME].strip()


def claimed(paper: Paper, people: frozenset[str]) -> Paper:
    """The paper with those of the persons it was asked for by id who are among its authors.

    Ids of authors do not outlive a merger with a record that has other words; claims do.
    """
    ids = {name for author in paper.authors for name in author_ids(author.ids)}
    return replace(paper, people=paper.people | (people & ids))


def orcid_in(text: str) -> str | None:
    """The ORCID in a bare form or an address."""
    match = _ORCID.fullmatch(text)
    return "-".join(match.groups()).upper() if match else None


def issns_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The ISSNs as they are printed, each once."""
    found = (_ISSN.fullmatch(text) for text in texts)
    return tuple(dict.fromkeys("-".join(match.groups()).upper() for match in found if match))


def instant_in(text: str) -> datetime | None:
    """The instant in an ISO 8601 text, a day's first where it has no time; UTC without a zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.year not in YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def last_day(parts: object) -> date | None:
    """The last day that a date of one to three parts can mean."""
    numbers = [_json.number(part) for part in _json.listed(parts)[:_DAY]]
    known = [number for number in numbers if number is not None]
    if not known or len(known) < len(numbers) or known[0] not in YEARS:
        return None
    year, month = known[0], known[1] if len(known) >= _MONTH else 12
    try:
        day = known[2] if len(known) == _DAY else calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def midnight(day: date) -> datetime:
    """The first instant of a day, which is how a mere day is written."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def reference(
    venue: str, *, volume: str = "", issue: str = "", pages: str = "", year: int | None = None
) -> str | None:
    """Where in a journal it stands: ``Nature 612(3), 12-19 (2022)``; None where that is unknown."""
    if not venue or not (volume or pages):
        return None
    number = f"{volume}({issue})" if volume and issue else volume
    place = ", ".join(part for part in (number, pages) if part)
    return clean(f"{venue} {place}" + (f" ({year})" if year else ""))


def is_issn(text: str) -> bool:
    """Whether it is an ISSN, its check digit included."""
    match = _ISSN.fullmatch(text)
    if not match:
        return False
    digits = "".join(match.groups()).upper()
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return (
        sum(value * weight for value, weight in zip(values, range(8, 0, -1), strict=True)) % 11 == 0
    )
