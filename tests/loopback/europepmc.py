"""Europe PMC's search with its cursor marks, and what goes wrong with them.

    shelf = Shelf([record("1"), …], fault="error_200")

What can go wrong: `FAULTS`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from loopback.faults import Reply

FAULTS = {
    "error_200": "a complaint with status 200",
    "stuck": "every mark leads to the first page, and a new mark",
    "early_end": "the first page's mark is the one that was sent",
    "no_list": "a count, and no list",
    "bad_record": "the first record of each page has no title",
}
_PAGE = 3


def record(number, *, indexed="2026-06-09", **more):
    return {
        "id": number,
        "source": "MED",
        "pmid": number,
        "doi": f"10.1000/{number}",
        "title": f"Paper {number} on grid cells.",
        "authorList": {"author": [{"fullName": "Lee AB"}]},
        "journalInfo": {"journal": {"title": "Brain", "issn": "0006-8950"}},
        "firstPublicationDate": indexed,
        "firstIndexDate": indexed,
    } | more


@dataclass
class Shelf:
    """The records, all of them an answer to whatever is asked, in pages of three."""

    records: list[dict]
    fault: str = ""
    asked: list[dict] = field(default_factory=list)

    def routes(self):
        return {"/search": self.answer}

    def answer(self, ask, mode):
        self.asked.append(dict(ask.params))
        if self.fault == "error_200":
            return _json({"errCode": 404, "errMsg": "Invalid query"})
        mark = ask.params["cursorMark"]
        start = 0 if mark == "*" or self.fault == "stuck" else int(mark.removeprefix("Ao+/"))
        some = [dict(each) for each in self.records[start : start + _PAGE]]
        if self.fault == "bad_record" and some:
            some[0]["title"] = ""
        onward = f"Ao+/{start + _PAGE}" if some else mark
        if self.fault == "stuck":
            onward = f"Ao+/{len(self.asked)}"
        if self.fault == "early_end":
            onward = mark
        answer = {"hitCount": len(self.records), "nextCursorMark": onward}
        if self.fault != "no_list":
            answer["resultList"] = {"result": some}
        return _json(answer)


def _json(answer):
    return Reply(body=json.dumps(answer).encode(), kind="application/json")
