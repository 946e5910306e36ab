"""What marks teach: a model of the reader's interests, made anew from all that was marked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from academichub_cli.domain.learned import STRENGTHS, Calibration, Document, Example, Model
from academichub_cli.learning._calibrate import calibrated, sobered
from academichub_cli.learning._interests import grouped
from academichub_cli.learning._lesson import Lesson, lesson_of, nearest, strongest
from academichub_cli.learning._part import part_of, scale_of, standing
from academichub_cli.learning._said import interest_of, known_of
from academichub_cli.learning.space import Sample, sampled

_NEAR = 0.2  # how much the nearest liked paper counts where interests count 1
_TOPICAL = 1 - math.log(0.3)  # a term that three in ten papers have tells no interests apart
_HIDDEN = -0.5
_FEW, _ENOUGH = 500, 1_500


def train(
    examples: Sequence[Example],
    background: Iterable[Document] | Sample,
    *,
    now: datetime,
    previous: Model | None = None,
    curve: Calibration | None = None,
) -> Model:
    """The model that examples teach before a sample of the library that nobody marked.

    It does not depend on the order of either. Without a `curve` scores are made probabilities by
    how many the wanted examples are. The weights that the reader gave interests of the
    previous model stay with those that have most of the same examples.
    """
    sample = background if isinstance(background, Sample) else sampled(background)
    ordered = sorted(examples, key=lambda each: (each.document.id, each.strength, each.age))
    lesson = lesson_of(ordered, sample)
    model = Model(
        rarity=sample.rarity,
        unseen=sample.space.unseen,
        trained_at=now.isoformat(),
        examples=len(ordered),
    )
    if len(lesson.wanted):
        model = _learned(lesson, model, curve)
    return _with_weights_of(previous, model) if previous else model


def _learned(lesson: Lesson, model: Model, curve: Calibration | None) -> Model:
    """The model with interests, what is near to which paper, and what a score means."""
    wanted = lesson.wanted
    own = lesson.vectors.picked(lesson.written)
    usual = lesson.vectors.picked(lesson.sample)
    topical = lesson.space.rarity >= _TOPICAL
    groups = [lesson.written[group] for group in grouped(own, usual, topical)]
    parted = [part_of(lesson, group, wanted) for group in groups]
    # What an interest is by itself decides a place or two, so a part of the sample is enough.
    thin = replace(lesson, sample=lesson.sample[:: max(1, -(-len(lesson.sample) // _ENOUGH))])
    alone = [part_of(thin, group, group) if len(groups) > 1 else None for group in groups]
    liked = [at for at in strongest(lesson) if lesson.examples[at].document.abstract]
    few = lesson.sample[:: max(1, len(lesson.sample) // _FEW)]
    near = nearest(lesson, few, np.array(liked, dtype=np.int64))
    nearness = replace(scale_of(near), weight=_NEAR if liked else 0.0)
    fits = np.max([part.fits(lesson, few) for part in parted], axis=0)
    scores = fits + nearness.weight * standing(near, nearness)
    # What is followed or only opened tells what is wanted, and little of how much of it.
    likes = sum(each.strength for each in lesson.examples if each.strength >= STRENGTHS["liked"])
    curve = sobered(curve or calibrated(max(1.0, likes), scores), len(lesson.sample))
    return replace(
        model,
        interests=tuple(
            interest_of(lesson, group, part, alone=own)
            for group, part, own in zip(groups, parted, alone, strict=True)
        ),
        liked=tuple(known_of(lesson, at) for at in liked),
        hidden=tuple(
            known_of(lesson, at) for at in lesson.unwanted if lesson.strengths[at] <= _HIDDEN
        ),
        nearness=nearness,
        calibration=curve,
    )


def _with_weights_of(previous: Model, model: Model) -> Model:
    """The model in which interests count what the reader wanted the like of them to count."""
    weighed = []
    for interest in model.interests:
        own = frozenset(interest.examples)
        alike = [(len(own & frozenset(each.examples)), each.weight) for each in previous.interests]
        shared, weight = max(alike, default=(0, 1.0))
        is_same = 2 * shared > len(own)
        weighed.append(replace(interest, weight=weight) if is_same else interest)
    return replace(model, interests=tuple(weighed))
