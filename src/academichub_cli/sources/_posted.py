"""Reading what api.biorxiv.org says of a span of days: https://api.biorxiv.org.

One record a version; authors as in ``Wright, K. M.; Gaudinier, A.``; what is absent is ``NA``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from academichub_cli.domain.categories import subject_slug
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import Doi
from academichub_cli.domain.notices import Notice, NoticeKind
from academichub_cli.domain.paper import Author, Paper, stamped
from academichub_cli.domain.routes import Route
from academichub_cli.domain.text_forms import fold
from academichub_cli.errors import SourceError
from academichub_cli.sources import _json
from academichub_cli.sources._markup import plain, plain_abstract
from academichub_cli.sources._works import check_texts, midnight

_NONE = frozenset({"", "na", "n/a", "none", "null"})
_NOTHING = re.compile(r"no (?:posts|papers|articles|results)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.ASCII | re.DOTALL)
_YEARS = range(2013, 2101)
_MOST_VERSIONS = 999
_LONGEST_SAID = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One version of a paper, with the day on which it was posted."""

    paper: Paper
    day: date
    version: int
    notice: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A record that could not be read: what is wrong with it, and whose it was where that is clear.

    `day` is None where it may be of any day.
    """

    said: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page: its records, how many there were with the damaged ones, how many there are in all."""

    records: tuple[Record, ...] = ()
    damaged: tuple[Damage, ...] = ()
    count: int = 0
    total: int | None = None


def parse(body: bytes, *, server: str, label: str) -> Answer:
    """What an answer says. Raises SourceError where it says that something is wrong."""
    document = _json.parse(body, who=label)
    said = _json.text(document, "messages", 0, "status")
    if said.casefold() != "ok":
        if _NOTHING.search(said):
            return Answer(total=0)
        raise _complaint(label, said)
    rows = _json.listed(document, "collection")
    records: list[Record] = []
    damaged: list[Damage] = []
    for number, row in enumerate(rows, start=1):
        try:
            records.append(_record(row, server, label))
        except ValueError as error:
            name = _json.text(row, "doi")[:_LONGEST_SAID] or f"record {number}"
            day = _day(_json.text(row, "date"))
            damaged.append(Damage(said=f"{name}: {error}", day=day))
    return Answer(
        records=tuple(records),
        damaged=tuple(damaged),
        count=len(rows),
        total=_json.number(document, "messages", 0, "total"),
    )


def _complaint(label: str, said: str) -> SourceError:
    shown = said[:_LONGEST_SAID] or "nothing of how it went"
    return SourceError(f"{label} answered with {shown!r}", hint=_json.HINT)


def _record(row: Any, server: str, label: str) -> Record:  # noqa: ANN401 (whatever was sent)
    """Raises ValueError for a row that is no record of a paper."""
    if (doi := Doi.parse(_json.text(row, "doi"))) is None:
        raise ValueError("no DOI")
    if (day := _day(_json.text(row, "date"))) is None:
        raise ValueError("no date")
    version = _json.number(row, "version") or 0
    if not 1 <= version <= _MOST_VERSIONS:
        raise ValueError("no version")
    title, abstract = plain(_json.raw(row, "title")), plain_abstract(_json.raw(row, "abstract"))
    check_texts(title, abstract)
    paper = Paper(
        id=doi,
        title=title,
        abstract=_known(abstract),
        source=server,
        route=Route.DAYS.value,
        version=version,
        authors=tuple(_authors(row)),
        categories=_categories(row, server),
        venue=label,
        aliases=_published(row) - {doi},
        submitted=midnight(day) if version == 1 else None,
        updated=midnight(day) if version > 1 else None,
    )
    return Record(paper=stamped(paper), day=day, version=version, notice=_notice(row, doi, day))


def _day(text: str) -> date | None:
    """The day in ``2026-06-30``, and in ``2026-6-30``, which was sent once."""
    if (match := _DATE.fullmatch(text)) is None or int(match[1]) not in _YEARS:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _known(text: str) -> str | None:
    return None if text.casefold() in _NONE else text


def _categories(row: Any, server: str) -> tuple[str, ...]:  # noqa: ANN401 (whatever was sent)
    slug = subject_slug(_json.text(row, "category")[:_LONGEST_SAID])
    return (f"{server}:{slug}",) if slug and slug not in _NONE else ()


def _published(row: Any) -> frozenset[Doi]:  # noqa: ANN401 (whatever was sent)
    """The journal's DOI of a paper that has come out there."""
    found = Doi.parse(_json.text(row, "published"))
    return frozenset({found}) if found else frozenset()


def _notice(row: Any, doi: Doi, day: date) -> Notice | None:  # noqa: ANN401 (whatever was sent)
    if "withdraw" not in _json.text(row, "type").casefold():
        return None
    return Notice(paper=doi, kind=NoticeKind.WITHDRAWAL, day=day)


def _authors(row: Any) -> Iterator[Author]:  # noqa: ANN401 (whatever was sent)
    """The authors, the corresponding one with the full name and the institution."""
    full = clean(" ".join(_json.text(row, "author_corresponding").split()))
    institution = _known(_json.text(row, "author_corresponding_institution"))
    names = [_given_first(name) for name in _json.text(row, "authors").split(";")]
    names = [name for name in names if name and name.casefold() not in _NONE]
    meant = [name for name in names if _is_short_for(name, full)]
    for name in names:
        author = Author(name=name)
        if meant == [name]:
            places = (institution,) if institution else ()
            author = replace(author, name=full, affiliations=places)
        yield author


def _given_first(name: str) -> str:
    family, comma, given = name.partition(",")
    return clean(f"{given.strip(' ,')} {family.strip()}" if comma else name)


def _is_short_for(name: str, full: str) -> bool:
    """Whether ``K. M. Wright`` is short for ``Kevin M. Wright``: the same words, some of them cut.

    A full name may leave out the initials of further given names.
    """
    (*cut, family), (*whole, own) = _words(name) or [""], _words(full) or [""]
    if not (cut and whole and family == own):
        return False
    return all(word.startswith(start) for start, word in zip(cut, whole, strict=False))


def _words(name: str) -> list[str]:
    return fold(name).replace(".", " ").split()
