"""Run the benchmarks and print one table: speed as ratios, requests as counts.

Exits with 0 whatever is measured, and with 1 where a benchmark cannot run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import bibliography
import functions
import large
import learning
import loading
import memory
import modules
import people
import ranking
import replay
import requests_made
import searching
import start
import verifying
import warm_today
from measuring import CannotRunError, Row
from stage import Stage

Benchmark = Callable[[Stage], Iterator[Row]]
BENCHMARKS: dict[str, Benchmark] = {
    "start": start.rows,
    "today": warm_today.rows,
    "modules": modules.rows,
    "requests": requests_made.rows,
    "replay": replay.rows,
    "loading": loading.rows,
    "bibliography": bibliography.rows,
    "search": searching.rows,
    "memory": memory.rows,
    "functions": functions.rows,
    "learning": learning.rows,
    "verify": verifying.rows,
    "people": people.rows,
    "ranking": ranking.rows,
}
# What takes minutes and gigabytes, and is run when it is asked for.
LARGE: dict[str, Benchmark] = {"large": large.rows}


def main() -> int:
    """Run those that are asked for; a failing one does not keep the others from running."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAME", action="append", choices=BENCHMARKS | LARGE)
    parser.add_argument("--quick", action="store_true", help="few rounds, small libraries")
    chosen = parser.parse_args()
    failures: list[str] = []
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        stage = Stage(Path(folder), quick=chosen.quick)
        for name in chosen.only or BENCHMARKS:
            print(f"{name} …", file=sys.stderr, flush=True)
            try:
                found += (BENCHMARKS | LARGE)[name](stage)
            except CannotRunError as failure:
                failures.append(f"{name}: {failure}")
            except Exception:  # noqa: BLE001 (what was measured before is still worth printing)
                failures.append(f"{name}: {traceback.format_exc()}")
    print("\n".join(table(found)))
    if chosen.quick:
        print("\n--quick: few rounds and small libraries; its verdicts are hints.")
    for failure in failures:
        print(f"cannot run {failure}", file=sys.stderr)
    return 1 if failures else 0


def table(found: Iterable[Row]) -> Iterator[str]:
    """The rows under their headings, each column as wide as it needs to be."""
    head = Row("what", "measured", "bound", "verdict")
    lines = [(row.what, row.measured, row.bound, row.verdict) for row in chain([head], found)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("─" * width for width in widths))
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()


if __name__ == "__main__":
    sys.exit(main())
