"""api.biorxiv.org: bioRxiv and medRxiv, by days and subjects; https://api.biorxiv.org.

What it does wrong has names, as ``POSTED_MODES``; turn one on with ``PostedServer.fault``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from loopback.faults import Mode, Reply
from loopback.server import ArxivServer, Ask

_DAY_DIGITS = 3


def row(number: int, day: str, *, category: str = "neuroscience", version: int = 1, **more: str):
    """One record as the service sends it."""
    return {
        "title": f"A study of cells, number {number}",
        "authors": "Wright, K. M.; Gaudinier, A.",
        "author_corresponding": "Kevin M. Wright",
        "author_corresponding_institution": "Harvard University",
        "doi": f"10.64898/2026.06.{number:06d}",
        "date": day,
        "version": str(version),
        "type": "new results",
        "license": "cc_by",
        "category": category,
        "jatsxml": "https://www.biorxiv.org/content/early/2026/06/01/x.source.xml",
        "abstract": f"We looked at cells, number {number}.",
        "funder": "NA",
        "published": "NA",
        "server": "bioRxiv",
    } | more


@dataclass(slots=True)
class PostedServer:
    """Records by server, and a loopback server that answers for them; a context manager.

    `fault` is the name of what is wrong with every answer; without `filters` it sends all subjects,
    whichever is asked for.
    """

    rows: dict[str, list[Mapping[str, object]]] = field(default_factory=dict)
    page: int = 30
    filters: bool = True
    fault: str = ""
    host: str = "127.0.0.1"
    delay: float = 0.0
    server: ArxivServer = field(init=False)

    def __post_init__(self) -> None:
        self.server = ArxivServer(host=self.host, routes={"/details": self.details})

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        self.server.__exit__(*exc)

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def asked(self) -> list[str]:
        """The addresses asked for, from the server's name on."""
        return [each.ask.target.removeprefix("/details/") for each in self.server.requests]

    def details(self, ask: Ask, mode: Mode) -> Reply:
        self.server.hold(self.delay)
        server, first, last, cursor, _ = ask.path.removeprefix("/details/").split("/")
        wanted = ask.params.get("category", "").replace("_", " ") if self.filters else ""
        found = [
            each
            for each in self.rows.get(server, ())
            if first <= _padded(str(each.get("date", first))) <= last
            and (not wanted or each.get("category") == wanted)
        ]
        start = int(cursor)
        shown = found[start : start + self.page]
        said = {
            "status": "ok",
            "category": wanted or "all",
            "interval": f"{first}:{last}",
            "funder": "all",
            "cursor": start,
            "count": len(shown),
            "count_new_papers": str(sum(each.get("version") == "1" for each in found)),
            "total": str(len(found)),
        }
        answer = {"messages": [said], "collection": shown}
        if not shown:
            answer = {"messages": [{"status": "no posts found"}], "collection": []}
        if self.fault:
            return POSTED_MODES[self.fault].answer(answer, found)
        return sent(answer)


def _padded(day: str) -> str:
    year, month, rest = [*day.split("-"), "", ""][:_DAY_DIGITS]
    return f"{year}-{month:0>2}-{rest:0>2}"


def sent(answer: object, **more: object) -> Reply:
    return Reply(body=json.dumps(answer).encode(), kind="application/json", **more)


Fault = Callable[[dict, list], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedMode:
    """One way to be wrong."""

    says: str
    answer: Fault


def _with(answer: dict, **said: object) -> Reply:
    return sent({**answer, "messages": [{**answer["messages"][0], **said}]})


POSTED_MODES: Mapping[str, PostedMode] = {
    "empty_body": PostedMode(
        says="200 with nothing in it, as on 2026-09-15",
        answer=lambda answer, found: Reply(body=b"", kind="application/json"),
    ),
    "no_posts": PostedMode(
        says="no posts found, whatever there is",
        answer=lambda answer, found: sent(
            {"messages": [{"status": "no posts found"}], "collection": []}
        ),
    ),
    "complaint": PostedMode(
        says="a status that is neither ok nor that there is nothing",
        answer=lambda answer, found: sent(
            {"messages": [{"status": "Error: interval \u001b[31mnot valid"}], "collection": []}
        ),
    ),
    "larger_total": PostedMode(
        says="a total that is never reached",
        answer=lambda answer, found: _with(answer, total=str(len(found) + 7)),
    ),
    "same_page": PostedMode(
        says="the first page, wherever the cursor is",
        answer=lambda answer, found: sent(
            {
                "messages": [{"status": "ok", "total": str(len(found))}],
                "collection": found[:30],
            }
        ),
    ),
    "no_total": PostedMode(
        says="no total",
        answer=lambda answer, found: sent(
            {**answer, "messages": [{"status": answer["messages"][0]["status"]}]}
        ),
    ),
    "not_json": PostedMode(
        says="a page that begins as JSON does and is none",
        answer=lambda answer, found: Reply(body=b'{"messages": [', kind="application/json"),
    ),
    "html": PostedMode(
        says="a page of HTML with 200",
        answer=lambda answer, found: Reply(
            body=b"<!DOCTYPE html><html><body>Just a moment</body></html>", kind="text/html"
        ),
    ),
}


def days(*texts: str) -> Iterable[date]:
    return [date.fromisoformat(text) for text in texts]
