"""What was learned, as the terms that a model keeps."""

from __future__ import annotations

import numpy as np

from academichub_cli.domain.explaining import is_said
from academichub_cli.domain.learned import Interest, Known
from academichub_cli.learning._lesson import Lesson, telling
from academichub_cli.learning._matrix import Places, Vector
from academichub_cli.learning._part import Part, rounded

_MOST_TERMS, _MOST_ALONE = 6_000, 2_000
_KNOWN_TERMS = 60
_NAMING = 3


def interest_of(
    lesson: Lesson, group: Places, part: Part, *, alone: Part | None = None
) -> Interest:
    """What was learned of a group of wanted papers beside all others, and of it alone, by terms."""
    kept, bias = _weighed(lesson, part, _MOST_TERMS)
    of_it, alone_bias = _weighed(lesson, alone, _MOST_ALONE) if alone else ({}, 0.0)
    behind = sorted(
        (group if len(group) else lesson.wanted).tolist(),
        key=lambda at: (-lesson.strengths[at], at),
    )
    return Interest(
        name=_name(lesson, group, part.plane.weights) or part.leaning.name,
        terms=kept,
        bias=bias,
        alone=of_it,
        alone_bias=alone_bias,
        examples=tuple(lesson.examples[at].document.id for at in behind),
    )


def _weighed(lesson: Lesson, part: Part, most: int) -> tuple[dict[str, float], float]:
    """How much terms and categories say in spreads of the sample, and what is added to the sum."""
    weights = part.plane.weights / part.words.spread
    terms = lesson.space.terms
    order = np.argsort(-np.abs(weights), kind="stable")[:most]
    share = part.categories.weight / part.categories.spread
    kept = {terms[at]: rounded(weights[at]) for at in order if weights[at]}
    kept |= {
        name: rounded(weight * share) for name, weight in part.leaning.weights.items() if weight
    }
    bias = (part.plane.bias - part.words.mean) / part.words.spread
    return kept, rounded(bias - share * part.categories.mean)


def known_of(lesson: Lesson, at: int) -> Known:
    """A paper by its words that few papers have."""
    document = lesson.examples[at].document
    columns, values = telling(lesson, np.array([at])).row(0)
    order = np.argsort(-values, kind="stable")[:_KNOWN_TERMS]
    return Known(
        id=document.id,
        title=document.title,
        terms={lesson.space.terms[columns[at]]: rounded(values[at]) for at in order if values[at]},
    )


def _name(lesson: Lesson, group: Places, weights: Vector) -> str:
    """The terms that speak most for the papers of an interest, and not for the reader's others."""
    others = np.setdiff1d(lesson.written, group)
    typical = _middle(lesson, group) - _middle(lesson, others)
    said: list[str] = []
    for at in np.argsort(-weights * typical, kind="stable"):
        term = lesson.space.terms[at]
        is_new = set(term.split(" ")).isdisjoint(" ".join(said).split(" "))
        if len(said) == _NAMING or weights[at] <= 0 or typical[at] <= 0:
            break
        if is_new and is_said(term):
            said.append(term)
    return ", ".join(said)


def _middle(lesson: Lesson, rows: Places) -> Vector:
    """The mean of some papers."""
    return lesson.vectors.picked(rows).gathered(np.full(len(rows), 1 / max(1, len(rows))))
