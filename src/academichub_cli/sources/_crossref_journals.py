"""Looking a journal up at Crossref, by name or ISSN; reading is a pure function of bytes.

https://api.crossref.org/swagger-ui/index.html, `/journals`.
"""

from __future__ import annotations

from http import HTTPStatus

from academichub_cli.domain.fields import known
from academichub_cli.domain.journals import Journal, Route
from academichub_cli.domain.venues import issn_of
from academichub_cli.errors import SourceError
from academichub_cli.sources import _json
from academichub_cli.sources._markup import plain
from academichub_cli.web import RefusedError, Request
from academichub_cli.web.door import Web

WHO = "Crossref"
_MOST = 20
_LONGEST = 300


async def find(text: str, web: Web, *, address: str) -> tuple[Journal, ...]:
    """The journals that Crossref has of this name or ISSN, the likeliest first.

    Raises SourceError.
    """
    issn = issn_of(text)
    request = Request(
        url=f"{address}/journals/{issn}" if issn else f"{address}/journals",
        params={} if issn else {"query": text, "rows": str(_MOST)},
        expects="json",
        standing="Crossref journals",
    )
    try:
        answer = await web.get(request)
    except RefusedError as refusal:
        # What is not there is answered in plain text, which no accepted status makes JSON of.
        if refusal.status == HTTPStatus.NOT_FOUND:
            return ()
        raise
    return parse(answer.body)


def parse(body: bytes) -> tuple[Journal, ...]:
    """The journals in an answer's bytes that have a name and an ISSN.

    Raises SourceError for what is no answer.
    """
    message = _json.at(_json.parse(body, who=WHO), "message")
    if not isinstance(message, dict):
        raise SourceError(f"{WHO} sent something else than journals", hint=_json.HINT)
    records = _json.listed(message, "items") if "items" in message else [message]
    found = (_journal(record) for record in records)
    return tuple(journal for journal in found if journal)


def _journal(record: object) -> Journal | None:
    name = plain(_json.raw(record, "title"))
    issns = (issn_of(text) for text in _json.texts(record, "ISSN"))
    distinct = tuple(dict.fromkeys(issn for issn in issns if issn))
    if not name or len(name) > _LONGEST or not distinct:
        return None
    subjects = (_json.text(each, "name") or _json.text(each) for each in _subjects(record))
    fields = (known(subject) for subject in subjects)
    return Journal(
        name=name,
        issns=distinct,
        publisher=_json.text(record, "publisher") or None,
        field=next((field for field in fields if field), None),
        route=Route.CROSSREF,
    )


def _subjects(record: object) -> list[object]:
    return _json.listed(record, "subjects")
