"""Reading Semantic Scholar's papers; pure functions of bytes.

https://api.semanticscholar.org/api-docs/graph. Lists come in several wrappings; of what was asked
for, anything may be null; what is wrong is said in `error` or in `message`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from academichub_cli.domain import fields
from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.identifiers import Identifier, parse_identifier, rank
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
    reference,
)

WHO = "Semantic Scholar"
FIELDS = (
    *("externalIds", "title", "abstract", "venue", "year", "publicationDate", "authors"),
    *("fieldsOfStudy", "journal", "publicationVenue"),
)
_LISTS = ("data", "recommendedPapers", "papers")
_WRAPPED = ("citingPaper", "citedPaper")


def parse(body: bytes) -> Records:
    """The papers in an answer's bytes; a record that cannot be read is named in `damaged`.

    What was asked for by name and is unknown there is null, and no paper.

    Raises SourceError for anything else, with what was wrong where the answer says so.
    """
    answer = _json.parse(body, who=WHO)
    said = _json.text(answer, "error") or _json.text(answer, "message")
    if said:
        failure = SourceError(
            f"{WHO} refused the request: {said[:200]}",
            hint="check the ids that `hub following` shows, and the key with `hub doctor`",
        )
        failure.is_refusal = True
        raise failure
    written = _records(answer)
    known = [_unwrapped(record) for record in written if record is not None]
    return replace(
        _READER.read(known),
        count=len(written),
        others=len(written) - len(known),
        total=_json.number(answer, "total"),
        onward=_json.number(answer, "next"),
        cursor=_json.raw(answer, "token") or None,
    )


def _records(answer: object) -> list[object]:
    records: list[object] | None
    if isinstance(answer, list):
        records = answer
    elif _json.text(answer, "paperId"):
        records = [answer]
    else:
        lists = (_json.at(answer, name) for name in _LISTS)
        records = next((each for each in lists if isinstance(each, list)), None)
    if records is None or (records and not any(isinstance(each, dict) for each in records)):
        raise SourceError(f"{WHO} sent something else than papers", hint=_json.HINT)
    return records


def _unwrapped(record: object) -> object:
    """The paper in a citation or a reference."""
    inner = (_json.at(record, name) for name in _WRAPPED)
    return next((each for each in inner if each is not None), record)


def _names(record: object) -> list[Identifier]:
    """Every name of a record, the best first. Raises ValueError where it has none."""
    texts = (
        f"arXiv:{_json.text(record, 'externalIds', 'ArXiv')}",
        _json.text(record, "externalIds", "DOI"),
        f"pmid:{_json.text(record, 'externalIds', 'PubMed')}",
        f"pmcid:PMC{_json.text(record, 'externalIds', 'PubMedCentral').removeprefix('PMC')}",
    )
    names = [found for text in texts if (found := parse_identifier(text))]
    if not names and (own := Accession.parse(f"s2:{_json.text(record, 'paperId')}")):
        names.append(own)
    if not names:
        raise ValueError("no identifier")
    return sorted(dict.fromkeys(names), key=rank)


def _published(record: object) -> datetime | None:
    return instant_in(_json.text(record, "publicationDate"))


def _paper(record: object, names: list[Identifier]) -> Paper:
    """The paper in a record. Raises ValueError that says what is wrong with it."""
    title = plain(_json.raw(record, "title"))
    abstract = plain_abstract(_json.raw(record, "abstract"))
    check_texts(title, abstract)
    venue = _venue(record)
    year = last_day([_json.number(record, "year")])
    return stamped(
        Paper(
            id=names[0],
            title=title,
            abstract=abstract or None,
            authors=tuple(_authors(record)),
            source="s2",
            route="api",
            venue=venue or None,
            issns=issns_in(_issns(record)),
            stated_field=_field(record),
            journal_ref=reference(
                venue,
                volume=_json.text(record, "journal", "volume"),
                pages=_json.text(record, "journal", "pages"),
                year=year.year if year else None,
            ),
            aliases=frozenset(names[1:]),
            submitted=_published(record),
        )
    )


def _venue(record: object) -> str:
    return (
        plain(_json.raw(record, "venue"))
        or plain(_json.raw(record, "publicationVenue", "name"))
        or plain(_json.raw(record, "journal", "name"))
    )


def _issns(record: object) -> tuple[str, ...]:
    venue = _json.at(record, "publicationVenue")
    return (_json.text(venue, "issn"), *_json.texts(venue, "alternate_issns"))


def _field(record: object) -> str | None:
    stated = (fields.known(name) for name in _json.texts(record, "fieldsOfStudy"))
    return next((name for name in stated if name), None)


def _authors(record: object) -> Iterator[Author]:
    for author in _json.listed(record, "authors"):
        name = cut(plain(_json.raw(author, "name")))
        number = _json.text(author, "authorId")
        is_number = number.isascii() and number.isdecimal()
        if name:
            places = (plain(_json.raw(each)) for each in _json.listed(author, "affiliations"))
            yield Author(
                name=name,
                ids=(("s2", number),) if is_number else (),
                affiliations=tuple(place for place in places if place),
            )


_READER = Reader(
    names=_names,
    paper=_paper,
    noted=lambda record, names: (
        _json.text(record, "paperId") or str(names[0]),
        _published(record),
    ),
    called=lambda record: _json.text(record, "paperId"),
)
