"""OpenAlex's persons by name or ORCID: https://developers.openalex.org/api-entities/authors."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from academichub_cli.domain.names import Match, compare
from academichub_cli.domain.people import Candidate, usual
from academichub_cli.domain.radar import Follow
from academichub_cli.errors import SourceError
from academichub_cli.sources import _json
from academichub_cli.sources._people import MOST, PeopleFinder
from academichub_cli.sources._source import Access
from academichub_cli.sources._works import cut, orcid_in
from academichub_cli.web import RefusedError, Request
from academichub_cli.web.door import Web

_WHO = "OpenAlex"
_MOST_NAMES, _MOST_OF_EACH, _MOST_WORKS = 4, 3, 50
_MOST_AUTHORS = 60  # a work by more does not tell who knows whom
_OWN = re.compile(r"https://openalex\.org/(A\d{1,18})", re.ASCII)
_UNKNOWN = 404


class OpenAlexPeople:
    """Persons of the catalogue at openalex.org; one question costs as much as ten lists."""

    label = _WHO
    source = "openalex"
    key: str | None = "openalex"
    addresses: Mapping[str, str] = MappingProxyType({"api": "openalex"})
    route = "api"

    async def people(self, who: Follow, web: Web, access: Access) -> AsyncIterator[Candidate]:
        """The persons it has, then again with titles and co-authors. Raises SourceError."""
        found = await _found(who, web, access)
        for each in found:
            yield each
        if found:
            works = parse_works((await web.get(_works_of(found, access))).body)
            for each in found:
                if told := works.get(_own_id(each)):
                    yield replace(each, titles=tuple(told.titles), coauthors=usual(told.coauthors))


FINDER: PeopleFinder = OpenAlexPeople()


@dataclass(frozen=True, slots=True)
class Told:
    """What the last works tell of a person."""

    titles: list[str] = field(default_factory=list)
    coauthors: list[str] = field(default_factory=list)


def parse(body: bytes, name: str) -> tuple[Candidate, ...]:
    """The persons of an answer whose name is a form of this one.

    Raises SourceError for what is no list of persons.
    """
    found = (_candidate(each) for each in _listed(body, "persons"))
    return tuple(
        each
        for each in found
        if each and any(compare(name, known) is not Match.NO for known in each.names)
    )


def parse_one(body: bytes) -> tuple[Candidate, ...]:
    """The person of whom an answer is. Raises SourceError for what is no person."""
    if (person := _candidate(_json.parse(body, who=_WHO))) is None:
        raise SourceError(f"{_WHO} sent no person", hint=_json.HINT)
    return (person,)


def parse_works(body: bytes) -> Mapping[str, Told]:
    """What a list of works tells of each of its authors, by OpenAlex's id, the last work first.

    Raises SourceError for what is no list of works.
    """
    found: dict[str, Told] = {}
    for work in _listed(body, "works"):
        title = _json.text(work, "title")
        authors = [each for each in map(_author, _json.listed(work, "authorships")) if each]
        for own, name in authors:
            told = found.setdefault(own, Told())
            if title:
                told.titles.append(title)
            if len(authors) <= _MOST_AUTHORS:
                told.coauthors.extend(each for _, each in authors if each != name)
    return found


async def _found(who: Follow, web: Web, access: Access) -> tuple[Candidate, ...]:
    if orcid := who.is_known_by_id and who.id_of("orcid"):
        try:
            answer = await web.get(_asked(access, f"/authors/orcid:{orcid[1]}", {}))
        except RefusedError as refused:
            if refused.status != _UNKNOWN:
                raise
            return ()
        return parse_one(answer.body)
    params = {"search": who.text, "per_page": str(MOST)}
    return parse((await web.get(_asked(access, "/authors", params))).body, who.text)


def _works_of(found: Sequence[Candidate], access: Access) -> Request:
    """The last works of all of them, which cost a hundredth of what a search does."""
    params = {
        "filter": f"authorships.author.id:{'|'.join(map(_own_id, found))}",
        "sort": "publication_date:desc",
        "per_page": str(_MOST_WORKS),
        "select": "title,authorships",
    }
    return _asked(access, "/works", params)


def _asked(access: Access, path: str, params: Mapping[str, str]) -> Request:
    return Request(
        url=f"{access.addresses['api']}{path}",
        params=params,
        secret_params={"api_key": access.key} if access.key else {},
        expects="json",
        standing=_WHO,
    )


def _listed(body: bytes, what: str) -> list[object]:
    document = _json.parse(body, who=_WHO)
    if not isinstance(_json.at(document, "results"), list):
        raise SourceError(f"{_WHO} sent no list of {what}", hint=_json.HINT)
    return _json.listed(document, "results")


def _candidate(record: object) -> Candidate | None:
    names = (_json.text(record, "display_name"), *_json.texts(record, "display_name_alternatives"))
    known = tuple(dict.fromkeys(cut(name) for name in names if cut(name)))
    ids = tuple(_ids(record))
    if not known or not ids:
        return None
    return Candidate(
        names=known[:_MOST_NAMES],
        found_in=_WHO,
        count=_json.number(record, "works_count"),
        affiliations=_said(record, "last_known_institutions"),
        fields=_said(record, "topics"),
        years=_years(record),
        ids=ids,
    )


def _author(authorship: object) -> tuple[str, str] | None:
    """Id and name of one of a work's authors."""
    own = _OWN.fullmatch(_json.text(authorship, "author", "id"))
    name = cut(_json.text(authorship, "author", "display_name"))
    return (own[1], name) if own and name else None


def _said(record: object, key: str) -> tuple[str, ...]:
    found = (_json.text(each, "display_name") for each in _json.listed(record, key))
    return tuple(dict.fromkeys(each for each in found if each))[:_MOST_OF_EACH]


def _years(record: object) -> tuple[int, int] | None:
    """The years of the last ten in which something of theirs appeared."""
    found = [
        year
        for each in _json.listed(record, "counts_by_year")
        if _json.number(each, "works_count") and (year := _json.number(each, "year"))
    ]
    return (min(found), max(found)) if found else None


def _ids(record: object) -> Iterator[str]:
    if orcid := orcid_in(_json.text(record, "orcid")):
        yield f"orcid:{orcid}"
    if own := _OWN.fullmatch(_json.text(record, "id")):
        yield f"openalex:{own[1]}"


def _own_id(person: Candidate) -> str:
    own = (each.partition(":") for each in person.ids)
    return next((value for scheme, _, value in own if scheme == "openalex"), "")
