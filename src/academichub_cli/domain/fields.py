"""How far fields are from each other."""

from __future__ import annotations

# Archives whose papers are read by the same people are near; the rest is far.
_NEAR = (
    frozenset({"cs", "stat", "eess"}),
    frozenset({"math", "math-ph", "stat"}),
    frozenset({"hep-th", "hep-ph", "hep-ex", "hep-lat", "gr-qc", "nucl-th", "nucl-ex"}),
    frozenset({"astro-ph", "gr-qc", "hep-ph", "hep-th"}),
    frozenset({"math-ph", "hep-th", "quant-ph"}),
    frozenset({"cond-mat", "quant-ph", "physics"}),
    frozenset({"econ", "q-fin"}),
    frozenset({"nlin", "physics"}),
)
_WITHIN, _NEAR_BY, _FAR = 0.0, 0.5, 1.0


def distance(left: str, right: str) -> float:
    """Between 0 for one field and 1 for fields that seldom read each other."""
    if left == right:
        return _WITHIN
    is_near = any({left, right} <= group for group in _NEAR)
    return _NEAR_BY if is_near else _FAR
