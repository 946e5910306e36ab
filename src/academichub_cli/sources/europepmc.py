"""Europe PMC: PubMed and the preprints of the life sciences.

It is asked for journals of those sciences, whose abstracts it has where Crossref has none, and,
where the reader turns it on, for topics, names and ORCIDs. https://europepmc.org/RestfulWebService
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from academichub_cli import journals
from academichub_cli.domain.listing import Page, Plan, Query, pack
from academichub_cli.domain.radar import Follow, FollowKind
from academichub_cli.sources import Access, Need, Profile, Source
from academichub_cli.sources import _europepmc_papers as papers
from academichub_cli.sources._counted import Counted
from academichub_cli.sources._records import Records
from academichub_cli.sources._works import is_issn
from academichub_cli.web import Request
from academichub_cli.web.door import Web

_PAGE_SIZE = 500
_LONGEST = 3_000  # characters of a query; an address of more than 12,000 is refused
_NAME = "europepmc:"
_JOINT = " OR "
_LIFE_SCIENCES = frozenset({"biology", "medicine", "neuroscience", "q-bio", "psychology"})


class EuropePmc:
    """The database at europepmc.org."""

    profile = Profile(
        name="europepmc",
        label=papers.WHO,
        serves="journals of the life sciences; topics and names where it is turned on",
        limits="three requests a second, and 500 papers a request",
        addresses={"api": "europepmc"},
        is_general=False,
    )

    def plan(self, need: Need) -> Plan:
        """As few queries as fit into addresses."""
        if "api" not in need.routes:
            return Plan()
        follows = need.radar.follows
        terms = [
            _NAME + term
            for follow in follows
            if need.is_general or _is_of_life_sciences(follow)
            for term in _terms(follow)
        ]
        since = need.since.replace(hour=0, minute=0, second=0, microsecond=0)
        packs = pack(terms, longest=_LONGEST, joint=_JOINT)
        return Plan(queries=tuple(Query(terms=group, since=since) for group in packs))

    def pages(
        self, query: Query, web: Web, access: Access, *, known: frozenset[str], resumes: bool
    ) -> AsyncIterator[Page]:
        """The query's papers, the last published first. Raises SourceError."""
        assert query.since is not None
        asked = _JOINT.join(term.removeprefix(_NAME) for term in query.terms)
        # A paper can be indexed long after it was published, and must not be missed for it.
        text = f"({asked}) AND FIRST_IDATE:[{query.since:%Y-%m-%d} TO 3000-12-31]"
        return _Reading(web, access, query, text, Counted(who=papers.WHO, known=known)).pages()


SOURCE: Source = EuropePmc()


@dataclass(slots=True)
class _Reading:
    """One search, read with a cursor until it stands still."""

    web: Web
    access: Access
    query: Query
    text: str
    counted: Counted
    cursor: str = "*"

    async def pages(self) -> AsyncIterator[Page]:
        """The pages. Raises SourceError where something is missing."""
        while not self.counted.is_done:
            answer = await self.web.get(self._request())
            found = papers.parse(answer.body)
            goes_on = found.cursor not in {None, self.cursor}
            self.counted.take(found.answered, count=found.count, total=found.total, goes_on=goes_on)
            self.cursor = found.cursor or self.cursor
            yield self._page(found)
            if self.counted.broken:
                raise self.counted.failure()

    def _request(self) -> Request:
        return Request(
            url=f"{self.access.addresses['api']}/search",
            params={
                "query": self.text,
                "resultType": "core",
                "format": "json",
                "pageSize": str(_PAGE_SIZE),
                "sort": "P_PDATE_D desc",
                "cursorMark": self.cursor,
            },
            expects="json",
            accept_status=frozenset({400}),
            conditional=False,
            standing=papers.WHO,
        )

    def _page(self, found: Records) -> Page:
        since = self.query.since
        assert since is not None
        return Page(
            papers=found.papers,
            answered={name: max(at or since, since) for name, at in found.answered.items()},
            damaged=found.damaged,
            notices=found.notices,
            total=found.total,
        )


def _is_of_life_sciences(follow: Follow) -> bool:
    is_journal = follow.kind is FollowKind.JOURNAL
    return is_journal and journals.field_of(follow.issns) in _LIFE_SCIENCES


def _terms(follow: Follow) -> Iterator[str]:
    """A follow in the database's language; none for what it cannot be asked."""
    match follow.kind:
        case FollowKind.TOPIC if words := _searchable(follow.text):
            yield f'TITLE:"{words}"'
            yield f'ABSTRACT:"{words}"'
        case FollowKind.AUTHOR:
            if orcid := follow.id_of("orcid"):
                yield f'AUTHORID:"{orcid[1]}"'
            if not follow.is_known_by_id:
                yield from (f'AUTH:"{name}"' for name in _indexed(follow.text))
        case FollowKind.JOURNAL:
            yield from (f'ISSN:"{issn}"' for issn in follow.issns if is_issn(issn))
        case _:
            return


def _indexed(name: str) -> Iterator[str]:
    """A name as PubMed indexes it, ``Lee AB`` and ``Lee A``."""
    family, comma, given = name.partition(",")
    if not comma:
        *givens, family = name.split()
        given = " ".join(givens)
    initials = "".join(part[0] for part in _searchable(given).replace("-", " ").split()).upper()
    if words := _searchable(family):
        for count in dict.fromkeys((len(initials), 1)):
            yield f"{words} {initials[:count]}".strip()


def _searchable(text: str) -> str:
    """The words without what the query language would take as its own."""
    kept = (char if char.isalnum() or char in "-'." else " " for char in text)
    return " ".join("".join(kept).split())
