"""Crossref's list of works, with filters, cursors and what goes wrong with them.

    registry = Registry([work("10.1000/a", created="2026-06-10"), …])
    registry.fault = "lost_cursor"

What can go wrong: `FAULTS`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import unquote

from loopback.faults import Reply

FAULTS = {
    "lost_cursor": "the second page says once that the cursor is good no more",
    "dead_cursor": "so does every page but the first",
    "same_page": "every cursor leads to the first page",
    "early_end": "the second page is empty",
    "no_count": "no page says how many works there are",
    "failed_200": "a complaint with status 200",
    "unknown_field": "a choice of fields is refused",
    "bad_record": "the first work of each page is not one",
}
_PAGE = 3


def work(doi, *, created="2026-06-10T08:00:00Z", issn="0028-0836", title="A title", **more):
    day = [int(part) for part in created[:10].split("-")]
    record = {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "ISSN": [issn],
        "container-title": ["Nature"],
        "created": {"date-parts": [day], "date-time": created},
        "issued": {"date-parts": [day]},
    }
    return record | more


@dataclass
class Registry:
    """The works, answered in pages of three whatever is asked for."""

    works: list[dict]
    fault: str = ""
    lost: int = 0
    asked: list[dict] = field(default_factory=list)

    def routes(self):
        return {"/works": self.answer}

    def answer(self, ask, mode):
        self.asked.append(dict(ask.params))
        if ask.path != "/works":
            return self._single(unquote(ask.path.removeprefix("/works/")))
        if self.fault == "failed_200":
            return _json({"status": "failed", "message-type": "validation-failure", "message": []})
        if self.fault == "unknown_field" and "select" in ask.params:
            return _complaint(400, "validation-failure", "select-not-available", "no such field")
        found = sorted(
            (each for each in self.works if _matches(each, ask.params.get("filter", ""))),
            key=lambda each: each["created"]["date-time"],
            reverse=True,
        )
        cursor = ask.params.get("cursor", "*")
        if cursor != "*" and self._loses():
            return _complaint(404, "resource-failure", "cursor-invalid", "cursor expired")
        return self._page(found, 0 if cursor == "*" else int(cursor.removeprefix("c+")))

    def _loses(self):
        if self.fault == "dead_cursor" or (self.fault == "lost_cursor" and not self.lost):
            self.lost += 1
            return True
        return False

    def _page(self, found, start):
        total = len(found)
        if self.fault == "same_page":
            start = 0
        some = found[start : start + _PAGE]
        if self.fault == "early_end" and start:
            some = []
        if self.fault == "bad_record":
            some = [{"DOI": some[0]["DOI"], "title": 7}, *some[1:]] if some else []
        message = {"items": some, "next-cursor": f"c+{start + _PAGE}", "total-results": total}
        if self.fault == "no_count":
            del message["total-results"]
        return _json({"status": "ok", "message-type": "work-list", "message": message})

    def _single(self, doi):
        for each in self.works:
            if each["DOI"] == doi:
                return _json({"status": "ok", "message-type": "work", "message": each})
        return Reply(status=404, body=b"Resource not found.", kind="text/plain")


def _matches(record, filters):
    """Values of one name are alternatives, names are conditions."""
    wanted = {}
    for part in filters.split(","):
        name, _, value = part.partition(":")
        wanted.setdefault(name, []).append(value)
    have = {
        "issn": record["ISSN"],
        "doi": [record["DOI"]],
        "updates": [each["DOI"] for each in record.get("update-to", [])],
        "orcid": [each.get("ORCID", "")[-19:] for each in record.get("author", [])],
    }
    since = wanted.pop("from-created-date", [""])[0]
    is_new = record["created"]["date-time"][:10] >= since
    return is_new and all(set(have[name]) & set(values) for name, values in wanted.items())


def _json(answer, status=200):
    return Reply(status=status, body=json.dumps(answer).encode(), kind="application/json")


def _complaint(status, kind, reason, said):
    message = [{"type": reason, "value": "x", "message": said}]
    return _json({"status": "failed", "message-type": kind, "message": message}, status)
