"""The month's sum, kept in the library: whatever becomes of a call, what it may cost is in it."""

from __future__ import annotations

import os
from contextlib import nullcontext

import pytest

from academichub_cli.commands import _model
from academichub_cli.commands._session import Session
from academichub_cli.errors import BriefError
from academichub_cli.llm import Answer, Choice
from academichub_cli.llm.prices import Price

QUESTION = [{"role": "user", "content": "papers"}]
DEAR = Price(0.0, 1.1e-4)


@pytest.fixture
def environ(tmp_path, monkeypatch):
    monkeypatch.setattr(_model, "price_of", lambda model, *, is_local: DEAR)
    folders = ("CONFIG", "DATA", "CACHE")
    return {
        **{f"HUB_{each}_DIR": str(tmp_path / each.lower()) for each in folders},
        "HUB_NOW": "2026-06-11T10:00:00+00:00",
        "HUB_OFFLINE": "1",
        "PATH": os.environ["PATH"],
    }


def desk_of(environ, monkeypatch, ask):
    made = _model.Desk(
        Session(environ), Choice(model="openai/m"), is_fresh=True, max_cost=float("inf")
    )

    class Door:
        def ask(self, messages, *, max_tokens, progress=None):
            return ask()

    monkeypatch.setattr(made.asking, "_door", lambda: nullcontext(Door()))
    return made


def noted(environ) -> float:
    return _model.spent_this_month(Session(environ))


def test_what_a_call_may_cost_is_noted_for_others_while_it_is_made(environ, monkeypatch):
    seen = []

    def ask():
        seen.append(noted(environ))
        return Answer(text="{}", sent=10, written=100)

    desk = desk_of(environ, monkeypatch, ask)
    most = desk.asking.estimate(10)
    desk.asking(QUESTION)
    desk.close()
    assert seen == [pytest.approx(most)]
    assert noted(environ) == pytest.approx(100 * 1.1e-4)


def test_calls_that_are_cut_off_use_the_month_up(environ, monkeypatch):
    asked = []

    def ask():
        asked.append(1)
        raise BriefError("the model's answer was cut off", kind="cut off")

    kinds = []
    for _ in range(30):
        desk = desk_of(environ, monkeypatch, ask)
        with pytest.raises(BriefError) as raised:
            desk.asking(QUESTION)
        kinds.append(raised.value.kind)
        desk.close()
    limit, most = desk._session.settings.llm_max_cost_month, desk.asking.estimate(10)
    assert kinds == ["cut off"] * len(asked) + ["limit"] * (30 - len(asked))
    assert len(asked) == int(limit / most) < 30
    assert noted(environ) == pytest.approx(len(asked) * most)


def test_a_run_that_is_ended_in_a_call_has_paid_for_it(environ, monkeypatch):
    def ask():
        raise KeyboardInterrupt

    desk = desk_of(environ, monkeypatch, ask)
    with pytest.raises(KeyboardInterrupt):
        desk.asking(QUESTION)
    assert noted(environ) == pytest.approx(desk.asking.estimate(10))
    desk.close()
