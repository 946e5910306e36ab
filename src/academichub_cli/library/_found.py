"""What a search of the library finds."""

from __future__ import annotations

from dataclasses import dataclass

# Of very many matches so many, those that came last, are weighed; weighing all of them would take a
# second in a large library.
MOST_WEIGHED = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """A paper's key, and how well it answers; more is better."""

    key: int
    score: float
