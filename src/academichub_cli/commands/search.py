"""`hub search`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from academichub_cli.commands import _options, _reading
from academichub_cli.commands._fetching import last_harvest, state_now
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.domain.ranking import order
from academichub_cli.errors import UsageError
from academichub_cli.library import MOST_WEIGHED, Found

_LONGEST_SHOWN = 60
_OPERATORS = {"OR", "NOT"}
_ORDERS = ("match", "score")
_MOST_SORTED = 200


def run(
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY...", help='Words; "a phrase", OR, NOT, title:x.')
    ],
    *,
    format_name: _options.Format = None,
    json: _options.Json = False,
    limit: _options.Limit = None,
    source: _options.Source = None,
    category: _options.Category = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="BY", help="match, or score: what fits you first.")
    ] = "match",
) -> int:
    """Search titles, abstracts and authors of the local library; nothing is fetched."""
    session = Session()
    output = _options.output(
        name=format_name,
        json=json,
        limit=limit,
        default_limit=session.settings.reading_cards,
        is_terminal=session.terminal.is_terminal,
    )
    batch = found(
        session, " ".join(query), output.limit, source=source, category=category, sort=sort
    )
    _reading.record(session, batch.papers, shown_by=None)
    said = _said(session, batch, " ".join(query))
    _reading.write(session, batch, output, head=[said])
    if output.format != "cards":
        session.terminal.say(said)
    return 0


def found(
    session: Session,
    query: str,
    limit: int,
    *,
    source: str | None,
    category: str | None,
    sort: str = "match",
) -> Batch:
    """The best matches of a query, with the marks they have; or, of them, those that fit best."""
    words = [word for word in query.split() if word not in _OPERATORS]
    if not any(char.isalnum() for char in "".join(words)):
        raise UsageError("there is no word to search for", hint="hub search diffusion models")
    is_wanted = _options.wanted(source=source, category=category)
    is_by_score = _options.one_of("order", sort, _ORDERS) == "score"
    with session.library.reading():
        most = max(limit, MOST_WEIGHED)
        matches = session.library.search.find(query, limit=most)
        is_filtered = source is not None or category is not None
        looked_at = matches if is_filtered or is_by_score else matches[:limit]
        papers = session.library.papers.by_keys([match.key for match in looked_at])
        chosen = [
            (match, paper)
            for match, paper in zip(looked_at, papers, strict=True)
            if is_wanted(paper)
        ]
        ranked = _by_score(session, chosen) if is_by_score else _by_match(session, chosen[:limit])
    return Batch(
        command="search",
        taken=session.now,
        papers=_reading.numbered(ranked[:limit]),
        state=state_now(session),
        pool=len(chosen) if is_filtered else len(matches),
        is_pool_whole=len(matches) < most,
    )


def _by_match(session: Session, chosen: list[tuple[Found, Paper]]) -> list[Ranked]:
    """The matches with their reasons; the score is the match's."""
    weighed = session.reader.weighed(paper for _, paper in chosen)
    return [
        replace(ranked, score=match.score)
        for (match, _), ranked in zip(chosen, weighed, strict=True)
    ]


def _by_score(session: Session, chosen: list[tuple[Found, Paper]]) -> list[Ranked]:
    """Of the best matches those first that fit best; the score is the radar's."""
    weighed = session.reader.weighed(paper for _, paper in chosen[:_MOST_SORTED])
    return sorted(weighed, key=order)


def _said(session: Session, batch: Batch, query: str) -> str:
    last = last_harvest(session)
    read = f", last fetched {age(last.at, session.now)}" if last else ""
    shown = query if len(query) <= _LONGEST_SHOWN else f"{query[:_LONGEST_SHOWN]}…"
    return f"{_matches(batch)} for {shown!r} in the library{read}"


def _matches(batch: Batch) -> str:
    if not batch.papers:
        last = "" if batch.is_pool_whole else f" among the last {MOST_WEIGHED:,} matches"
        return f"nothing{last}"
    of = f"{len(batch.papers)} of " if len(batch.papers) < batch.pool else ""
    more = "" if batch.is_pool_whole else " or more"
    return f"{of}{counted(batch.pool, 'match', 'matches')}{more}"
