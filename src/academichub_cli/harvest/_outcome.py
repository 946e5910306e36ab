"""What asking one source brought."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from academichub_cli.domain.categories import ARXIV
from academichub_cli.domain.freshness import State, worst
from academichub_cli.domain.ranked import Failure
from academichub_cli.errors import SourceError
from academichub_cli.library import Arrivals


@dataclass(slots=True, kw_only=True)
class Harvest:
    """What one source brought: how many papers as what, what failed, and what was damaged."""

    source: str
    label: str
    arrivals: Arrivals = field(default_factory=Arrivals)
    failures: list[Failure] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    was_asked: bool = False
    has_answered: bool = False

    def say(self, note: str) -> None:
        """Note something once."""
        if note not in self.notes:
            self.notes.append(note)

    def fail(self, failure: Failure) -> None:
        """Note what failed, and whose fault it is; the same words once."""
        if self.source != ARXIV and self.label not in failure.message:
            failure = replace(failure, message=f"{self.label}: {failure.message}")
        if all(failure.message != known.message for known in self.failures):
            self.failures.append(failure)

    @property
    def state(self) -> State:
        """Fresh, or the worst that failures say which may pass at once."""
        passing = (failure for failure in self.failures if not failure.is_lasting)
        return worst(State(failure.state) for failure in passing)


def failure_of(source: str, error: SourceError) -> Failure:
    """The failure that an error of a source is."""
    return Failure(
        source=source,
        message=str(error),
        hint=error.hint,
        not_before=error.not_before,
        state=error.state,
    )
