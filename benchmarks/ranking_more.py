"""What ours makes of few likes, of hides and of a small interest, and what its scores mean."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import cycle, pairwise
from statistics import fmean

import numpy as np

from academichub_cli.domain.fitting import Fit
from academichub_cli.domain.learned import Model
from academichub_cli.learning._calibrate import level
from ranking_measures import estimate, measured
from ranking_methods import Ground, model_of, shown, taste_of
from ranking_readers import Episode, Reader

_READERS, _DAYS = 60, 5
_CURVE = (1, 3, 10, 30)
_TOP = 10
_TRIALS = 60
_RECENT = 600
_SMALL = ((18, 2), (36, 4))
_FEWEST, _MOST = 150, 900
_CUTS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
# Phrases of titles, far apart from each other and seldom in what one reader likes.
_THEMES = (
    *("speech recognition", "graph neural", "medical image", "autonomous driving"),
    *("federated learning", "code generation", "point cloud", "robot manipulation"),
    *("time series", "machine translation", "blockchain", "sign language", "music generation"),
    *("protein", "malware", "remote sensing", "knowledge graph", "theorem proving", "radiology"),
    *("gaussian splatting", "adversarial attack", "differential privacy", "hallucination", "eeg"),
)


def lines(ground: Ground, readers: Sequence[Reader]) -> Iterator[str]:
    """All of it as text."""
    yield from curve(ground, readers)
    yield from hides(ground, readers)
    for large, few in _SMALL:
        yield from small(ground, readers, large, few)


def curve(ground: Ground, readers: Sequence[Reader]) -> Iterator[str]:
    """nDCG@20 with so many likes by lot of readers who have them all, and what was said and true.

    Authors write fewer papers than readers want: what is said is put in the proportion that the
    papers of all have to what was said of all, so that the shape of the curve is what is held.
    """
    able = [reader for reader in readers if len(reader.likes) >= _CURVE[-1]][:_READERS]
    for likes in _CURVE if able else ():
        found = defaultdict(list)
        said, true = [], []
        for reader in able:
            few = sorted(random.Random(reader.name).sample(reader.likes, likes))
            model = model_of(ground, few)
            for episode in reader.episodes[:_DAYS]:
                chances = _chances(ground, model, episode)
                order = sorted(chances, key=lambda at: (-chances[at], at))
                places = [order.index(paper) for paper in episode.wanted]
                found[reader.name].append(measured(places, len(places))["nDCG@20"])
                said.extend(chances.values())
                true.extend(at in episode.wanted for at in chances)
        yield f"nDCG@20 with {likes:>2} likes, {len(able)} readers: {estimate(found)}"
        yield f"  said and true: {'; '.join(_reliability(np.array(said), np.array(true)))}"


def _chances(ground: Ground, model: Model, episode: Episode) -> dict[int, float]:
    fit = Fit(model)
    return {at: fit.probability(ground.features(at)) for at in episode.candidates}


def _reliability(said: np.ndarray, true: np.ndarray) -> Iterator[str]:
    """What was said and how much of it was true, of papers of which about the same was said."""
    odds = np.log(said / (1 - said))
    chances = 1 / (1 + np.exp(-odds - level(odds, true.mean())))
    for least, most in pairwise(_CUTS):
        among = (chances >= least) & (chances < most)
        if among.any():
            yield f"{chances[among].mean():.3f} {true[among].mean():.3f} of {among.sum()}"


def hides(ground: Ground, readers: Sequence[Reader]) -> Iterator[str]:
    """Papers of a planted theme among the first ten, before and after two others are hidden."""
    counts: dict[str, list[int]] = {"liked": [], "hidden": []}
    for trial in _planted(ground, readers, large=12, few=3):
        gone = trial.of_theme[-2:]
        for name, hidden in (("liked", ()), ("hidden", gone)):
            top = shown(ground, taste_of(ground, trial.likes, hidden), trial.day)[:_TOP]
            counts[name].append(sum(at in trial.wanted for at in top))
    before, after = (fmean(counts[name]) for name in ("liked", "hidden"))
    clear = fmean(count == 0 for count in counts["hidden"])
    yield (
        f"papers of a planted theme in the first ten, {len(counts['liked'])} readers: "
        f"{before:.2f}; after two hides: {after:.2f}, none on {clear:.0%} of days"
    )


def small(ground: Ground, readers: Sequence[Reader], large: int, few: int) -> Iterator[str]:
    """How often a theme behind a tenth of the likes has a paper among the first ten."""
    found: dict[str, list[bool]] = {"alone": [], "mixed": []}
    for trial in _planted(ground, readers, large=large, few=few):
        for name, likes in (("alone", trial.planted), ("mixed", trial.likes)):
            top = shown(ground, taste_of(ground, likes), trial.day)[:_TOP]
            found[name].append(not trial.wanted.isdisjoint(top))
    yield (
        f"a theme of {few} likes beside {large} others has a paper in the first ten on "
        f"{fmean(found['mixed']):.0%} of {len(found['mixed'])} days; with these likes alone on "
        f"{fmean(found['alone']):.0%}"
    )


class _Trial:
    """A reader with likes of a theme that is none of theirs, and a day that has papers of it."""

    def __init__(self, own: list[int], of_theme: list[int], few: int, day: range, wanted) -> None:
        self.of_theme = of_theme
        self.planted = sorted(of_theme[:few])
        self.likes = sorted({*own, *self.planted})
        self.day = list(day)
        self.wanted: frozenset[int] = wanted


def _planted(
    ground: Ground, readers: Sequence[Reader], *, large: int, few: int
) -> Iterator[_Trial]:
    """Each theme with a reader who never liked it, on a day when it stands in some title."""
    titles = [paper.title.lower().replace("-", " ") for paper in ground.corpus.papers]
    able = [reader for reader in readers if len(reader.likes) >= large][:_TRIALS]
    days = [
        day
        for name, day in sorted(ground.corpus.days.items())
        if name >= ground.since and _FEWEST <= len(day) <= _MOST
    ]
    for reader, theme in zip(able, cycle(_THEMES), strict=False):
        draw = random.Random(f"{reader.name} {theme}")
        before = [at for at in range(ground.before) if theme in titles[at]][-_RECENT:]
        having = [day for day in days if any(theme in titles[at] for at in day)]
        is_theirs = any(theme in titles[at] for at in reader.likes)
        if is_theirs or not having or len(before) < few + 2:
            continue
        day = draw.choice(having)
        wanted = frozenset(at for at in day if theme in titles[at])
        own = draw.sample(reader.likes, large)
        yield _Trial(own, draw.sample(before, few + 2), few, day, wanted)
