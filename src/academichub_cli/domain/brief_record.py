"""A brief as plain values that JSON can hold, and back again, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from academichub_cli.domain.brief import (
    Bridge,
    Brief,
    Citation,
    Claim,
    Cost,
    Note,
    NoteKind,
    Reference,
    Rising,
    Theme,
    Verdict,
)
from academichub_cli.domain.identifiers import Identifier, parse_identifier
from academichub_cli.domain.periods import Period

_Record = Mapping[str, Any]
_CLAIMS = ("dropped", "agreements", "questions", "first")


def to_record(brief: Brief) -> dict[str, Any]:
    """The brief as dictionaries, lists, texts and numbers."""
    return {
        "period": [brief.period.start.isoformat(), brief.period.end.isoformat()],
        "topic": brief.topic,
        "lang": brief.lang,
        "made": brief.made.isoformat() if brief.made else None,
        "total": brief.total,
        "fields": [list(field) for field in brief.fields],
        "themes": [
            [theme.title, list(theme.terms), _names(theme.papers), _claims(theme.claims)]
            for theme in brief.themes
        ],
        "bridges": [
            [_names(bridge.papers), list(bridge.fields), list(bridge.terms), _claims(bridge.claims)]
            for bridge in brief.bridges
        ],
        "rising": [
            [r.term, r.count, r.total, r.before, r.before_total, r.weeks, _names(r.papers)]
            for r in brief.rising
        ],
        "references": [_reference(line) for line in brief.references],
        "notes": [[note.kind.value, note.count, note.word] for note in brief.notes],
        "model": brief.model,
        "cost": [brief.cost.tokens_in, brief.cost.tokens_out, brief.cost.amount]
        if brief.cost
        else None,
        "shown": brief.shown,
        "prompt": brief.prompt,
        **{name: _claims(getattr(brief, name)) for name in _CLAIMS},
    }


def of_record(record: _Record) -> Brief:
    """The brief of a record. Raises ValueError, LookupError or TypeError for what is none."""
    start, end = (datetime.fromisoformat(each) for each in record["period"])
    return Brief(
        period=Period(start=start, end=end),
        topic=record["topic"],
        lang=record["lang"],
        made=datetime.fromisoformat(record["made"]) if record["made"] else None,
        total=record["total"],
        fields=tuple((name, count) for name, count in record["fields"]),
        themes=tuple(
            Theme(title=title, terms=tuple(terms), papers=_papers(names), claims=_of_claims(claims))
            for title, terms, names, claims in record["themes"]
        ),
        bridges=tuple(
            Bridge(
                papers=_papers(names),
                fields=tuple(fields),
                terms=tuple(terms),
                claims=_of_claims(claims),
            )
            for names, fields, terms, claims in record["bridges"]
        ),
        rising=tuple(_of_rising(each) for each in record["rising"]),
        references=tuple(_of_reference(each) for each in record["references"]),
        notes=tuple(
            Note(kind=NoteKind(kind), count=count, word=word)
            for kind, count, word in record["notes"]
        ),
        model=record["model"],
        cost=_of_cost(record["cost"]),
        shown=record["shown"],
        prompt=record["prompt"],
        **{name: _of_claims(record[name]) for name in _CLAIMS},
    )


def _names(names: tuple[Identifier, ...]) -> list[str]:
    return [str(name) for name in names]


def _claims(claims: tuple[Claim, ...]) -> list[Any]:
    return [
        [claim.text, [[str(c.paper), c.quote] for c in claim.citations], claim.verdict.value]
        for claim in claims
    ]


def _reference(line: Reference) -> list[Any]:
    day = line.date.isoformat() if line.date else None
    name, authors = str(line.identifier), list(line.authors)
    return [line.number, name, line.title, authors, line.venue, line.category, day]


def _paper(name: str) -> Identifier:
    if (found := parse_identifier(name)) is None:
        raise ValueError(f"{name} names no paper")
    return found


def _papers(names: list[str]) -> tuple[Identifier, ...]:
    return tuple(_paper(name) for name in names)


def _of_claims(claims: list[Any]) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            text=text,
            citations=tuple(Citation(paper=_paper(name), quote=quote) for name, quote in citations),
            verdict=Verdict(verdict),
        )
        for text, citations, verdict in claims
    )


def _of_rising(record: list[Any]) -> Rising:
    term, count, total, before, before_total, weeks, names = record
    return Rising(
        term=term,
        count=count,
        total=total,
        before=before,
        before_total=before_total,
        weeks=weeks,
        papers=_papers(names),
    )


def _of_reference(record: list[Any]) -> Reference:
    number, name, title, authors, venue, category, day = record
    return Reference(
        number=number,
        identifier=_paper(name),
        title=title,
        authors=tuple(authors),
        venue=venue,
        category=category,
        date=date.fromisoformat(day) if day else None,
    )


def _of_cost(record: list[Any] | None) -> Cost | None:
    if record is None:
        return None
    sent, written, amount = record
    return Cost(tokens_in=sent, tokens_out=written, amount=amount)
