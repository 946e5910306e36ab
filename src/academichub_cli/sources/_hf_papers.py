"""Reading Hugging Face's papers of a day; pure functions of bytes.

https://huggingface.co/docs/hub/api#get-apidailypapers. Records are of arXiv's papers, with what
readers there thought of them; authors that are `hidden` are not to be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from academichub_cli.domain.identifiers import ArxivId, Identifier
from academichub_cli.domain.paper import Author, Paper, stamped
from academichub_cli.errors import SourceError
from academichub_cli.sources import _json
from academichub_cli.sources._markup import plain
from academichub_cli.sources._works import check_texts, instant_in

WHO = "Hugging Face"
_MOST_VOTES = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """The papers of an answer, of which `count` records were written, and the votes for each."""

    papers: tuple[Paper, ...]
    votes: Mapping[Identifier, int]
    damaged: tuple[str, ...]
    count: int


def parse(body: bytes) -> Daily:
    """The papers in an answer's bytes; a record that cannot be read is named in `damaged`.

    Raises SourceError for anything but a list, with what was wrong where the answer says so.
    """
    answer = _json.parse(body, who=WHO)
    if not isinstance(answer, list):
        said = _json.text(answer, "error")
        failure = SourceError(
            f"{WHO} refused the request: {said[:200]}"
            if said
            else f"{WHO} sent something else than papers",
            hint=_json.HINT,
        )
        failure.is_refusal = bool(said)
        raise failure
    return _read(answer)


def _read(records: list[object]) -> Daily:
    papers: list[Paper] = []
    votes: dict[Identifier, int] = {}
    damaged: list[str] = []
    for record in records:
        paper = _json.at(record, "paper")
        try:
            identifier = _id_of(paper)
            count = _json.number(paper, "upvotes")
            if count is not None and 0 <= count <= _MOST_VOTES:
                votes[identifier] = max(count, votes.get(identifier, 0))
            papers.append(_paper(record, identifier))
        except ValueError as error:
            damaged.append(f"{_json.text(paper, 'id')[:80] or 'a record without id'}: {error}")
    return Daily(papers=tuple(papers), votes=votes, damaged=tuple(damaged), count=len(records))


def _id_of(paper: object) -> ArxivId:
    identifier = ArxivId.parse(_json.text(paper, "id"))
    if identifier is None:
        raise ValueError("no arXiv identifier")
    return identifier


def _paper(record: object, identifier: ArxivId) -> Paper:
    """The paper in a record. Raises ValueError that says what is wrong with it."""
    paper = _json.at(record, "paper")
    title = plain(_json.raw(paper, "title") or _json.raw(record, "title"))
    abstract = plain(_json.raw(paper, "summary") or _json.raw(record, "summary"))
    check_texts(title, abstract)
    return stamped(
        Paper(
            id=identifier,
            title=title,
            abstract=abstract or None,
            authors=tuple(_authors(paper)),
            source="hf",
            route="api",
            submitted=instant_in(_json.text(paper, "publishedAt")),
        )
    )


def _authors(paper: object) -> Iterator[Author]:
    for author in _json.listed(paper, "authors"):
        name = plain(_json.raw(author, "name"))
        if name and _json.at(author, "hidden") is not True:
            yield Author(name=name)
