"""A million papers: taken in from a file, searched, and read from."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import papers as paper_list
import searching
from academichub_cli.domain.paper import Paper
from measuring import Row, interleaved, judged, peak_mib, python, ratio
from papers import CALENDAR, TODAY
from stage import RADAR, Stage
from warm_today import BARE, BOUND

_A_SECOND, _CEILING, _SEARCH_BOUND = 5_000, 300, 0.150
_A_DAY = 900
_CURRENT = 400


def rows(stage: Stage) -> Iterator[Row]:
    """`hub import` of made records, then `hub search` and a warm `hub today` over all of them."""
    size = 20_000 if stage.quick else 1_000_000
    home = stage.home("large")
    file = home.folder / "snapshot.jsonl"
    _write(file, size)
    began = time.perf_counter()
    peak = peak_mib(home.hub("import", str(file)))
    rate = size / (time.perf_counter() - began)
    yield Row(
        f"hub import of {size:,} records, with index",
        f"{rate:,.0f} records/s",
        f"≥ {_A_SECOND:,}/s",
        judged(rate, _A_SECOND, at_least=True),
    )
    yield Row("  its memory", f"{peak:.0f} MiB", f"≤ {_CEILING} MiB", judged(peak, _CEILING))
    home.add(paper_list.dated(stage.papers[:_CURRENT], TODAY))
    home.settle()
    home.follow(RADAR.follows)
    asked = _asked(stage)
    yield from searching.compared(stage, home, size, asked, bound=_SEARCH_BOUND)
    home.hub("today").run()
    bare = python(BARE, folder=stage.folder)
    of_large, base = interleaved([home.hub("today"), bare], rounds=stage.rounds)
    compared = ratio(of_large, base)
    said = f"hub today, piped, {_CURRENT:,} announced, {size:,} papers : imports"
    yield Row(said, str(compared), f"≤ {BOUND} ×", compared.verdict(BOUND))


def _asked(stage: Stage) -> list[str]:
    """Half the queries of real titles, most of which find little here, half of what was made."""
    half = 10 if stage.quick else 50
    made = list(paper_list.made(10 * half))
    return searching.queries(stage.papers, half) + searching.queries(made, half)


def _write(file: Path, size: int) -> None:
    """Records as arXiv's snapshot has them, back from the announcement before the current one."""
    made = paper_list.made(size)
    day = CALENDAR.before(CALENDAR.before(TODAY))
    with file.open("w", encoding="utf-8") as lines:
        for lot in paper_list.in_lots(made, _A_DAY):
            for paper in paper_list.dated(lot, day):
                lines.write(json.dumps(_record(paper)) + "\n")
            day = CALENDAR.before(day)


def _record(paper: Paper) -> dict[str, object]:
    assert paper.submitted is not None
    return {
        "id": str(paper.id).removeprefix("arXiv:"),
        "title": paper.title,
        "abstract": paper.abstract,
        "categories": " ".join(paper.categories),
        "authors_parsed": [[*reversed(each.name.rsplit(" ", 1)), ""] for each in paper.authors],
        "versions": [{"version": "v1", "created": f"{paper.submitted:%a, %d %b %Y %H:%M:%S} GMT"}],
    }
