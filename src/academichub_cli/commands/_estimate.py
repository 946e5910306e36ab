"""What asking the model for a brief would cost at most, for `hub brief --estimate`."""

from __future__ import annotations

import json
from dataclasses import dataclass

from academichub_cli.commands._words import counted

_NO_MODEL = "without a model nothing is asked and nothing is paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Tokens and US dollars at most; `amount` is None where the price is not known.

    Without a model all of it is nought.
    """

    model: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    amount: float | None = 0.0


def said(estimate: Estimate, *, as_json: bool) -> str:
    """The estimate as a sentence, or as one JSON object."""
    if as_json:
        document = {
            "schema": 1,
            "model": estimate.model,
            "tokens_in": estimate.tokens_in,
            "tokens_out": estimate.tokens_out,
            "amount": estimate.amount,
        }
        return json.dumps(document, indent=2)
    if estimate.model is None:
        return _NO_MODEL
    amount = estimate.amount
    price = "its price is not known" if amount is None else f"at most ${amount:.4f}"
    sent = f"about {counted(estimate.tokens_in, 'token')} in"
    return f"{estimate.model}: {sent}, at most {estimate.tokens_out:,} out: {price}"
