"""What a place promises that can be asked who a name is."""

from __future__ import annotations

from typing import Protocol

from academichub_cli.domain.people import Candidate
from academichub_cli.sources._source import Access
from academichub_cli.web.door import Web


class PeopleFinder(Protocol):
    """A place that knows persons by name."""

    name: str
    label: str
    # The source whose addresses and key it uses.
    source: str

    async def people(self, name: str, web: Web, access: Access) -> tuple[Candidate, ...]:
        """The persons whom a name may mean, the likeliest first. Raises SourceError."""
        ...
