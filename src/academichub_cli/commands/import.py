"""`hub import`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from academichub_cli import bulk, progress
from academichub_cli.bulk import Intake
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.domain.clean import clean
from academichub_cli.errors import UsageError
from academichub_cli.library import Arrival


def run(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="JSON lines or BibTeX, also .gz, .bz2, .xz."),
    ],
) -> int:
    """Take in whole files of papers' records.

    They are JSON lines as arXiv's snapshot, Crossref and OpenAlex write them, or BibTeX. A file
    that was broken off goes on where it was. Nothing imported is news: papers count to the day
    they were submitted, those of a bibliography to none.
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
        is_there, is_folder = path.is_file(), path.is_dir()
    except (OSError, ValueError):
        is_there = is_folder = False
    if is_folder:
        raise UsageError(
            f"{clean(name)!r} is a folder", hint=f"name its files: hub import {_all_in(name)}"
        )
    if not is_there:
        raise UsageError(f"there is no file {name[:80]!r}", hint="hub import papers.jsonl.gz")
    return path


def _all_in(folder: str) -> str:
    """What a shell makes the folder's files of."""
    return shlex.quote(clean(folder).rstrip("/") or "/").removesuffix("/") + "/*"


def _said(path: Path, intake: Intake) -> str:
    new, revised = intake.arrivals[Arrival.NEW], intake.arrivals[Arrival.REVISED]
    parts = [
        f"{path.name}: {counted(intake.read - intake.empty, 'record')} read",
        f"{new:,} new",
        f"{intake.arrivals[Arrival.KNOWN]:,} known",
    ]
    if revised:
        parts.append(f"{revised:,} revised")
    if intake.skipped:
        parts.append(f"{intake.skipped:,} of an earlier run")
    if intake.damaged:
        parts.append(f"{intake.damaged:,} could not be read")
    parts += [f"{count:,} left out {reason}" for reason, count in sorted(intake.left_out.items())]
    return ", ".join(parts) + (":" if intake.examples else "")
