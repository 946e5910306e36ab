"""How old what we know is: whether to ask again, and the one word a batch of papers carries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from academichub_cli.domain.announcements import ASK_AGAIN_AFTER, SETTLES_AFTER, Calendar
from academichub_cli.domain.radar import Radar

# The radar of a library that was filled by hand, and has all there is for any radar.
ANY_RADAR = "any"
BATCHES_A_WEEK = 5
_PLENTY = 5


class State(StrEnum):
    """What can be said of the last announcement."""

    FRESH = "fresh"
    WAITING = "waiting"
    QUIET = "quiet"
    STALE = "stale"
    FAILED = "failed"


# Something is not here that should be.
BAD = frozenset({State.FAILED, State.STALE})


@dataclass(frozen=True, slots=True, kw_only=True)
class LastHarvest:
    """The last time the sources were asked, for which radar, and how that ended.

    `state` is ``fresh``, ``stale`` or ``failed``; `is_late` says that nothing of the current batch
    came though every batch of the week before had papers; `messages` are triples of source, what
    it said, and what to do about it; `asked` are the names of the sources, as they are printed.
    """

    radar: str
    at: datetime
    state: State
    has_current: bool
    is_late: bool = False
    messages: tuple[tuple[str, str, str], ...] = ()
    asked: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, kept: dict[str, object]) -> Self:
        """What `to_json` gave. Raises LookupError, TypeError or ValueError for anything else."""
        messages, at = kept["messages"], datetime.fromisoformat(str(kept["at"]))
        asked = kept.get("asked", [])
        if not isinstance(messages, list) or not isinstance(asked, list) or at.tzinfo is None:
            raise TypeError("no lists of messages and sources, or a time without a zone")
        return cls(
            radar=str(kept["radar"]),
            at=at,
            state=State(str(kept["state"])),
            has_current=bool(kept["has_current"]),
            is_late=bool(kept["is_late"]),
            messages=tuple((str(name), str(said), str(hint)) for name, said, hint in messages),
            asked=tuple(map(str, asked)),
        )

    def to_json(self) -> dict[str, object]:
        """As JSON can hold it."""
        return {**asdict(self), "at": self.at.isoformat(timespec="seconds")}


def follows_of(radar: Radar) -> str:
    """The same text for radars that follow the same; mutes are no matter of fetching."""
    return "\n".join(sorted(f"{follow.kind}\t{follow.text}" for follow in radar.follows))


def is_harvest_due(
    last: LastHarvest | None, radar: Radar, calendar: Calendar, now: datetime
) -> bool:
    """Whether the sources are to be asked before papers are shown."""
    if last is None or last.state is not State.FRESH:
        return True
    if last.radar not in {ANY_RADAR, follows_of(radar)}:
        return True
    if last.is_late and now - last.at >= ASK_AGAIN_AFTER:
        return True
    return calendar.is_due(now, read=last.at, has_current=last.has_current)


def state_of(last: LastHarvest | None, *, is_due: bool, calendar: Calendar, now: datetime) -> State:
    """The word for what is shown now; `is_due` says that the sources should have been asked."""
    if last is None:
        return State.FAILED
    if last.state is not State.FRESH:
        return last.state
    if is_due:
        return State.STALE
    is_settled = last.at >= calendar.comes_out(calendar.current(now)) + SETTLES_AFTER
    if last.is_late and is_settled:
        return State.STALE
    if calendar.is_quiet(now):
        return State.QUIET
    return State.FRESH if last.has_current or is_settled else State.WAITING


def of_ledger(base: State, days: Collection[State]) -> State:
    """The word for what is shown, where the ledger has lines for the current announcement.

    `base` is what can be said without it. What was counted paper by paper is no guess any more.
    """
    if not days or base is State.FAILED:
        return base
    found = worst(days)
    if found in {State.FRESH, State.QUIET}:
        return base if base in {State.STALE, State.QUIET} else State.FRESH
    return found


def is_late(counts: Sequence[int]) -> bool:
    """Whether a batch without papers is implausible, from the counts of the batches before it.

    Five full batches in a row and then none: a source that is late or shows an old listing, not a
    radar that means few papers.
    """
    return len(counts) >= BATCHES_A_WEEK and min(counts) >= _PLENTY


def worst(states: Iterable[State]) -> State:
    """The state that says most of several sources' ones."""
    return max(states, key=tuple(State).index, default=State.FRESH)
