"""What arXiv's routes write alike: names joined with commas, several DOIs in one field, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.paper import Author, is_category

_YEARS = range(1986, 2101)
_LONGEST_TITLE, _LONGEST_ABSTRACT = 5_000, 50_000
_BRACKET_OR_COMMA = re.compile(r"[(),]")
_OPEN_ASIDE = re.compile(r"\([^(),]*|\)")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd)\.?", re.IGNORECASE)
_ET_AL = re.compile(r"(?:and )?et\.? al\.?", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:collaborations?|consortium|group|team)\b", re.IGNORECASE)
# A comma or semicolon can be part of a DOI; it ends one only where the next begins.
_BETWEEN_DOIS = re.compile(r"\s+|[,;]+(?=\s*(?:10\.\d|doi:|https?://))", re.IGNORECASE)


def check_texts(title: str, abstract: str) -> None:
    """Raises ValueError for a record that has no title, or more text than a paper can have."""
    if not title or len(title) > _LONGEST_TITLE or len(abstract) > _LONGEST_ABSTRACT:
        raise ValueError("no title, or a text of impossible length")


def moment(text: str, what: str) -> datetime:
    """The instant in an ISO 8601 text. Raises ValueError that names what it is the date of."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{what} is no date: {text[:40]!r}") from None
    return possible(found, text, what)


def possible(found: datetime, text: str, what: str) -> datetime:
    """The instant, where it has a zone and arXiv can have existed then; else ValueError."""
    if found.tzinfo is None or found.year not in _YEARS:
        raise ValueError(f"{what} cannot be: {text[:40]!r}")
    return found


def day(text: str, what: str) -> date:
    """The day in an ISO 8601 text. Raises ValueError that names what it is the date of."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{what} is no date: {text[:40]!r}") from None
    if found.year not in _YEARS:
        raise ValueError(f"{what} cannot be: {text[:40]!r}")
    return found


def categories_in(texts: Iterable[str]) -> tuple[str, ...]:
    """arXiv's own classes in their order; records also carry ACM and MSC ones, and retired ones."""
    return tuple(filter(is_category, dict.fromkeys(map(clean, texts))))


def dois_in(text: str) -> frozenset[Doi]:
    """Every DOI in a field that may hold several, but those that arXiv gives to its papers."""
    parts = (part.strip(",;") for part in _BETWEEN_DOIS.split(text))
    found = (Doi.parse(part) for part in parts if part and not ArxivId.parse(part))
    return frozenset(doi for doi in found if doi)


def name_in(text: str) -> str:
    """A name as it is printed; some routes write accents in TeX."""
    return clean(unicode_math(text)) if "\\" in text else clean(text)


def authors_in(names: str) -> tuple[Author, ...]:
    """The authors of a list joined with commas; affiliations and `, Jr.` have commas of their own.

    >>> [author.name for author in authors_in("Ann Lee (MIT, Boston), Bo Day, Jr.,  Planck Team")]
    ['Ann Lee', 'Bo Day Jr.', 'Planck Team']
    """
    authors: list[Author] = []
    for part in _parts(name_in(names)):
        name, asides = _apart(part)
        if authors and _SUFFIX.fullmatch(name):
            before = authors.pop()
            affiliations = before.affiliations + asides
            authors.append(replace(before, name=f"{before.name} {name}", affiliations=affiliations))
        elif not name:
            authors += [Author(name=aside) for aside in asides if _GROUP.search(aside)]
        elif _has_letters(name) and not _ET_AL.fullmatch(name):
            authors.append(Author(name=name, affiliations=asides))
    return tuple(authors)


def _parts(names: str) -> list[str]:
    """The names between commas that stand in no parentheses."""
    depth, start, parts = 0, 0, []
    for match in _BRACKET_OR_COMMA.finditer(names):
        depth += {"(": 1, ")": -1, ",": 0}[match[0]]
        if depth < 0:
            break
        if match[0] == "," and not depth:
            parts.append(names[start : match.start()])
            start = match.end()
    if depth:
        return _OPEN_ASIDE.sub("", names).split(",")
    return [*parts, names[start:]]


def _apart(part: str) -> tuple[str, tuple[str, ...]]:
    """A name, and what stands after it in parentheses but numbers of affiliations."""
    name = part.strip()
    asides: list[str] = []
    while name.endswith(")") and (start := _opening(name)) is not None:
        asides.insert(0, name[start + 1 : -1].strip())
        name = name[:start].strip()
    return name, tuple(aside for aside in asides if _has_letters(aside))


def _opening(name: str) -> int | None:
    """Where the parenthesis that ends the name was opened."""
    depth = 0
    for at in range(len(name) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(name[at], 0)
        if not depth:
            return at
    return None


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
