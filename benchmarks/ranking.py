"""How well papers are ranked: readers made of authors, each later announcement day an episode.

Run by itself it prints the whole table; `--readers 60` is a sample for a minute's look.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from measuring import CannotRunError, Row, judged
from papers import REAL, real_data
from ranking_measures import MEASURES, estimate, measured
from ranking_readers import FROM, Corpus, Reader, drawn, few_days, read, readers
from stage import Stage

SEED = 2026
READERS, EPISODES = 300, 1_500
_QUICK = 60
_FEW = 60
BASE = "arxiv-sanity-lite SVM"
BOUND = 1.10
_ASTRO = "corpus/arxiv-astro-ph-2025-2026.jsonl.gz"
_ASTRO_FROM = "2026-02-15"
Measured = dict[str, dict[str, list[float]]]


def rows(stage: Stage) -> Iterator[Row]:
    """Ours against arxiv-sanity-lite's ranker on the same episodes."""
    try:
        import sklearn  # noqa: F401, PLC0415

        import ranking_methods as methods  # noqa: PLC0415
    except ImportError as failure:
        raise CannotRunError(f"{failure.name} is missing: pip install --group bench") from failure
    corpus, chosen = _drawn(_QUICK if stage.quick else READERS, 0 if stage.quick else EPISODES)
    ground = methods.Ground(corpus, FROM)
    found = {name: evaluated(methods.RANKERS[name](ground), chosen)[0] for name in (BASE, "ours")}
    base, own = (estimate(found[name]["nDCG@20"]) for name in (BASE, "ours"))
    yield Row(f"nDCG@20 of {BASE}", str(base))
    yield Row("nDCG@20 of ours", str(own))
    ratio = own.mean / base.mean
    yield Row("ours to it", f"{ratio:.2f} ×", f"≥ {BOUND}", judged(ratio, BOUND, at_least=True))


def _drawn(count: int, episodes: int) -> tuple[Corpus, list[Reader]]:
    folder = real_data()
    if folder is None:
        raise CannotRunError("the real papers are not there")
    corpus = read(folder / REAL)
    return corpus, drawn(readers(corpus), seed=SEED, at_least=count, episodes=episodes)


def evaluated(ranker: Callable, chosen: Sequence[Reader]) -> tuple[Measured, float]:
    """Each measure of each episode by reader, and the seconds a reader took."""
    import numpy as np  # noqa: PLC0415

    found: Measured = {name: defaultdict(list) for name in MEASURES}
    began = time.process_time()
    for reader in chosen:
        days = [np.arange(each.candidates.start, each.candidates.stop) for each in reader.episodes]
        scores = np.asarray(ranker(reader, np.concatenate(days)), dtype=float)
        start = 0
        for episode in reader.episodes:
            own = scores[start : start + len(episode.candidates)]
            start += len(own)
            for name, value in measured(places(own, episode), len(episode.wanted)).items():
                found[name][reader.name].append(value)
    return found, (time.process_time() - began) / len(chosen)


def places(scores, episode) -> list[int]:
    """Where the wanted papers stand; of equal scores the earlier paper's is the better place."""
    found = []
    for paper in sorted(episode.wanted):
        at = paper - episode.candidates.start
        found.append(int((scores > scores[at]).sum() + (scores[:at] == scores[at]).sum()))
    return found


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--only", action="append", metavar="RANKER", help="one of the table's rows")
    parser.add_argument("--embeddings", action="store_true", help="with the sentence embeddings")
    parser.add_argument("--astro", action="store_true", help="papers of astronomy instead")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--more", action="store_true", help="few likes, hides, small interests")
    asked = parser.parse_args()
    import ranking_methods as methods  # noqa: PLC0415

    folder = real_data() or Path()
    corpus = read(folder / (_ASTRO if asked.astro else REAL))
    since = _ASTRO_FROM if asked.astro else FROM
    everybody = readers(corpus, since=since)
    least = EPISODES if asked.readers >= READERS else 0
    chosen = drawn(everybody, seed=asked.seed, at_least=asked.readers, episodes=least)
    ground = methods.Ground(corpus, since)
    count = sum(len(reader.episodes) for reader in chosen)
    print(f"{len(chosen)} readers of {len(everybody)}, {count} episodes, seed {asked.seed}")
    print("\n".join(_head()))
    for name in asked.only or methods.RANKERS:
        _print(name, *evaluated(methods.RANKERS[name](ground), chosen), len(chosen))
    if asked.embeddings:
        few = few_days(corpus, everybody, since=since)[:_FEW]
        print(f"{len(few)} readers, on a few days")
        for name in (*methods.EMBEDDED, BASE, "ours"):
            ranker = {**methods.RANKERS, **methods.EMBEDDED}[name](ground)
            _print(name, *evaluated(ranker, few), len(few))
    if asked.more:
        import ranking_more as more  # noqa: PLC0415

        for line in more.lines(ground, drawn(everybody, seed=asked.seed, at_least=len(everybody))):
            print(line, flush=True)
    return 0


def _head() -> Iterator[str]:
    head = f"{'ranker':36}{'readers':>8}  " + "".join(f"{name:22}" for name in MEASURES)
    yield f"{head}s/reader"
    yield "─" * (len(head) + 8)


def _print(name: str, found: Measured, seconds: float, count: int) -> None:
    cells = "".join(f"{estimate(found[measure])!s:22}" for measure in MEASURES)
    print(f"{name:36}{count:>8}  {cells}{seconds:.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
