"""`hub export`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from academichub_cli import formats
from academichub_cli.commands import _options, _reading
from academichub_cli.commands._fetching import state_now
from academichub_cli.commands._papers import weighed
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.commands.search import found
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch
from academichub_cli.errors import UsageError

_ALL = 100_000


def run(
    *,
    saved: Annotated[bool, typer.Option("--saved", help="The papers you saved.")] = False,
    liked: Annotated[bool, typer.Option("--liked", help="The papers you liked.")] = False,
    search: Annotated[
        str | None, typer.Option("--search", metavar="QUERY", help="What a search finds.")
    ] = None,
    out: _options.Out = None,
    format_name: _options.Format = None,
    json: _options.Json = False,
    limit: _options.Limit = None,
    source: _options.Source = None,
    category: _options.Category = None,
) -> int:
    """Write the papers last shown, or the saved, liked or found ones, to stdout or a file."""
    session = Session()
    if sum((saved, liked, search is not None)) > 1:
        raise UsageError("--saved, --liked and --search exclude each other", hint="name one")
    output = _options.output(
        name=format_name or (formats.for_file(out) if out and not json else None),
        json=json,
        limit=limit,
        default_limit=_ALL,
        is_terminal=False,
    )
    if search is not None:
        batch = replace(
            found(session, search, output.limit, source=source, category=category),
            command="export",
        )
    else:
        is_wanted = _options.wanted(source=source, category=category)
        papers = [paper for paper in _chosen(session, saved=saved, liked=liked) if is_wanted(paper)]
        ranked = weighed(session, papers[: output.limit])
        batch = Batch(
            command="export",
            taken=session.now,
            papers=ranked,
            state=state_now(session),
            pool=len(papers),
        )
    if not batch.papers:
        session.terminal.say("there is nothing to export: no paper was shown, saved or found")
    if out is None:
        _reading.write(session, batch, output)
    else:
        title = _title(session, saved=saved, liked=liked, search=search)
        _reading.write_to(session, batch, output, out, title=title)
        is_named = json or format_name or formats.for_file(out)
        how = "" if is_named else f", in the format {output.format}; --format names another"
        session.terminal.say(f"{counted(len(batch.papers), 'paper')}{how}")
    return 0


def _title(session: Session, *, saved: bool, liked: bool, search: str | None) -> str:
    what = "saved" if saved else "liked" if liked else f"search {search}" if search else "shown"
    return f"hub {what} {session.now.date()}"


def _chosen(session: Session, *, saved: bool, liked: bool) -> list[Paper]:
    with session.library.reading():
        if saved or liked:
            return session.library.papers.marked("saved" if saved else "liked")
        return session.library.papers.by_keys(session.library.shown.cards())
