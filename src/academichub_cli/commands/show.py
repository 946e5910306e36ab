"""`hub show`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands import _in_a_sentence, _options, _reading
from academichub_cli.commands._fetching import state_now
from academichub_cli.commands._options import PaperIds
from academichub_cli.commands._papers import find_paper, weighed
from academichub_cli.commands._session import Session
from academichub_cli.domain.ranked import Batch


def run(
    papers: PaperIds,
    *,
    format_name: _options.Format = None,
    json: _options.Json = False,
    tldr: Annotated[bool, typer.Option("--tldr", help="One checked sentence each.")] = False,
    no_llm: Annotated[
        bool, typer.Option("--no-llm", help="With --tldr: a quote, whatever model is configured.")
    ] = False,
) -> int:
    """Show papers in full: the whole abstract, all dates, comment, journal and links."""
    session = Session()
    output = _options.output(
        name=format_name, json=json, limit=None, default_limit=len(papers), is_terminal=True
    )
    if tldr:
        meant_papers = [find_paper(session, text) for text in papers]
        return _in_a_sentence.write(session, meant_papers, no_llm=no_llm)
    meant = weighed(session, [find_paper(session, text) for text in papers])
    batch = Batch(
        command="show", taken=session.now, papers=meant, state=state_now(session), pool=len(meant)
    )
    _reading.write(session, batch, output, is_full=True)
    return 0
