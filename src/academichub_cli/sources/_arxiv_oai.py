"""Reading arXiv's OAI-PMH answers in the format `arXiv`; pure functions of bytes.

https://info.arxiv.org/help/oa/index.html. A record's datestamp is the day of its last change,
whatever that was; its dates of submission are days without time, taken here as midnight UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from lxml import etree

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, parse_versioned
from academichub_cli.domain.paper import Author, Paper, is_category
from academichub_cli.errors import SourceError
from academichub_cli.sources import _xml
from academichub_cli.sources._arxiv_fields import (
    categories_in,
    check_texts,
    day,
    dois_in,
    moment,
    name_in,
)

_LAYOUT = _xml.Layout(
    what="OAI-PMH answer",
    namespace="http://www.openarchives.org/OAI/2.0/",
    around=("OAI-PMH", "ListRecords"),
    record="record",
)
_NAMESPACES = {"oai": _LAYOUT.namespace}
_NOTHING, _EXPIRED = "noRecordsMatch", "badResumptionToken"
_LONGEST_TOKEN = 2_000
_PHYSICS = frozenset(
    "astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th physics"
    " quant-ph".split()
)
_OTHER_GROUPS = frozenset("cs econ eess math q-bio q-fin stat".split())


class ExpiredTokenError(SourceError):
    """A resumption token that is no longer good: the list must be asked for from its start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OaiRecord:
    """A record and the day of its last change; of a deleted one only the identifier is left."""

    identifier: ArxivId
    paper: Paper | None
    datestamp: date
    is_deleted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OaiPage:
    """A part of a list, of which `count` records were written.

    `token` asks for the next part, None after the last; `answered` is the server's time.
    """

    records: tuple[OaiRecord, ...]
    token: str | None
    answered: datetime | None
    damaged: tuple[str, ...]
    count: int


def parse(body: bytes) -> OaiPage:
    """The page in an answer's bytes; a record that cannot be read is named in `damaged`.

    A list without records is an empty page. Raises ExpiredTokenError where the token was refused,
    and SourceError for a document type, for anything but a whole answer, for any other error it
    tells of, and for a token that cannot be one.
    """
    document = _xml.parse(body, _LAYOUT)
    errors = document.root.findall("oai:error", _NAMESPACES)
    _refuse_errors(errors)
    if not errors and document.root.find("*/oai:record", _NAMESPACES) is None:
        _require_list(document)
    records = document.read(_record, name=_name)
    return OaiPage(
        records=records.values,
        token=None if errors else _token(document),
        answered=_answered(document.root),
        damaged=records.damaged,
        count=records.count,
    )


def set_of(category: str) -> str:
    """The set of a category or a whole archive, as ``group:archive:CLASS``.

    ``cs:cs:CL``, ``physics:cond-mat:soft``, ``physics:hep-th``; a whole archive is named with its
    group too, as ``cs:cs`` or ``q-bio:q-bio``, for a group alone (``physics``) is all its archives.
    Raises ValueError for what is neither.

    >>> set_of("cs.CL"), set_of("math"), set_of("hep-th")
    ('cs:cs:CL', 'math:math', 'physics:hep-th')
    """
    archive, dot, subject = category.partition(".")
    is_known = archive in _PHYSICS or archive in _OTHER_GROUPS
    if not is_known or (dot and not is_category(category)):
        raise ValueError(f"no arXiv category: {category[:40]!r}")
    group = "physics" if archive in _PHYSICS else archive
    return ":".join((group, archive, subject) if dot else (group, archive))


def _refuse_errors(errors: list[etree._Element]) -> None:
    for error in errors:
        code = str(error.get("code", ""))
        if code == _NOTHING:
            continue
        said = (_xml.words(error) or clean(code) or "no reason given")[:200]
        if code == _EXPIRED:
            raise ExpiredTokenError(
                f"arXiv no longer knows where its list was left: {said}",
                hint="the next run asks for the list from its start",
            )
        raise SourceError(f"arXiv refused the request: {said}", hint="this is a fault of hub's")


def _require_list(document: _xml.Document) -> None:
    if document.root.find("oai:ListRecords", _NAMESPACES) is None and not document.written:
        raise SourceError("arXiv sent an OAI-PMH answer without a list", hint=_xml.HINT)


def _token(document: _xml.Document) -> str | None:
    """The token as it is written, for it is handed back.

    One that was written and cannot be read must not pass for the end of the list.
    """
    # Anywhere, for a record that is not well-formed takes in what follows it.
    found = document.root.findall(".//{*}resumptionToken")
    token = "".join(map(str, found[-1].itertext())).strip() if found else ""
    is_lost = not found and b"<resumptionToken" in document.body
    if is_lost or len(token) > _LONGEST_TOKEN or not (token.isascii() and token.isprintable()):
        raise SourceError("arXiv's resumption token cannot be read", hint=_xml.HINT)
    return token or None


def _answered(root: etree._Element) -> datetime | None:
    try:
        return moment(_text(root, "oai:responseDate"), "responseDate")
    except ValueError:
        return None


def _record(element: etree._Element) -> OaiRecord:
    """The record in an element. Raises ValueError that says what is wrong with it."""
    header = element.find("oai:header", _NAMESPACES)
    if header is None:
        raise ValueError("no header")
    versioned = parse_versioned(_text(header, "oai:identifier"))
    if versioned is None:
        raise ValueError("no arXiv identifier")
    identifier = versioned[0]
    is_deleted = header.get("status") == "deleted"
    return OaiRecord(
        identifier=identifier,
        paper=None if is_deleted else _paper(element, identifier),
        datestamp=day(_text(header, "oai:datestamp")[:10], "datestamp"),
        is_deleted=is_deleted,
    )


def _paper(element: etree._Element, identifier: ArxivId) -> Paper:
    # Old answers leave the namespace of the metadata out.
    metadata = element.find("{*}metadata/{*}arXiv")
    if metadata is None:
        raise ValueError("no metadata in the format arXiv")
    title, abstract = _text(metadata, "{*}title"), _text(metadata, "{*}abstract")
    check_texts(title, abstract)
    return Paper(
        id=identifier,
        title=title,
        abstract=abstract or None,
        authors=tuple(_authors(metadata)),
        categories=categories_in(_text(metadata, "{*}categories").split()),
        source="arxiv",
        route="oai",
        comment=_text(metadata, "{*}comments") or None,
        journal_ref=_text(metadata, "{*}journal-ref") or None,
        aliases=dois_in(_text(metadata, "{*}doi")),
        submitted=_midnight(metadata, "created"),
        updated=_midnight(metadata, "updated"),
    )


def _authors(metadata: etree._Element) -> list[Author]:
    authors = []
    for author in metadata.findall("{*}authors/{*}author"):
        parts = (_text(author, f"{{*}}{name}") for name in ("forenames", "keyname", "suffix"))
        if name := name_in(" ".join(parts)):
            texts = tuple(map(_xml.words, author.findall("{*}affiliation")))
            authors.append(Author(name=name, affiliations=tuple(filter(None, texts))))
    return authors


def _midnight(metadata: etree._Element, name: str) -> datetime | None:
    text = _text(metadata, f"{{*}}{name}")
    return datetime.combine(day(text, name), time(), UTC) if text else None


def _name(element: etree._Element) -> str:
    return _text(element, "oai:header/oai:identifier")[:80] or "a record without identifier"


def _text(element: etree._Element, path: str) -> str:
    return _xml.text(element, path, _NAMESPACES)
