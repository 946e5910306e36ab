"""`hub import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from academichub_cli import bulk, progress
from academichub_cli.bulk import Intake
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.errors import UsageError
from academichub_cli.library import Arrival


def run(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="JSON lines, plain, .gz, .bz2 or .xz.")
    ],
) -> int:
    """Take in whole files of papers' records.

    They are JSON lines as arXiv's snapshot, Crossref and OpenAlex write them. A file that was
    broken off goes on where it was. Nothing imported is news: papers count to the day they were
    submitted.
    """
    session = Session()
    paths = [_path(name) for name in files]
    for path in paths:
        with progress.bar(session.terminal, path.name, total=path.stat().st_size) as report:
            intake = bulk.take_in(
                path,
                session.library,
                calendar=session.calendar,
                now=session.now,
                report=report,
            )
        session.terminal.say(_said(path, intake))
        for example in intake.examples:
            session.terminal.say(f"     {example}")
    return 0


def _path(name: str) -> Path:
    path = Path(name)
    try:
        is_there = path.is_file()
    except (OSError, ValueError):
        is_there = False
    if not is_there:
        raise UsageError(f"there is no file {name[:80]!r}", hint="hub import papers.jsonl.gz")
    return path


def _said(path: Path, intake: Intake) -> str:
    new, revised = intake.arrivals[Arrival.NEW], intake.arrivals[Arrival.REVISED]
    parts = [
        f"{path.name}: {counted(intake.read, 'record')} read",
        f"{new:,} new",
        f"{intake.arrivals[Arrival.KNOWN]:,} known",
    ]
    if revised:
        parts.append(f"{revised:,} revised")
    if intake.skipped:
        parts.append(f"{intake.skipped:,} of an earlier run")
    if intake.damaged:
        parts.append(f"{intake.damaged:,} could not be read:")
    return ", ".join(parts)
