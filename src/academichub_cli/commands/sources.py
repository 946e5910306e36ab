"""`hub sources`."""

from __future__ import annotations

import json as json_library
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from academichub_cli import keys
from academichub_cli.commands._errands import Errand, errands, hosts_of, state_of
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age
from academichub_cli.config import OFF, ON
from academichub_cli.domain.clean import clean
from academichub_cli.domain.source_state import SourceState
from academichub_cli.errors import UnknownNameError, UsageError
from academichub_cli.keys import Key
from academichub_cli.sources import Profile
from academichub_cli.web import waits

_CARDS, _LINE, _JSON = "cards", "line", "json"
_FORMATS = (_CARDS, _LINE, _JSON)
_STYLES = {"fresh": "green", "waiting": "yellow", "failed": "bold red"}
_INDENT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A source as it stands."""

    profile: Profile
    switch: str
    is_asked: bool
    is_general: bool
    addresses: Mapping[str, str]
    known: SourceState
    not_before: datetime | None
    key: Key | None

    @property
    def state(self) -> str | None:
        """One word; None where it was never asked, and is to be."""
        if self.switch == OFF:
            return "off"
        if self.known.is_failing:
            return "failed"
        if self.not_before is not None:
            return "waiting"
        if not self.is_asked:
            return "quiet"
        return "fresh" if self.known.answered_at else None


def run(
    *,
    format: Annotated[  # noqa: A002 (the option's name)
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(_FORMATS)}."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
) -> int:
    """Show every source: whether it is asked, how that went, its limits, and what a key adds."""
    session = Session()
    chosen = _chosen(format, json=json, is_terminal=session.terminal.is_terminal)
    seen = list(_seen(session))
    match chosen:
        case "json":
            written = json_library.dumps(_document(session, seen), ensure_ascii=False)
            session.terminal.write(written)
        case "line":
            session.terminal.write("\n".join(_line(each, session.now) for each in seen))
        case _:
            session.terminal.draw(part for each in seen for part in _card(each, session.now))
    return _judged(session, seen)


def _judged(session: Session, seen: Iterable[Seen]) -> int:
    """0, or 3 with a sentence for each source that is wanted and failed when it was last asked."""
    failed = [each for each in seen if each.is_asked and each.state == "failed"]
    for each in failed:
        hint = each.known.hint or "run `hub fetch`; what is in the library stays"
        session.terminal.warn(each.known.message, hint)
    return 3 if failed else 0


def _chosen(name: str | None, *, json: bool, is_terminal: bool) -> str:
    if json and name not in {None, _JSON}:
        raise UsageError(
            f"--json and --format {clean(name or '')} contradict each other", hint="use one of them"
        )
    chosen = _JSON if json else name or (_CARDS if is_terminal else _LINE)
    if chosen not in _FORMATS:
        raise UnknownNameError("format of sources", clean(chosen)[:40], _FORMATS)
    return chosen


def _seen(session: Session) -> Iterator[Seen]:
    held = waits(session.paths.pace_dir, now=session.now)
    for errand in errands(session):
        profile = errand.source.profile
        yield Seen(
            profile=profile,
            switch=session.settings.switch_of(profile.name),
            is_asked=errand.has_work,
            is_general=errand.need.is_general,
            addresses=errand.addresses,
            known=state_of(session, profile.name),
            not_before=_not_before(session, errand, held),
            key=keys.find(profile.key, session.environ) if profile.key else None,
        )


def _not_before(session: Session, errand: Errand, held: Mapping[str, datetime]) -> datetime | None:
    """When the last of a source's routes or hosts that want to be left alone may be asked."""
    label, hosts = errand.source.profile.label, hosts_of(session, errand)
    own = [
        until
        for name, until in held.items()
        if name in hosts or name == label or name.startswith(f"{label} ")
    ]
    return max(own, default=None)


def _said(seen: Seen, now: datetime) -> str:
    """How it stands, in a sentence."""
    known = seen.known
    match seen.state:
        case "off":
            return f"never asked: sources.{seen.profile.name} is off"
        case "quiet":
            return _why_quiet(seen)
        case "failed" if known.failed_at:
            message = (known.message or "").removeprefix(f"{seen.profile.label}: ")
            said = f"failed {age(known.failed_at, now)}: {message}"
            return f"{said} ({known.hint})" if known.hint else said
        case "waiting" if seen.not_before:
            local = seen.not_before.astimezone()
            return f"wants no request before {local:%H:%M} on {local:%A} {local.day} {local:%B}"
        case _ if known.answered_at:
            return f"answered {age(known.answered_at, now)}"
        case _:
            return "not asked yet: `hub fetch`"


def _why_quiet(seen: Seen) -> str:
    if seen.profile.addresses and not seen.addresses:
        return "not asked: another source was moved to this machine, so set its address too"
    quiet = "not asked: nothing on your radar is for it"
    if seen.is_general:
        return quiet
    return f"{quiet} while sources.{seen.profile.name} is {seen.switch}"


def _of_key(seen: Seen) -> str:
    """Whether its key is set, and what one adds."""
    if seen.profile.key is None:
        return "takes none"
    if seen.key is not None:
        return f"set, from {seen.key.origin}"
    adds = f": it would add {seen.profile.key_adds}" if seen.profile.key_adds else ""
    return f"{keys.variable_of(seen.profile.key)} is not set{adds}"


def _line(seen: Seen, now: datetime) -> str:
    return f"{seen.profile.name:<10} {seen.state or 'new':<8} {_said(seen, now)}"


def _card(seen: Seen, now: datetime) -> Iterator[Text | Padding]:
    heading = Text(seen.profile.label, style="bold")
    heading.append(f"  {seen.profile.name}", style="not bold dim")
    if seen.switch == ON:
        heading.append("  turned on", style="not bold dim")
    yield heading
    rows = Table.grid(padding=(0, 2, 0, 0))
    for name, said, style in (
        ("serves", seen.profile.serves, ""),
        ("state", _said(seen, now), _STYLES.get(seen.state or "", "")),
        ("limits", seen.profile.limits, "dim"),
        ("key", _of_key(seen), "dim"),
    ):
        rows.add_row(Text(name, style="dim"), Text(said, style=style))
    yield Padding(rows, (0, 0, 0, _INDENT))
    yield Text()


def _document(session: Session, seen: Iterable[Seen]) -> dict[str, Any]:
    return {
        "schema": 1,
        "taken": session.now.isoformat(),
        "sources": [_record(each) for each in seen],
    }


def _record(seen: Seen) -> dict[str, Any]:
    profile, known = seen.profile, seen.known
    key = None
    if profile.key is not None:
        key = {
            "variable": keys.variable_of(profile.key),
            "is_set": seen.key is not None,
            "origin": seen.key.origin if seen.key else None,
            "adds": profile.key_adds or None,
        }
    return {
        "name": profile.name,
        "label": profile.label,
        "serves": profile.serves,
        "limits": profile.limits,
        "switch": seen.switch,
        "is_asked": seen.is_asked,
        "state": seen.state,
        "answered_at": _iso(known.answered_at),
        "failed_at": _iso(known.failed_at),
        "message": known.message if known.is_failing else None,
        "hint": (known.hint or None) if known.is_failing else None,
        "not_before": _iso(seen.not_before),
        "addresses": dict(seen.addresses),
        "key": key,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
