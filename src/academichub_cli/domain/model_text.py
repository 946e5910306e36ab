"""What was learned, as text to be stored, and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from academichub_cli import LEARNING
from academichub_cli.domain.learned import Calibration, Interest, Known, Model, Scale


def to_json(model: Model) -> str:
    """The model in one line."""
    whole = {
        "version": LEARNING,
        "interests": [
            [
                *(each.name, each.bias, each.weight, list(each.examples), dict(each.terms)),
                *(each.alone_bias, dict(each.alone)),
            ]
            for each in model.interests
        ],
        "liked": [_known(each) for each in model.liked],
        "hidden": [_known(each) for each in model.hidden],
        "rarity": _grouped(model.rarity),
        "unseen": model.unseen,
        "nearness": [model.nearness.mean, model.nearness.spread, model.nearness.weight],
        "calibration": [model.calibration.slope, model.calibration.offset],
        "trained_at": model.trained_at,
        "examples": model.examples,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Model:
    """The model that was stored. Raises ValueError where the text is none of this version."""
    try:
        whole = json.loads(text)
        if whole["version"] != LEARNING:
            raise ValueError(f"a model of version {whole['version']!r}")
        return _model(whole)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no model") from error


def _model(whole: Mapping[str, Any]) -> Model:
    mean, spread, weight = map(float, whole["nearness"])
    slope, offset = map(float, whole["calibration"])
    return Model(
        interests=tuple(
            Interest(
                name=str(name),
                bias=float(bias),
                weight=float(weight),
                examples=tuple(map(str, examples)),
                terms=_weights(terms),
                alone=_weights(alone),
                alone_bias=float(alone_bias),
            )
            for name, bias, weight, examples, terms, alone_bias, alone in whole["interests"]
        ),
        liked=tuple(map(_read_known, whole["liked"])),
        hidden=tuple(map(_read_known, whole["hidden"])),
        rarity={
            term: float(rarity) for rarity, terms in whole["rarity"] for term in terms.split("\t")
        },
        unseen=float(whole["unseen"]),
        nearness=Scale(mean=mean, spread=spread, weight=weight),
        calibration=Calibration(slope=slope, offset=offset),
        trained_at=str(whole["trained_at"]),
        examples=int(whole["examples"]),
    )


def _known(known: Known) -> list[Any]:
    return [known.id, known.title, known.strength, dict(known.terms)]


def _read_known(written: list[Any]) -> Known:
    id_, title, strength, terms = written
    return Known(id=str(id_), title=str(title), strength=float(strength), terms=_weights(terms))


def _weights(terms: Mapping[str, Any]) -> dict[str, float]:
    return {str(term): float(weight) for term, weight in terms.items()}


def _grouped(rarity: Mapping[str, float]) -> list[tuple[float, str]]:
    """The terms of each rarity in one text, which is shorter and quicker to read back."""
    groups: dict[float, list[str]] = {}
    for term, value in rarity.items():
        groups.setdefault(value, []).append(term)
    return [(value, "\t".join(sorted(terms))) for value, terms in sorted(groups.items())]
