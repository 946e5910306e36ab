"""What asking the model for a brief would cost at most, for `hub brief --estimate`."""

from __future__ import annotations

import json
from dataclasses import dataclass

from academichub_cli.commands._words import counted

_NO_MODEL = "without a model nothing is asked and nothing is paid"
_WITH_REPAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Tokens and US dollars at most, of the draft and of all calls together.

    An amount is None where the price is not known. Without a model all of it is nought.
    """

    model: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    amount: float | None = 0.0
    calls: int = 0
    all_tokens_in: int = 0
    all_tokens_out: int = 0
    all_amount: float | None = 0.0


def said(estimate: Estimate, *, as_json: bool) -> str:
    """The estimate as a sentence, or as one JSON object."""
    if as_json:
        document = {
            "schema": 1,
            "model": estimate.model,
            "tokens_in": estimate.tokens_in,
            "tokens_out": estimate.tokens_out,
            "amount": estimate.amount,
            "most": {
                "calls": estimate.calls,
                "tokens_in": estimate.all_tokens_in,
                "tokens_out": estimate.all_tokens_out,
                "amount": estimate.all_amount,
            },
        }
        return json.dumps(document, indent=2)
    if estimate.model is None:
        return _NO_MODEL
    sent = f"about {counted(estimate.tokens_in, 'token')} in"
    draft = f"{sent}, at most {estimate.tokens_out:,} out: {_price(estimate.amount)}"
    every = f"at most {estimate.all_tokens_in:,} in, {estimate.all_tokens_out:,} out"
    return (
        f"{estimate.model}: {draft}\n"
        f"with {_further(estimate.calls)}: {every}: {_price(estimate.all_amount)}"
    )


def _further(calls: int) -> str:
    """What may be asked for after the draft."""
    return "a repair of what fails" if calls <= _WITH_REPAIR else "a repair and the second check"


def _price(amount: float | None) -> str:
    return "its price is not known" if amount is None else f"at most ${amount:.4f}"
