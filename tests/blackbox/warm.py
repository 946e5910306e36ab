"""Commands as processes that need not start from nothing.

Most of a command's time is Python's start and its imports. Here one process imports everything
once and forks for each command: the tables of many cases run in seconds. What a fresh start does
is tested elsewhere. Run as a script it is that process.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pkgutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Self

_POLL = 0.005


@dataclass(frozen=True)
class Ended:
    """How a command ended, how long it took, and how much memory it held."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


@dataclass
class Stable:
    """The process that forks; `run` may be called from many threads."""

    folder: Path
    _count: int = 0
    _process: subprocess.Popen | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout.readline() == b"ready\n"
        return self

    def __exit__(self, *exc: object) -> None:
        with self._process:
            self._process.stdin.close()
            self._process.wait(timeout=30)

    def run(self, environment, arguments, *, cwd: Path, timeout: float = 60) -> Ended:
        self._count += 1
        results = self.folder / f"{self._count}-{time.monotonic_ns()}"
        results.mkdir()
        job = {
            "arguments": [os.fsencode(each).hex() for each in arguments],
            "environment": environment,
            "cwd": str(cwd),
            "results": str(results),
        }
        self._process.stdin.write(json.dumps(job).encode() + b"\n")
        self._process.stdin.flush()
        latest = time.monotonic() + timeout
        while not (results / "ended").exists():
            assert time.monotonic() < latest, f"{arguments} has not ended in {timeout} s"
            time.sleep(_POLL)
        how = json.loads((results / "ended").read_text())
        texts = {
            name: (results / name).read_bytes().decode("utf-8", "surrogateescape")
            for name in ("out", "err")
        }
        return Ended(**how, **texts)


def _serve() -> None:
    for module in pkgutil.walk_packages(
        import_module("academichub_cli").__path__, "academichub_cli."
    ):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    gc.freeze()  # so that no child copies what all share
    print("ready", flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        if os.fork() == 0:
            _watch(job)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _watch(job: dict) -> None:
    """Run one command in a process of its own, and note how it ended."""
    results, begun = Path(job["results"]), time.monotonic()
    if (command := os.fork()) == 0:
        _command(job, results)
    _, status, used = os.wait4(command, 0)
    how = {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": time.monotonic() - begun,
        "megabytes": used.ru_maxrss / 1024,
    }
    (results / "new").write_text(json.dumps(how))
    (results / "new").rename(results / "ended")
    os._exit(0)


def _command(job: dict, results: Path) -> None:
    code = 1
    try:
        for name, descriptor in (("out", 1), ("err", 2)):
            os.dup2(os.open(results / name, os.O_WRONLY | os.O_CREAT, 0o600), descriptor)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.chdir(job["cwd"])
        os.environ.clear()
        os.environ.update(job["environment"])
        sys.argv = ["hub", *(os.fsdecode(bytes.fromhex(each)) for each in job["arguments"])]
        import_module("academichub_cli.cli").main()
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
