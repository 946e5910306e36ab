"""OpenAlex's persons by name: https://developers.openalex.org/api-entities/authors."""

from __future__ import annotations

from collections.abc import Iterator

from academichub_cli.domain.clean import clean
from academichub_cli.domain.names import Match, compare
from academichub_cli.domain.people import Candidate
from academichub_cli.errors import SourceError
from academichub_cli.sources import _json
from academichub_cli.sources._people import PeopleFinder
from academichub_cli.sources._source import Access
from academichub_cli.web import Request
from academichub_cli.web.door import Web

_WHO = "OpenAlex"
_MOST = 8
_MOST_NAMES, _MOST_OF_EACH = 4, 3
_ORCID, _OWN = "https://orcid.org/", "https://openalex.org/"


class OpenAlexPeople:
    """Persons of the catalogue at openalex.org; one question costs as much as ten lists."""

    name = "openalex"
    label = _WHO
    source = "openalex"

    async def people(self, name: str, web: Web, access: Access) -> tuple[Candidate, ...]:
        """The persons whom a name may mean, the likeliest first. Raises SourceError."""
        answer = await web.get(
            Request(
                url=f"{access.addresses['api']}/authors",
                params={"search": name, "per_page": str(_MOST)},
                secret_params={"api_key": access.key} if access.key else {},
                expects="json",
                standing=_WHO,
            )
        )
        return parse(answer.body, name)


FINDER: PeopleFinder = OpenAlexPeople()


def parse(body: bytes, name: str) -> tuple[Candidate, ...]:
    """The persons of an answer whose name is a form of this one.

    Raises SourceError for what is no list of persons.
    """
    document = _json.parse(body, who=_WHO)
    if not isinstance(_json.at(document, "results"), list):
        raise SourceError(f"{_WHO} sent no list of persons", hint=_json.HINT)
    found = (_candidate(each) for each in _json.listed(document, "results"))
    return tuple(
        each
        for each in found
        if each and any(compare(name, known) is not Match.NO for known in each.names)
    )


def _candidate(record: object) -> Candidate | None:
    names = (_json.text(record, "display_name"), *_json.texts(record, "display_name_alternatives"))
    known = tuple(dict.fromkeys(name for name in names if name))
    if not known:
        return None
    return Candidate(
        names=known[:_MOST_NAMES],
        found_in=_WHO,
        count=_json.number(record, "works_count") or 0,
        affiliations=_said(record, "last_known_institutions"),
        fields=_said(record, "topics"),
        years=_years(record),
        ids=tuple(_ids(record)),
    )


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
    if (orcid := _json.text(record, "orcid")).startswith(_ORCID):
        yield f"orcid:{clean(orcid.removeprefix(_ORCID))}"
    if (own := _json.text(record, "id")).startswith(_OWN):
        yield f"openalex:{own.removeprefix(_OWN)}"
