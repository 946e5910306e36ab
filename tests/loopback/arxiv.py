"""arXiv's API: its query language, its answers, its complaints.

Manual: https://info.arxiv.org/help/api/user-manual.html. The feed is laid out as the service has
written it since 2026, which differs from the manual in the order of its elements.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

MOST_A_PAGE = 2000
MOST_IN_ALL = 30_000
ANSWERED_AT = datetime(2026, 6, 10, 6, 0, tzinfo=UTC)

_HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
    ' xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">\n'
)
_ID = re.compile(r"(\d{4}\.\d{4,6}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One version of a paper as arXiv holds it."""

    id: str
    version: int = 1
    title: str = "A title"
    abstract: str = "An abstract."
    authors: tuple[str, ...] = ("Ada Lovelace",)
    categories: tuple[str, ...] = ("cs.CL",)
    published: str = "2026-06-09T12:00:00Z"
    updated: str = ""
    comment: str = ""
    doi: str = ""
    journal_ref: str = ""
    affiliations: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Paper:
        """A paper from a line of JSON; names of authors may stand in objects."""
        names = (
            author["name"] if isinstance(author, Mapping) else author
            for author in written.get("authors", ())
        )
        known = {
            name: written[name]
            for name in ("version", "title", "abstract", "updated", "comment", "doi", "journal_ref")
            if written.get(name)
        }
        return cls(
            id=str(written["id"]).removeprefix("arXiv:"),
            authors=tuple(names),
            categories=tuple(written.get("categories", ("cs.CL",))),
            published=written.get("published") or written.get("submitted") or cls.published,
            **known,
        )

    @property
    def changed(self) -> str:
        return self.updated or self.published


def read_papers(path: Path) -> list[Paper]:
    """The papers of a file with one JSON object a line."""
    lines = path.read_text("utf-8").splitlines()
    return [Paper.from_json(json.loads(line)) for line in lines if line.strip()]


def sample_papers(number: int, *, newest: str = "2026-06-09T17:00:00Z") -> list[Paper]:
    """Papers by the same few people, a minute apart, newest first."""
    people = ("Sanjeev Arora", "Ada Lovelace", "José Núñez", "Li Wei", "Simran Arora")
    areas = (("cs.CL",), ("cs.LG", "cs.CL"), ("q-bio.NC",), ("math.CO", "cs.DM"))
    latest = datetime.fromisoformat(newest)
    return [
        Paper(
            id=f"2606.{10_000 + index:05d}",
            title=f"Sparse attention for long sequences, part {index}",
            abstract=f"We study sparse attention. Case {index} keeps every token that matters.",
            authors=(people[index % 5], people[(index + 2) % 5]),
            categories=areas[index % 4],
            published=f"{latest - timedelta(minutes=index):%Y-%m-%dT%H:%M:%SZ}",
        )
        for index in range(number)
    ]


@dataclass(frozen=True, slots=True)
class Complaint(Exception):  # noqa: N818
    """What the API says instead of an answer."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The papers of one answer, and what stands beside them."""

    papers: tuple[Paper, ...]
    total: int | None
    start: int
    size: int
    params: Mapping[str, str]


def look_up(papers: Iterable[Paper], params: Mapping[str, str]) -> Page:
    """The page that these parameters ask for. Raises Complaint."""
    start = _whole(params, "start", 0)
    size = _whole(params, "max_results", 10)
    if size > MOST_A_PAGE or start + size > MOST_IN_ALL:
        raise Complaint("max_results_too_large", f"max_results must be at most {MOST_A_PAGE}")
    found = _sorted(_chosen(list(papers), params), params)
    return Page(
        papers=tuple(found[start : start + size]),
        total=len(found),
        start=start,
        size=size,
        params=params,
    )


def _whole(params: Mapping[str, str], name: str, default: int) -> int:
    written = params.get(name) or str(default)
    if not written.isdecimal():
        raise Complaint(f"{name}_must_be_an_integer", f"{name} must be an integer")
    return int(written)


def _chosen(papers: list[Paper], params: Mapping[str, str]) -> list[Paper]:
    query, ids = params.get("search_query", "").strip(), params.get("id_list", "").strip()
    chosen = _named(papers, ids.split(",")) if ids else _latest(papers)
    if query:
        matches = parse_query(query)
        return [paper for paper in chosen if matches(paper)]
    return chosen if ids else []


def _latest(papers: list[Paper]) -> list[Paper]:
    latest: dict[str, Paper] = {}
    for paper in papers:
        if paper.id not in latest or paper.version > latest[paper.id].version:
            latest[paper.id] = paper
    return list(latest.values())


def _named(papers: list[Paper], ids: list[str]) -> list[Paper]:
    latest = {paper.id: paper for paper in _latest(papers)}
    versions = {(paper.id, str(paper.version)): paper for paper in papers}
    found = []
    for written in ids:
        match = _ID.fullmatch(written.strip())
        if match is None:
            raise Complaint(
                f"incorrect_id_format_for_{written}", f"incorrect id format for {written}"
            )
        name, version = match.groups()
        paper = versions.get((name, version)) if version else latest.get(name)
        if paper is not None and paper not in found:
            found.append(paper)
    return found


def _sorted(papers: list[Paper], params: Mapping[str, str]) -> list[Paper]:
    by = {
        "relevance": None,
        "lastUpdatedDate": lambda paper: paper.changed,
        "submittedDate": lambda paper: paper.published,
    }
    order = params.get("sortBy") or "relevance"
    if order not in by:
        raise Complaint("sortBy_must_be_in", "sortBy must be in: relevance, lastUpdatedDate, ...")
    is_ascending = params.get("sortOrder") == "ascending"
    if by[order] is None:
        return papers[::-1] if is_ascending else papers
    return sorted(papers, key=by[order], reverse=not is_ascending)


# The query language: terms of a field, joined by AND, OR and ANDNOT from left to right; what only
# stands side by side is joined by OR.

Matcher = Callable[[Paper], bool]
_TOKEN = re.compile(
    r"\s*(?:(?P<prefix>[A-Za-z]+):(?=\S))?(?:(?P<open>\()|(?P<close>\))"
    r'|"(?P<phrase>[^"]*)"|\[(?P<range>[^\]]*)\]|(?P<word>[^\s()"\[\]]+))'
)
_WORDS = re.compile(r"[^\W_]+")
_TEXTS: Mapping[str, Callable[[Paper], Iterable[str]]] = {
    "ti": lambda paper: (paper.title,),
    "abs": lambda paper: (paper.abstract,),
    "au": lambda paper: paper.authors,
    "co": lambda paper: (paper.comment,),
    "jr": lambda paper: (paper.journal_ref,),
    "rn": lambda paper: (),
    "all": lambda paper: (
        *(paper.title, paper.abstract, paper.comment, paper.journal_ref, paper.id),
        *paper.authors,
        *paper.categories,
    ),
}
_DATES: Mapping[str, Callable[[Paper], str]] = {
    "submitteddate": lambda paper: paper.published,
    "lastupdateddate": lambda paper: paper.changed,
}


def parse_query(query: str) -> Matcher:
    """What decides whether a paper is meant. Raises Complaint."""
    tokens = list(_tokens(query))
    matches, rest = _expression(tokens, 0, "all")
    if rest != len(tokens):
        raise _malformed(query)
    return matches


def _tokens(query: str) -> Iterator[tuple[str, str, str]]:
    position = 0
    query = query.rstrip()
    while position < len(query):
        match = _TOKEN.match(query, position)
        if match is None:
            raise _malformed(query)
        kind = match.lastgroup or ""
        yield (match["prefix"] or "").lower(), kind, match[kind]
        position = match.end()


def _malformed(query: str) -> Complaint:
    return Complaint("malformed_query", f"incorrect query: {query}")


def _expression(tokens: list[tuple[str, str, str]], at: int, field_: str) -> tuple[Matcher, int]:
    left, at = _term(tokens, at, field_)
    while at < len(tokens) and tokens[at][1] != "close":
        joint = tokens[at][2] if tokens[at][1] == "word" and not tokens[at][0] else "OR"
        is_written = joint in {"AND", "OR", "ANDNOT"} and tokens[at][2] == joint
        right, at = _term(tokens, at + is_written, field_)
        left = _joined(left, joint if is_written else "OR", right)
    return left, at


def _joined(left: Matcher, joint: str, right: Matcher) -> Matcher:
    match joint:
        case "AND":
            return lambda paper: left(paper) and right(paper)
        case "ANDNOT":
            return lambda paper: left(paper) and not right(paper)
        case _:
            return lambda paper: left(paper) or right(paper)


def _term(tokens: list[tuple[str, str, str]], at: int, field_: str) -> tuple[Matcher, int]:
    if at >= len(tokens):
        raise _malformed("it ends too early")
    prefix, kind, text = tokens[at]
    field_ = prefix or field_
    if kind == "open":
        inner, at = _expression(tokens, at + 1, field_)
        if at >= len(tokens):
            raise _malformed("a parenthesis stays open")
        return inner, at + 1
    if kind == "close":
        raise _malformed("a parenthesis was never opened")
    return _single(field_, kind, text), at + 1


def _single(field_: str, kind: str, text: str) -> Matcher:
    if kind == "range":
        return _within(field_, text)
    if field_ == "cat":
        return _in_category(text)
    if field_ == "id":
        return lambda paper: paper.id == text.partition("v")[0]
    if field_ not in _TEXTS:
        raise _malformed(f"no field {field_}")
    holds = _some_name if field_ == "au" else _in_a_row
    words = _words(text)
    is_open = text.endswith("*")
    return lambda paper: any(
        holds(words, _words(where), is_open=is_open) for where in _TEXTS[field_](paper)
    )


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("_", " ")).casefold()
    return _WORDS.findall("".join(char for char in plain if not unicodedata.combining(char)))


def _in_a_row(words: list[str], text: list[str], *, is_open: bool) -> bool:
    if not words:
        return False
    *whole, last = words
    return any(
        text[at : at + len(whole)] == whole
        and (text[at + len(whole)].startswith(last) if is_open else text[at + len(whole)] == last)
        for at in range(len(text) - len(whole))
    )


def _some_name(words: list[str], name: list[str], *, is_open: bool) -> bool:
    """Loosely, as the service does: in any order, and an initial is every name it begins."""
    return bool(words) and all(
        any(
            word == part or (part.startswith(word) and (len(word) == 1 or is_open)) for part in name
        )
        for word in words
    )


def _in_category(text: str) -> Matcher:
    wanted = text.casefold()
    if wanted.endswith("*"):
        return lambda paper: any(
            category.casefold().startswith(wanted[:-1]) for category in paper.categories
        )
    return lambda paper: any(category.casefold() == wanted for category in paper.categories)


def _within(field_: str, text: str) -> Matcher:
    bounds = re.fullmatch(r"(\d{8,14}|\*) TO (\d{8,14}|\*)", text.strip())
    if bounds is None or field_ not in _DATES:
        raise _malformed(text)
    first = bounds[1].replace("*", "0").ljust(14, "0")
    last = bounds[2].replace("*", "9").ljust(14, "9")
    date_of = _DATES[field_]
    return lambda paper: first <= re.sub(r"\D", "", date_of(paper)).ljust(14, "0") <= last


# The feed.


def write_feed(page: Page) -> bytes:
    """The page as Atom."""
    query = page.params.get("search_query", "")
    ids = page.params.get("id_list", "")
    title = (
        f"arXiv Query: search_query={query}&id_list={ids}"
        f"&start={page.start}&max_results={page.size}"
    )
    address = (
        f"https://arxiv.org/api/query?search_query={query.replace(' ', '+')}"
        f"&start={page.start}&max_results={page.size}&id_list={ids}"
    )
    name = base64.b64encode(hashlib.sha1(title.encode()).digest()).decode().rstrip("=")
    lines = [
        f"  <id>https://arxiv.org/api/{name}</id>",
        f"  <title>{escape(title)}</title>",
        f"  <updated>{_instant(ANSWERED_AT)}</updated>",
        f'  <link href={quoteattr(address)} type="application/atom+xml"/>',
        *_counts(page),
        *(line for paper in page.papers for line in _entry(paper)),
    ]
    return f"{_HEAD}{chr(10).join(lines)}\n</feed>\n".encode()


def _counts(page: Page) -> Iterator[str]:
    yield f"  <opensearch:itemsPerPage>{page.size}</opensearch:itemsPerPage>"
    if page.total is not None:
        yield f"  <opensearch:totalResults>{page.total}</opensearch:totalResults>"
    yield f"  <opensearch:startIndex>{page.start}</opensearch:startIndex>"


def _entry(paper: Paper) -> Iterator[str]:
    name = f"{paper.id}v{paper.version}"
    scheme = "http://arxiv.org/schemas/atom"
    yield "  <entry>"
    yield f"    <id>http://arxiv.org/abs/{name}</id>"
    yield f"    <title>{escape(paper.title)}</title>"
    yield f"    <updated>{paper.changed}</updated>"
    yield f'    <link href="https://arxiv.org/abs/{name}" rel="alternate" type="text/html"/>'
    yield (
        f'    <link href="https://arxiv.org/pdf/{name}" rel="related"'
        ' type="application/pdf" title="pdf"/>'
    )
    yield f"    <summary>{escape(paper.abstract)}</summary>"
    for category in paper.categories:
        yield f'    <category term={quoteattr(category)} scheme="{scheme}"/>'
    yield f"    <published>{paper.published}</published>"
    if paper.comment:
        yield f"    <arxiv:comment>{escape(paper.comment)}</arxiv:comment>"
    for category in paper.categories[:1]:
        yield f"    <arxiv:primary_category term={quoteattr(category)}/>"
    if paper.journal_ref:
        yield f"    <arxiv:journal_ref>{escape(paper.journal_ref)}</arxiv:journal_ref>"
    for author in paper.authors:
        yield from _author(author, paper.affiliations.get(author))
    if paper.doi:
        yield f"    <arxiv:doi>{escape(paper.doi)}</arxiv:doi>"
        address = quoteattr(f"https://doi.org/{paper.doi}")
        yield f'    <link rel="related" href={address} title="doi"/>'
    yield "  </entry>"


def _author(name: str, affiliation: str | None) -> Iterator[str]:
    yield "    <author>"
    yield f"      <name>{escape(name)}</name>"
    if affiliation:
        yield f"      <arxiv:affiliation>{escape(affiliation)}</arxiv:affiliation>"
    yield "    </author>"


def write_complaint(complaint: Complaint) -> bytes:
    """The complaint as the feed with one entry titled Error that the service sends."""
    address = f"https://arxiv.org/api/errors#{complaint.code}"
    when = _instant(ANSWERED_AT)
    lines = [
        "  <id>https://arxiv.org/</id>",
        "  <title>arXiv Search Results</title>",
        f"  <updated>{when}</updated>",
        "  <opensearch:itemsPerPage>1</opensearch:itemsPerPage>",
        "  <opensearch:totalResults>1</opensearch:totalResults>",
        "  <opensearch:startIndex>0</opensearch:startIndex>",
        "  <entry>",
        f"    <id>{escape(address)}</id>",
        "    <title>Error</title>",
        f"    <updated>{when}</updated>",
        f'    <link href={quoteattr(address)} rel="alternate" type="text/html"/>',
        f"    <summary>{escape(complaint.text)}</summary>",
        "    <author>",
        "      <name>arXiv api core</name>",
        "    </author>",
        "  </entry>",
    ]
    return f"{_HEAD}{chr(10).join(lines)}\n</feed>\n".encode()


def retitled(page: Page, titles: Iterable[str]) -> Page:
    """The page with these titles, as far as they go."""
    rest = list(titles)
    papers = [
        replace(paper, title=rest[index]) if index < len(rest) else paper
        for index, paper in enumerate(page.papers)
    ]
    return replace(page, papers=tuple(papers))


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
