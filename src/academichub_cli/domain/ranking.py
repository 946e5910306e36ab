"""How well papers fit a radar, and why.

The score is ``1 - (1 - w1)(1 - w2)…`` over the weights of the reasons, so each reason adds to it,
none can push it past 1, and a reader can do the sum. Recency is a small weight that falls in a
straight line to nothing over the look-back, enough to order papers that fit equally well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import prod

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import FollowKind
from academichub_cli.domain.ranked import Ranked, Reason
from academichub_cli.domain.rules import Hit, RadarRules

WEIGHTS = {
    "paper": 0.9,
    "author": 0.8,
    "possible-author": 0.25,
    "topic in title": 0.5,
    "topic in abstract": 0.3,
    "journal": 0.4,
    "primary category": 0.15,
    "cross-list": 0.08,
    "recency": 0.05,
}
_RECENCY_DAYS = 14
_SECONDS_A_DAY = 86_400
Marks = Mapping[Identifier, frozenset[str]]


def rank(
    papers: Iterable[Paper], rules: RadarRules, *, marks: Marks, now: datetime
) -> list[Ranked]:
    """The papers that a follow means, best first. Neither muted nor hidden ones are among them."""
    ranked = []
    for paper in papers:
        if rules.muted_by(paper) or "hidden" in marks.get(paper.id, ()):
            continue
        if hits := rules.hits(paper):
            ranked.append(weigh(paper, hits, marks=marks.get(paper.id, frozenset()), now=now))
    return sorted(ranked, key=order)


def weigh(
    paper: Paper, hits: Iterable[Hit], *, marks: frozenset[str] = frozenset(), now: datetime
) -> Ranked:
    """A paper with the score that its hits and its age give it."""
    reasons = [_reason(hit) for hit in hits]
    if reasons and (recency := _recency(paper, now)):
        reasons.append(recency)
    score = 1 - prod(1 - reason.weight for reason in reasons)
    return Ranked(paper=paper, score=round(score, 4), reasons=tuple(reasons), marks=marks)


def order(ranked: Ranked) -> tuple[float, float, str]:
    """Best first, then newest, then by identifier, so that equal input gives equal order."""
    submitted = ranked.paper.submitted
    newest = -submitted.timestamp() if submitted else 0.0
    return (-(ranked.score or 0.0), newest, str(ranked.paper.id))


def _reason(hit: Hit) -> Reason:
    text = hit.follow.text
    match hit.follow.kind:
        case FollowKind.AUTHOR if hit.is_possible:
            said = f"perhaps by {text}, {hit.grounds or f'printed as {hit.evidence}'}"
            return _weighed("possible-author", said, hit.evidence)
        case FollowKind.AUTHOR:
            grounds = f" ({hit.grounds})" if hit.grounds else ""
            return _weighed("author", f"by {text}{grounds}", hit.evidence)
        case FollowKind.TOPIC:
            said = f"“{text}” in its {hit.place}"
            return _weighed("topic", said, text, weight=WEIGHTS[f"topic in {hit.place}"])
        case FollowKind.CATEGORY:
            said = f"in {text}" if hit.place == "primary category" else f"cross-listed in {text}"
            return _weighed("category", said, text, weight=WEIGHTS[hit.place])
        case FollowKind.JOURNAL:
            return _weighed("journal", f"in {hit.evidence}", text)
        case FollowKind.PAPER:
            return _weighed("paper", "a paper you follow", text)


def _weighed(kind: str, text: str, evidence: str, *, weight: float | None = None) -> Reason:
    weight = WEIGHTS[kind] if weight is None else weight
    return Reason(kind=kind, text=text, weight=weight, evidence=evidence)


def _recency(paper: Paper, now: datetime) -> Reason | None:
    if paper.submitted is None:
        return None
    days = max(0.0, (now - paper.submitted).total_seconds() / _SECONDS_A_DAY)
    weight = round(WEIGHTS["recency"] * max(0.0, 1 - days / _RECENCY_DAYS), 4)
    if not weight:
        return None
    day = paper.submitted
    return Reason(kind="recency", text=f"submitted {day.day} {day:%b}", weight=weight)
