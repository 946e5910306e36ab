"""Reading a record of arXiv's metadata snapshot; a pure function of one JSON object.

Format: https://www.kaggle.com/datasets/Cornell-University/arxiv lists the keys. One object a line;
`authors_parsed` holds family name, given names and suffix; `categories` are separated by spaces,
primary first; `versions` have dates as in mail. Other collections of arXiv's metadata write lists
where the snapshot writes text, and that is read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import parse_versioned
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.patterns import lazily
from academichub_cli.sources import _json
from academichub_cli.sources._arxiv_fields import (
    authors_in,
    categories_in,
    check_texts,
    dois_in,
    moment,
    name_in,
    possible,
)

_ROUTE = "bulk"
_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
# What every record has; the standard library's reader of mail's dates takes five times as long.
_USUAL_DATE = lazily(
    rf"[A-Z][a-z]{{2}}, +(\d\d?) ({'|'.join(_NAMES)}) (\d{{4}}) (\d\d):(\d\d):(\d\d) GMT", re.ASCII
)


def is_record(value: object) -> bool:
    """Whether this is an object of the snapshot's kind."""
    return bool(_json.text(value, "id") and _json.at(value, "categories"))


def paper_of(value: object) -> Paper:
    """The paper in a record. Raises ValueError that says what is wrong with it."""
    found = parse_versioned(_json.text(value, "id"))
    if found is None:
        raise ValueError(f"{_json.text(value, 'id')[:40]!r} is no arXiv identifier")
    identifier, version = found
    title, abstract = _json.text(value, "title"), _json.text(value, "abstract")
    check_texts(title, abstract)
    first, last, number = _versions(value)
    updated = last if last != first else None
    dates = {"submitted": first, "updated": updated}
    return Paper(
        id=identifier,
        title=title,
        abstract=abstract or None,
        authors=tuple(_authors(value)),
        categories=categories_in(_words(value, "categories")),
        source="arxiv",
        route=_ROUTE,
        version=version or number,
        comment=_json.text(value, "comments") or _json.text(value, "comment") or None,
        journal_ref=_json.text(value, "journal-ref") or _json.text(value, "journal_ref") or None,
        aliases=frozenset(dois_in(_json.text(value, "doi"))),
        submitted=first,
        updated=updated,
        dated_by=frozenset((name, _ROUTE) for name, found in dates.items() if found),
    )


def _authors(value: object) -> Iterator[Author]:
    if parsed := _json.listed(value, "authors_parsed"):
        for each in parsed:
            if name := name_in(_printed(each)):
                yield Author(name=name)
    elif isinstance(_json.at(value, "authors"), list):
        for each in _json.texts(value, "authors"):
            yield Author(name=name_in(each))
    else:
        yield from authors_in(_json.text(value, "authors"))


def _printed(parts: object) -> str:
    """Given names, family name and suffix, as they stand on the paper."""
    match parts:
        case [str() as family, str() as given, str() as suffix, *_]:
            words = (given, family, suffix)
        case _:
            words = (_json.raw(parts, 1), _json.raw(parts, 0), _json.raw(parts, 2))
    return " ".join(filter(None, words))


def _words(value: object, key: str) -> list[str]:
    """The words of a text, or of a list of texts."""
    return " ".join(_json.raw(each) for each in _json.listed(value, key)).split()


def _versions(value: object) -> tuple[datetime | None, datetime | None, int | None]:
    """When the first and the last version were submitted, and the last one's number."""
    if versions := _json.listed(value, "versions"):
        first = last = _mail_date(_json.text(versions[0], "created"))
        if len(versions) > 1:
            last = _mail_date(_json.text(versions[-1], "created"))
        number = _json.text(versions[-1], "version").removeprefix("v")
        return first, last, int(number) if number.isdecimal() else len(versions)
    published = _instant(_json.text(value, "published") or _json.text(value, "created"))
    updated = _instant(_json.text(value, "updated"))
    return published, updated, _json.number(value, "version")


def _mail_date(text: str) -> datetime:
    """An instant as the snapshot writes it, or as mail otherwise may."""
    try:
        if usual := _USUAL_DATE().fullmatch(text):
            day, month, year, hour, minute, second = usual.groups()
            clock = (int(hour), int(minute), int(second))
            return possible(
                datetime(int(year), _MONTHS[month], int(day), *clock, tzinfo=UTC),
                text,
                "a version's date",
            )
        found = parsedate_to_datetime(text)
    except ValueError:
        raise ValueError(f"a version is of no date: {text[:40]!r}") from None
    return possible(found if found.tzinfo else found.replace(tzinfo=UTC), text, "a version's date")


def _instant(text: str) -> datetime | None:
    """An instant in ISO 8601; a day is its midnight."""
    if not clean(text):
        return None
    dated = f"{text}T00:00:00+00:00" if len(text) == len("2026-06-12") else text
    return moment(dated, "a date")
