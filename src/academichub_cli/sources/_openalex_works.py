"""Reading OpenAlex's works; pure functions of bytes.

https://developers.openalex.org/api-reference/works. Identifiers are addresses; abstracts are lists
of where each word stands; a preprint and the paper in the journal are often one work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from academichub_cli.domain import fields
from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import Identifier, parse_identifier, rank
from academichub_cli.domain.notices import Notice, NoticeKind
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
    midnight,
    orcid_in,
    reference,
)

WHO = "OpenAlex"
FIELDS = (
    *("id", "doi", "ids", "title", "authorships", "abstract_inverted_index", "publication_date"),
    *("created_date", "primary_location", "locations", "primary_topic", "biblio", "type"),
    *("is_retracted", "is_paratext"),
)
_NO_PAPERS = frozenset({"paratext", "peer-review", "grant", "supplementary-materials"})
_DEAREST = 100  # dollars
_MOST_WORDS = 20_000
_PLACES = range(_MOST_WORDS)


def parse(body: bytes) -> Records:
    """The works in an answer's bytes, a list or a single one; a bad one is named in `damaged`.

    Raises SourceError for anything else, with what was wrong where the answer says so.
    """
    answer = _json.parse(body, who=WHO)
    if _json.text(answer, "error"):
        raise _complaint(answer)
    if isinstance(answer, dict) and "results" not in answer and _work_id(answer):
        return _READER.read([answer])
    if not isinstance(_json.at(answer, "results"), list):
        raise SourceError(f"{WHO} sent something else than works", hint=_json.HINT)
    cost = _json.at(answer, "meta", "cost_usd")
    return replace(
        _READER.read(_json.listed(answer, "results")),
        total=_json.number(answer, "meta", "count"),
        cursor=_json.raw(answer, "meta", "next_cursor") or None,
        cost=float(cost) if isinstance(cost, int | float) and 0 <= cost <= _DEAREST else None,
    )


def _complaint(answer: object) -> SourceError:
    said = _json.text(answer, "message") or _json.text(answer, "error")
    failure = SourceError(
        f"{WHO} refused the request: {said[:200]}",
        hint="check the ids that `hub following` shows, and the key with `hub doctor`",
    )
    failure.is_refusal = True
    return failure


def _work_id(record: object) -> str:
    found = Accession.parse(_json.text(record, "id"))
    return found.number if found and found.scheme == "openalex" else ""


def _dated(record: object) -> datetime | None:
    return instant_in(_json.text(record, "publication_date"))


def _name_of(record: object) -> str:
    return _work_id(record) or _json.text(record, "doi") or plain(_json.raw(record, "title"))


def _is_no_paper(record: object) -> bool:
    if _json.at(record, "is_paratext") is True:
        return True
    return _json.text(record, "type") in _NO_PAPERS


def _named(record: object) -> tuple[Identifier, ...]:
    """Every name of a record, the best first. Raises ValueError where it has none."""
    names = [found for text in _names(record) if (found := parse_identifier(text))]
    ranked = sorted(names, key=rank)
    if not ranked:
        raise ValueError("no identifier")
    # The catalogue's own number is of use only where there is no other name.
    return tuple(dict.fromkeys(name for name in ranked if not _is_own(name))) or (ranked[0],)


def _is_own(name: Identifier) -> bool:
    return isinstance(name, Accession) and name.scheme == "openalex"


def _names(record: object) -> Iterator[str]:
    yield _json.text(record, "doi")
    yield _json.text(record, "ids", "doi")
    for scheme in ("pmid", "pmcid"):
        text = _json.text(record, "ids", scheme)
        yield text if "/" in text or not text.isdecimal() else f"{scheme}:{text}"
    for location in _json.listed(record, "locations"):
        address = _json.text(location, "landing_page_url")
        if "arxiv.org/" in address or "10.48550/arxiv" in address.casefold():
            yield address
    yield _json.text(record, "id")


def _notices(record: object, names: tuple[Identifier, ...]) -> Iterator[Notice]:
    if _json.at(record, "is_retracted") is True:
        yield Notice(paper=names[0], kind=NoticeKind.RETRACTION)


def _paper_if_any(record: object, names: tuple[Identifier, ...]) -> Paper | None:
    return None if _is_no_paper(record) else _paper(record, names)


def _paper(record: object, names: tuple[Identifier, ...]) -> Paper:
    """The paper in a record. Raises ValueError that says what is wrong with it."""
    title = plain(_json.raw(record, "title") or _json.raw(record, "display_name"))
    abstract = _abstract(record)
    check_texts(title, abstract)
    published = instant_in(_json.text(record, "publication_date"))
    venue = plain(_json.raw(record, "primary_location", "source", "display_name"))
    return stamped(
        Paper(
            id=names[0],
            title=title,
            abstract=abstract or None,
            authors=tuple(_authors(record)),
            source="openalex",
            route="api",
            venue=venue or None,
            issns=issns_in(_json.texts(record, "primary_location", "source", "issn")),
            stated_field=_field(record),
            journal_ref=_reference(record, venue, published.date() if published else None),
            aliases=frozenset(names[1:]),
            submitted=_appeared(record, published),
        )
    )


def _appeared(record: object, published: datetime | None) -> datetime | None:
    """When it was published, but not later than the catalogue knew it: covers lie in the future."""
    created = instant_in(_json.text(record, "created_date"))
    known = [moment for moment in (published, created) if moment is not None]
    return midnight(min(known).date()) if known else None


def _field(record: object) -> str | None:
    return fields.known(_json.text(record, "primary_topic", "field", "display_name"))


def _reference(record: object, venue: str, published: date | None) -> str | None:
    first = _json.text(record, "biblio", "first_page")
    last = _json.text(record, "biblio", "last_page")
    return reference(
        venue,
        volume=_json.text(record, "biblio", "volume"),
        issue=_json.text(record, "biblio", "issue"),
        pages=f"{first}-{last}" if last and last != first else first,
        year=published.year if published else None,
    )


def _authors(record: object) -> Iterator[Author]:
    for authorship in _json.listed(record, "authorships"):
        written = _json.raw(authorship, "raw_author_name")
        if printed := cut(plain(written or _json.raw(authorship, "author", "display_name"))):
            yield Author(
                name=printed,
                ids=tuple(_author_ids(authorship)),
                affiliations=_affiliations(authorship),
            )


def _author_ids(authorship: object) -> Iterator[tuple[str, str]]:
    if orcid := orcid_in(_json.text(authorship, "author", "orcid")):
        yield "orcid", orcid
    number = _json.text(authorship, "author", "id").rpartition("/")[2].upper()
    if number.startswith("A") and number[1:].isdecimal() and number.isascii():
        yield "openalex", number


def _affiliations(authorship: object) -> tuple[str, ...]:
    written = _json.listed(authorship, "raw_affiliation_strings")
    places = [plain(_json.raw(each)) for each in written] or [
        plain(_json.raw(each, "display_name")) for each in _json.listed(authorship, "institutions")
    ]
    return tuple(dict.fromkeys(place for place in places if place))


def _abstract(record: object) -> str:
    """The abstract from where each of its words stands; a word without a place is left out."""
    index = _json.at(record, "abstract_inverted_index")
    if not isinstance(index, dict):
        return ""
    words: dict[int, str] = {}
    for word, places in index.items():
        for place in _json.listed(places):
            if isinstance(place, int) and place in _PLACES:
                words[place] = word
    return clean(plain_abstract(" ".join(words[place] for place in sorted(words))))


_READER = Reader(
    names=_named,
    paper=_paper_if_any,
    noted=lambda record, names: (_work_id(record) or str(names[0]), _dated(record)),
    called=_name_of,
    notices=_notices,
)


def is_record(value: object) -> bool:
    """Whether this is a work as OpenAlex's bulk files hold it."""
    return "openalex.org/" in _json.text(value, "id") and bool(_work_id(value))


def paper_of(value: object) -> Paper:
    """The paper in a work. Raises ValueError that says what is wrong with it."""
    if _is_no_paper(value):
        raise ValueError("no paper")
    return _paper(value, _named(value))
