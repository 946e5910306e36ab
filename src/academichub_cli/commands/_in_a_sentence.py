"""Papers in one checked sentence each, for `hub show --tldr`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from academichub_cli import briefs
from academichub_cli.brief_formats.json import claim_record, cost_record
from academichub_cli.commands import _writing
from academichub_cli.commands._session import Session
from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.paper import Paper
from academichub_cli.llm.choice import Choice


def write(session: Session, papers: Sequence[Paper], *, no_llm: bool, as_json: bool) -> int:
    """One sentence a paper to stdout, by the model that is configured, else a quote."""
    choice = _writing.model_of(session, no_llm=no_llm)
    outcomes: list[_writing.Outcome] = []
    for paper in papers:
        outcomes.append(_told(session, paper, choice))
        if outcomes[-1].exit_code == _writing.INTERRUPTED:
            choice = None  # the others are quoted
        if not as_json:
            session.terminal.write(_line(paper, outcomes[-1]))
    if as_json:
        session.terminal.write(_document(papers, outcomes))
    # What ails the model ails it for each paper, and is said once.
    for message, hint in dict.fromkeys((each.message, each.hint) for each in outcomes):
        if message:
            session.terminal.warn(message, hint)
    return max((each.exit_code for each in outcomes), default=0)


def _told(session: Session, paper: Paper, choice: Choice | None) -> _writing.Outcome:
    plain = briefs.in_one_sentence(paper, now=session.now, lang=session.language)
    if choice is None or not plain.themes:
        return _writing.Outcome(plain)
    digest = _writing.digest_of([paper], "tldr", choice.model, plain.lang)
    writing = _writing.Writing(session, choice, _writing.Wanted(), digest=digest)
    return writing.finish(plain, [paper], task=briefs.ONE_SENTENCE)


def _line(paper: Paper, outcome: _writing.Outcome) -> str:
    claim = next(outcome.brief.claims, None)
    if claim is None:
        return f"{paper.id}  it has no abstract"
    is_quote = claim.text == claim.citations[0].quote
    told = unicode_math(claim.text)
    return f"{paper.id}  “{told}”" if is_quote else f"{paper.id}  {told}"


def _document(papers: Sequence[Paper], outcomes: Sequence[_writing.Outcome]) -> str:
    records = [_record(paper, each) for paper, each in zip(papers, outcomes, strict=True)]
    document = {"schema": 1, "command": "show", "papers": records}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _record(paper: Paper, outcome: _writing.Outcome) -> Mapping[str, Any]:
    brief = outcome.brief
    claim = next(brief.claims, None)
    return {
        "id": str(paper.id),
        "title": paper.title,
        "claim": claim_record(claim) if claim else None,
        "model": brief.model,
        "cost": cost_record(brief.cost),
    }
