"""Papers as a brief takes them: each once, about its topic, in an order of their own."""

from __future__ import annotations

from collections.abc import Iterable

from academichub_cli.domain.brief import day_of
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.periods import Period
from academichub_cli.domain.ranked import Ranked
from academichub_cli.domain.rules import Phrase

_DAYS_A_WEEK = 7


def distinct(papers: Iterable[Ranked]) -> list[Ranked]:
    """Each paper once, whatever its identifiers, best first; the input's order is forgotten."""
    kept = []
    seen: set[Identifier] = set()
    for entry in sorted(papers, key=_best_first):
        if seen.isdisjoint(entry.paper.identifiers):
            kept.append(entry)
            seen.update(entry.paper.identifiers)
    return kept


def about(papers: Iterable[Ranked], topic: str | None) -> list[Ranked]:
    """Those with the topic's words in title or abstract."""
    if not topic:
        return list(papers)
    phrase = Phrase(topic)
    return [entry for entry in papers if phrase.is_in(text_of(entry.paper))]


def text_of(paper: Paper) -> str:
    """All words of a paper that terms are taken from."""
    return f"{paper.title} . {paper.abstract or ''}"


def weeks_before(papers: Iterable[Paper], period: Period) -> int | None:
    """How many weeks the earlier papers span; None where none has a date before the period."""
    start = period.start.date()
    days = [day for paper in papers if (day := day_of(paper)) and day < start]
    return max(1, round((start - min(days)).days / _DAYS_A_WEEK)) if days else None


def _best_first(entry: Ranked) -> tuple[float, str, str]:
    return (-(entry.score or 0.0), str(entry.paper.id), repr(entry.paper))
