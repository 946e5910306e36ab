"""The one door to the screen: results to stdout, everything said about them to stderr."""

from __future__ import annotations

import os
import re
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
_INDENT = 2
# What stands before the text of a line: an indent, and a short label.
_LEAD = re.compile(r"hub: | +(?:\S{1,6} {2,})?")


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
        self.width = self._width_of(self._out)
        self.talks_to_a_person = _is_terminal(self._err) and self._may_dress()

    @cached_property
    def stderr(self) -> Console:
        """For what draws itself again and again while someone waits."""
        return self._console(self._err, dressed=self.talks_to_a_person)

    def write(self, text: str) -> None:
        """Text to stdout as it is, with a newline at its end."""
        self._out.write(text if text.endswith("\n") or not text else f"{text}\n")
        self._out.flush()

    def tell(self, lines: Iterable[str | Text]) -> None:
        """Lines to stdout: whole in a pipe, at a screen broken between words, the rest set in.

        No word is broken, so that a path, an identifier or an address can be copied.
        """
        if self.is_terminal:
            self.draw((_broken(line, self.width) for line in lines), is_broken=True)
        else:
            self.write("".join(f"{line}\n" for line in lines))

    def draw(
        self,
        renderables: Iterable[RenderableType],
        *,
        paged: bool = False,
        is_broken: bool = False,
    ) -> None:
        """Renderables to stdout; where they are longer than the screen, through the pager.

        Lines that are broken already are not broken again.
        """
        console = self._console(self._out, dressed=self.is_dressed)
        with console.capture() as drawn:
            for renderable in renderables:
                # All that is drawn knows its width.
                console.print(renderable, crop=False, soft_wrap=is_broken)
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
        with suppress(OSError, ValueError):
            # Into a pipe or a log a sentence goes on one line.
            if _is_terminal(self._err):
                broken = _broken(message, self.stderr.width)
                self.stderr.print(broken, style=style, soft_wrap=True)
            else:
                self._err.write(f"{message}\n")
                self._err.flush()

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

    def _width_of(self, stream: TextIO) -> int:
        columns = self._environ.get("COLUMNS", "")
        if columns.isascii() and columns.isdigit() and int(columns[:6]):
            return min(max(int(columns[:6]), _NARROWEST), _WIDEST)
        if not _is_terminal(stream):
            return _DEFAULT_WIDTH
        with suppress(OSError, ValueError, AttributeError):
            return max(os.get_terminal_size(stream.fileno()).columns, _NARROWEST)
        return _DEFAULT_WIDTH

    def _console(self, file: TextIO, *, dressed: bool) -> Console:
        # Text in a pipe is written as it is, so most commands in a pipe never draw.
        console: type[Console] = import_module("rich.console").Console
        return console(
            file=file,
            width=self._width_of(file),
            force_terminal=dressed,
            color_system="auto" if dressed else None,
            no_color=not dressed,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={} if not dressed else self._environ,
        )


def _broken(line: str | Text, width: int) -> Text:
    """A line that is too long as several, the rest below where its text began, or set in."""
    text: type[Text] = import_module("rich.text").Text
    wrapping = import_module("academichub_cli.wrapping")
    whole = text(line) if isinstance(line, str) else line
    if wrapping.cells(whole.plain) <= width:
        return whole
    lead = _LEAD.match(whole.plain)
    indent = lead.end() if lead else _INDENT
    start, said = whole.divide([lead.end() if lead else 0])
    parts = wrapping.wrap(said, max(width - indent, _NARROWEST // 2), keeps_words=True)
    broken = text(f"\n{' ' * indent}").join(parts)
    return start.append_text(broken)


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError, OSError):
        return False
