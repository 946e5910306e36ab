"""One entry of a journal's feed: which paper it is, by whom, of when; and whether it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from academichub_cli.domain.identifiers import ArxivId, Doi, Identifier, parse_identifier
from academichub_cli.domain.paper import Author
from academichub_cli.sources._markup import plain, plain_abstract

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>?#&]+")
# https://www.nature.com/articles/s41586-…: the last part is that of the DOI.
_NATURE = re.compile(r"https?://(?:www\.)?nature\.com/articles/([a-z]+[\w.-]*\d[\w.-]*)")
_NATURE_NEWS = re.compile(r"(?:10\.1038/|nature\.com/articles/)d\d{5}-", re.IGNORECASE)
_NOTICE = re.compile(
    r"\[?(?:author |publisher |editorial )?(?:correction|erratum|corrigendum|addendum|retraction"
    r"|retraction note|expression of concern|retracted article|withdrawn)"
    r"\s*(?:(?:to|for)?\s*[:\]“\"‘']|\Z)",
    re.IGNORECASE,
)
_DOI_KEYS = ("prism_doi", "dc_identifier", "dc_source", "id", "link", "guid")
_DATE_KEYS = ("published", "updated", "prism_publicationdate", "prism_coverdate", "created")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
_YEARS = range(1900, 2200)
# Below an abstract's least length stands a standfirst, or where the paper appeared.
_SHORTEST_ABSTRACT = 200
_BESIDE_ABSTRACT = re.compile(
    r"^.{0,200}?Published online:? [^;]{0,40}; ?(?:doi: ?\S+)?\s*|^by (?:[^.]{1,2000}?)\n"
    r"|^.{0,120}?, Volume [^.]{1,80}\. ",
    re.IGNORECASE | re.DOTALL,
)
_BY = re.compile(r"^<p>\s*by .*?</p>", re.DOTALL)
_SEVERAL = re.compile(r"\s*;\s*|\s*,\s*and\s+|\s+and\s+|\s*&\s+", re.IGNORECASE)
_PREFIX = re.compile(r"by\s+", re.IGNORECASE)
_MOST_AUTHORS, _LONGEST_NAME = 5_000, 300
_TWO = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """What feedparser made of an entry."""

    texts: dict[str, Any]

    def text(self, key: str) -> str:
        """The text under a key; empty where there is none."""
        found = self.texts.get(key)
        return found if isinstance(found, str) else ""

    @property
    def name(self) -> str:
        """What to call it where it cannot be read."""
        return (plain(self.text("title")) or plain(self.text("link")))[:80] or "an entry"


def is_news(entry: Entry) -> bool:
    """Whether it is one of nature.com's news and comments, which are beside the research."""
    return any(_NATURE_NEWS.search(entry.text(key)) for key in _DOI_KEYS)


def is_notice(entry: Entry) -> bool:
    """Whether it corrects or retracts another paper."""
    return _NOTICE.match(plain(entry.text("title"))) is not None


def identifiers_in(entry: Entry) -> tuple[Identifier, ...]:
    """What names the paper, the best first: arXiv's identifier, a DOI, else its page's address."""
    found = list(_identifiers(entry))
    ranked = [*(each for each in found if isinstance(each, ArxivId)), *found]
    if not ranked and (page := parse_identifier(f"link:{entry.text('link').strip()}")):
        ranked = [page]
    return tuple(dict.fromkeys(ranked))


def authors_in(entry: Entry) -> tuple[Author, ...]:
    """The authors, in their order."""
    listed = entry.texts.get("authors")
    records = listed if isinstance(listed, list) else []
    names = [_PREFIX.sub("", plain(str(record.get("name", ""))), count=1) for record in records]
    names = [name for name in names if name]
    if len(names) == 1:
        names = list(_apart(names[0]))
    known = (name for name in names[:_MOST_AUTHORS] if len(name) <= _LONGEST_NAME)
    return tuple(Author(name=name) for name in known)


def abstract_in(entry: Entry) -> str:
    """The abstract; empty where the feed gives a line about the paper only."""
    if _NATURE.match(entry.text("link") or entry.text("id")):
        return ""
    texts = [entry.text("summary")]
    contents = entry.texts.get("content")
    if isinstance(contents, list):
        texts += [str(each.get("value", "")) for each in contents]
    found = (_BESIDE_ABSTRACT.sub("", plain_abstract(_BY.sub("", text))) for text in texts)
    longest = max(found, key=len)
    return longest if len(longest) >= _SHORTEST_ABSTRACT else ""


def moment_in(entry: Entry) -> datetime | None:
    """When it appeared; None where no day is given."""
    moments = (_moment(entry.text(key).strip()) for key in _DATE_KEYS)
    return next((moment for moment in moments if moment), None)


def _identifiers(entry: Entry) -> Iterator[Identifier]:
    for key in _DOI_KEYS:
        text = entry.text(key)
        if found := _DOI.search(text):
            if named := parse_identifier(found[0]):
                yield named
        elif arxiv := ArxivId.parse(text):
            yield arxiv
    if page := _NATURE.match(entry.text("link") or entry.text("id")):
        doi = Doi.parse(f"10.1038/{page[1]}")
        if doi:
            yield doi


def _apart(text: str) -> Iterator[str]:
    """The names in a text that has all of them."""
    whole = [part for part in _SEVERAL.split(text) if part]
    if len(whole) == 1 and text.count(",") == 1:
        family, given = (part.strip() for part in text.split(","))
        if " " not in family and given.count(" ") <= 1 and _is_given(given):
            yield f"{given} {family}"
            return
    for part in whole:
        yield from (name.strip() for name in part.split(",") if name.strip())


def _is_given(name: str) -> bool:
    """Whether it is a given name or initials alone, and no whole name."""
    words = name.split()
    return len(words) < _TWO or words[-1].rstrip(".").isupper()


def _moment(text: str) -> datetime | None:
    try:
        found = (
            datetime.fromisoformat(text) if _ISO.fullmatch(text) else parsedate_to_datetime(text)
        )
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if found.year not in _YEARS:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
