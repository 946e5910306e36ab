"""Reading a paper in an entry of a BibTeX or BibLaTeX file; a pure function of its fields.

Fields: https://ctan.org/pkg/biblatex (manual, chapter 2), and arXiv's in
https://info.arxiv.org/help/hypertex/bibstyles/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.bibliography import LeftOutError
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, Identifier, parse_identifier, rank
from academichub_cli.domain.paper import Author, Paper, is_category
from academichub_cli.sources._works import (
    check_texts,
    cut,
    issns_in,
    last_day,
    midnight,
    reference,
)

SOURCE, _ROUTE = "bibtex", "bulk"
# Kinds of entries that are no papers, unless arXiv has them.
_NO_PAPERS = frozenset(
    "artwork audio bibnote collection control dataset electronic image jurisdiction"
    " legislation manual movie music mvcollection mvproceedings mvreference online patent"
    " periodical proceedings reference set software standard video webpage www xdata".split()
)
_NAMING = ("eprint", "arxivid", "doi", "url", "pdf", "link", "ee", "pmid", "pmcid")
_MAY_NAME = ("journal", "journaltitle", "howpublished", "volume", "number", "note")
_NAMED = re.compile(
    r"arxiv:\s*[\w./-]+|\babs/\d{4}\.\d{4,5}|(?:https?://)?(?:dx\.)?doi(?:\.org/|:)\s*[!-z]+",
    re.IGNORECASE,
)
_NO_VENUE = re.compile(r"(?:arxiv|corr\b|abs/)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_OTHERS = "others"
_ESCAPED = re.compile(r"\\([_%#&~])")
_BETWEEN = {between: re.compile(between, re.IGNORECASE) for between in (",", " and ")}
_BRACES_OR = {between: re.compile(rf"\\.|[{{}}]|{between}", re.IGNORECASE) for between in _BETWEEN}
# Names without anything in them that LaTeX has a meaning for, or that is to be cleaned.
_NAMES_ALONE = re.compile(r"(?:[A-Za-z0-9 .,']++|-(?!-))*+")
_DASHES = re.compile(r"-{2,}")
_MOST_AUTHORS = 10_000
_LONGEST_NOTE = 2_000
_LONGEST_VALUE = 20_000
_DATED = ("date", "year", "month", "day")
_MOST_REMEMBERED = 1_000
_NAME_PARTS = 2  # family and given name; with a suffix between them there are three


def paper_of(fields: Mapping[str, str], *, plain: Callable[[str], str], today: date) -> Paper:
    """The paper of an entry; `plain` takes the LaTeX out of a value.

    Raises LeftOutError where it is none or nothing names it, ValueError that says what else is
    wrong.
    """
    title, abstract = (clean(plain(fields.get(name, ""))) for name in ("title", "abstract"))
    names = _names(fields)
    is_on_arxiv = any(isinstance(name, ArxivId) for name in names)
    if fields["entrytype"] in _NO_PAPERS and not is_on_arxiv:
        raise LeftOutError("as no paper", f"a {fields['entrytype']} is no paper")
    check_texts(title, abstract)
    if not names:
        raise LeftOutError(
            "without DOI, arXiv id or address", f"{title[:60]!r} has no DOI, arXiv id or address"
        )
    venue = _venue(fields, plain)
    appeared = _appeared(fields)
    category = clean(fields.get("primaryclass") or fields.get("eprintclass") or "")
    return Paper(
        id=names[0],
        title=title,
        abstract=abstract or None,
        authors=tuple(_authors(fields.get("author", ""), plain)),
        categories=(category,) if is_category(category) else (),
        source=SOURCE,
        route=_ROUTE,
        venue=venue,
        comment=_comment(fields, plain),
        journal_ref=_reference(fields, venue, appeared),
        aliases=frozenset(names[1:]),
        submitted=midnight(min(appeared, today)) if appeared else None,
        dated_by=frozenset({("submitted", _ROUTE)} if appeared else ()),
        issns=issns_in(clean(fields.get("issn", "")).replace(",", " ").replace(";", " ").split()),
    )


def _names(fields: Mapping[str, str]) -> list[Identifier]:
    """What names the paper, arXiv's first; of each kind one: a second may be another paper's."""
    own = [found for text in _stated(fields) if (found := parse_identifier(text))]
    if not own:
        told = " ".join(clean(fields.get(name, ""))[:_LONGEST_NOTE] for name in _MAY_NAME)
        texts = (text.replace("abs/", "arXiv:") for text in _NAMED.findall(told))
        own = [found for text in texts if (found := parse_identifier(text))]
    if not own:
        own = [found for text in _pages(fields) if (found := Accession.parse(f"link:{text}"))]
    kinds = {(type(name), getattr(name, "scheme", "")): name for name in reversed(own)}
    return sorted(kinds.values(), key=lambda name: (rank(name), str(name)))


def _stated(fields: Mapping[str, str]) -> Iterator[str]:
    """What stands in the fields that are for names."""
    given = [(name, text) for name in _NAMING if (text := _bare(fields.get(name, "")))]
    for name, text in given:
        if name in {"pmid", "pmcid"}:
            yield f"{name}:{text}"
            continue
        if name != "eprint":
            yield text
            continue
        kind = _bare(fields.get("archiveprefix") or fields.get("eprinttype") or "").casefold()
        if kind in {"", "arxiv"}:
            yield text
        elif kind in {"pubmed", "pmid"}:
            yield f"pmid:{text}"
        else:
            yield f"{kind}/{text}"  # as in `hep-th`, which once was a prefix


def _pages(fields: Mapping[str, str]) -> Iterator[str]:
    return (_bare(fields.get(name, "")) for name in ("url", "link", "ee", "pdf"))


def _bare(text: str) -> str:
    """A name without braces and the backslashes that LaTeX wants."""
    if not text or (text.isascii() and text.isalnum()):
        return text
    text = clean(text).removeprefix("\\url").strip("{} ")
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _authors(text: str, plain: Callable[[str], str]) -> Iterator[Author]:
    text = " ".join(text.split())
    has_latex = _NAMES_ALONE.fullmatch(text) is None
    for part in _apart(text, " and ")[:_MOST_AUTHORS]:
        printed = _printed(part)
        name = cut(clean(plain(printed)) if has_latex else printed)
        if name.casefold() != _OTHERS and any(map(str.isalnum, name)):
            yield Author(name=name)


def _printed(name: str) -> str:
    """A name in the order in which it is printed: `Family, Jr, Given` turned round."""
    parts = [part.strip() for part in _apart(name, ",")]
    if len(parts) < _NAME_PARTS:
        return name
    family, *suffix, given = parts
    return " ".join(filter(None, (given, family, *suffix)))


def _apart(text: str, between: str) -> list[str]:
    """The parts between what stands in no braces."""
    if "{" not in text and (between == "," or "\\" not in text):
        return _BETWEEN[between].split(text)
    depth = start = 0
    parts = []
    for match in _BRACES_OR[between].finditer(text):
        sign = match[0]
        if sign in {"{", "}"}:
            depth = max(0, depth + (1 if sign == "{" else -1))
        elif not depth and not sign.startswith("\\"):
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _venue(fields: Mapping[str, str], plain: Callable[[str], str]) -> str | None:
    stated = (fields.get(name) for name in ("journal", "journaltitle", "booktitle"))
    return _printed_venue(next(filter(None, stated), "")[:_LONGEST_VALUE], plain)


# Entries of one file have few venues and dates among them.


@lru_cache(maxsize=_MOST_REMEMBERED)
def _printed_venue(stated: str, plain: Callable[[str], str]) -> str | None:
    venue = clean(plain(stated))[:_LONGEST_NOTE]
    return None if not venue or _NO_VENUE.match(venue) else venue


def _appeared(fields: Mapping[str, str]) -> date | None:
    """The last day that its date can mean."""
    return _last_day(*(fields.get(name, "")[:_LONGEST_NOTE] for name in _DATED))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _last_day(dated: str, year: str, month: str, day: str) -> date | None:
    if found := _DATE.match(_bare(dated)):
        return last_day([part for part in found.groups() if part])
    month = _month(_bare(month))
    parts = (_bare(year), month, _bare(day) if month else "")
    return last_day([part for part in parts if part])


def _month(text: str) -> str:
    """A month's number, whether it is written as one or as a word."""
    name = text.casefold()[:3]
    return str(_MONTHS.index(name) + 1) if name in _MONTHS else text if text.isdecimal() else ""


def _reference(fields: Mapping[str, str], venue: str | None, appeared: date | None) -> str | None:
    volume, issue, pages = (
        _bare(fields.get(name, ""))[:_LONGEST_NOTE] for name in ("volume", "number", "pages")
    )
    return reference(
        venue or "",
        volume=volume,
        issue=issue,
        pages=_DASHES.sub("-", pages),
        year=appeared.year if appeared else None,
    )


def _comment(fields: Mapping[str, str], plain: Callable[[str], str]) -> str | None:
    """The note, and the keywords, for which there is no other place."""
    note, keywords = (
        clean(plain(fields.get(name, "")))[:_LONGEST_NOTE] for name in ("note", "keywords")
    )
    parts = (note, f"Keywords: {keywords}" if keywords else "")
    return "; ".join(filter(None, parts)) or None
