"""Semantic Scholar's papers of a person, and papers by name.

    shelf = Shelf([record("a" * 40), …], key="secret")

What can go wrong: `FAULTS`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from loopback.faults import Reply

FAULTS = {
    "stuck": "the next page is the one that was asked for",
    "error_200": "a complaint with status 200",
    "error_400": "a complaint with status 400",
    "busy": "429, with a code that is a text, and no Retry-After",
    "bad_record": "the first record of each page has no title",
}
_PAGE = 3


def record(sha, *, published="2026-06-09", author="7", **more):
    return {
        "paperId": sha,
        "externalIds": {"DOI": f"10.1000/{sha[:4].upper()}"},
        "title": f"Paper {sha[:4]}",
        "year": 2026,
        "publicationDate": published,
        "authors": [{"authorId": author, "name": "A. Lee"}],
    } | more


@dataclass
class Shelf:
    """The records, all of them anybody's, in pages of three."""

    records: list[dict]
    key: str = ""
    fault: str = ""
    asked: list = field(default_factory=list)

    def routes(self):
        return {"/graph/v1/author/": self.person, "/graph/v1/paper/batch": self.batch}

    def person(self, ask, mode):
        self.asked.append(ask)
        if self.fault == "busy":
            return _json({"message": "Too Many Requests.", "code": "429"}, 429)
        if self.fault.startswith("error_"):
            return _json({"error": "no such field"}, int(self.fault.removeprefix("error_")))
        if "/404/" in ask.path:
            return _json({"error": "Author not found"}, 404)
        start = int(ask.params["offset"])
        some = [dict(each) for each in self.records[start : start + _PAGE]]
        if self.fault == "bad_record" and some:
            some[0]["title"] = None
        answer = {"offset": start, "data": some}
        if start + _PAGE < len(self.records):
            answer["next"] = start if self.fault == "stuck" else start + _PAGE
        return _json(answer)

    def batch(self, ask, mode):
        self.asked.append(ask)
        if ask.headers.get("x-api-key") != self.key:
            return _json({"message": "Forbidden"}, 403)
        have = {f"DOI:{each['externalIds']['DOI']}".casefold(): each for each in self.records}
        return _json([have.get(name.casefold()) for name in json.loads(ask.body)["ids"]])


def _json(answer, status=200):
    return Reply(status=status, body=json.dumps(answer).encode(), kind="application/json")
