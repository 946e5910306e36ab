"""What a person who waits sees on stderr: who is asked, and how far the answers have been read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rich.progress import (
    BarColumn,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar

from academichub_cli.domain.progress import Progress
from academichub_cli.terminal import Terminal

# Which line what is reported belongs to: each source is asked in a task of its own.
_LINE: ContextVar[TaskID | None] = ContextVar("line", default=None)


class Reporter:
    """Draws progress while a `shown` block runs, one line each; says nothing where nobody waits."""

    def __init__(self, terminal: Terminal) -> None:
        self._bar: Bar | None = None
        self._terminal = terminal
        self._shown = 0

    @contextmanager
    def shown(self, label: str = "", *, said: str = "") -> Iterator[Reporter]:
        """A line for one source, gone when the block ends. Blocks may run at the same time.

        `said` is what it says from the start where no source is asked.
        """
        if not self._terminal.talks_to_a_person:
            yield self
            return
        with self._drawn() as bar:
            line = bar.add_task(said or f"asking {label}", total=None)
            token = _LINE.set(line)
            try:
                yield self
            finally:
                _LINE.reset(token)
                bar.remove_task(line)

    def report(self, progress: Progress) -> None:
        """How far it has come."""
        line = _LINE.get()
        if self._bar is None or line is None:
            return
        total = f" of {progress.total:,}" if progress.total else ""
        said = progress.note or f"{progress.source}: {progress.read:,}{total} papers read"
        self._bar.update(line, description=said)

    @contextmanager
    def _drawn(self) -> Iterator[Bar]:
        """What all lines are drawn in, from the first of them to the last."""
        self._shown += 1
        try:
            if self._bar is None:
                columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False))
                self._bar = Bar(
                    *columns, TimeElapsedColumn(), console=self._terminal.stderr, transient=True
                )
                # Whoever interrupts it here must get the cursor back, too.
                self._bar.start()
            yield self._bar
        finally:
            self._shown -= 1
            if self._bar is not None and not self._shown:
                self._bar.stop()
                self._bar = None


@contextmanager
def bar(terminal: Terminal, label: str, *, total: int) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how much of `total` is done and how many records that is."""
    if not terminal.talks_to_a_person:
        yield lambda _done, _records: None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=terminal.stderr, transient=True) as drawn:
        task = drawn.add_task(label, total=max(total, 1))

        def told(done: int, records: int) -> None:
            drawn.update(task, completed=done, description=f"{label}: {records:,} records")

        yield told
