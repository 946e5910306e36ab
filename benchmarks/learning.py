"""How long it takes to learn from 300 marks in a large library, and to rank a day by it."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import papers as paper_list
from academichub_cli.domain.ranking import rank
from academichub_cli.domain.rules import RadarRules
from academichub_cli.domain.taste import read_taste
from academichub_cli.library import Library
from measuring import Row, judged, peak_mib
from papers import NOW, TODAY
from stage import RADAR, Stage

_MARKS, _EVERY, _AT_ONCE = 300, 20, 50
_LEARN, _RANK, _CEILING = 5.0, 1.0, 300


def rows(stage: Stage) -> Iterator[Row]:
    """`hub today` right after marks, and a day of 1,400 held against what they taught."""
    home = stage.settled(stage.large, current=700)
    liked = [str(paper.id) for paper in stage.papers[1_000::_EVERY][: _MARKS + 1]]
    for start in range(0, _MARKS, _AT_ONCE):
        home.hub("like", *liked[start : start + _AT_ONCE]).run()
    today = home.hub("today")
    size = f"{stage.large:,} papers"
    first = today.seconds()
    yield Row(
        f"hub today after {_MARKS} likes, {size}",
        f"{first:.1f} s",
        f"≤ {_LEARN:.0f} s",
        judged(first, _LEARN),
    )
    home.hub("like", liked[_MARKS]).run()
    yield Row("  after one more", f"{today.seconds():.1f} s")
    home.hub("unmark", liked[_MARKS]).run()
    peak = peak_mib(today)
    yield Row("  its memory", f"{peak:.0f} MiB", f"≤ {_CEILING} MiB", judged(peak, _CEILING))
    with Library.open(home.library_file) as library:
        taste = read_taste(library.learned.document())
    batch = list(paper_list.dated(stage.papers[:1_400], TODAY))
    gc.set_threshold(50_000)  # as the command does
    began = time.perf_counter()
    rank(batch, RadarRules(RADAR, today=TODAY), marks={}, now=NOW, taste=taste)
    seconds = time.perf_counter() - began
    yield Row(
        "ranking 1,400 papers by it", f"{seconds:.1f} s", f"≤ {_RANK:.0f} s", judged(seconds, _RANK)
    )
