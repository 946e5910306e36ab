"""Briefs that were written before: listed, and found again."""

from __future__ import annotations

import json
from typing import Any

from academichub_cli.commands import _options
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.domain.brief import Brief
from academichub_cli.domain.brief_record import of_record, to_record
from academichub_cli.errors import UsageError
from academichub_cli.library import PastBrief


def listed(session: Session, *, as_json: bool) -> str:
    """One line for each, the last one first; a sentence where there is none. Or a JSON object."""
    if as_json:
        records = [_record(past) for past in session.library.briefs.all()]
        return json.dumps({"schema": 1, "briefs": records}, ensure_ascii=False, indent=2)
    lines = []
    for past in session.library.briefs.all():
        about = f" about {past.topic}" if past.topic else ""
        lines.append(
            f"{past.number:>4}  {past.made:%Y-%m-%d %H:%M}  {past.start:%Y-%m-%d} to"
            f" {past.end:%Y-%m-%d}{about}, {counted(past.papers, 'paper')},"
            f" {past.model or 'quotes'}"
        )
    return "\n".join(lines) or "no brief was written yet"


def _record(past: PastBrief) -> dict[str, Any]:
    return {
        "number": past.number,
        "made": past.made.isoformat(),
        "start": past.start.isoformat(),
        "end": past.end.isoformat(),
        "topic": past.topic,
        "papers": past.papers,
        "model": past.model,
    }


def found(session: Session, number: str) -> Brief:
    """The brief of this number. Raises UsageError where there is none."""
    wanted = _options.whole_number("--again", number, 1)
    record = session.library.briefs.find(wanted)
    try:
        if record is not None:
            return of_record(record)
    except (ValueError, LookupError, TypeError):
        pass  # what cannot be read was not written by us
    raise UsageError(f"there is no brief {wanted}", hint="see `hub brief --list`")


def keep(session: Session, brief: Brief) -> None:
    """Put a brief on the list."""
    with session.library.changing():
        session.library.briefs.add(
            PastBrief(
                number=0,
                made=session.now,
                start=brief.period.start,
                end=brief.period.end,
                topic=brief.topic,
                model=brief.model,
                papers=brief.total,
            ),
            to_record(brief),
        )
