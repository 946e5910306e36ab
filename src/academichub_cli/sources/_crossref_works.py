"""Reading Crossref's works; pure functions of bytes.

https://api.crossref.org/swagger-ui/index.html. Most fields are lists of one; dates have one to
three parts, and `issued` may be of next year's cover; abstracts are JATS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from academichub_cli import journals
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, Doi, Identifier, parse_identifier
from academichub_cli.domain.notices import Notice, kind_of
from academichub_cli.domain.paper import Author, Paper, stamped
from academichub_cli.errors import SourceError
from academichub_cli.sources import _json
from academichub_cli.sources._markup import plain, plain_abstract
from academichub_cli.sources._records import Reader, Records
from academichub_cli.sources._works import (
    check_texts,
    cut,
    instant_in,
    issns_in,
    last_day,
    midnight,
    orcid_in,
    reference,
)

WHO = "Crossref"
# Records that are parts of papers, or whole journals and volumes.
_NO_PAPERS = frozenset(
    "book-series book-set component database grant journal journal-issue journal-volume"
    " peer-review proceedings proceedings-series report-component report-series"
    " standard-series".split()
)
_FRONT_MATTER = frozenset(
    {"front matter", "front cover", "back cover", "back matter", "cover", "cover image"}
    | {"issue information", "editorial board", "table of contents", "contents", "masthead"}
    | {"title page", "graphical abstracts", "author index", "reviewers", "advisory board"}
)
_PUBLISHED = ("published-online", "posted", "published", "issued", "published-print")
_LINKS = ("is-preprint-of", "has-preprint")


class CursorLostError(SourceError):
    """The cursor is good no more: it lives for some minutes, and the reading begins anew."""


class UnknownError(SourceError):
    """There is no such work or journal."""


def parse(body: bytes) -> Records:
    """The works in an answer's bytes, a list or a single one; a bad one is named in `damaged`.

    Raises CursorLostError, UnknownError, or SourceError for anything else that is no answer.
    """
    if body.strip() == b"Resource not found.":
        raise UnknownError(f"{WHO} knows no such record", hint="check the identifier")
    answer = _json.parse(body, who=WHO)
    message = _json.at(answer, "message")
    kind = _json.text(answer, "message-type")
    if _json.text(answer, "status") in {"failed", "error"} or isinstance(message, list):
        raise _complaint(message)
    if kind == "work":
        return _READER.read([message])
    if kind not in {"work-list", ""} or not isinstance(_json.at(message, "items"), list):
        raise SourceError(f"{WHO} sent something else than works", hint=_json.HINT)
    return replace(
        _READER.read(_json.listed(message, "items")),
        total=_json.number(message, "total-results"),
        cursor=_json.raw(message, "next-cursor") or None,
    )


def _complaint(message: object) -> SourceError:
    """What Crossref says was wrong, as an error."""
    said = _json.text(message, 0, "message") or _json.text(message) or "no reason given"
    kinds = {_json.text(each, "type") for each in _json.listed(message)}
    if any(kind.startswith("cursor") for kind in kinds) or "cursor" in said.casefold():
        return CursorLostError(f"{WHO} lost its place: {said[:200]}", hint=_json.HINT)
    failure = SourceError(
        f"{WHO} refused the request: {said[:200]}",
        hint="check the ISSNs and identifiers that `hub following` shows",
    )
    failure.is_refusal = True
    return failure


def _doi_of(record: object) -> Doi:
    doi = Doi.parse(_json.text(record, "DOI"))
    if doi is None:
        raise ValueError("no DOI")
    return doi


def _name_of(record: object) -> str:
    return _json.text(record, "DOI") or plain(_title(record))


def _is_no_paper(record: object) -> bool:
    if _json.text(record, "type") in _NO_PAPERS:
        return True
    title = plain(_title(record)).casefold().strip(" .:")
    return title in _FRONT_MATTER and not _json.listed(record, "author")


def _paper_if_any(record: object, doi: Doi) -> Paper | None:
    return None if _is_no_paper(record) else _paper(record, doi)


def _paper(record: object, doi: Doi) -> Paper:
    """The paper in a record. Raises ValueError that says what is wrong with it."""
    title = _full_title(record)
    abstract = plain_abstract(_json.raw(record, "abstract"))
    check_texts(title, abstract)
    names = {parse_identifier(doi.value) or doi, *_links(record)}
    # What arXiv announced is known by arXiv's name, here as in every other source.
    arxiv = min((name for name in names if isinstance(name, ArxivId)), default=None)
    identifier = arxiv or doi
    venue, year = _venue(record), _year(record)
    issns = issns_in(_json.texts(record, "ISSN"))
    return stamped(
        Paper(
            id=identifier,
            title=title,
            abstract=abstract or None,
            authors=tuple(_authors(record)),
            source="crossref",
            route="api",
            venue=venue or None,
            issns=issns,
            stated_field=journals.field_of(issns),
            journal_ref=reference(
                venue,
                volume=_json.text(record, "volume"),
                issue=_json.text(record, "issue"),
                pages=_json.text(record, "page") or _json.text(record, "article-number"),
                year=year,
            ),
            aliases=frozenset(names) - {identifier},
            submitted=_appeared(record),
        )
    )


def _title(record: object) -> str:
    """The first title: further ones are its translations."""
    return next(filter(str.strip, (_json.raw(each) for each in _json.listed(record, "title"))), "")


def _full_title(record: object) -> str:
    title = plain(_title(record))
    subtitle = plain(_json.raw(record, "subtitle", 0))
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    return clean(f"{title.rstrip(' :')}: {subtitle}")


def _venue(record: object) -> str:
    for place in (
        _json.raw(record, "container-title", 0),
        _json.raw(record, "event", "name"),
        _json.raw(record, "institution", 0, "name"),
        _json.raw(record, "group-title"),
    ):
        if venue := plain(place):
            return venue
    return ""


def _authors(record: object) -> Iterator[Author]:
    for author in _json.listed(record, "author"):
        name = _name(author)
        if not name:
            continue
        orcid = orcid_in(_json.text(author, "ORCID"))
        places = (plain(_json.raw(each, "name")) for each in _json.listed(author, "affiliation"))
        yield Author(
            name=name,
            ids=(("orcid", orcid),) if orcid else (),
            affiliations=tuple(place for place in places if place),
        )


def _name(author: object) -> str:
    """A person's name, given name first, or a group's."""
    parts = (_json.raw(author, part) for part in ("given", "family", "suffix"))
    printed = plain(" ".join(parts)) or plain(_json.raw(author, "name") or _json.raw(author))
    return cut(printed)


def _links(record: object) -> Iterator[Identifier]:
    """What else the publisher says is this work: a paper's preprint, a preprint's paper."""
    for relation in _LINKS:
        for link in _json.listed(record, "relation", relation):
            if _json.text(link, "id-type") in {"doi", "arxiv", "pmid"}:
                scheme = _json.text(link, "id-type")
                name = _json.text(link, "id")
                prefixed = name if scheme == "doi" or ":" in name else f"{scheme}:{name}"
                if found := parse_identifier(prefixed):
                    yield found


def _notices(record: object, doi: Doi) -> Iterator[Notice]:
    """Of other papers in a record that is a notice, of this one in a record that has some."""
    for update in _json.listed(record, "update-to"):
        if (paper := parse_identifier(_json.text(update, "DOI"))) and paper != doi:
            yield _notice(update, paper, doi)
    for update in _json.listed(record, "updated-by"):
        by = parse_identifier(_json.text(update, "DOI"))
        if by != doi:
            yield _notice(update, doi, by)


def _notice(update: object, paper: Identifier, by: Identifier | None) -> Notice:
    said = _json.text(update, "type") or _json.text(update, "label")
    day = last_day(_json.at(update, "updated", "date-parts", 0))
    return Notice(paper=paper, kind=kind_of(said), by=by, day=day)


def _registered(record: object) -> datetime | None:
    """When its DOI was registered."""
    return instant_in(_json.text(record, "created", "date-time"))


def _appeared(record: object) -> datetime | None:
    """When it came out: on the day it was published, where that is before its DOI was registered.

    Cover dates lie in the future, and a date without a day means any day of its month or year.
    """
    registered = _registered(record)
    dates = [_published(record, name) for name in _PUBLISHED]
    known = [day for day in dates if day is not None]
    if registered is None:
        whole = next((_whole_day(record, name) for name in _PUBLISHED), None)
        return midnight(whole) if whole else None
    earliest = min(known, default=None)
    return midnight(earliest) if earliest and earliest < registered.date() else registered


def _published(record: object, name: str) -> date | None:
    return last_day(_json.at(record, name, "date-parts", 0))


def _whole_day(record: object, name: str) -> date | None:
    parts = _json.listed(record, name, "date-parts", 0)
    return last_day(parts) if len(parts) == 3 else None  # noqa: PLR2004 (year, month, day)


def _year(record: object) -> int | None:
    for name in ("published-print", "issued", "published", "published-online"):
        if day := _published(record, name):
            return day.year
    return None


_READER = Reader(
    names=_doi_of,
    paper=_paper_if_any,
    noted=lambda record, doi: (doi.value, _registered(record)),
    called=_name_of,
    notices=_notices,
)


def is_record(value: object) -> bool:
    """Whether this is a work as Crossref's bulk files hold it."""
    return bool(_json.text(value, "DOI"))


def paper_of(value: object) -> Paper:
    """The paper in a work. Raises ValueError that says what is wrong with it."""
    if _is_no_paper(value):
        raise ValueError("no paper")
    return _paper(value, _doi_of(value))
