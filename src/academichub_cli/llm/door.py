"""A model asked through the worker process, within a deadline that is kept by killing it."""

from __future__ import annotations

import contextlib
import json
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypedDict

from academichub_cli.errors import BriefError
from academichub_cli.llm.choice import Choice
from academichub_cli.llm.faults import fault

# -I: neither the working directory nor PYTHONPATH decides what is imported.
_ARGUMENTS = ("-I", "-m", "academichub_cli.llm._worker")
_START = 60.0
_LONGEST_LINE = 4_000_000
_NOTHING = (0, 0)
# What a program needs to find its way, and how to leave the machine; nothing of the user's else.
_KEPT = (
    *("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR"),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("http_proxy", "https_proxy", "all_proxy", "no_proxy", "REQUESTS_CA_BUNDLE"),
)
_QUIET = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_MODE": "PRODUCTION",
    "PYTHON_DOTENV_DISABLED": "1",
    "LITELLM_TELEMETRY": "False",
    "LITELLM_LOG": "CRITICAL",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONIOENCODING": "utf-8",
}


class Message(TypedDict):
    """One message of a conversation."""

    role: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a model wrote, and the tokens it took; None where the provider did not say."""

    text: str
    sent: int | None = None
    written: int | None = None


class Worker:
    """The process, started at once, so that its import runs while other work goes on.

    Use it as a context manager: it is gone when the block ends, however that ends.
    """

    def __init__(self, choice: Choice, environ: Mapping[str, str], *, deadline: float) -> None:
        self._choice = choice
        self._deadline = deadline
        self._lines: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._is_ready = False
        self._process = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, *_ARGUMENTS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(choice, environ),
            cwd=Path(sys.executable).anchor,  # where no .env of the user's is found
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.end()

    def end(self) -> None:
        """Be gone at once."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):
                if stream:
                    stream.close()
        self._process.wait()

    def ask(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        progress: Callable[[int], None] | None = None,
    ) -> Answer:
        """The model's answer. Raises BriefError, after the deadline at the latest.

        `progress` is told how many characters have come; only with it is the answer streamed.
        """
        self._wait_until_ready()
        question = {
            "model": self._choice.model,
            "base_url": self._choice.base_url,
            "messages": list(messages),
            "max_tokens": max_tokens,
            "timeout": self._deadline,
            "stream": progress is not None,
        }
        self._send(question)
        until = time.monotonic() + self._deadline
        while True:
            line = self._next(until)
            if (done := line.get("done")) is not None:
                text = _without_key(done["text"], self._choice.key)
                return Answer(text=text, sent=done["sent"], written=done["written"])
            if progress is not None and isinstance(line.get("read"), int):
                progress(line["read"])

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        try:
            self._next(time.monotonic() + _START)
        except BriefError as error:
            error.took = _NOTHING
            raise
        self._is_ready = True

    def _send(self, question: Mapping[str, Any]) -> None:
        try:
            assert self._process.stdin
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()
        except (OSError, ValueError) as error:
            raise fault("ended", took=_NOTHING) from error

    def _next(self, until: float) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            self.end()
            raise fault("deadline") from None
        if line is None:
            self.end()
            raise fault("ended")
        if (kind := line.get("error")) is not None:
            raise fault(kind, self._choice.base_url, took=_took(line))
        return line

    def _listen(self) -> None:
        """Read what the worker says; None after its last word."""
        assert self._process.stdout
        with contextlib.suppress(OSError, ValueError, RecursionError):
            while line := self._process.stdout.readline(_LONGEST_LINE):
                self._lines.put(json.loads(line))
        self._lines.put(None)


def _took(line: Mapping[str, Any]) -> tuple[int, int] | None:
    """The tokens that a failure took, where both are told."""
    sent, written = line.get("sent"), line.get("written")
    return (sent, written) if isinstance(sent, int) and isinstance(written, int) else None


def _without_key(text: str, key: str | None) -> str:
    """An answer is kept and shown, so a key that a server puts into one must not stay there."""
    return re.sub(re.escape(key), "", text, flags=re.IGNORECASE) if key else text


def environment(choice: Choice, environ: Mapping[str, str]) -> dict[str, str]:
    """What the worker is told: how to leave the machine, and one key."""
    kept = {name: environ[name] for name in _KEPT if environ.get(name)}
    key = {"HUB_WORKER_KEY": choice.key} if choice.key else {}
    return {**kept, **dict(choice.surroundings), **_QUIET, **key}
