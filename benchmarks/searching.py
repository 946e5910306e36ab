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
from stage import Home, Stage

_BOUND = 0.050
_RUNS = 5


def rows(stage: Stage) -> Iterator[Row]:
    """For a library of a hundred thousand papers."""
    large = stage.settled(stage.large, current=400)
    asked = queries(stage.papers, 20 if stage.quick else 100)
    yield from compared(stage, large, stage.large, asked, bound=_BOUND)


def compared(
    stage: Stage, large: Home, size: int, asked: Sequence[str], *, bound: float
) -> Iterator[Row]:
    """The 95th percentile above a search of an empty library, and above `hub --version`.

    What a query takes above such a command is the least of five runs less the least of five of that
    command's, run in turn: a machine that is busy for a second is busy for both.
    """
    empty = stage.home(f"empty-beside-{size}")
    empty.follow(())
    bare = {
        "hub search in an empty library": empty.hub("search", "nothing"),
        "hub --version": empty.hub("--version"),
    }
    for command in (large.hub("search", "model"), *bare.values()):
        command.run()
    above: dict[str, list[float]] = {name: [] for name in bare}
    for query in asked:
        in_turn = [large.hub("search", query), *bare.values()]
        least = [math.inf] * len(in_turn)
        for _ in range(_RUNS):
            least = [min(known, each.seconds()) for known, each in zip(least, in_turn, strict=True)]
        for times, taken in zip(above.values(), least[1:], strict=True):
            times.append(least[0] - taken)
    for (name, times), limit in zip(above.items(), (bound, None), strict=True):
        slowest = percentile(times, 0.95)
        yield Row(
            f"hub search, p95 of {len(asked)} queries, {size:,} papers, above {name}",
            f"{1_000 * slowest:.0f} ms",
            f"≤ {1_000 * limit:.0f} ms" if limit else "",
            judged(slowest, limit) if limit else "",
        )
        yield Row("  the median query", f"{1_000 * statistics.median(times):.0f} ms")


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
