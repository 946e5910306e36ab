"""`hub doctor`."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from academichub_cli import __version__, config, files, keys, library
from academichub_cli.commands._fetching import last_harvest
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted
from academichub_cli.errors import HubError, SourceError, StateError
from academichub_cli.keys import Key
from academichub_cli.llm.choice import Choice, choose, told

_LITTLE_DISK = 200 * 2**20
_ROUTES = frozenset({"rss", "listing", "oai", "author"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is in order, and what was seen."""

    name: str
    said: str
    hint: str = ""
    exit_code: int = 0


def run(
    *,
    repair: Annotated[
        bool, typer.Option("--repair", help="Set damaged files aside and restore what can be.")
    ] = False,
    ping: Annotated[
        bool, typer.Option("--ping", help="Ask the model one tiny question, too.")
    ] = False,
) -> int:
    """Check everything hub needs; exit 0 where all is in order."""
    session = Session()
    if repair:
        session.terminal.tell(_repaired(session))
    checks = _CHECKS | ({"ping": _ping} if ping else {})
    findings = [_look(name, check, session) for name, check in checks.items()]
    for finding in findings:
        mark = "ok  " if not finding.exit_code else "FAIL"
        hint = [f"                {finding.hint}"] if finding.hint else []
        session.terminal.tell([f"{mark}  {finding.name:<9} {finding.said}", *hint])
    worst = max(findings, key=lambda finding: finding.exit_code)
    if worst.exit_code:
        session.terminal.warn(worst.said, worst.hint)
    return worst.exit_code


def _look(name: str, check: Callable[[Session], str], session: Session) -> Finding:
    try:
        return Finding(name, check(session))
    except HubError as error:
        return Finding(name, str(error), error.hint, error.exit_code)


def _hub(_: Session) -> str:
    return f"{__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"


def _folders(session: Session) -> str:
    paths = session.paths
    for folder in (paths.config_dir, paths.data_dir, paths.cache_dir):
        files.make_folder(folder)
        if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise StateError(f"{folder} can be entered by others", hint=f"run: chmod 700 {folder}")
    if (free := shutil.disk_usage(paths.data_dir).free) < _LITTLE_DISK:
        raise StateError(
            f"{free // 2**20} MB are left on the disk of {paths.data_dir}", hint="free some"
        )
    return f"{paths.config_dir}, {paths.data_dir}, {paths.cache_dir}"


def _settings(session: Session) -> str:
    path = session.paths.config_file
    _ = session.settings
    return str(path) if path.exists() else "the defaults (no config.toml)"


def _radar(session: Session) -> str:
    follows, mutes = session.radar.follows, session.radar.mutes
    return f"{counted(len(follows), 'follow')}, {counted(len(mutes), 'mute')}"


def _library(session: Session) -> str:
    if said := library.complaint(session.paths.library_file):
        raise StateError(
            f"{session.paths.library_file} is damaged: {said}", hint="run `hub doctor --repair`"
        )
    return f"{counted(session.library.papers.count(), 'paper')} in {session.paths.library_file}"


def _fetching(session: Session) -> str:
    last = last_harvest(session)
    if last is None:
        return "nothing was fetched yet: `hub fetch`"
    if last.messages:
        _, message, hint = last.messages[0]
        when = age(last.at, session.now)
        raise SourceError(f"the last fetch, {when}, was not complete: {message}", hint=hint)
    return f"last {age(last.at, session.now)}, {last.state}"


def _network(session: Session) -> str:
    offline = " (offline: nothing is asked)" if session.settings.network_offline else ""
    used = session.settings.addresses_of("arxiv")
    unused = sorted(_ROUTES - used.keys())
    rest = f", without {', '.join(unused)}: set their addresses too" if unused else ""
    return f"arXiv at {used['api']}{rest}{offline}"


def _model(session: Session) -> str:
    choice = _chosen(session)
    if choice is None:
        return "none: briefs are made of quotes; `hub config llm.model NAME` chooses one"
    return told(choice)


def _ping(session: Session) -> str:
    choice = _chosen(session)
    if choice is None:
        return "there is no model to ask"
    if session.settings.network_offline:
        return "not asked: hub is offline"
    # The way to the model is loaded only where one is asked.
    said: str = import_module("academichub_cli.commands._model").ping(session, choice)
    return said


def _chosen(session: Session) -> Choice | None:
    settings = session.settings
    return choose(settings.llm_model, settings.llm_base_url, session.environ)


def _keys(session: Session) -> str:
    """Which keys of sources are set and where they are from; never what they are."""
    kept = keys.has_keyring()
    said = []
    for name in keys.NAMES:
        found = keys.find(name, session.environ)
        said.append(f"{keys.variable_of(name)} {_origin_of(found)}")
    where = (
        "" if kept else " (the package keyring is not installed, so the environment alone counts)"
    )
    return ", ".join(said) + where


def _origin_of(key: Key | None) -> str:
    return "not set" if key is None else f"from {key.origin}"


_CHECKS: dict[str, Callable[[Session], str]] = {
    "hub": _hub,
    "folders": _folders,
    "settings": _settings,
    "radar": _radar,
    "library": _library,
    "fetching": _fetching,
    "network": _network,
    "keys": _keys,
    "model": _model,
}


def _repaired(session: Session) -> Iterator[str]:
    """Repair what is damaged, and say what was done; what is in order is left alone."""
    paths = session.paths
    yield from _repaired_file(session, paths.config_file)
    yield from _repaired_file(session, paths.radar_file)
    if library.complaint(paths.library_file):
        aside, count = library.repair(paths.library_file, now=session.now)
        yield f"{paths.library_file}: {counted(count, 'paper')} saved; the damaged file is {aside}"


def _repaired_file(session: Session, path: Path) -> Iterator[str]:
    """Set a file that does not parse aside and put its backup, if that does, in its place."""
    with files.locked(path):
        content = files.read_bytes(path)
        if content is None or _parses(path, content):
            return
        aside = path.with_name(f"{path.name}.damaged-{session.now:%Y%m%dT%H%M%S}")
        backup = files.read_bytes(files.backup_of(path))
        path.replace(aside)
        if backup is not None and _parses(path, backup):
            files.write_text(path, backup.decode(), keep_backup=False)
            yield f"{path}: restored from its backup; the damaged file is {aside}"
        else:
            yield f"{path}: no sound backup, so it begins anew; the damaged file is {aside}"


def _parses(path: Path, content: bytes) -> bool:
    with suppress(StateError):
        config.parse_toml(path, content)
        return True
    return False
