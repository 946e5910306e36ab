"""Hugging Face's papers by day.

votes = Daily({date(2026, 6, 10): {"2606.10001": 12}}, today=date(2026, 6, 11))
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from loopback.faults import Reply


def record(name, votes=3, **more):
    paper = {
        "id": name,
        "title": f"Paper {name}",
        "summary": "We find.",
        "authors": [{"name": "Ann Lee", "hidden": False}, {"name": "Eve", "hidden": True}],
        "publishedAt": "2026-06-09T00:00:00.000Z",
        "upvotes": votes,
    }
    return {"paper": paper | more, "publishedAt": "2026-06-09T20:00:00.000Z"}


@dataclass
class Daily:
    """Who got how many votes on which day; a day to come is refused."""

    days: dict[date, dict[str, int]]
    today: date
    asked: list[dict] = field(default_factory=list)

    def routes(self):
        return {"/daily_papers": self.answer}

    def answer(self, ask, mode):
        self.asked.append(dict(ask.params))
        day = date.fromisoformat(ask.params["date"])
        if day > self.today:
            body = {"error": "date must not be in the future"}
            return Reply(status=400, body=json.dumps(body).encode(), kind="application/json")
        records = [record(name, votes) for name, votes in self.days.get(day, {}).items()]
        start = int(ask.params["p"]) * int(ask.params["limit"])
        some = records[start : start + int(ask.params["limit"])]
        return Reply(body=json.dumps(some).encode(), kind="application/json")
