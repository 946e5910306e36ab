"""`hub demo`."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from academichub_cli import sample
from academichub_cli.commands import brief, follow, shuffle, today
from academichub_cli.commands._fetching import NOTE
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import explained
from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.freshness import ANY_RADAR, LastHarvest, State
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.errors import UsageError
from academichub_cli.files import make_folder

_RADAR = ["Ion Stoica", "diffusion model", "conformal prediction", "q-bio.NC", "cs.LG"]
_NOW = datetime(2025, 5, 30, 9, tzinfo=UTC)
_SEED = 7
_CARDS = 3
_MARKER = ".hub-demo"

_INTRO = """\
hub demo: {count} real papers of {days} announcement days in May 2025.
Titles, authors, identifiers, categories and dates are facts; every abstract was written for this\
 sample and is not the paper's own.
Nothing is fetched and nothing of yours is touched.
"""
_NEXT = {
    'hub follow "An Author" cs.CL': "puts them on your radar",
    "hub today": "fetches from arXiv, shows your first cards",
    "hub demo --keep DIR": "keeps these papers to try everything on",
}
_KEPT = """\
The sample is kept in {folder}
Let hub work on it in this shell with
"""
_TRY = """
and try

  hub today
  hub why 1
  hub save 1 2
  hub export --saved --format bibtex
  hub search flow
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A command as it is typed, word by word, and the call that runs it."""

    typed: tuple[str, ...]
    call: Callable[[], int]

    def shown(self, width: int | None) -> str:
        """``$ hub today``, on as many lines as a shell may be given at once."""
        lines, line = [], "$ hub"
        for word in self.typed:
            if width and len(f"{line} {word} \\") > width:
                lines.append(line)
                line = f"    {word}"
            else:
                line = f"{line} {word}"
        return " \\\n".join([*lines, line])


def run(
    *,
    keep: Annotated[
        str | None,
        typer.Option("--keep", metavar="DIR", help="Keep the sample there, to go on trying."),
    ] = None,
) -> int:
    """Try follow, today, shuffle and brief on bundled papers in a home of their own."""
    with _home(keep) as home:
        variables = environment_of(home)
        with _in_environment({**variables, "PAGER": ""}):
            count, days = _fill(Session())
            terminal = Session().terminal
            terminal.tell(_INTRO.format(count=count, days=days).splitlines())
            for step in _steps():
                terminal.write(step.shown(terminal.width if terminal.is_terminal else None))
                step.call()
                terminal.write("\n")
        if keep is None:
            terminal.tell(["That was the whole loop. To make it yours:", ""])
            terminal.tell(explained(_NEXT, terminal.width))
        else:
            terminal.tell(_KEPT.format(folder=home).splitlines())
            # Not broken, however long: they are copied.
            for name, value in variables.items():
                terminal.write(f"  export {name}={shlex.quote(value)}")
            terminal.tell(_TRY.splitlines())
    return 0


def environment_of(home: Path) -> dict[str, str]:
    """The variables that let hub work on a sample in this folder."""
    return {
        "HUB_CONFIG_DIR": str(home / "config"),
        "HUB_DATA_DIR": str(home / "data"),
        "HUB_CACHE_DIR": str(home / "cache"),
        "HUB_NOW": _NOW.isoformat(),
        "HUB_OFFLINE": "1",
    }


def _steps() -> Iterator[Step]:
    named = (f'"{each}"' if " " in each else each for each in _RADAR)
    yield Step(("follow", *named), lambda: follow.run(_RADAR))
    yield Step(
        ("today", f"--limit {_CARDS}"),
        lambda: today.run(limit=str(_CARDS), format_name="cards"),
    )
    yield Step(
        ("shuffle", f"--seed {_SEED}", f"--limit {_CARDS}"),
        lambda: shuffle.run(seed=str(_SEED), limit=str(_CARDS), format_name="cards"),
    )
    yield Step(("brief", "--since 7d"), lambda: brief.run(since="7d", format_name="cards"))


@contextmanager
def _home(keep: str | None) -> Iterator[Path]:
    """The folder to keep, or one that is gone afterwards. Raises UsageError for a full one."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="hub-demo-") as folder:
            yield Path(folder)
        return
    home = Path(keep).expanduser().absolute()
    if home.exists() and not (home / _MARKER).exists() and (home.is_file() or any(home.iterdir())):
        raise UsageError(f"{home} is not empty", hint="name a new folder")
    for part in ("config", "data", "cache"):
        shutil.rmtree(home / part, ignore_errors=True)
    make_folder(home)
    (home / _MARKER).touch()
    yield home


@contextmanager
def _in_environment(variables: Mapping[str, str]) -> Iterator[None]:
    """These variables in the place of the user's while the block runs."""
    before = dict(os.environ)
    ours = {name: value for name, value in before.items() if not name.startswith("HUB_")}
    _replace_environment({**ours, **variables})
    try:
        yield
    finally:
        _replace_environment(before)


def _replace_environment(variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)


def _fill(session: Session) -> tuple[int, int]:
    """The sample into the library; how many papers of how many days."""
    papers = [_paper(json.loads(line)) for line in sample.lines()]
    current = session.calendar.current(session.now)
    last = LastHarvest(
        radar=ANY_RADAR, at=session.now, state=State.FRESH, has_current=True, asked=("arXiv",)
    )
    with session.library.changing():
        session.library.papers.add(papers, seen=session.now, current=current)
        session.library.set_note(NOTE, json.dumps(last.to_json()))
    session.library.close()
    return len(papers), len({paper.announced for paper in papers})


def _paper(record: Mapping[str, Any]) -> Paper:
    announced = date.fromisoformat(record["announced"])
    return Paper(
        id=ArxivId(record["id"]),
        version=record["version"],
        title=record["title"],
        abstract=record["abstract"],
        authors=tuple(Author(name=name) for name in record["authors"]),
        categories=tuple(record["categories"]),
        source="arxiv",
        route="sample",
        comment=record["comment"],
        announced=announced,
        batch=announced,
        first_seen=Calendar().comes_out(announced),
    )
