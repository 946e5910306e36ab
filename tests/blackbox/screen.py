"""A terminal that a command believes to sit at."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass, field

ESCAPE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-B]|[=>78])"
)
LINK = re.compile(r"\x1b\]8;[^;]*;([^\x07\x1b]*)(?:\x07|\x1b\\)")


def plain(text: str) -> str:
    """What is read, when colours and links are taken away."""
    return ESCAPE.sub("", text)


@dataclass
class Screen:
    """A command at a terminal of a size; `out` is what it wrote there, `err` likewise elsewhere.

    `after` is how many seconds it ran on after the last key was typed, or after its start.
    """

    columns: int = 80
    rows: int = 24
    out: str = ""
    err: str = ""
    code: int | None = None
    after: float = 0.0
    _typed_at: float = 0.0
    _process: subprocess.Popen | None = field(default=None, repr=False)

    def run(self, hub, *arguments, typed=(), err_is_screen=False, timeout=30, **variables):
        """Run to the end; `typed` are pairs of what to wait for and what to type or signal then."""
        environment = {"TERM": "xterm-256color", **hub.environment(**variables)}
        (out, out_end), (err, err_end) = self._opened(), self._opened()
        if err_is_screen:
            os.close(err_end)
            err_end = os.dup(out_end)
        self._typed_at = begun = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "academichub_cli", *arguments],
            stdin=out_end,
            stdout=out_end,
            stderr=err_end,
            env=environment,
            cwd=hub.home,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 (no threads)
        )
        os.close(out_end)
        os.close(err_end)
        texts = self._read({out: b"", err: b""}, out, list(typed), begun + timeout)
        self.code = self._process.wait(timeout=timeout)
        self.after = time.monotonic() - self._typed_at
        os.close(out)
        os.close(err)
        self.out, self.err = (texts[end].decode().replace("\r\n", "\n") for end in (out, err))
        return self

    def _opened(self):
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
        return ours, theirs

    def _read(self, texts, keyboard, typed, latest):
        open_ends = set(texts)
        while open_ends:
            assert time.monotonic() < latest, f"it has not ended: {texts}"
            for end in select.select(list(open_ends), [], [], 0.05)[0]:
                piece = b""
                with contextlib.suppress(OSError):  # its other end is closed
                    piece = os.read(end, 65_536)
                texts[end] += piece
                if not piece:
                    open_ends.discard(end)
            everything = b"".join(texts.values()).decode("utf-8", "replace")
            while typed and (typed[0][0] in everything):
                key = typed.pop(0)[1]
                if isinstance(key, signal.Signals):
                    self._process.send_signal(key)
                else:
                    os.write(keyboard, key.encode())
                self._typed_at = time.monotonic()
            if (
                self._process.poll() is not None
                and not select.select(list(open_ends), [], [], 0)[0]
            ):
                break
        return texts
