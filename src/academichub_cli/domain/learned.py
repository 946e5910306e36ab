"""What was learned of a reader: the numbers are a trainer's.

A paper is a vector: each word and pair of words weighs the more, the oftener it stands there and
the rarer it is elsewhere, and the whole has length 1. An interest is a weight for each term and for
each category. How well a paper fits is its best interest plus how near it is to one of the papers
that were liked, as a probability.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from academichub_cli.domain.features import is_category_term

STRENGTHS: Mapping[str, float] = {
    "liked": 1.0,
    "saved": 1.0,
    "followed": 0.7,
    "opened": 0.2,
    "hidden": -1.0,
}
_PASSED_OVER = 0.06
_SEEN_HALF = 8  # at this position about half of what is shown is still looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of a paper, or of a follow, as an example; `id` only tells it from others."""

    id: str
    title: str
    abstract: str | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a reader showed of a document: wanted above nought, not wanted below. `age` in days."""

    document: Document
    strength: float
    age: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """One thing a reader cares about: how much each term speaks for it or against it.

    `terms` were learned with what else the reader likes in mind, `alone` without it; the latter are
    empty where this is all that the reader cares about. `name` are its most telling terms,
    `examples` the documents behind it, `weight` what the reader wants it to count, 1 for as it was
    learned.
    """

    name: str
    terms: Mapping[str, float]
    bias: float = 0.0
    alone: Mapping[str, float] = field(default_factory=dict)
    alone_bias: float = 0.0
    weight: float = 1.0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A paper that was liked or hidden, by its most telling terms; `strength` is how much."""

    id: str
    title: str
    terms: Mapping[str, float]
    strength: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How a raw number becomes a share of the score: its usual value and spread, and its weight."""

    mean: float = 0.0
    spread: float = 1.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """From a score to the logarithm of the odds."""

    slope: float = 1.0
    offset: float = 0.0


# One who hides papers means their like, from the second on: no share of all papers is thought of.
OF_HIDES = Calibration(slope=1.5, offset=-4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """All that was learned. `rarity` is how much a term counts, `unseen` that of any other term."""

    interests: tuple[Interest, ...] = ()
    liked: tuple[Known, ...] = ()
    hidden: tuple[Known, ...] = ()
    rarity: Mapping[str, float] = field(default_factory=dict)
    unseen: float = 1.0
    nearness: Scale = Scale()
    calibration: Calibration = Calibration()
    trained_at: str = ""
    examples: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What drove a score: without it the probability would be less by `weight`.

    `kind` is ``terms``, ``nearest`` or ``category``; `terms` are the features it rests on, and
    `paper` names the liked paper that is nearest.
    """

    kind: str
    text: str
    weight: float
    terms: tuple[str, ...] = ()
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How likely a reader wants a paper, and why."""

    probability: float
    evidence: tuple[Evidence, ...] = ()


def passed_over(position: int) -> float:
    """What it says that the paper at a position, from 1, was not marked: a little, if seen."""
    return -_PASSED_OVER * _SEEN_HALF / (_SEEN_HALF + max(0, position - 1))


def display(term: str) -> str:
    """A term as people read it."""
    return term.partition(":")[2] if is_category_term(term) else term


Weighed = tuple[tuple[str, float], ...]


def telling(interest: Interest, *, limit: int = 10) -> tuple[Weighed, Weighed]:
    """The terms that speak most for an interest, and those that speak most against it."""
    ordered = sorted(interest.terms.items(), key=lambda entry: (-entry[1], entry[0]))
    up = tuple((term, weight) for term, weight in ordered[:limit] if weight > 0)
    down = tuple((term, weight) for term, weight in ordered[::-1][:limit] if weight < 0)
    return up, down


def without_interest(model: Model, at: int) -> Model:
    """The model without one interest and the liked papers behind it."""
    gone = frozenset(model.interests[at].examples)
    return replace(
        model,
        interests=(*model.interests[:at], *model.interests[at + 1 :]),
        liked=tuple(known for known in model.liked if known.id not in gone),
    )


def without_terms(model: Model, terms: Collection[str]) -> Model:
    """The model as if it had never heard of these terms, or of pairs of words that hold one."""
    gone = frozenset(terms)

    def rest(weights: Mapping[str, float]) -> dict[str, float]:
        return {term: weight for term, weight in weights.items() if not _is_of(term, gone)}

    return replace(
        model,
        interests=tuple(
            replace(each, terms=rest(each.terms), alone=rest(each.alone))
            for each in model.interests
        ),
        liked=tuple(replace(each, terms=rest(each.terms)) for each in model.liked),
        hidden=tuple(replace(each, terms=rest(each.terms)) for each in model.hidden),
    )


def _is_of(term: str, gone: frozenset[str]) -> bool:
    if is_category_term(term):
        return term in gone or display(term) in gone
    return term in gone or not gone.isdisjoint(term.split(" "))
