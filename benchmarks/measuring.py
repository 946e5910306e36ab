"""Commands as processes, timed side by side, and what is said of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HUB = str(Path(sys.executable).with_name("hub"))
PYTHON = (sys.executable, "-I")
_FINE = frozenset({0})


class CannotRunError(Exception):
    """A command of a benchmark failed, so that there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Without a bound it informs and is not judged."""

    what: str
    measured: str
    bound: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is run: arguments, the whole environment, and the folder it runs in."""

    arguments: tuple[str, ...]
    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    codes: frozenset[int] = _FINE

    def run(self) -> subprocess.CompletedProcess[bytes]:
        """Run it with its output in pipes. Raises CannotRunError where it fails."""
        ended = subprocess.run(
            self.arguments,
            capture_output=True,
            check=False,
            cwd=self.folder,
            env=environment(self.folder) | dict(self.variables),
            stdin=subprocess.DEVNULL,
        )
        if ended.returncode not in self.codes:
            said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
            typed = " ".join(self.arguments[2:])
            raise CannotRunError(f"`{typed}` ended with {ended.returncode}: {' '.join(said[-4:])}")
        return ended

    def seconds(self) -> float:
        """How long one run takes, from start to exit."""
        began = time.perf_counter()
        self.run()
        return time.perf_counter() - began


def hub(*arguments: str, folder: Path, variables: Mapping[str, str] | None = None) -> Command:
    """The installed command; ``-I`` keeps the surroundings of whoever measures out of it."""
    return Command(arguments=(*PYTHON, HUB, *arguments), folder=folder, variables=variables or {})


def python(code: str, *, folder: Path) -> Command:
    """A line of Python, as what a command is compared with."""
    return Command(arguments=(*PYTHON, "-c", code), folder=folder)


def environment(folder: Path) -> dict[str, str]:
    """Next to nothing, so that every machine measures the same."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "HOME": str(folder), "LANG": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two commands' times compared: by their medians, and by the least of each."""

    by_median: float
    by_least: float

    def __str__(self) -> str:
        return f"{self.by_median:.2f} × (least {self.by_least:.2f} ×)"

    def verdict(self, bound: float) -> str:
        """``ok`` or ``over``; ``unsure`` where medians and least times disagree."""
        kept = [each <= bound for each in (self.by_median, self.by_least)]
        return "ok" if all(kept) else "unsure" if any(kept) else "over"


def interleaved(commands: Sequence[Command], *, rounds: int) -> list[list[float]]:
    """The times of each command, run in turn A B A B, after a first run of each that is not timed.

    Whatever else the machine does meets them alike.
    """
    for command in commands:
        command.run()
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(rounds):
        for own, command in zip(times, commands, strict=True):
            own.append(command.seconds())
    return times


def ratio(times: Sequence[float], to: Sequence[float]) -> Ratio:
    """How many times as long the first take."""
    return Ratio(statistics.median(times) / statistics.median(to), min(times) / min(to))


def judged(value: float, bound: float, *, at_least: bool = False) -> str:
    """``ok`` or ``over``, or ``under`` where more is better."""
    if at_least:
        return "ok" if value >= bound else "under"
    return "ok" if value <= bound else "over"


_PEAK = """
import resource, subprocess, sys
ended = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
sys.stderr.buffer.write(ended.stderr)
print(ended.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_UNIT = 1 if sys.platform == "darwin" else 2**10  # what the system counts memory in


def peak_mib(command: Command) -> float:
    """The most memory the command held, in MiB.

    It is started by a small process of its own, since a child's peak begins with its parent's size.
    """
    launcher = Command(
        arguments=(*PYTHON, "-c", _PEAK, *command.arguments),
        folder=command.folder,
        variables=command.variables,
    )
    ended = launcher.run()
    code, peak = ended.stdout.split()
    if int(code) not in command.codes:
        said = ended.stderr.decode("utf-8", "replace").strip()
        raise CannotRunError(f"{' '.join(command.arguments[2:])} ended with {int(code)}: {said}")
    return int(peak) * _UNIT / 2**20
