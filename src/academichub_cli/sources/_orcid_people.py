"""ORCID's persons by name or ORCID: https://info.orcid.org/documentation/api-tutorials/.

The search is asked in Solr's language; it answers with names and places of work alone, so the
works of the first few are asked for too. Most of its records are empty, and say nothing of anyone.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from academichub_cli.domain.names import Match, compare
from academichub_cli.domain.people import Candidate
from academichub_cli.domain.people.candidates import MOST_KNOWN
from academichub_cli.domain.radar import Follow
from academichub_cli.errors import SourceError
from academichub_cli.sources import _json
from academichub_cli.sources._people import MOST, PeopleFinder
from academichub_cli.sources._source import Access
from academichub_cli.sources._works import YEARS, cut, orcid_in
from academichub_cli.web import Request
from academichub_cli.web.door import Web

_WHO = "ORCID"
_VERSION = "v3.0"
_MOST_NAMES, _MOST_PLACES = 4, 3
_MOST_READ = 3  # persons whose works are asked for, one request each


class OrcidPeople:
    """Persons of the registry at orcid.org, as they describe themselves."""

    label = _WHO
    source = "orcid"
    key: str | None = None
    addresses: Mapping[str, str] = MappingProxyType({"api": "orcid"})
    route = "api"

    async def people(self, who: Follow, web: Web, access: Access) -> AsyncIterator[Candidate]:
        """The persons it has, then again with the titles of their works. Raises SourceError."""
        orcid = who.id_of("orcid") if who.is_known_by_id else None
        params = {"q": f"orcid:{orcid[1]}" if orcid else query(who.text), "rows": str(MOST)}
        if not params["q"]:
            return
        answer = await web.get(_asked(access, "expanded-search/", params))
        found = parse(answer.body, None if orcid else who.text)
        for each in found:
            if each.affiliations:
                yield each
        for each in found[:_MOST_READ]:
            works = await web.get(_asked(access, f"{_own(each)}/works", {}))
            titles, years = parse_works(works.body)
            if titles:
                yield replace(each, count=len(titles), titles=titles[:MOST_KNOWN], years=years)


FINDER: PeopleFinder = OrcidPeople()


def query(name: str) -> str:
    """A name in Solr's language: given and family name, or as the person wants to be called."""
    family, comma, given = name.partition(",")
    words = _words(f"{given} {family}" if comma else name)
    if not words:
        return ""
    whole = f'"{" ".join(words)}"'
    ways = [f"credit-name:{whole}", f"other-names:{whole}"]
    if len(words) == 1:
        return " OR ".join((f"family-name:{whole}", *ways))
    first, last = words[0], f'"{words[-1]}"'
    first = f"{first}*" if len(first) == 1 else f'"{first}"'
    return " OR ".join((f"(given-names:{first} AND family-name:{last})", *ways))


def parse(body: bytes, name: str | None) -> tuple[Candidate, ...]:
    """The persons of an answer, those alone whose name is a form of this one where it is given.

    Raises SourceError for what is no list of persons.
    """
    document = _json.parse(body, who=_WHO)
    listed = _json.at(document, "expanded-result")
    if listed is None and _json.number(document, "num-found") == 0:
        return ()  # an empty list is none
    if not isinstance(listed, list):
        raise SourceError(f"{_WHO} sent no list of persons", hint=_json.HINT)
    found = [each for each in map(_candidate, listed) if each]
    return tuple(
        each
        for each in found
        if name is None or any(compare(name, known) is not Match.NO for known in each.names)
    )


def parse_works(body: bytes) -> tuple[tuple[str, ...], tuple[int, int] | None]:
    """The titles of a person's works, the last first, and the first and the last year of them.

    Raises SourceError for what is no list of works.
    """
    document = _json.parse(body, who=_WHO)
    if not isinstance(_json.at(document, "group"), list):
        raise SourceError(f"{_WHO} sent no list of works", hint=_json.HINT)
    works = [_json.at(each, "work-summary", 0) for each in _json.listed(document, "group")]
    found = [(_year(each), _json.text(each, "title", "title", "value")) for each in works]
    told = sorted((each for each in found if each[1]), key=lambda each: -each[0])
    years = [year for year, _ in told if year]
    titles = tuple(dict.fromkeys(title for _, title in told))
    return titles, (min(years), max(years)) if years else None


def _asked(access: Access, path: str, params: dict[str, str]) -> Request:
    return Request(
        url=f"{access.addresses['api']}/{_VERSION}/{path}",
        params=params,
        expects="json",
        standing=_WHO,
    )


def _candidate(record: object) -> Candidate | None:
    orcid = orcid_in(_json.text(record, "orcid-id"))
    known = tuple(dict.fromkeys(_names(record)))
    if not orcid or not known:
        return None
    places = dict.fromkeys(_json.texts(record, "institution-name"))
    return Candidate(
        names=known[:_MOST_NAMES],
        found_in=_WHO,
        count=None,
        affiliations=tuple(places)[:_MOST_PLACES],
        ids=(f"orcid:{orcid}",),
    )


def _names(record: object) -> Iterator[str]:
    whole = f"{_json.text(record, 'given-names')} {_json.text(record, 'family-names')}"
    for name in (
        _json.text(record, "credit-name"),
        whole.strip(),
        *_json.texts(record, "other-name"),
    ):
        if cut(name):
            yield cut(name)


def _year(work: object) -> int:
    """The year of a work; 0 where it has none."""
    year = _json.number(work, "publication-date", "year", "value")
    return year if year is not None and year in YEARS else 0


def _own(person: Candidate) -> str:
    return person.ids[0].removeprefix("orcid:")


def _words(name: str) -> list[str]:
    """The words without what Solr would take as its own."""
    kept = "".join(char if char.isalnum() or char in "-'" else " " for char in name)
    return [word for word in kept.split() if any(map(str.isalnum, word))]
