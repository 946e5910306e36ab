"""What a place promises that can be asked who a name or an id is, and the list of such places."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from importlib import import_module
from typing import Protocol

from academichub_cli.domain.people import Candidate
from academichub_cli.domain.radar import Follow
from academichub_cli.sources._source import Access
from academichub_cli.web.door import Web

MOST = 8  # persons of one name that a place is asked for

# Each place's module, by the schemes of ids it knows; all but arXiv know persons by name.
_BY_NAME = ("_openalex_people", "_orcid_people", "_s2_people")
_BY_ID = {
    "orcid": ("_orcid_people", "_openalex_people", "_arxiv_people"),
    "arxiv": ("_arxiv_people",),
}


class PeopleFinder(Protocol):
    """A place that knows persons.

    `source` is the name of its switch, `key` that of the key it takes, if any; `addresses` are its
    source's routes, each with its setting under ``[addresses]``, of which it needs `route`.
    """

    label: str
    source: str
    key: str | None
    addresses: Mapping[str, str]
    route: str

    def people(self, who: Follow, web: Web, access: Access) -> AsyncIterator[Candidate]:
        """The persons whom a name or an id may mean, the likeliest first.

        One may come again, with the same id, when more is known of them: whoever cannot wait has
        what came. Raises SourceError.
        """
        ...


def finders(who: Follow) -> Iterator[PeopleFinder]:
    """The places that can be asked who this author is; only their modules are imported."""
    scheme = (who.id or "").partition(":")[0]
    for name in _BY_ID.get(scheme, ()) if who.is_known_by_id else _BY_NAME:
        finder: PeopleFinder = import_module(f"academichub_cli.sources.{name}").FINDER
        yield finder
