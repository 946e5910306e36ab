"""What names a paper that has neither a DOI nor an arXiv identifier: its number in a database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from academichub_cli.domain.patterns import lazily

_LONGEST = 300
# How each database's numbers are written, and the page of a record.
_SCHEMES = {
    "pmid": (
        r"(?:pmid:\s*|https?://(?:pubmed\.ncbi|www\.ncbi)\.nlm\.nih\.gov/(?:pubmed/)?)0*([1-9]\d{0,8})/?",
        "https://pubmed.ncbi.nlm.nih.gov/{}/",
    ),
    "pmcid": (
        r"(?:pmcid:\s*|https?://(?:pmc|www)\.ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/)?(PMC\d{1,9})/?",
        "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    ),
    "openalex": (
        r"(?:openalex:|https?://(?:api\.)?openalex\.org/(?:works/)?)(W\d{1,12})",
        "https://openalex.org/{}",
    ),
    "s2": (
        r"(?:s2:|https?://(?:www\.)?semanticscholar\.org/paper/(?:[^/]+/)?)([0-9a-f]{40})",
        "https://www.semanticscholar.org/paper/{}",
    ),
    "epmc": (
        r"(?:epmc:|https?://europepmc\.org/(?:article|abstract)/)([A-Z]{3}/[\w.-]{1,60})",
        "https://europepmc.org/article/{}",
    ),
    # A paper of which nothing but its page is known.
    "link": (r"link:(https?://[!-~]{4,280})", "{}"),
}
_FORMS = {scheme: lazily(form, re.ASCII | re.IGNORECASE) for scheme, (form, _) in _SCHEMES.items()}
_UPPER_CASE = frozenset({"pmcid", "openalex", "epmc"})
_AS_WRITTEN = frozenset({"link"})


@dataclass(frozen=True, slots=True, order=True)
class Accession:
    """A record's number in a database, with the database's name: ``pmid:41792208``."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The number in a `scheme:` form or an address, and a bare ``PMC…``; else None."""
        text = text.strip()
        if len(text) > _LONGEST:
            return None
        for scheme, form in _FORMS.items():
            if match := form().fullmatch(text):
                if scheme in _AS_WRITTEN:
                    return cls(f"{scheme}:{match[1]}")
                number = match[1].upper() if scheme in _UPPER_CASE else match[1].lower()
                return cls(f"{scheme}:{number}")
        return None

    @property
    def scheme(self) -> str:
        """Which database's number it is."""
        return self.value.partition(":")[0]

    @property
    def number(self) -> str:
        """The number alone."""
        return self.value.partition(":")[2]

    @property
    def url(self) -> str:
        """The record's page."""
        return _SCHEMES[self.scheme][1].format(self.number)

    def __str__(self) -> str:
        return self.value
