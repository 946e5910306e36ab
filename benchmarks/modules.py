"""What a warm `hub today` imports, and what that costs."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator

from measuring import HUB, PYTHON, Command, Row
from stage import Stage

_UNWANTED = {"arxiv", "httpx", "sklearn", "litellm"}
_LINE = re.compile(rb"import time:\s+(\d+) \|\s+(\d+) \| +(\S+)")
_MOST = 10


def rows(stage: Stage) -> Iterator[Row]:
    """The heavy ones that must not be among them, and the ten that cost most of the whole."""
    home = stage.settled(stage.large, current=400)
    known = home.hub("today")
    known.run()
    traced = Command(
        arguments=(*PYTHON, "-X", "importtime", HUB, "today"),
        folder=known.folder,
        variables=known.variables,
    )
    runs = [_costs(traced) for _ in range(3 if stage.quick else 7)]
    loaded = sorted(_UNWANTED & runs[0].keys())
    yield Row(
        "modules of hub today: arxiv, httpx, scikit-learn, litellm",
        ", ".join(loaded) or "none",
        "none",
        "over" if loaded else "ok",
    )
    costs = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    whole = sum(costs.values())
    most = sorted(costs, key=lambda name: -costs[name])[:_MOST]
    shares = [f"{name} {costs[name] / whole:.0%}" for name in most]
    yield Row("  of its import time: packages 1 to 5", ", ".join(shares[:5]))
    yield Row("  packages 6 to 10", ", ".join(shares[5:]))


def _costs(traced: Command) -> Counter[str]:
    """Microseconds of each package's own modules."""
    costs: Counter[str] = Counter()
    for own, _, name in _LINE.findall(traced.run().stderr):
        costs[name.decode().partition(".")[0]] += int(own)
    return costs
