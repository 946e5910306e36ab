"""`hub show`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text

from academichub_cli.commands import _in_a_sentence, _options, _reading
from academichub_cli.commands._fetching import state_now
from academichub_cli.commands._options import PaperIds
from academichub_cli.commands._papers import find_paper, weighed
from academichub_cli.commands._session import Session
from academichub_cli.domain.differences import Change, differences
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch
from academichub_cli.domain.revisions import revision_said
from academichub_cli.errors import UsageError

_IN_A_SENTENCE = frozenset({"cards", "line", "json"})
# As `wdiff` writes them, so that nothing is lost where there is no colour.
_SIGNS = {Change.KEPT: ("", ""), Change.TAKEN_OUT: ("[-", "-]"), Change.PUT_IN: ("{+", "+}")}
_STYLES = {Change.KEPT: "", Change.TAKEN_OUT: "red strike", Change.PUT_IN: "green underline"}


def run(
    papers: PaperIds,
    *,
    diff: Annotated[
        bool, typer.Option("--diff", help="What the last revision changed, word by word.")
    ] = False,
    format_name: _options.Format = None,
    json: _options.Json = False,
    tldr: Annotated[bool, typer.Option("--tldr", help="One checked sentence each.")] = False,
    no_llm: Annotated[
        bool, typer.Option("--no-llm", help="With --tldr: a quote, whatever model is configured.")
    ] = False,
) -> int:
    """Show papers in full: the whole abstract, all dates, comment, journal and links."""
    session = Session()
    found = [find_paper(session, text) for text in papers]
    if diff:
        if json or format_name is not None:
            raise UsageError("--diff is for people to read", hint="leave out --json and --format")
        for paper in found:
            session.terminal.draw(_difference(session, paper))
        return 0
    output = _options.output(
        name=format_name, json=json, limit=None, default_limit=len(papers), is_terminal=True
    )
    if tldr:
        if output.format not in _IN_A_SENTENCE:
            raise UsageError("--tldr is a line a paper, or JSON", hint="leave out --format")
        return _in_a_sentence.write(session, found, no_llm=no_llm, as_json=output.format == "json")
    meant = weighed(session, found)
    batch = Batch(
        command="show", taken=session.now, papers=meant, state=state_now(session), pool=len(meant)
    )
    _reading.write(session, batch, output, is_full=True)
    return 0


def _difference(session: Session, paper: Paper) -> Iterator[Text]:
    """Title and abstract with what was taken out and put in. Raises UsageError without versions."""
    before = session.library.papers.previous(paper.id)
    if before is None:
        raise UsageError(
            f"no earlier version of {paper.id} is in the library",
            hint="revisions are kept from the day a paper came in",
        )
    yield Text(f"{paper.id}  {revision_said(before, paper)}", style="bold")
    yield Text()
    yield _marked(session, before.title, paper.title)
    yield Text()
    yield _marked(session, before.abstract or "", paper.abstract or "")


def _marked(session: Session, before: str, after: str) -> Text:
    text = Text()
    for piece in differences(before, after):
        opening, closing = ("", "") if session.terminal.is_dressed else _SIGNS[piece.change]
        text.append(f"{opening}{piece.text}{closing}", style=_STYLES[piece.change])
    return text
