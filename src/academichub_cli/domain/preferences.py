"""What the reader wants of the ranking, as `config.toml` says it."""

from __future__ import annotations

from dataclasses import dataclass

from academichub_cli.domain.text_forms import fold

_LARGEST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How much each part of the ranking weighs.

    `learned` is how far what marks have taught counts, from 0 (follows alone) to 1; `admit` the
    probability from which a paper is shown that no follow means; `freshness` multiplies what a
    paper's age weighs; `diversity` is how far the first ten keep apart; `interests` are words with
    the factor by which follows and learned interests that have them count.
    """

    learned: float = 1.0
    admit: float = 0.3
    freshness: float = 1.0
    diversity: float = 0.15
    interests: tuple[tuple[str, float], ...] = ()

    def factor_of(self, text: str) -> float:
        """By how much a follow or an interest with this text counts; 1 where nothing is said."""
        folded = fold(text)
        return next((factor for words, factor in self.interests if fold(words) in folded), 1.0)


def parse_interests(lines: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """The factors in lines such as ``speech recognition: 2``. Raises ValueError for others."""
    return tuple(_interest(line) for line in lines)


def _interest(line: str) -> tuple[str, float]:
    words, colon, number = line.rpartition(":")
    try:
        factor = float(number)
    except ValueError:
        factor = -1.0
    if not colon or not words.strip() or not 0 <= factor <= _LARGEST:
        raise ValueError(f"{line[:60]!r} is no interest with a factor, like 'speech: 2'")
    return words.strip(), factor
