"""The one door to the screen: results to stdout, everything said about them to stderr."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_DEFAULT_WIDTH, _NARROWEST, _WIDEST = 80, 20, 1_000
_DEFAULT_HEIGHT = 24
_LONGEST_LABEL = 6
_INDENT = "  "


class Terminal:
    """stdout and stderr as they are: terminal or pipe, with colours or without, wide or narrow."""

    def __init__(
        self,
        environ: Mapping[str, str] = os.environ,
        *,
        out: TextIO | None = None,
        err: TextIO | None = None,
    ) -> None:
        self._environ = environ
        self.is_quiet = False
        self._out, self._err = out or sys.stdout, err or sys.stderr
        for stream in (self._out, self._err):
            # A terminal that cannot show a character gets a question mark, not a traceback.
            with suppress(AttributeError, ValueError, OSError):
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        self.is_terminal = _is_terminal(self._out)
        self.is_dressed = self.is_terminal and self._may_dress()
        self.width = self._width()
        self.talks_to_a_person = _is_terminal(self._err) and self._may_dress()

    @cached_property
    def stderr(self) -> Console:
        """For what draws itself again and again while someone waits."""
        return self._console(self._err, dressed=self.talks_to_a_person)

    def write(self, text: str) -> None:
        """Text to stdout as it is, with a newline at its end."""
        self._out.write(text if text.endswith("\n") or not text else f"{text}\n")
        self._out.flush()

    def tell(self, lines: Iterable[str]) -> None:
        """Lines to stdout; a person gets them wrapped between words, under where their text began.

        Lines that are aligned in columns keep to one line each where they fit.
        """
        told = list(lines)
        if self.is_terminal:
            text: type[Text] = import_module("rich.text").Text
            console = self._console(self._out, dressed=False)
            told = [part for line in told for part in self._wrapped(line, text, console)]
        self.write("".join(f"{line}\n" for line in told))

    def _wrapped(self, line: str, text: type[Text], console: Console) -> list[str]:
        label = _hanging(line)
        parts = text(line[len(label) :]).wrap(
            console, max(self.width - len(label), _NARROWEST // 2)
        )
        starts = [label, *[" " * len(label)] * (len(parts) - 1)]
        whole = (f"{start}{part.plain}" for start, part in zip(starts, parts, strict=False))
        return [each.rstrip() for each in whole] or [line]

    def write_lines(self, lines: Iterable[str | Text]) -> None:
        """Lines to stdout: whole in a pipe, at a screen broken between words, the rest indented."""
        if self.is_terminal:
            self.draw(map(self._broken, lines))
        else:
            self.write("".join(f"{line}\n" for line in lines))

    def draw(self, renderables: Iterable[RenderableType], *, paged: bool = False) -> None:
        """Renderables to stdout; where they are longer than the screen, through the pager."""
        console = self._console(self._out, dressed=self.is_dressed)
        with console.capture() as drawn:
            for renderable in renderables:
                console.print(renderable, crop=False)  # all that is drawn knows its width
        if not self.is_dressed:
            self.write("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()))
        elif paged and (pager := self._pager()):
            self._page(drawn.get(), pager)
        else:
            self.write(drawn.get())

    def say(self, message: str, *, style: str = "") -> None:
        """A line to stderr, after all that was written to stdout; nothing where `is_quiet`."""
        if not self.is_quiet:
            self._tell(message, style)

    def warn(self, message: str, hint: str = "") -> None:
        """Something the reader should know, and what to do about it."""
        self._tell(f"hub: {message}", "yellow")
        if hint:
            self._tell(f"     {hint}", "dim")

    def _tell(self, message: str, style: str) -> None:
        with suppress(OSError, ValueError):
            self._out.flush()
        # Into a pipe or a log a sentence goes on one line; a person gets it wrapped between words.
        if self.talks_to_a_person:
            self.stderr.print(message, style=style)
        else:
            with suppress(OSError, ValueError):
                self._err.write(f"{message}\n")
                self._err.flush()

    def _broken(self, line: str | Text) -> Text:
        text: type[Text] = import_module("rich.text").Text
        console = self._console(self._out, dressed=self.is_dressed)
        whole = text(line) if isinstance(line, str) else line
        return text(f"\n{_INDENT}").join(whole.wrap(console, self.width - len(_INDENT)))

    def _page(self, drawn: str, pager: list[str]) -> None:
        height = shutil.get_terminal_size((self.width, _DEFAULT_HEIGHT)).lines
        if drawn.count("\n") < height:
            self.write(drawn)
            return
        from academichub_cli import _pager  # noqa: PLC0415 (subprocess only where it is needed)

        if not _pager.show(drawn, pager, self._environ):
            self.write(drawn)

    def _pager(self) -> list[str]:
        chosen = self._environ.get("PAGER")
        if chosen is not None:
            with suppress(ValueError):
                return shlex.split(chosen)
            return []
        return ["less"] if shutil.which("less") else []

    def _may_dress(self) -> bool:
        return not self._environ.get("NO_COLOR") and self._environ.get("TERM") != "dumb"

    def _width(self) -> int:
        columns = self._environ.get("COLUMNS", "")
        if columns.isascii() and columns.isdigit() and int(columns[:6]):
            return min(max(int(columns[:6]), _NARROWEST), _WIDEST)
        if not self.is_terminal:
            return _DEFAULT_WIDTH
        with suppress(OSError, ValueError, AttributeError):
            return max(os.get_terminal_size(self._out.fileno()).columns, _NARROWEST)
        return _DEFAULT_WIDTH

    def _console(self, file: TextIO, *, dressed: bool) -> Console:
        # Text in a pipe is written as it is, so most commands in a pipe never draw.
        console: type[Console] = import_module("rich.console").Console
        return console(
            file=file,
            width=self.width,
            force_terminal=dressed,
            color_system="auto" if dressed else None,
            no_color=not dressed,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={} if not dressed else self._environ,
        )


def _hanging(line: str) -> str:
    """What of a line stands before the text that is wrapped: its indent, and a short label."""
    bare = line.lstrip(" ")
    indent = len(line) - len(bare)
    label, gap, said = bare.partition("  ")
    if indent and gap and len(label) <= _LONGEST_LABEL:
        return line[: len(line) - len(said.lstrip(" "))]
    return line[:indent]


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError, OSError):
        return False
