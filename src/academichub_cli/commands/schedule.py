"""`hub schedule`."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from academichub_cli import files
from academichub_cli.commands import _scheduling
from academichub_cli.commands._scheduling import Plan, Programs
from academichub_cli.commands._session import Session
from academichub_cli.config import ENVIRONMENT
from academichub_cli.domain.clean import clean
from academichub_cli.domain.schedule import VARIABLES, Job, Scheduler, local_times, spread
from academichub_cli.errors import StateError, UnknownNameError, UsageError

_LOCAL_TIME = Path("/etc/localtime")
_MACHINE = Path("/etc/machine-id")
_ZONE_NAME = re.compile(r"[\w+-]+(?:/[\w+-]+)*", re.ASCII)
_ABOUT_HEALTH = "`hub health` tells when it last ran"


def run(
    *,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="NAME", help="cron, systemd or launchd; else what this machine has."
        ),
    ] = None,
    install: Annotated[
        bool, typer.Option("--install", help="Put it in place and start it.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Stop it and take it away.")] = False,
) -> int:
    """Print what makes this machine fetch after arXiv's announcements, or put it in place."""
    session = Session()
    if install and remove:
        raise UsageError("--install and --remove exclude each other", hint="use one of them")
    programs = Programs(session.environ)
    name = _chosen(scheduler, programs)
    place = _scheduling.place_of(name, programs)
    if remove:
        session.terminal.say(place.remove())
    elif install:
        session.terminal.say(place.install(_plan(session)))
        session.terminal.say(_ABOUT_HEALTH)
    else:
        session.terminal.write(place.text(_plan(session)))
        ours = f"`hub schedule --as {name} --install`"
        session.terminal.say(f"{place.advice}, or run {ours}; {_ABOUT_HEALTH}")
    return 0


def _chosen(name: str | None, programs: Programs) -> Scheduler:
    """The scheduler that is asked for, or else the machine's own."""
    if (system := platform.system()) == "Windows":
        words = " ".join((*_hub(), "fetch", "--scheduled"))
        raise UsageError(
            "hub cannot set up a schedule on Windows",
            hint=f"let Task Scheduler run, some hours apart, Monday to Friday: {words}",
        )
    if name is None:
        return _scheduling.usual_scheduler(system, programs)
    try:
        return Scheduler(name.casefold())
    except ValueError:
        raise UnknownNameError("scheduler", clean(name)[:40], list(Scheduler)) from None


def _plan(session: Session) -> Plan:
    minute = spread(_machine(), str(os.getuid()))
    zone, zone_name = _zone()
    return Plan(
        job=Job(hub=_hub(), variables=_variables(session)),
        minute=minute,
        times=local_times(zone, minute=minute, year=session.now.year),
        zone=zone_name,
    )


def _hub() -> tuple[str, ...]:
    """The running `hub`, or the one that would be found, or else this Python with the package."""
    running = Path(sys.argv[0])
    if running.is_absolute() and running.stem == "hub" and os.access(running, os.X_OK):
        return (str(running),)
    if found := shutil.which("hub"):
        return (str(Path(found).absolute()),)
    return (sys.executable, "-m", "academichub_cli")


def _variables(session: Session) -> dict[str, str]:
    """The variables that lead to the user's folders and to mirrors, where they are set."""
    paths = session.paths
    folders = (paths.config_dir, paths.data_dir, paths.cache_dir)
    named = zip(VARIABLES, folders, strict=True)
    carried = {name: str(folder) for name, folder in named if session.environ.get(name)}
    addresses = (name for name in ENVIRONMENT if name.startswith("HUB_ARXIV_"))
    return carried | {
        name: session.environ[name] for name in addresses if session.environ.get(name)
    }


def _zone() -> tuple[tzinfo, str]:
    """The machine's zone, by which its schedulers run whatever TZ says here, and its name."""
    try:
        with _LOCAL_TIME.open("rb") as file:
            zone = ZoneInfo.from_file(file)
    except (OSError, ValueError):
        return UTC, "UTC"
    name = str(_LOCAL_TIME.resolve()).partition("/zoneinfo/")[2]
    return zone, name if _ZONE_NAME.fullmatch(name) else "this machine"


def _machine() -> str:
    """What tells this machine from others; it is only ever hashed."""
    try:
        return (files.read_bytes(_MACHINE) or b"").decode("ascii", "replace") or platform.node()
    except StateError:
        return platform.node()
