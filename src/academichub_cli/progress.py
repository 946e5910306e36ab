"""What a person who waits sees on stderr: who is asked, and how far the answer has been read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from academichub_cli.domain.listing import Progress
from academichub_cli.terminal import Terminal


class Reporter:
    """Draws progress while its `shown` block runs; says nothing where nobody waits."""

    def __init__(self, terminal: Terminal) -> None:
        self._bar: Bar | None = None
        self._task = TaskID(0)
        self._terminal = terminal

    @contextmanager
    def shown(self, label: str) -> Iterator[Reporter]:
        """A line for one source, gone when the block ends."""
        if not self._terminal.talks_to_a_person:
            yield self
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False))
        bar = Bar(*columns, TimeElapsedColumn(), console=self._terminal.stderr, transient=True)
        with bar:
            self._bar = bar
            self._task = bar.add_task(f"asking {label}", total=None)
            try:
                yield self
            finally:
                self._bar = None

    def report(self, progress: Progress) -> None:
        """How far it has come."""
        if self._bar is None:
            return
        total = f" of {progress.total:,}" if progress.total else ""
        said = progress.note or f"{progress.source}: {progress.read:,}{total} papers read"
        self._bar.update(self._task, description=said)
