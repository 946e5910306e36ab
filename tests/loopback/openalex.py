"""OpenAlex's list of works, with a budget that requests use up, and what goes wrong.

    catalogue = Catalogue([work("W1", author="A1"), …], budget=0.01, key="secret")

What can go wrong: `FAULTS`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from loopback.faults import Reply

FAULTS = {
    "same_page": "every page is the first",
    "early_end": "the second page is empty",
    "no_count": "no page says how many works there are",
    "error_200": "a complaint with status 200",
    "error_400": "a complaint with status 400",
    "bad_record": "the first work of each page is not one",
}
_PAGE = 3
_COST = 0.0001


def work(number, *, author="A1", orcid=None, source="S1", published="2026-06-09", **more):
    record = {
        "id": f"https://openalex.org/{number}",
        "doi": f"https://doi.org/10.1000/{number}",
        "title": f"Work {number}",
        "type": "article",
        "publication_date": published,
        "created_date": f"{published}T00:00:00",
        "authorships": [
            {
                "author": {"id": f"https://openalex.org/{author}", "orcid": orcid},
                "raw_author_name": "Ann Lee",
            }
        ],
        "primary_location": {
            "source": {"id": f"https://openalex.org/{source}", "display_name": "Journal"}
        },
    }
    return record | more


@dataclass
class Catalogue:
    """The works, answered in pages of three whatever is asked for."""

    works: list[dict]
    budget: float | None = None
    key: str = ""
    fault: str = ""
    asked: list[dict] = field(default_factory=list)

    def routes(self):
        return {"/works": self.answer}

    def answer(self, ask, mode):
        self.asked.append(dict(ask.params))
        if "cursor" in ask.params and ask.params.get("api_key") != self.key:
            return _json({"error": "Unauthorized", "message": "a key is needed"}, 401)
        if self.fault.startswith("error_"):
            said = {"error": "Invalid filter", "message": "Unknown filter field: x"}
            return _json(said, int(self.fault.removeprefix("error_")))
        if self.budget is not None:
            if self.budget < _COST:
                return _json({"error": "Too many", "message": "spent"}, 429, Retry_After="54000")
            self.budget = round(self.budget - _COST, 6)
        start = (int(ask.params.get("page", "1")) - 1) * _PAGE
        cursor = ask.params.get("cursor", "*")
        return self._page(ask.params["filter"], start if cursor == "*" else int(cursor))

    def _page(self, filters, start):
        found = sorted(
            (each for each in self.works if _matches(each, filters)),
            key=lambda each: each["publication_date"],
            reverse=True,
        )
        if self.fault == "same_page":
            start = 0
        some = found[start : start + _PAGE]
        if self.fault == "early_end" and start:
            some = []
        if self.fault == "bad_record" and some:
            some = [{"id": some[0]["id"], "title": None}, *some[1:]]
        meta = {"count": len(found), "cost_usd": _COST, "next_cursor": str(start + _PAGE)}
        if not some:
            meta["next_cursor"] = None
        if self.fault == "no_count":
            del meta["count"]
        left = {} if self.budget is None else {"X_RateLimit_Remaining_USD": f"{self.budget}"}
        return _json({"meta": meta, "results": some}, **left)


def _matches(record, filters):
    for part in filters.split(","):
        name, _, value = part.partition(":")
        wanted = set(value.split("|"))
        author = record["authorships"][0]["author"]
        have = {
            "authorships.author.id": author["id"].rpartition("/")[2],
            "authorships.author.orcid": (author["orcid"] or "")[-19:],
            "primary_location.source.id": record["primary_location"]["source"]["id"][21:],
        }
        if name == "from_publication_date":
            if record["publication_date"] < value:
                return False
        elif have[name] not in wanted:
            return False
    return True


def _json(answer, status=200, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(
        status=status, body=json.dumps(answer).encode(), kind="application/json", headers=named
    )
