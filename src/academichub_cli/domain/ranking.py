"""How well papers fit a radar and what was learned of its reader, and why.

The score is ``1 - (1 - w1)(1 - w2)…`` over the weights of the reasons, so each reason adds to it,
none can push it past 1, and a reader can do the sum. What marks have taught is one such reason, its
weight the probability that the paper is wanted, shared out among the evidence. What speaks against
a paper multiplies the whole by what it leaves; a followed person or paper is beyond its reach.
Recency is a small weight that falls in a straight line to nothing over the look-back. The more
marks have taught, the less a followed category and an age say: they would reorder what only marks
tell apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import prod

from academichub_cli.domain.diversity import diversify, represented
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.learned import Evidence
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.preferences import Preferences
from academichub_cli.domain.radar import FollowKind
from academichub_cli.domain.ranked import Ranked, Reason, by_date
from academichub_cli.domain.rules import Hit, RadarRules
from academichub_cli.domain.taste import NOTHING, Features, Fitness, Judge, Taste, features_of

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
UNLIKE = "unlike"
MOST_ADMITTED = 10  # papers of one announcement that no follow means
_EXPLAINED = 100
_KEPT_APART, _CONSIDERED = 10, 40
_HIGHEST = 0.99
_LEAST_EVIDENCE = 0.005
_RECENCY_DAYS = 14
_SECONDS_A_DAY = 86_400
_DIGITS = 6
_PERSONS = frozenset({"author", "paper"})
_KNOWN = frozenset({"liked", "saved"})
Marks = Mapping[Identifier, frozenset[str]]
_BY_DEFAULT = Preferences()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A paper that may be shown: the follows that mean it, what a model sees of it, its marks."""

    paper: Paper
    hits: tuple[Hit, ...]
    marks: frozenset[str]
    seen: Features


def rank(
    papers: Iterable[Paper],
    rules: RadarRules,
    *,
    marks: Marks,
    now: datetime,
    taste: Taste | None = None,
    preferences: Preferences = _BY_DEFAULT,
) -> list[Ranked]:
    """The papers that a follow means, and the few that fit very well, best first.

    Neither muted nor hidden ones are among them. Where something was learned, the first ten are
    kept apart from each other and hold the best of each interest; the order does not depend on the
    order of `papers`.
    """
    judge = Judge(taste, preferences) if taste else None
    candidates = [
        _Candidate(
            paper=paper,
            hits=rules.hits(paper),
            marks=marks.get(paper.id, frozenset()),
            seen=features_of(paper) if judge else {},
        )
        for paper in papers
        if not rules.muted_by(paper) and "hidden" not in marks.get(paper.id, ())
    ]

    def weighed(candidate: _Candidate, fitness: Fitness) -> Ranked:
        return weigh(
            candidate.paper,
            candidate.hits,
            marks=candidate.marks,
            now=now,
            fitness=fitness,
            trust=judge.trust if judge else 0.0,
            preferences=preferences,
        )

    if judge is None:
        return sorted((weighed(each, NOTHING) for each in candidates if each.hits), key=order)
    return _judged(candidates, weighed, judge, preferences)


def _judged(
    candidates: Iterable[_Candidate],
    weighed: Callable[[_Candidate, Fitness], Ranked],
    judge: Judge,
    preferences: Preferences,
) -> list[Ranked]:
    """The candidates in the order that follows and marks give, the first of them explained."""
    fitted = ((each, judge.quickly(each.seen)) for each in candidates)
    found = [
        (weighed(each, fitness), each)
        for each, fitness in fitted
        if each.hits or _is_wanted(fitness, preferences)
    ]
    found.sort(key=lambda pair: order(pair[0]))
    found = _without_a_flood(found)
    ranked = [each for each, _ in found]
    for place, (_, candidate) in enumerate(found[:_EXPLAINED]):
        ranked[place] = weighed(candidate, judge.explained(candidate.seen))
    seen = [candidate.seen for _, candidate in found]
    if not preferences.diversity:
        return ranked
    scored = [(at, ranked[at].score or 0.0, seen[at]) for at in range(len(ranked))[:_CONSIDERED]]
    apart = diversify(scored, first=_KEPT_APART, strength=preferences.diversity)
    may_claim = [
        at
        for at, each in enumerate(ranked[:_EXPLAINED])
        if not each.marks & _KNOWN and all(reason.kind != UNLIKE for reason in each.reasons)
    ]
    shown = represented(
        [*apart, *range(len(ranked))[_CONSIDERED:]],
        judge.claims({at: seen[at] for at in may_claim}),
        fixed={at for at in apart if any(r.kind in _PERSONS for r in ranked[at].reasons)},
        first=_KEPT_APART,
    )
    return [ranked[at] for at in shown]


def _is_wanted(fitness: Fitness, preferences: Preferences) -> bool:
    """Whether what was learned alone is reason enough to show a paper."""
    return fitness.liking * (1 - fitness.aversion) >= preferences.admit


def _without_a_flood(
    found: Iterable[tuple[Ranked, _Candidate]],
) -> list[tuple[Ranked, _Candidate]]:
    """At most so many of each announcement that no follow means; those that a follow means, all."""
    kept, admitted = [], Counter[object]()
    for each, candidate in found:
        if not candidate.hits:
            admitted[candidate.paper.batch] += 1
            if admitted[candidate.paper.batch] > MOST_ADMITTED:
                continue
        kept.append((each, candidate))
    return kept


def weigh(
    paper: Paper,
    hits: Iterable[Hit],
    *,
    marks: frozenset[str] = frozenset(),
    now: datetime,
    fitness: Fitness = NOTHING,
    trust: float = 0.0,
    preferences: Preferences = _BY_DEFAULT,
) -> Ranked:
    """A paper with the score that its hits, its fit and its age give it.

    `trust` is how far a followed category and an age give way to what was learned.
    """
    reasons = [_reason(hit, trust, preferences) for hit in hits]
    if trust:
        reasons = _with_one_category(reasons)
    against = 0.0 if any(each.kind in _PERSONS for each in reasons) else fitness.aversion
    reasons += _learned(fitness, paper)
    others = 1 - prod(1 - reason.weight for reason in reasons)
    if reasons and (recency := _recency(paper, now, preferences, 1 - trust * (1 - others))):
        reasons.append(recency)
    score = (1 - prod(1 - reason.weight for reason in reasons)) * (1 - against)
    if against and reasons:
        reasons.append(_unlike(fitness.why_not, against))
    return Ranked(paper=paper, score=round(score, _DIGITS), reasons=tuple(reasons), marks=marks)


def order(ranked: Ranked) -> tuple[float, float, str]:
    """Best first, then newest, then by identifier, so that equal input gives equal order."""
    return (-(ranked.score or 0.0), *by_date(ranked))


def placed(ranked: Sequence[Ranked], more: Iterable[Ranked]) -> list[Ranked]:
    """More papers put among ranked ones where their scores belong, the others' order kept."""
    merged = list(ranked)
    for each in sorted(more, key=order):
        key = order(each)
        place = next((at for at, other in enumerate(merged) if order(other) > key), len(merged))
        merged.insert(place, each)
    return merged


def _reason(hit: Hit, trust: float, preferences: Preferences) -> Reason:
    text = hit.follow.text
    factor = preferences.factor_of(text)
    match hit.follow.kind:
        case FollowKind.AUTHOR if hit.is_possible:
            said = f"perhaps by {text}, {hit.grounds or f'printed as {hit.evidence}'}"
            return _weighed("possible-author", said, hit.evidence, factor)
        case FollowKind.AUTHOR:
            grounds = f" ({hit.grounds})" if hit.grounds else ""
            return _weighed("author", f"by {text}{grounds}", hit.evidence, factor)
        case FollowKind.TOPIC:
            said = f"“{text}” in its {hit.place}"
            return _weighed("topic", said, text, factor, weight=WEIGHTS[f"topic in {hit.place}"])
        case FollowKind.CATEGORY:
            said = f"in {text}" if hit.place == "primary category" else f"cross-listed in {text}"
            weight = WEIGHTS[hit.place] * (1 - trust) ** 3
            return _weighed("category", said, text, factor, weight=weight)
        case FollowKind.JOURNAL:
            return _weighed("journal", f"in {hit.evidence}", text, factor)
        case FollowKind.PAPER:
            return _weighed("paper", "a paper you follow", text, factor)


def _with_one_category(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons, of followed categories that which says most: marks tell better what more say."""
    found = list(reasons)
    categories = (each for each in found if each.kind == "category")
    best = max(categories, key=lambda each: each.weight, default=None)
    return [each for each in found if each.kind != "category" or each is best]


def _weighed(
    kind: str, text: str, evidence: str, factor: float, *, weight: float | None = None
) -> Reason:
    weight = WEIGHTS[kind] if weight is None else weight
    return Reason(kind=kind, text=text, weight=min(weight * factor, _HIGHEST), evidence=evidence)


def _learned(fitness: Fitness, paper: Paper) -> list[Reason]:
    """The probability as reasons whose weights make it up, by what each piece of evidence moves."""
    if not fitness.liking:
        return []
    # That a marked paper is like itself says nothing, and what hardly moves a score explains none.
    why = [
        each
        for each in fitness.why
        if each.paper != str(paper.id) and each.weight >= _LEAST_EVIDENCE
    ]
    whole = sum(each.weight for each in why)
    if not whole:
        return [Reason(kind="learned", text="like what you marked", weight=fitness.liking)]
    return [_shared(each, 1 - (1 - fitness.liking) ** (each.weight / whole)) for each in why]


_KINDS = {"nearest": "nearest", "terms": "terms", "category": "learned-category"}


def _shared(evidence: Evidence, weight: float) -> Reason:
    said = _said(evidence, weight)
    return Reason(kind=_KINDS[evidence.kind], text=said, weight=weight, evidence=evidence.text)


def _said(evidence: Evidence, weight: float) -> str:
    match evidence.kind:
        case "nearest" if evidence.paper.startswith("topic:"):
            return f"near your topic “{evidence.text}”"
        case "nearest":
            return f"like “{evidence.text}”"
        case "category":
            return f"in {evidence.text}, as much of what you like"
        case _:
            return f"on {evidence.text} (+{weight:.2f})"


def _unlike(why_not: Sequence[Evidence], against: float) -> Reason:
    """What speaks against a paper; its weight is what of the score it takes, below 0."""
    near = next((each for each in why_not if each.kind == "nearest"), None)
    terms = next((each for each in why_not if each.kind == "terms"), None)
    what = f"“{near.text}”" if near else f"papers on {terms.text}" if terms else "others"
    evidence = near.text if near else terms.text if terms else ""
    return Reason(
        kind=UNLIKE, text=f"like {what}, which you hid", weight=-against, evidence=evidence
    )


def _recency(paper: Paper, now: datetime, preferences: Preferences, share: float) -> Reason | None:
    if paper.submitted is None:
        return None
    days = max(0.0, (now - paper.submitted).total_seconds() / _SECONDS_A_DAY)
    most = min(WEIGHTS["recency"] * preferences.freshness, _HIGHEST)
    weight = round(most * share * max(0.0, 1 - days / _RECENCY_DAYS), 6)
    if not weight:
        return None
    day = paper.submitted
    return Reason(kind="recency", text=f"submitted {day.day} {day:%b}", weight=weight)
