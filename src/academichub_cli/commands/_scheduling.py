"""The three places where a machine keeps what it runs by itself: how ours gets in and out."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from academichub_cli import files
from academichub_cli.domain import schedule
from academichub_cli.domain.clean import clean
from academichub_cli.domain.schedule import Job, LocalTime, Scheduler
from academichub_cli.errors import StateError

_LONGEST_WAIT = 20.0  # seconds a program may take
_LONGEST_SAID = 200
_NO_CRONTAB = re.compile(r"no crontab|can't open .*no such file", re.IGNORECASE)
_OTHERS = "use another one with --as cron, --as systemd or --as launchd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to run, and when: on arXiv's clocks, and on this machine's."""

    job: Job
    minute: int
    times: tuple[LocalTime, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit code, what it printed, and what it said about that."""

    code: int
    out: bytes
    said: str


class Programs:
    """The machine's own programs, run without a shell."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ

    def call(self, *words: str, given: bytes = b"") -> Ended:
        """Run a program to its end. Raises StateError where it is missing or does not end."""
        path = shutil.which(words[0], path=self.environ.get("PATH"))
        if path is None:
            raise StateError(f"there is no {words[0]} on this machine", hint=_OTHERS)
        try:
            code, out, err = self._communicate([path, *words[1:]], given)
        except subprocess.TimeoutExpired as error:
            said = f"`{' '.join(words)}` did not end within {_LONGEST_WAIT:.0f} seconds"
            raise StateError(said, hint=f"try it yourself, or {_OTHERS}") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise StateError(f"{path} cannot be run: {reason}", hint=_OTHERS) from error
        said = clean(err.decode("utf-8", "replace"))[:_LONGEST_SAID] or f"exit code {code}"
        return Ended(code, out, said)

    def require(self, *words: str, given: bytes = b"", hint: str = _OTHERS) -> None:
        """Run a program that must not fail. Raises StateError with what it said."""
        ended = self.call(*words, given=given)
        if ended.code:
            raise StateError(f"`{' '.join(words)}` failed: {ended.said}", hint=hint)

    def _communicate(self, words: list[str], given: bytes) -> tuple[int, bytes, bytes]:
        pipe = subprocess.PIPE
        # English messages; and a group of its own, so that what it starts ends with it.
        environ = {**self.environ, "LC_ALL": "C"}
        with subprocess.Popen(  # noqa: S603 (no shell, and the words are ours)
            words, stdin=pipe, stdout=pipe, stderr=pipe, env=environ, start_new_session=True
        ) as program:
            try:
                out, err = program.communicate(given, timeout=_LONGEST_WAIT)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.killpg(program.pid, signal.SIGKILL)
                raise
        return program.returncode, out, err


class Place(Protocol):
    """Where a scheduler keeps its jobs."""

    @property
    def advice(self) -> str:
        """What to do with the text, for whoever does not let it be installed."""

    def text(self, plan: Plan) -> str:
        """What stands there for this plan."""

    def install(self, plan: Plan) -> str:
        """Put the plan there, in the place of an earlier one, and say so."""

    def remove(self) -> str:
        """Take ours out, and say what was done."""


@dataclass(frozen=True, slots=True)
class Crontab:
    """The user's crontab, where ours are the lines between two marks."""

    programs: Programs
    advice: str = "put these lines into your crontab with `crontab -e`"

    def text(self, plan: Plan) -> str:
        """Our lines."""
        return schedule.crontab_lines(plan.job, plan.times, zone=plan.zone)

    def install(self, plan: Plan) -> str:
        """Put our lines into the crontab, in the place of those it has."""
        changed = self._put(self.text(plan))
        return f"the crontab {'now has' if changed else 'already had'} the lines of hub"

    def remove(self) -> str:
        """Take our lines out of the crontab."""
        changed = self._put("")
        return f"the crontab {'no longer has' if changed else 'had no'} lines of hub"

    def _put(self, lines: str) -> bool:
        """Whether the crontab had to be changed for it."""
        before = self._read()
        after = schedule.with_our_lines(before, lines)
        if after != before:
            hint = (
                "the crontab is as it was; mend what is said, or print the lines without --install"
            )
            self.programs.require("crontab", "-", given=after, hint=hint)
        return after != before

    def _read(self) -> bytes:
        ended = self.programs.call("crontab", "-l")
        if not ended.code:
            return ended.out
        if not ended.out and _NO_CRONTAB.search(ended.said):
            return b""
        raise StateError(
            f"the crontab cannot be read: {ended.said}",
            hint="see that `crontab -l` works; nothing was changed",
        )


@dataclass(frozen=True, slots=True)
class UserUnits:
    """A service and its timer among the user's systemd units."""

    programs: Programs
    advice: str = (
        "put these files where their first lines say and run"
        f" `systemctl --user enable --now {schedule.UNIT}.timer`"
    )

    def text(self, plan: Plan) -> str:
        """Both files, each under its path."""
        units = self._units(plan).items()
        return "\n".join(f"# {path}\n{text}" for path, text in units)

    def install(self, plan: Plan) -> str:
        """Write both files and start the timer."""
        for path, text in self._units(plan).items():
            if path.exists() and not path.is_file():
                raise StateError(
                    f"the unit {path.name} is masked",
                    hint=f"run: systemctl --user unmask {path.name}",
                )
            files.write_text(path, text, keep_backup=False)
        hint = f"the units are in {self._folder}; start them yourself, or use --as cron"
        self.programs.require("systemctl", "--user", "daemon-reload", hint=hint)
        self.programs.require("systemctl", "--user", "enable", "--now", _TIMER, hint=hint)
        return (
            f"{_TIMER} in {self._folder} runs while you are logged in, and makes up for what it"
            " missed; `loginctl enable-linger` lets it run always"
        )

    def remove(self) -> str:
        """Stop the timer and remove both files."""
        units = [self._folder / name for name in (_TIMER, _SERVICE)]
        if not any(path.is_file() for path in units):
            return f"there was no {_TIMER} in {self._folder}"
        hint = "nothing was removed; run it where `systemctl --user` works"
        self.programs.require("systemctl", "--user", "disable", "--now", _TIMER, hint=hint)
        for path in units:
            _unlink(path)
        self.programs.require("systemctl", "--user", "daemon-reload", hint="the units are removed")
        return f"{_TIMER} is stopped and removed"

    @property
    def _folder(self) -> Path:
        given = Path(self.programs.environ.get("XDG_CONFIG_HOME", ""))
        return (given if given.is_absolute() else _home() / ".config") / "systemd" / "user"

    def _units(self, plan: Plan) -> dict[Path, str]:
        return {
            self._folder / _SERVICE: schedule.service_unit(plan.job),
            self._folder / _TIMER: schedule.timer_unit(minute=plan.minute),
        }


@dataclass(frozen=True, slots=True)
class LaunchAgents:
    """An agent among the user's own of launchd."""

    programs: Programs
    advice: str = f"save this as ~/Library/LaunchAgents/{schedule.LABEL}.plist and log in anew"

    def text(self, plan: Plan) -> str:
        """The agent's property list."""
        return schedule.launch_agent(plan.job, plan.times)

    def install(self, plan: Plan) -> str:
        """Write the agent and load it, in the place of one that is loaded."""
        files.write_text(self._path, self.text(plan), keep_backup=False)
        # Where none is loaded this fails, which is as good.
        self.programs.call("launchctl", "bootout", f"{_domain()}/{schedule.LABEL}")
        hint = f"the agent is {self._path}; it is loaded when you log in anew"
        self.programs.require("launchctl", "bootstrap", _domain(), str(self._path), hint=hint)
        return f"{self._path} is loaded"

    def remove(self) -> str:
        """Unload the agent and remove it."""
        if not self._path.exists():
            return f"there was no {self._path}"
        self.programs.call("launchctl", "bootout", f"{_domain()}/{schedule.LABEL}")
        _unlink(self._path)
        return f"{self._path} is unloaded and removed"

    @property
    def _path(self) -> Path:
        return _home() / "Library" / "LaunchAgents" / f"{schedule.LABEL}.plist"


def place_of(scheduler: Scheduler, programs: Programs) -> Place:
    """Where this scheduler keeps its jobs."""
    places: dict[Scheduler, Callable[[Programs], Place]] = {
        Scheduler.CRON: Crontab,
        Scheduler.SYSTEMD: UserUnits,
        Scheduler.LAUNCHD: LaunchAgents,
    }
    return places[scheduler](programs)


def usual_scheduler(system: str, programs: Programs) -> Scheduler:
    """What this machine runs things with."""
    if system == "Darwin":
        return Scheduler.LAUNCHD
    runtime = programs.environ.get("XDG_RUNTIME_DIR")
    if runtime and (Path(runtime) / "systemd").exists():
        with contextlib.suppress(StateError):
            # The cheapest question that only a manager of this user's can answer.
            if not programs.call("systemctl", "--user", "show", "--property=Version").code:
                return Scheduler.SYSTEMD
    return Scheduler.CRON


_SERVICE, _TIMER = f"{schedule.UNIT}.service", f"{schedule.UNIT}.timer"


def _domain() -> str:
    """Where launchd keeps what runs while this user is logged in."""
    return f"gui/{os.getuid()}"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise StateError("this user has no home folder", hint="set HOME") from error


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StateError(
            f"{path} cannot be removed: {reason}", hint="remove it yourself"
        ) from error
