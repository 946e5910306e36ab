"""`hub following`."""

from __future__ import annotations

import json as json_library
from collections import Counter
from typing import Annotated, Any

import typer
from rich.text import Text

from academichub_cli.commands import _who
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import chip, counted, mute_chip
from academichub_cli.domain.feed_addresses import called
from academichub_cli.domain.radar import Follow, Mute


def run(
    *,
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False,
) -> int:
    """Show the radar as chips, with ids and how many recent papers in the library each means."""
    session = Session()
    counts = _counts(session)
    if json:
        session.terminal.write(json_library.dumps(_record(session, counts), ensure_ascii=False))
        return 0
    if not session.radar.follows and not session.radar.mutes:
        session.terminal.tell(['nothing yet; try: hub follow "Sanjeev Arora" cs.CL'])
        return 0
    session.terminal.tell(_line(follow, counts) for follow in session.radar.follows)
    session.terminal.tell(_muted(mute, session) for mute in session.radar.mutes)
    return 0


def _counts(session: Session) -> Counter[Follow]:
    """How many papers of the look-back each follow means."""
    counts: Counter[Follow] = Counter()
    if not session.paths.library_file.exists() or not session.radar.follows:
        return counts
    rules = session.rules
    day = session.calendar.current(session.now)
    for paper in session.library.papers.between(day - session.look_back, day):
        counts.update({hit.follow for hit in rules.hits(paper)})
    return counts


def _line(follow: Follow, counts: Counter[Follow]) -> Text:
    line = Text(chip(follow), style="bold")
    if follow.id and follow.id.partition(":")[2] != follow.text:
        line.append(f"  {', '.join(follow.ids)}", style="not bold dim")
    if follow.is_told_apart and (who := _who.told_apart(follow).removeprefix(", ")):
        line.append(f"  {who}", style="not bold dim")
    if follow.issns:
        line.append(f"  ISSN {', '.join(follow.issns)}", style="not bold dim")
    if follow.feed:
        line.append(f"  feed {called(follow.feed)}", style="not bold dim")
    return line.append(f"  {counted(counts[follow], 'recent paper')}", style="not bold dim")


def _muted(mute: Mute, session: Session) -> Text:
    line = Text(mute_chip(mute))
    if mute.is_over(session.now.date()):
        line.append("  (over)", style="dim")
    return line


def _record(session: Session, counts: Counter[Follow]) -> dict[str, Any]:
    return {
        "schema": 1,
        "follows": [
            {
                "kind": follow.kind.value,
                "text": follow.text,
                "id": follow.id,
                "other_ids": list(follow.other_ids),
                "issn": list(follow.issns),
                "feed": follow.feed,
                "papers": counts[follow],
            }
            for follow in session.radar.follows
        ],
        "mutes": [
            {
                "text": mute.text,
                "scope": mute.scope.value if mute.scope else None,
                "until": mute.until.isoformat() if mute.until else None,
            }
            for mute in session.radar.mutes
        ],
    }
