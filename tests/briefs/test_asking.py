from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass

import pytest

from academichub_cli.briefs import Asking, Priced
from academichub_cli.errors import BriefError
from academichub_cli.llm import Answer

FENCE = "=====F====="
PRICED = Priced(sent=1e-6, written=2e-6, most=0.5, most_a_month=1.0)


class Kept(dict):
    def put(self, key, value):
        self[key] = value


@dataclass
class Model:
    asked: int = 0

    def ask(self, messages, *, max_tokens, progress=None):
        self.asked += 1
        return Answer(text="{}", sent=1000, written=100)


def asking(kept, *, priced=PRICED, fence=FENCE, **more):
    model = Model()
    made = Asking(
        "openai/m", door=lambda: nullcontext(model), kept=kept, priced=priced, max_tokens=1000,
        fence=fence, **more,
    )  # fmt: skip
    return made, model


def question(fence=FENCE, text="papers"):
    return [{"role": "user", "content": f"{fence}\n{text}\n{fence}"}]


def test_the_same_question_is_asked_once_whatever_the_fence():
    kept = Kept()
    first, model = asking(kept)
    assert first(question()).cost.tokens_in == 1000
    assert not kept, "nothing came of it yet"
    first.keep()
    second, other = asking(kept, fence="=====G=====")
    again = second(question("=====G====="))
    assert (model.asked, other.asked) == (1, 0)
    assert (again.cost.tokens_in, again.cost.amount) == (0, 0.0)
    third, fresh = asking(kept, is_fresh=True)
    third(question())
    assert fresh.asked == 1


def test_what_was_spent_is_counted():
    made, _ = asking(Kept())
    made(question())
    assert made.spent == pytest.approx(1000e-6 + 100 * 2e-6)


@pytest.mark.parametrize(("priced", "said"), [
    (Priced(sent=1.0, written=1.0, most=0.5, most_a_month=1e9), "more than the limit"),
    (Priced(sent=1e-6, written=2e-6, most=0.5, most_a_month=1.0, spent_this_month=0.9999), "this month"),
    (Priced(sent=None, written=None, most=0.5, most_a_month=1.0, is_strict=True), "not known"),
])  # fmt: skip
def test_what_would_cost_too_much_is_not_asked(priced, said):
    made, model = asking(Kept(), priced=priced)
    with pytest.raises(BriefError, match=said):
        made(question())
    assert model.asked == 0


def test_a_price_that_is_not_known_costs_an_unknown_amount():
    made, _ = asking(Kept(), priced=Priced(sent=None, written=None, most=0.5, most_a_month=1.0))
    assert made(question()).cost.amount is None
