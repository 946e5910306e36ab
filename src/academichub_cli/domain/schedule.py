"""When a machine should run ``hub fetch --scheduled``, written for cron, systemd and launchd.

arXiv's feed is rebuilt at midnight Eastern time, Monday to Friday. The first run is shortly after
that, at a minute of each user's own, so that not everybody asks at once; the second one, some
hours later, gets what was late. A run with nothing due asks nobody, so one too many costs nothing.
"""

from __future__ import annotations

import hashlib
import plistlib
import re
import shlex
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import groupby
from typing import Any

from academichub_cli.domain.announcements import EASTERN
from academichub_cli.errors import StateError, UsageError

VARIABLES = ("HUB_CONFIG_DIR", "HUB_DATA_DIR", "HUB_CACHE_DIR")
UNIT = "hub-fetch"
LABEL = "academichub.fetch"
BEGIN, END = _MARKS = "# hub: begin", "# hub: end"

_TASK = ("fetch", "--scheduled")
_EASTERN_HOURS = (0, 6)
_MONDAY, _SATURDAY, _WEEK = 1, 6, 7
_EARLIEST, _LATEST = 5, 50  # minutes after the hour
_YEARS = 2
_NICE = 10
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
_ENV = "/usr/bin/env"
_UNSAFE = re.compile(r"""['"\\$]""")
_BARE = re.compile(r"[A-Za-z0-9_@+=:,./-]+")
# Vixie's cron cuts off what is longer, without a word.
_LONGEST_COMMAND = 990


class Scheduler(StrEnum):
    """What can run a command at given times."""

    CRON = "cron"
    SYSTEMD = "systemd"
    LAUNCHD = "launchd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be run: `hub` as absolute words, and the variables that lead to its folders."""

    hub: tuple[str, ...]
    variables: Mapping[str, str]

    def __post_init__(self) -> None:
        for name, text in (("the command", " ".join(self.hub)), *self.variables.items()):
            if not all(map(_is_writable, text)):
                raise UsageError(
                    f"{name} cannot be written into a job: its path has a line break, an invisible"
                    " character or one that is no text",
                    hint="give the folder another name",
                )

    @property
    def words(self) -> tuple[str, ...]:
        """The whole command."""
        return (*self.hub, *_TASK)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class LocalTime:
    """A time of the week on a machine's own clock; weekday 0 is Sunday."""

    weekday: int
    hour: int
    minute: int


def spread(machine: str, user: str) -> int:
    """The minute after the hour, 5 to 50, at which this user of this machine asks."""
    digest = hashlib.sha256(f"{machine}\0{user}".encode(errors="replace")).digest()
    return _EARLIEST + int.from_bytes(digest[:8]) % (_LATEST - _EARLIEST + 1)


def local_times(zone: tzinfo, *, minute: int, year: int) -> tuple[LocalTime, ...]:
    """All times of the week at which it can be time for a run, in summer and in winter.

    Clocks change on other days than in the East, or never, so that a zone has up to three
    differences to it in a year; every run is listed for each of them.
    """
    times = {
        _moved(weekday, timedelta(hours=hour, minutes=minute) + ahead)
        for ahead in _differences(zone, year)
        for weekday in range(_MONDAY, _SATURDAY)
        for hour in _EASTERN_HOURS
    }
    return tuple(sorted(times))


def crontab_lines(job: Job, times: Iterable[LocalTime], *, zone: str) -> str:
    """Lines for a crontab. Raises UsageError for a command that a crontab cannot hold."""
    command = _cron_command(job)
    lines = (f"{when} {command}" for when in _cron_times(times))
    return "\n".join(
        (
            BEGIN,
            f"# Soon after arXiv's announcements, by the clocks of {zone}. In another zone run",
            "# `hub schedule --as cron --install` again; with --remove it ends.",
            *lines,
            END,
            "",
        )
    )


def with_our_lines(crontab: bytes, lines: str) -> bytes:
    """A crontab with these lines of ours in the place of those it has, all others as they are.

    Empty lines take ours out. Raises StateError where it cannot be told which are ours.
    """
    theirs = crontab.splitlines(keepends=True)
    begins, ends = ([at for at, line in enumerate(theirs) if _is(line, mark)] for mark in _MARKS)
    if not begins and not ends:
        return _joined(crontab, lines.encode())
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        raise StateError(
            f"the crontab has not one `{BEGIN}` with one `{END}` after it",
            hint="mend these two lines with `crontab -e`; nothing was changed",
        )
    before, after = theirs[: begins[0]], theirs[ends[0] + 1 :]
    return b"".join((*before, lines.encode(), *after))


def service_unit(job: Job) -> str:
    """A systemd service that fetches once."""
    settings = "".join(
        f"Environment={_systemd_word(f'{name}={folder}')}\n"
        for name, folder in job.variables.items()
    )
    return (
        "[Unit]\n"
        "Description=Fetch the papers of arXiv's last announcement\n"
        "\n"
        "[Service]\n"
        "Type=oneshot\n"
        f"{settings}"
        f"ExecStart={_systemd_command(job.words)}\n"
        f"Nice={_NICE}\n"
    )


def timer_unit(*, minute: int) -> str:
    """A systemd timer for the service, which knows arXiv's time zone itself."""
    when = "".join(
        f"OnCalendar=Mon..Fri *-*-* {hour:02}:{minute:02}:00 {EASTERN.key}\n"
        for hour in _EASTERN_HOURS
    )
    return (
        "[Unit]\n"
        "Description=Fetch soon after arXiv's announcements\n"
        "\n"
        "[Timer]\n"
        f"{when}"
        "RandomizedDelaySec=5min\n"
        "Persistent=true\n"
        "\n"
        "[Install]\n"
        "WantedBy=timers.target\n"
    )


def launch_agent(job: Job, times: Iterable[LocalTime]) -> str:
    """A launchd agent, as a property list."""
    agent: dict[str, Any] = {
        "Label": LABEL,
        "ProgramArguments": list(job.words),
        "StartCalendarInterval": [
            {"Weekday": each.weekday, "Hour": each.hour, "Minute": each.minute} for each in times
        ],
        "ProcessType": "Background",
        "Nice": _NICE,
    }
    if job.variables:
        agent["EnvironmentVariables"] = dict(job.variables)
    return plistlib.dumps(agent, sort_keys=False).decode()


def _is_writable(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in _HIDDEN


def _differences(zone: tzinfo, year: int) -> set[timedelta]:
    """How far the zone's clocks are ahead of Eastern ones when it is time for a run."""
    first, last = date(year, 1, 1), date(year + _YEARS, 1, 1)
    days = (first + timedelta(days=count) for count in range((last - first).days))
    eastern = [
        datetime.combine(day, time(hour), EASTERN)
        for day in days
        if day.isoweekday() < _SATURDAY
        for hour in _EASTERN_HOURS
    ]
    return {
        each.astimezone(zone).replace(tzinfo=None) - each.replace(tzinfo=None) for each in eastern
    }


def _moved(weekday: int, after_midnight: timedelta) -> LocalTime:
    minutes = int(after_midnight.total_seconds()) // 60
    days, minutes = divmod(minutes, 24 * 60)
    return LocalTime(weekday=(weekday + days) % _WEEK, hour=minutes // 60, minute=minutes % 60)


def _cron_times(times: Iterable[LocalTime]) -> Iterable[str]:
    """The first five fields of a crontab's lines, as few as there can be."""
    weekdays: dict[tuple[int, int], list[int]] = {}
    for each in sorted(times):
        weekdays.setdefault((each.minute, each.hour), []).append(each.weekday)
    hours: dict[tuple[int, str], list[str]] = {}
    for (minute, hour), days in sorted(weekdays.items()):
        hours.setdefault((minute, _ranges(days)), []).append(str(hour))
    for (minute, of_week), of_day in hours.items():
        yield f"{minute} {','.join(of_day)} * * {of_week}"


def _ranges(numbers: Sequence[int]) -> str:
    """``0-4``, ``1,3-5``: ascending numbers as cron writes them."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ends = [[number for _, number in run] for _, run in runs]
    return ",".join(f"{run[0]}-{run[-1]}" if run[1:] else str(run[0]) for run in ends)


def _cron_command(job: Job) -> str:
    # A variable of its own line would hold for the user's lines after ours as well.
    settings = [f"{name}={folder}" for name, folder in job.variables.items()]
    words = [_ENV, *settings, *job.words] if settings else list(job.words)
    command = " ".join(map(_cron_word, words))
    if "\\" in command.replace("\\%", ""):
        raise _unwritable("a backslash in its path, which crons read differently")
    if settings and "=" in job.hub[0]:
        raise _unwritable("an equals sign in its path, which would make it a variable")
    if len(command.encode()) > _LONGEST_COMMAND:
        raise _unwritable(f"more than {_LONGEST_COMMAND} bytes")
    return command


def _cron_word(word: str) -> str:
    r"""A word for the shell, its percent signs as ``\%`` outside all quotes.

    Some crons take that backslash away and some leave it to the shell, which then does.
    """
    return r"\%".join(shlex.quote(part) if part else "" for part in word.split("%"))


def _unwritable(what: str) -> UsageError:
    return UsageError(
        f"the command cannot be written into a crontab: it has {what}",
        hint="give the folders other names, or use --as systemd or --as launchd",
    )


def _is(line: bytes, mark: str) -> bool:
    return line.strip() == mark.encode()


def _joined(crontab: bytes, ours: bytes) -> bytes:
    """Our lines after the others; before them where those set a zone for all that follow."""
    if not ours:
        return crontab
    if b"CRON_TZ" in crontab:
        return ours + crontab
    return crontab + (b"\n" if crontab and not crontab.endswith(b"\n") else b"") + ours


def _systemd_command(words: Sequence[str]) -> str:
    # systemd refuses quotes and backslashes in a program's path, and reads dollar signs there
    # otherwise than in the words after it: such a path becomes one of these.
    if _UNSAFE.search(words[0]):
        if "=" in words[0]:
            raise UsageError(
                "the command cannot be written into a unit: its path has an equals sign and a"
                " quote, a backslash or a dollar sign",
                hint="give the folder another name",
            )
        words = (_ENV, *words)
    return " ".join(_systemd_word(word).replace("$", "$$") for word in words)


def _systemd_word(word: str) -> str:
    if _BARE.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
