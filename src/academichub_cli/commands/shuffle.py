"""`hub shuffle`."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from academichub_cli.commands import _fetching, _learning, _options, _reading
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.domain.ranked import Batch

_SEEDS = 10**6


def run(
    *,
    seed: Annotated[
        str | None,
        typer.Option(
            "--seed", metavar="N", help="The same seed deals the same papers from the same pool."
        ),
    ] = None,
    format_name: _options.Format = None,
    json: _options.Json = False,
    limit: _options.Limit = None,
    source: _options.Source = None,
    category: _options.Category = None,
) -> int:
    """Deal unseen papers: what is left of today's first, then the look-back, none of them twice."""
    session = Session()
    output = _options.output(
        name=format_name,
        json=json,
        limit=limit,
        default_limit=session.settings.reading_shuffle,
        is_terminal=session.terminal.is_terminal,
    )
    session.needs_a_radar()
    freshness = _fetching.refresh(session)
    _learning.learn(session)
    drawn_seed = (
        secrets.randbelow(_SEEDS) if seed is None else _options.whole_number("--seed", seed, 0)
    )
    with session.library.reading():
        dealt = session.reader.shuffle(
            _options.wanted(source=source, category=category),
            size=output.limit,
            seed=drawn_seed,
            surprise=session.settings.reading_surprise,
        )
    batch = Batch(
        command="shuffle",
        taken=session.now,
        papers=_reading.numbered(dealt.papers),
        state=freshness.state.value,
        failures=freshness.failures,
        pool=dealt.pool,
    )
    _reading.record(session, batch.papers, shown_by="shuffle")
    said = _said(session, batch, drawn_seed)
    _reading.write(session, batch, output, head=[said])
    if output.format != "cards":
        session.terminal.say(said)
    _fetching.tell(session, freshness)
    return freshness.exit_code


def _said(session: Session, batch: Batch, seed: int) -> str:
    days = session.settings.reading_look_back_days
    if not batch.papers:
        return f"the pool is empty: you have seen all papers of the last {days} days that match"
    left = counted(batch.pool - len(batch.papers), "unseen paper")
    return f"{counted(len(batch.papers), 'paper')} dealt with seed {seed}; {left} left in the pool"
