"""`hub search` over a hundred queries, as processes, above commands that look for nothing."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

from academichub_cli.domain.paper import Paper
from measuring import Row, judged
from papers import AUTHORS, TOPICS
from stage import Stage

_BOUND = 0.050
_RUNS = 3


def rows(stage: Stage) -> Iterator[Row]:
    """The 95th percentile above `hub --version`, and above a search of an empty library.

    A query's time is the least of three runs, and so is an empty command's, run beside them.
    """
    large = stage.settled(stage.large, current=400)
    empty = stage.home("empty")
    empty.follow(())
    asked = queries(stage.papers, 20 if stage.quick else 100)
    nothing = [empty.hub("--version"), empty.hub("search", "nothing")]
    for command in (large.hub("search", "model"), *nothing):
        command.run()
    found: list[float] = []
    bare: list[list[float]] = [[] for _ in nothing]
    for query in asked:
        in_turn = [large.hub("search", query), *nothing]
        least = [math.inf] * len(in_turn)
        for _ in range(_RUNS):
            least = [min(known, each.seconds()) for known, each in zip(least, in_turn, strict=True)]
        found.append(least[0])
        for own, taken in zip(bare, least[1:], strict=True):
            own.append(taken)
    slowest = percentile(found, 0.95)
    for name, times in zip(("hub --version", "hub search in an empty library"), bare, strict=True):
        above = slowest - statistics.median(times)
        yield Row(
            f"hub search, p95 of {len(asked)} queries, {stage.large:,} papers, above {name}",
            f"{1_000 * above:.0f} ms",
            f"≤ {1_000 * _BOUND:.0f} ms",
            judged(above, _BOUND),
        )
    middle = statistics.median(found) - statistics.median(bare[1])
    yield Row("  median query above the empty library", f"{1_000 * middle:.0f} ms")


def queries(papers: Sequence[Paper], number: int) -> list[str]:
    """Words, pairs, phrases and beginnings from titles, and people: what readers look for."""
    chance = random.Random(19)
    kinds = (
        chance.choice,
        lambda words: " ".join(chance.choice(list(pairwise(words)))),
        lambda words: '"' + " ".join(chance.choice(list(pairwise(words)))) + '"',
        lambda words: chance.choice(words)[:5] + "*",
        lambda words: "title:" + chance.choice(words),
    )
    fixed = ["model", "learning", "the", "language OR image", *TOPICS, *AUTHORS[:3]]
    found = fixed[:number]
    while len(found) < number:
        title = chance.choice(papers).title.split()
        words = [word for word in title if len(word) > 4 and word.isalpha()]
        if len(words) > 1:
            found.append(kinds[len(found) % len(kinds)](words))
    return found


def percentile(times: Sequence[float], part: float) -> float:
    """The time that this part of all does not exceed."""
    return sorted(times)[max(0, round(part * len(times)) - 1)]
