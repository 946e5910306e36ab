"""Semantic Scholar's persons by name: https://api.semanticscholar.org/api-docs/graph."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from types import MappingProxyType

from academichub_cli.domain.names import Match, compare
from academichub_cli.domain.people import Candidate, usual
from academichub_cli.domain.people.candidates import MOST_KNOWN
from academichub_cli.domain.radar import Follow
from academichub_cli.errors import SourceError
from academichub_cli.sources import _json
from academichub_cli.sources._people import MOST, PeopleFinder
from academichub_cli.sources._source import Access
from academichub_cli.sources._works import YEARS, cut, orcid_in
from academichub_cli.web import RefusedError, Request
from academichub_cli.web.door import Web

_WHO = "Semantic Scholar"
_FIELDS = ("name", "affiliations", "paperCount", "externalIds")
_OF_PAPERS = ("papers.title", "papers.year", "papers.authors", "papers.fieldsOfStudy")
_MOST_OF_EACH = 3
_NOT_SO = 400
_MOST_AUTHORS = 60  # a paper by more does not tell who knows whom


class SemanticScholarPeople:
    """Persons of the database at semanticscholar.org; without a key most questions are refused."""

    label = _WHO
    source = "s2"
    key: str | None = "s2"
    addresses: Mapping[str, str] = MappingProxyType({"api": "s2"})
    route = "api"

    async def people(self, who: Follow, web: Web, access: Access) -> AsyncIterator[Candidate]:
        """The persons whom a name may mean, the likeliest first. Raises SourceError."""
        try:
            answer = await web.get(_asked(who.text, access, (*_FIELDS, *_OF_PAPERS)))
        except RefusedError as refused:
            # An answer of more than 10 MB is refused, which persons with very many papers make.
            if refused.status != _NOT_SO:
                raise
            answer = await web.get(_asked(who.text, access, _FIELDS))
        for each in parse(answer.body, who.text):
            yield each


FINDER: PeopleFinder = SemanticScholarPeople()


def parse(body: bytes, name: str) -> tuple[Candidate, ...]:
    """The persons of an answer whose name is a form of this one.

    Raises SourceError for what is no list of persons.
    """
    document = _json.parse(body, who=_WHO)
    if not isinstance(_json.at(document, "data"), list):
        raise SourceError(f"{_WHO} sent no list of persons", hint=_json.HINT)
    found = (_candidate(each) for each in _json.listed(document, "data"))
    return tuple(each for each in found if each and compare(name, each.names[0]) is not Match.NO)


def _asked(name: str, access: Access, fields: Sequence[str]) -> Request:
    return Request(
        url=f"{access.addresses['api']}/graph/v1/author/search",
        # Words with hyphens find nothing there.
        params={
            "query": name.replace("-", " "),
            "fields": ",".join(fields),
            "limit": str(MOST),
        },
        secrets={"x-api-key": access.key} if access.key else {},
        expects="json",
        standing=_WHO,
    )


def _candidate(record: object) -> Candidate | None:
    number, name = _json.text(record, "authorId"), cut(_json.text(record, "name"))
    if not name or not (number.isascii() and number.isdecimal()):
        return None
    papers = sorted(_json.listed(record, "papers"), key=_year, reverse=True)
    years = [year for each in papers if (year := _year(each))]
    titles = (_json.text(each, "title") for each in papers)
    return Candidate(
        names=(name,),
        found_in=_WHO,
        count=_json.number(record, "paperCount"),
        titles=tuple(dict.fromkeys(title for title in titles if title))[:MOST_KNOWN],
        coauthors=usual(_coauthors(papers, number))[:MOST_KNOWN],
        fields=usual(_json.text(each) for paper in papers for each in _fields(paper))[
            :_MOST_OF_EACH
        ],
        affiliations=_json.texts(record, "affiliations")[:_MOST_OF_EACH],
        years=(min(years), max(years)) if years else None,
        ids=tuple(_ids(record, number)),
    )


def _ids(record: object, number: str) -> Iterator[str]:
    for text in _json.texts(record, "externalIds", "ORCID"):
        if orcid := orcid_in(text):
            yield f"orcid:{orcid}"
    yield f"s2:{number}"


def _coauthors(papers: Sequence[object], number: str) -> Iterator[str]:
    for paper in papers:
        authors = _json.listed(paper, "authors")
        if len(authors) <= _MOST_AUTHORS:
            others = (each for each in authors if _json.text(each, "authorId") != number)
            yield from filter(None, (cut(_json.text(each, "name")) for each in others))


def _fields(paper: object) -> list[object]:
    return [each for each in _json.listed(paper, "fieldsOfStudy") if _json.text(each)]


def _year(paper: object) -> int:
    """The year of a paper; 0 where it has none."""
    year = _json.number(paper, "year")
    return year if year is not None and year in YEARS else 0
