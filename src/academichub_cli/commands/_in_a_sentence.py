"""Papers in one checked sentence each, for `hub show --tldr`."""

from __future__ import annotations

from collections.abc import Iterable

from academichub_cli import briefs
from academichub_cli.commands import _writing
from academichub_cli.commands._session import Session
from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.paper import Paper


def write(session: Session, papers: Iterable[Paper], *, no_llm: bool) -> int:
    """One sentence a paper to stdout, by the model that is configured, else a quote."""
    choice = _writing.model_of(session, no_llm=no_llm)
    code = 0
    for paper in papers:
        plain = briefs.in_one_sentence(paper, now=session.now, lang=session.language)
        outcome = _writing.Outcome(plain)
        if choice is not None and plain.themes:
            digest = _writing.digest_of([paper], "tldr", choice.model, plain.lang)
            writing = _writing.Writing(session, choice, _writing.Wanted(), digest=digest)
            outcome = writing.finish(plain, [paper], task=briefs.ONE_SENTENCE)
        claim = next(outcome.brief.claims, None)
        told = "it has no abstract" if claim is None else claim.text
        is_quote = claim is not None and claim.text == claim.citations[0].quote
        said = f"“{unicode_math(told)}”" if is_quote else unicode_math(told)
        session.terminal.write(f"{paper.id}  {said}")
        if outcome.message:
            session.terminal.warn(outcome.message, outcome.hint)
        code = max(code, outcome.exit_code)
    return code
