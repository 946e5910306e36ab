from __future__ import annotations

import math
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

import pytest

from academichub_cli.briefs import Asking, Priced
from academichub_cli.briefs._prompt import tokens_of
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
    counted: dict = field(default_factory=lambda: {"sent": 1000, "written": 100})

    def ask(self, messages, *, max_tokens, progress=None):
        self.asked += 1
        return Answer(text="{}", **self.counted)


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


def test_a_last_answer_of_which_nothing_came_can_be_left_out():
    kept = Kept()
    first, model = asking(kept)
    first(question())
    first(question(text="is it so?"))
    first.keep(but_last=True)
    second, other = asking(kept)
    second(question())
    second(question(text="is it so?"))
    assert (model.asked, other.asked) == (2, 1)


def test_what_was_spent_is_counted():
    made, _ = asking(Kept())
    made(question())
    assert made.spent == pytest.approx(1000e-6 + 100 * 2e-6)


def failing(took=None, *, error=None):
    def ask(messages, *, max_tokens, progress=None):
        fault = error or BriefError("the model's answer was cut off", kind="cut off")
        fault.took = took
        raise fault

    return ask


@pytest.mark.parametrize(("took", "spent"), [
    (None, 1000 * 2e-6),
    ((1000, 100), 1000e-6 + 100 * 2e-6),
    ((0, 0), 0.0),
])  # fmt: skip
def test_a_call_that_fails_is_paid_for_as_far_as_is_known(took, spent):
    paid = []
    made, model = asking(Kept(), pay=paid.append)
    model.ask = failing(took)
    with pytest.raises(BriefError, match="cut off"):
        made(question())
    assert paid[0] >= 1000 * 2e-6, "before the call"
    assert sum(paid) == pytest.approx(spent, abs=1e-4)
    assert made.spent == pytest.approx(sum(paid))


def test_what_a_call_may_cost_is_spent_before_it_is_made():
    paid = []
    made, model = asking(Kept(), pay=paid.append)

    def ask(messages, *, max_tokens, progress=None):
        assert paid == [made.estimate(tokens_of(messages))]
        raise KeyboardInterrupt

    model.ask = ask
    with pytest.raises(KeyboardInterrupt):
        made(question())
    assert sum(paid) > 0


def test_a_call_that_cannot_be_noted_is_not_made():
    def pay(amount):
        raise BriefError("what the model costs could not be noted", kind="limit")

    made, model = asking(Kept(), pay=pay)
    with pytest.raises(BriefError, match="noted"):
        made(question())
    assert model.asked == 0


def test_calls_that_fail_use_the_limit_up():
    made, model = asking(Kept(), priced=replace(PRICED, most=0.005))
    model.ask = failing()
    for _ in range(2):
        with pytest.raises(BriefError, match="cut off"):
            made(question())
    with pytest.raises(BriefError, match="more than the limit"):
        made(question())


@pytest.mark.parametrize(("priced", "said"), [
    (Priced(sent=1.0, written=1.0, most=0.5, most_a_month=1e9), "more than the limit"),
    (Priced(sent=1e-6, written=2e-6, most=0.5, most_a_month=1.0, spent_this_month=0.9999), "this month"),
    (Priced(sent=None, written=None, most=0.5, most_a_month=1.0), "not known"),
])  # fmt: skip
def test_what_would_cost_too_much_is_not_asked(priced, said):
    made, model = asking(Kept(), priced=priced)
    with pytest.raises(BriefError, match=said):
        made(question())
    assert model.asked == 0


def test_a_price_that_is_not_known_is_paid_by_who_sets_no_limit():
    priced = Priced(sent=None, written=None, most=math.inf, most_a_month=1.0)
    made, model = asking(Kept(), priced=priced)
    assert made(question()).cost.amount is None
    assert model.asked == 1


def test_what_stops_names_the_model_and_no_address():
    priced = Priced(sent=None, written=None, most=0.5, most_a_month=1.0)
    made, _ = asking(Kept(), priced=priced, address="https://llm.example/v1")
    with pytest.raises(BriefError, match="the price of openai/m is not known") as raised:
        made(question())
    assert "--max-cost none" in raised.value.hint


def test_however_small_a_limit_is_it_is_kept_and_said_in_full():
    priced = Priced(sent=1e-9, written=2e-9, most=0.0000001, most_a_month=1.0)
    made, model = asking(Kept(), priced=priced)
    with pytest.raises(BriefError, match=r"may cost \$0\.00000\d+, more than .* \$0\.0000001$"):
        made(question())
    assert model.asked == 0


def test_models_of_one_name_at_two_addresses_are_two():
    kept = Kept()
    first, _ = asking(kept, address="http://127.0.0.1:1/v1")
    first(question())
    first.keep()
    second, other = asking(kept, address="http://127.0.0.1:2/v1")
    second(question())
    assert other.asked == 1


@pytest.mark.parametrize(("counted", "priced", "amount"), [
    ({}, PRICED, None),
    ({"sent": 1000}, PRICED, None),
    ({"sent": 1000, "written": 100}, PRICED, 1000e-6 + 100 * 2e-6),
    ({}, Priced(sent=0.0, written=0.0, most=0.5, most_a_month=1.0), 0.0),
])  # fmt: skip
def test_a_cost_is_known_where_its_tokens_were_counted_or_are_free(counted, priced, amount):
    made, model = asking(Kept(), priced=priced)
    model.counted = counted
    cost = made(question()).cost
    assert cost.amount == (amount if amount is None else pytest.approx(amount))
    assert cost.tokens_in > 0
    assert (made.spent > 0) == (priced is PRICED), "what is guessed counts for the limits"
