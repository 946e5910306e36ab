"""What names a paper: `ArxivId`, `Doi` and `Accession`.

Formats: https://info.arxiv.org/help/arxiv_identifier.html and
https://www.crossref.org/blog/dois-and-matching-regular-expressions/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self, TypeAlias
from urllib.parse import quote, unquote

from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.patterns import lazily

_NEW_ARXIV = lazily(r"(\d{2})(\d{2})\.(\d{4,6})(?:v([1-9]\d{0,2}))?", re.ASCII)
_OLD_ARXIV = lazily(
    r"([a-z-]{2,8})(?:\.[a-z-]{2,16})?/(\d{2})(\d{2})(\d{3})(?:v([1-9]\d{0,2}))?", re.ASCII
)
# The archives in which identifiers of the old scheme were given, those that are closed included.
_OLD_ARCHIVES = frozenset(
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas"
    " cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin"
    " nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con".split()
)
_ARXIV_PREFIX = lazily(
    r"(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org|alphaxiv\.org)"
    r"/(?:abs|pdf|html|src|format|e-print)/"
    r"|(?:(?:https?://)?(?:www\.|dx\.)?doi\.org/)?(?:doi:\s*)?10\.48550/arxiv\."
    r"|oai:arxiv\.org:|arxiv:\s*",
    re.IGNORECASE,
)
_DOI_PREFIX = lazily(r"(?:https?://)?(?:www\.|dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_LONGEST = 2_000  # characters of anything that names a paper
_POSTED = lazily(r"10\.(?:1101/\d|64898/|48550/)")
_DOI = lazily(r"10\.\d{4,9}/[!-~]{1,400}")
_OLD_SCHEME_ENDED = 703  # March 2007: the last month of archive/YYMMNNN
_MONTHS = range(1, 13)
# What stands for itself in the path of an address.
_PLAIN_IN_ADDRESSES = "/:;()@!$&'*+,=~"


@dataclass(frozen=True, slots=True, order=True)
class ArxivId:
    """A paper's arXiv identifier without its version: ``2606.10001`` or ``math/0309136``."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The identifier in an id, an `arXiv:` form, an address or an arXiv DOI; else None."""
        versioned = parse_versioned(text)
        return None if versioned is None else cls(versioned[0].value)

    @property
    def url(self) -> str:
        """The abstract page."""
        return f"https://arxiv.org/abs/{self.value}"

    @property
    def pdf_url(self) -> str:
        """The PDF of the latest version."""
        return f"https://arxiv.org/pdf/{self.value}"

    def __str__(self) -> str:
        return f"arXiv:{self.value}"


@dataclass(frozen=True, slots=True, order=True)
class Doi:
    """A digital object identifier, lower case, without resolver."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The DOI in a bare, `doi:` or resolver form; None for anything else."""
        if len(text) > _LONGEST:
            return None
        text = _unquoted(text.strip())
        prefix = _DOI_PREFIX().match(text)
        bare = text[prefix.end() :].strip() if prefix else text
        bare = bare.rstrip(".,;").lower()
        return cls(bare) if _DOI().fullmatch(bare) else None

    @property
    def url(self) -> str:
        """The resolver's address."""
        return f"https://doi.org/{quote(self.value, safe=_PLAIN_IN_ADDRESSES)}"

    @property
    def is_posted(self) -> bool:
        """Whether it is a preprint's at a server that is asked here, and no journal's."""
        return _POSTED().match(self.value) is not None

    def __str__(self) -> str:
        return f"doi:{self.value}"


Identifier: TypeAlias = ArxivId | Doi | Accession
_RANKS = (ArxivId, Doi, Accession)


def parse_versioned(text: str) -> tuple[ArxivId, int | None] | None:
    """The arXiv identifier and the version written with it, None where none is."""
    if len(text) > _LONGEST:
        return None
    text = _unquoted(text.strip())
    prefix = _ARXIV_PREFIX().match(text)
    bare = (text[prefix.end() :] if prefix else text).lower()
    if prefix and "/" in prefix.group():
        bare = re.split(r"[?#]", bare, maxsplit=1)[0].removesuffix("/").removesuffix(".pdf")
    return _new_scheme(bare) or _old_scheme(bare)


def parse_identifier(text: str) -> Identifier | None:
    """The paper's identifier in any common way of writing one; None when it is none."""
    return ArxivId.parse(text) or Doi.parse(text) or Accession.parse(text)


def rank(identifier: Identifier) -> int:
    """Which of a paper's names is its first: arXiv's, then a DOI, then a database's number."""
    return _RANKS.index(type(identifier))


def _new_scheme(bare: str) -> tuple[ArxivId, int | None] | None:
    if not (match := _NEW_ARXIV().fullmatch(bare)):
        return None
    year, month, number, version = match.groups()
    if int(month) not in _MONTHS:
        return None
    return ArxivId(f"{year}{month}.{number}"), int(version) if version else None


def _old_scheme(bare: str) -> tuple[ArxivId, int | None] | None:
    if not (match := _OLD_ARXIV().fullmatch(bare)):
        return None
    archive, year, month, number, version = match.groups()
    if archive not in _OLD_ARCHIVES or int(month) not in _MONTHS:
        return None
    if not _in_old_scheme(int(year + month)):
        return None
    return ArxivId(f"{archive}/{year}{month}{number}"), int(version) if version else None


def _unquoted(text: str) -> str:
    """Without percent escapes, of whatever depth: no identifier holds one."""
    while (plain := unquote(text)) != text:
        text = plain
    return text


def _in_old_scheme(year_and_month: int) -> bool:
    return year_and_month <= _OLD_SCHEME_ENDED or year_and_month >= 9107  # noqa: PLR2004 (1991-07)
