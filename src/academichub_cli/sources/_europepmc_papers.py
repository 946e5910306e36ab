"""Reading Europe PMC's answers to a search; pure functions of bytes.

https://europepmc.org/RestfulWebService. PubMed's records, PMC's and those of preprint servers stand
side by side; abstracts hold HTML; what is wrong comes with status 200.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from academichub_cli import journals
from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.identifiers import Identifier, parse_identifier, rank
from academichub_cli.domain.notices import Notice, NoticeKind, kind_of
from academichub_cli.domain.paper import Author, Paper, stamped
from academichub_cli.errors import SourceError
from academichub_cli.sources import _json
from academichub_cli.sources._markup import plain, plain_abstract
from academichub_cli.sources._records import Reader, Records
from academichub_cli.sources._works import (
    check_texts,
    cut,
    instant_in,
    issns_in,
    orcid_in,
    reference,
)

WHO = "Europe PMC"
_INITIALS = re.compile(r"(.+) ([A-Z]{1,4})")
_OF_OTHERS = re.compile(r"(.+) (?:of|for)", re.IGNORECASE)
_OF_THIS = re.compile(r"(.+) in", re.IGNORECASE)
_PREPRINT = re.compile(r"preprint (?:in|of)", re.IGNORECASE)
_NO_PAPERS = frozenset({"PAT", "HIR", "ETH"})  # patents, and theses and guidelines without dates


def parse(body: bytes) -> Records:
    """The papers in an answer's bytes; a record that cannot be read is named in `damaged`.

    Raises SourceError for anything else, with what was wrong where the answer says so.
    """
    answer = _json.parse(body, who=WHO)
    if said := _json.text(answer, "errMsg") or _json.text(answer, "errCode"):
        failure = SourceError(
            f"{WHO} refused the request: {said[:200]}",
            hint="check the topics and names that `hub following` shows, or try again later",
        )
        failure.is_refusal = True
        raise failure
    total = _json.number(answer, "hitCount")
    records = _json.at(answer, "resultList", "result")
    if total is None or (records is None and total):
        raise SourceError(f"{WHO} sent something else than papers", hint=_json.HINT)
    cursor = _json.raw(answer, "nextCursorMark") or None
    return replace(_READER.read(_json.listed(records)), total=total, cursor=cursor)


def _record_id(record: object) -> str:
    source, number = _json.text(record, "source"), _json.text(record, "id")
    return f"{source}/{number}" if source and number else ""


def _names(record: object) -> list[Identifier]:
    """Every name of a record, the best first. Raises ValueError where it has none."""
    texts = (
        _json.text(record, "doi"),
        f"pmid:{_json.text(record, 'pmid')}",
        f"pmcid:{_json.text(record, 'pmcid')}",
    )
    names = [found for text in texts if (found := parse_identifier(text))]
    names += [found for found in _preprints(record) if found not in names]
    if not names and (own := Accession.parse(f"epmc:{_record_id(record)}")):
        names.append(own)
    if not names:
        raise ValueError("no identifier")
    return sorted(names, key=rank)


def _preprints(record: object) -> Iterator[Identifier]:
    """The other half of a preprint and the paper that came of it."""
    for link in _json.listed(record, "commentCorrectionList", "commentCorrection"):
        if _PREPRINT.fullmatch(_json.text(link, "type")) and (name := _linked(link)):
            yield name


def _linked(link: object) -> Identifier | None:
    source, number = _json.text(link, "source"), _json.text(link, "id")
    if source == "MED":
        return Accession.parse(f"pmid:{number}")
    return Accession.parse(f"epmc:{source}/{number}")


def _notices(record: object, names: list[Identifier]) -> Iterator[Notice]:
    """Of this record, and of those that it is a notice on."""
    name = names[0]
    kinds = {each.casefold() for each in _json.texts(record, "pubTypeList", "pubType")}
    links = list(_json.listed(record, "commentCorrectionList", "commentCorrection"))
    for link in links:
        said, other = _json.text(link, "type"), _linked(link)
        if kind_of(said) is NoticeKind.OTHER:
            continue
        if (match := _OF_OTHERS.fullmatch(said)) and other:
            yield Notice(paper=other, kind=kind_of(match[1]), by=name)
        elif match := _OF_THIS.fullmatch(said):
            yield Notice(paper=name, kind=kind_of(match[1]), by=other)
    if "retracted publication" in kinds and not any(
        _json.text(link, "type").casefold() == "retraction in" for link in links
    ):
        yield Notice(paper=name, kind=NoticeKind.RETRACTION)


def _noted(record: object, names: list[Identifier]) -> tuple[str, datetime | None]:
    indexed = instant_in(_json.text(record, "firstIndexDate"))
    return _record_id(record) or str(names[0]), indexed


def _paper_if_any(record: object, names: list[Identifier]) -> Paper | None:
    return None if _json.text(record, "source") in _NO_PAPERS else _paper(record, names)


def _paper(record: object, names: list[Identifier]) -> Paper:
    """The paper in a record. Raises ValueError that says what is wrong with it."""
    title = _title(record)
    abstract = plain_abstract(_json.raw(record, "abstractText"))
    check_texts(title, abstract)
    issue = _json.at(record, "journalInfo")
    venue = plain(_json.raw(issue, "journal", "title")) or plain(
        _json.raw(record, "bookOrReportDetails", "publisher")
    )
    issns = issns_in(_json.text(issue, "journal", name) for name in ("issn", "essn"))
    return stamped(
        Paper(
            id=names[0],
            title=title,
            abstract=abstract or None,
            authors=tuple(_authors(record)),
            source="europepmc",
            route="api",
            venue=venue or None,
            issns=issns,
            stated_field=journals.field_of(issns) or _field(record),
            journal_ref=reference(
                venue,
                volume=_json.text(issue, "volume"),
                issue=_json.text(issue, "issue"),
                pages=_json.text(record, "pageInfo"),
                year=_json.number(issue, "yearOfPublication"),
            ),
            aliases=frozenset(names[1:]),
            submitted=_appeared(record),
        )
    )


def _title(record: object) -> str:
    """The title; PubMed's end with a full stop."""
    title = plain(_json.raw(record, "title"))
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


def _field(record: object) -> str | None:
    """By the headings that PubMed gives: papers on people are of medicine."""
    headings = {
        _json.text(each, "descriptorName")
        for each in _json.listed(record, "meshHeadingList", "meshHeading")
    }
    if not any(headings):
        return None
    return "medicine" if "Humans" in headings else "biology"


def _appeared(record: object) -> datetime | None:
    """When it was first published, but not after it was indexed: covers lie in the future."""
    names = ("firstPublicationDate", "electronicPublicationDate", "firstIndexDate")
    known = [at for name in names if (at := instant_in(_json.text(record, name)))]
    return min(known, default=None)


def _authors(record: object) -> Iterator[Author]:
    for author in _json.listed(record, "authorList", "author"):
        name = _name(author)
        if not name:
            continue
        is_orcid = _json.text(author, "authorId", "type") == "ORCID"
        orcid = orcid_in(_json.text(author, "authorId", "value")) if is_orcid else None
        yield Author(
            name=name,
            ids=(("orcid", orcid),) if orcid else (),
            affiliations=_affiliations(author),
        )


def _name(author: object) -> str:
    """A person's name, given name first; a group's as it is."""
    given, family = _json.raw(author, "firstName"), _json.raw(author, "lastName")
    suffix = _json.raw(author, "suffix")
    if given and family:
        printed = plain(f"{given} {family} {suffix}")
    elif full := plain(_json.raw(author, "fullName")):
        printed = _initials_first(full)
    else:
        printed = plain(_json.raw(author, "collectiveName") or family)
    return cut(printed)


def _initials_first(full: str) -> str:
    """``Lee AB`` as ``A. B. Lee``, which is how other sources write names."""
    match = _INITIALS.fullmatch(full)
    return " ".join([*(f"{letter}." for letter in match[2]), match[1]]) if match else full


def _affiliations(author: object) -> tuple[str, ...]:
    listed = _json.listed(author, "authorAffiliationDetailsList", "authorAffiliation")
    places = [plain(_json.raw(each, "affiliation")) for each in listed]
    places = places or [plain(_json.raw(author, "affiliation"))]
    return tuple(dict.fromkeys(place for place in places if place))


_READER = Reader(
    names=_names, paper=_paper_if_any, noted=_noted, called=_record_id, notices=_notices
)
