"""Reading a record of whichever collection it is from; a pure function of a line of JSON."""

from __future__ import annotations

from collections.abc import Callable

from academichub_cli.domain.paper import Paper
from academichub_cli.errors import SourceError
from academichub_cli.sources import _arxiv_bulk, _crossref_works, _json, _openalex_works

# Whether a record is of a collection, and who reads it.
_COLLECTIONS: tuple[tuple[Callable[[object], bool], Callable[[object], Paper]], ...] = (
    (_arxiv_bulk.is_record, _arxiv_bulk.paper_of),
    (_openalex_works.is_record, _openalex_works.paper_of),
    (_crossref_works.is_record, _crossref_works.paper_of),
)


def paper_of(line: bytes) -> Paper:
    """The paper in a line. Raises ValueError that says what is wrong with it."""
    try:
        value = _json.parse(line, who="the file")
    except SourceError:
        raise ValueError("no JSON") from None
    for is_record, read in _COLLECTIONS:
        if is_record(value):
            return read(value)
    raise ValueError("no record of arXiv's snapshot, of Crossref or of OpenAlex")
