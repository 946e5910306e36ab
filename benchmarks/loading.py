"""Real listings into the library and its index."""

from __future__ import annotations

import time
from collections.abc import Iterator

import papers as paper_list
from academichub_cli.domain.paper import Paper
from academichub_cli.library import Library
from measuring import Row, judged
from papers import NOW, REAL, TODAY, in_lots, paper_of
from stage import A_PAGE, Stage

_BOUND = 5_000
_QUICK = 6_000


def rows(stage: Stage) -> Iterator[Row]:
    """Papers a second, from lines of a file to the last commit, and what of it is reading."""
    folder = paper_list.real_data()
    reading = writing = 0.0
    count = 0
    kind = "real listings" if folder else "made papers (no real ones here)"
    with Library.open(stage.home("loading").library_file) as library:
        lots = _lots(stage)
        while True:
            began = time.perf_counter()
            lot = next(lots, None)
            read = time.perf_counter()
            reading += read - began
            if lot is None:
                break
            with library.changing():
                library.papers.add(lot, seen=NOW, current=TODAY)
            writing += time.perf_counter() - read
            count += len(lot)
    rate = count / (reading + writing)
    share = reading / (reading + writing)
    yield Row(
        f"loading {count:,} {kind}, with index",
        f"{rate:,.0f} papers/s",
        f"≥ {_BOUND:,}/s",
        judged(rate, _BOUND, at_least=True),
    )
    yield Row("  of which reading JSON and cleaning", f"{share:.0%} of the time")


def _lots(stage: Stage) -> Iterator[list[Paper]]:
    folder = paper_list.real_data()
    if folder is None:
        yield from in_lots(paper_list.made(_QUICK if stage.quick else stage.large), A_PAGE)
        return
    lines = list(paper_list.lines_of(folder / REAL))[: _QUICK if stage.quick else None]
    yield from in_lots(map(paper_of, lines), A_PAGE)
