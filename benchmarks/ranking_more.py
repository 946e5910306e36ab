"""What ours makes of few likes, of hides, and of an interest that is one in ten."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import cycle
from statistics import fmean

from academichub_cli.domain.fitting import Fit
from ranking_measures import estimate, measured
from ranking_methods import Ground, model_of
from ranking_readers import Episode, Reader

_FEW = 20
_CURVE = (1, 3, 10, 30)
_TOP = 10
_TRIALS = 20
_THEMES = ("medical", "diffusion", "speech", "code generation", "graph", "robot")


def lines(ground: Ground, readers: Sequence[Reader]) -> Iterator[str]:
    """All of it as text."""
    yield from curve(ground, readers)
    yield from hides(ground, readers)
    yield from small(ground, readers)


def curve(ground: Ground, readers: Sequence[Reader]) -> Iterator[str]:
    """nDCG@20 with the last so many likes of readers who have them all."""
    able = [reader for reader in readers if len(reader.likes) >= _CURVE[-1]][:_FEW]
    for likes in _CURVE if able else ():
        found = defaultdict(list)
        for reader in able:
            order = random.Random(reader.name).sample(reader.likes, likes)
            fit = Fit(model_of(ground, sorted(order)))
            for episode in reader.episodes[:5]:
                order = ranked(ground, fit, episode)
                places = [order.index(paper) for paper in episode.wanted]
                found[reader.name].append(measured(places, len(places))["nDCG@20"])
        yield f"nDCG@20 with {likes:>2} likes, {len(able)} readers: {estimate(found)}"


def hides(ground: Ground, readers: Sequence[Reader]) -> Iterator[str]:
    """Papers of a planted theme among the first ten, before and after two others are hidden."""
    counts: dict[str, list[int]] = {"liked": [], "hidden": []}
    for reader, theme in zip(readers[:_TRIALS], cycle(_THEMES), strict=False):
        of_it = [at for at in range(ground.before) if theme in ground.features(at)][-400:]
        liked = [*reader.likes[-12:], *of_it[:3]]
        for name, gone in (("liked", ()), ("hidden", of_it[-2:])):
            fit = Fit(model_of(ground, liked, gone))
            top = ranked(ground, fit, reader.episodes[0])[:_TOP]
            counts[name].append(sum(theme in ground.features(at) for at in top))
    before, after = (fmean(counts[name]) for name in ("liked", "hidden"))
    yield f"papers of a planted theme in the first ten: {before:.1f}; after two hides: {after:.1f}"


def small(ground: Ground, readers: Sequence[Reader]) -> Iterator[str]:
    """How often the interest behind a tenth of the likes has its paper among the first ten."""
    alone, mixed = [], []
    for reader, other in pairs(readers):
        few = list(other.likes[-2:])
        day = other.episodes[0]
        for found, likes in ((alone, few), (mixed, [*reader.likes[-18:], *few])):
            top = ranked(ground, Fit(model_of(ground, likes)), day)[:_TOP]
            found.append(any(paper in top for paper in day.wanted))
    yield f"the first ten hold what two likes ask for: {fmean(alone):.0%} of {len(alone)} days"
    yield f"… beside eighteen likes of something else: {fmean(mixed):.0%}"


def pairs(readers: Sequence[Reader]) -> list[tuple[Reader, Reader]]:
    """Readers two by two who have papers enough."""
    able = [reader for reader in readers if len(reader.likes) >= 6]
    return list(zip(able[::2], able[1::2], strict=False))[:_TRIALS]


def ranked(ground: Ground, fit: Fit, episode: Episode) -> list[int]:
    """The papers of a day, best first."""
    fits = {at: fit.probability(ground.features(at)) for at in episode.candidates}
    return sorted(fits, key=lambda at: (-fits[at], at))
