"""One JSON object: `schema` 1, as `docs/brief.md` describes it; text as it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from academichub_cli.brief_formats._page import Page
from academichub_cli.brief_formats._words import Words
from academichub_cli.domain.brief import Bridge, Brief, Claim, Cost, Note, Reference, Rising, Theme

SUFFIX = ".json"
MEDIA_TYPE = "application/json"
_Object = Mapping[str, Any]


def render(brief: Brief, page: Page) -> str:
    """The brief as one object on several lines."""
    return json.dumps(document(brief, page), ensure_ascii=False, indent=2) + "\n"


def document(brief: Brief, page: Page) -> _Object:
    """The brief as what JSON is made of."""
    return {
        "schema": 1,
        "period": {
            "start": brief.period.start.isoformat(),
            "end": brief.period.end.isoformat(),
            "days": brief.period.days,
        },
        "topic": brief.topic,
        "lang": brief.lang,
        "made": brief.made.isoformat() if brief.made else None,
        "papers": {"total": brief.total, "cited": brief.cited, "fields": dict(brief.fields)},
        "themes": [_theme(theme) for theme in brief.themes],
        "bridges": [_bridge(bridge) for bridge in brief.bridges],
        "rising": [_rising(rising) for rising in brief.rising],
        "references": [_reference(line) for line in brief.references],
        "notes": [_note(note, Words(page.lang)) for note in brief.notes],
        "model": brief.model,
        "dropped": [claim_record(claim) for claim in brief.dropped],
        "cost": cost_record(brief.cost),
        "agreements": [claim_record(claim) for claim in brief.agreements],
        "questions": [claim_record(claim) for claim in brief.questions],
        "first": [claim_record(claim) for claim in brief.first],
        "prompt": brief.prompt,
        "shown": brief.shown if brief.model else None,
    }


def _theme(theme: Theme) -> _Object:
    return {
        "title": theme.title,
        "terms": list(theme.terms),
        "papers": [str(name) for name in theme.papers],
        "claims": [claim_record(claim) for claim in theme.claims],
    }


def claim_record(claim: Claim) -> _Object:
    """A claim as it stands in JSON."""
    citations = [
        {"paper": str(citation.paper), "quote": citation.quote} for citation in claim.citations
    ]
    return {"text": claim.text, "citations": citations, "verdict": claim.verdict.value}


def _bridge(bridge: Bridge) -> _Object:
    return {
        "papers": [str(name) for name in bridge.papers],
        "fields": list(bridge.fields),
        "terms": list(bridge.terms),
        "claims": [claim_record(claim) for claim in bridge.claims],
    }


def _rising(rising: Rising) -> _Object:
    return {
        "term": rising.term,
        "count": rising.count,
        "total": rising.total,
        "before": rising.before,
        "before_total": rising.before_total,
        "weeks": rising.weeks,
        "papers": [str(name) for name in rising.papers],
    }


def _reference(line: Reference) -> _Object:
    return {
        "number": line.number,
        "id": str(line.identifier),
        "title": line.title,
        "authors": list(line.authors),
        "venue": line.venue,
        "category": line.category,
        "date": line.date.isoformat() if line.date else None,
        "url": line.url,
    }


def _note(note: Note, words: Words) -> _Object:
    return {
        "kind": note.kind.value,
        "count": note.count,
        "word": note.word or None,
        "text": words.note(note),
    }


def cost_record(cost: Cost | None) -> _Object | None:
    """What it took, as it stands in JSON."""
    if cost is None:
        return None
    return {"tokens_in": cost.tokens_in, "tokens_out": cost.tokens_out, "amount": cost.amount}
