"""`hub config`."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import tomlkit
import typer

from academichub_cli import config, files
from academichub_cli._schemas import validate
from academichub_cli.commands._session import Session
from academichub_cli.config import ENVIRONMENT, Settings
from academichub_cli.errors import ConfigError, UnknownNameError, UsageError
from academichub_cli.web import check_address


def run(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[path | NAME | NAME VALUE]",
            help="`path` locates the files; a name shows one setting; with a value it is set.",
        ),
    ] = None,
) -> int:
    """Show all settings in force, locate the files, or show or set one setting."""
    session = Session()
    match what or []:
        case []:
            session.terminal.tell(
                f"{name} = {_shown(name, _value(session, name))}{_origin(session, name)}"
                for name in _names()
            )
        case ["path"]:
            for path in (session.paths.config_file, session.paths.radar_file):
                session.terminal.write(str(path))
            session.terminal.write(str(session.paths.library_file))
            session.terminal.write(str(session.paths.cache_dir))
        case [name]:
            session.terminal.write(_shown(_known(name), _value(session, name)))
        case [name, value]:
            _set(session, _known(name), value)
            session.terminal.write(f"{name} = {_shown(name, _value(Session(), name))}")
        case _:
            raise UsageError("config takes a name and a value", hint="quote a value with spaces")
    return 0


def _names() -> list[str]:
    """All settings as they stand in the file: section, point, key."""
    return [field.name.replace("_", ".", 1) for field in fields(Settings)]


def _known(name: str) -> str:
    if name not in _names():
        raise UnknownNameError("setting", name, _names())
    return name


def _value(session: Session, name: str) -> Any:  # noqa: ANN401 (the setting's own type)
    return getattr(session.settings, name.replace(".", "_", 1))


def _shown(name: str, value: Any) -> str:  # noqa: ANN401 (the setting's own type)
    """A value as it is printed: a proxy's password is not."""
    if name == "network.proxy":
        value = re.sub(r"//[^/@]*@", "//***@", value)
    return _written(value)


def _written(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, tuple):
        return f"[{', '.join(map(_element, value))}]"
    return str(tomlkit.item(value).as_string())


def _element(value: Any) -> str:  # noqa: ANN401
    return value.isoformat() if isinstance(value, date) else str(tomlkit.item(value).as_string())


def _origin(session: Session, name: str) -> str:
    """Which variable overrules the file, where one does."""
    setting = name.replace(".", "_", 1)
    variable = next((each for each, known in ENVIRONMENT.items() if known == setting), None)
    is_set = variable is not None and session.environ.get(variable, "").strip()
    return f"  # from {variable}" if is_set else ""


def _set(session: Session, name: str, text: str) -> None:
    """Write one setting, validated as a whole file, everything else in it as it was."""
    path = session.paths.config_file
    with files.locked(path):
        document = _document(path)
        section, _, key = name.rpartition(".")
        table = document.setdefault(section, tomlkit.table()) if section else document
        table[key] = _parsed(name, text)
        written = tomlkit.dumps(document)
        _check(name, text, path, config.parse_toml(path, written.encode()))
        files.write_text(path, written, keep_backup=True)


def _check(name: str, text: str, path: Path, tables: dict[str, Any]) -> None:
    """Raises UsageError where the value is the fault, ConfigError where the file has another."""
    try:
        validate("ConfigFile", path, tables)
    except ConfigError as error:
        before, place, reason = str(error).partition(f": {name}: ")
        if before != str(path) or not place:
            raise
        like = _written(getattr(Settings(), name.replace(".", "_", 1)))
        raise UsageError(
            f"{text[:40]!r} is no value of {name}: {reason}", hint=f"write it like {like}"
        ) from None


def _document(path: Path) -> Any:  # noqa: ANN401 (a tomlkit document)
    content = files.read_bytes(path) or b""
    config.parse_toml(path, content)
    return tomlkit.parse(content.decode())


def _parsed(name: str, text: str) -> Any:  # noqa: ANN401
    """The value in the setting's own type. Raises UsageError where it cannot be one."""
    default = getattr(Settings(), name.replace(".", "_", 1))
    try:
        if isinstance(default, bool):
            return {"true": True, "false": False}[text.casefold()]
        if name == "ranking.interests":
            return [each.strip(" \"'") for each in text.strip("[] ").split(",") if each.strip()]
        if isinstance(default, tuple):
            return [date.fromisoformat(day.strip()) for day in text.strip("[]").split(",") if day]
        if name.startswith("sources."):
            return {"true": "on", "false": "off"}.get(text.casefold(), text.casefold())
        if name.startswith("addresses."):
            return check_address(name, text)
        return type(default)(text)
    except (ValueError, KeyError):
        like = _written(default)
        raise UsageError(
            f"{text[:40]!r} is no value of {name}", hint=f"write it like {like}"
        ) from None
