"""Asking a model: what was answered before is kept, and what would cost too much is not asked."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Any, Protocol, Self

from academichub_cli.briefs._prompt import VERSION, tokens_in, tokens_of
from academichub_cli.domain.brief import Cost
from academichub_cli.errors import BriefError

_A_TENTH_OF_A_CENT = 0.001
_Messages = Sequence[Mapping[str, str]]


class Answer(Protocol):
    """What a model wrote, and the tokens its provider counted."""

    @property
    def text(self) -> str:
        """What it wrote."""
        ...

    @property
    def sent(self) -> int | None:
        """Tokens that were sent."""
        ...

    @property
    def written(self) -> int | None:
        """Tokens that were written."""
        ...


class Model(Protocol):
    """Whoever answers a conversation."""

    def ask(
        self,
        messages: Any,  # noqa: ANN401 (each door has a type of its own for them)
        *,
        max_tokens: int,
        progress: Callable[[int], None] | None = None,
    ) -> Answer:
        """The answer. Raises BriefError."""
        ...


class Kept(Protocol):
    """Where answers are kept; it may forget any of them."""

    def get(self, key: str) -> dict[str, Any] | None:
        """What was put there."""
        ...

    def put(self, key: str, value: dict[str, Any]) -> None:
        """Keep it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """Dollars for a token sent and one written, and what may be spent; None where not known.

    Where the price is not known no limit can be kept, so that only an infinite `most` allows it.
    """

    sent: float | None
    written: float | None
    most: float
    most_a_month: float
    spent_this_month: float = 0.0

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing, however many tokens it takes."""
        return self.of(1, 1) == 0

    def of(self, sent: int, written: int) -> float | None:
        """What so many tokens cost."""
        if self.sent is None or self.written is None:
            return None
        return sent * self.sent + written * self.written


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and what it took now; nothing where it was kept."""

    text: str
    cost: Cost


class Asking:
    """One run's conversation with one model; a context manager, so that no process is left."""

    def __init__(
        self,
        name: str,
        *,
        door: Callable[[], AbstractContextManager[Model]],
        kept: Kept,
        priced: Priced,
        max_tokens: int,
        fence: str,
        address: str = "",
        is_fresh: bool = False,
        progress: Callable[[int], None] | None = None,
        pay: Callable[[float], None] | None = None,
    ) -> None:
        """`door` opens the way to the model, once, when it is first needed or `prepare` is called.

        Models of one name at two addresses are two. With `is_fresh` nothing that was kept is used.
        `pay` is told what a call may cost before it is made, and after it by how much that was
        wrong: a call that is never heard of again counts in full.
        """
        self._name = name
        self._address = address
        self._door = door
        self._kept = kept
        self._priced = priced
        self._max_tokens = max_tokens
        self._fence = fence
        self._is_fresh = is_fresh
        self._progress = progress
        self._pay = pay
        self._open = ExitStack()
        self._model: Model | None = None
        self._answered: dict[str, str] = {}
        self.spent = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self._open.close()
        self._model = None

    def prepare(self) -> None:
        """Let the model's process start, while other work goes on."""
        if self._model is None:
            self._model = self._open.enter_context(self._door())

    def __call__(self, messages: _Messages) -> Told:
        """The model's answer, or the one it gave to the same before. Raises BriefError."""
        key = self.key_of(messages)
        if not self._is_fresh and (text := _text(self._kept.get(key))) is not None:
            return Told(text, Cost(tokens_in=0, tokens_out=0, amount=0.0))
        self._stop_before_it_costs_too_much(messages)
        self.prepare()
        answer = self._paid_for(messages)
        self._answered[key] = answer.text
        return Told(answer.text, self._cost(messages, answer))

    def _paid_for(self, messages: _Messages) -> Answer:
        """The answer. What it may cost is spent before it is asked for, and then put right.

        Where a call fails and nobody says what it took, all that it may have cost stays spent.
        """
        assert self._model is not None
        expected = self.estimate(tokens_of(messages)) or 0.0
        self._spend(expected)
        try:
            answer = self._model.ask(messages, max_tokens=self._max_tokens, progress=self._progress)
        except BriefError as error:
            if error.took is not None:
                self._spend((self._priced.of(*error.took) or 0.0) - expected)
            raise
        self._spend((self._priced.of(*_taken(messages, answer)) or 0.0) - expected)
        return answer

    def _spend(self, amount: float) -> None:
        if amount and self._pay is not None:
            self._pay(amount)
        self.spent += amount

    def _cost(self, messages: _Messages, answer: Answer) -> Cost:
        """What an answer took. What was guessed counts for the limits alone, and is not told."""
        sent, written = _taken(messages, answer)
        amount = self._priced.of(sent, written)
        is_counted = answer.sent is not None and answer.written is not None
        is_known = is_counted or self._priced.is_free
        return Cost(tokens_in=sent, tokens_out=written, amount=amount if is_known else None)

    def keep(self, *, but_last: bool = False) -> None:
        """Keep what was answered in this run, for something came of it; perhaps not of the last."""
        answered = list(self._answered.items())
        for key, text in answered[:-1] if but_last else answered:
            self._kept.put(key, {"text": text})

    def key_of(self, messages: _Messages) -> str:
        """What an answer is kept under: all that decides it, but the fence of this run."""
        named = self._name + self._address
        asked = json.dumps([named, VERSION, self._max_tokens, *map(dict, messages)])
        return "model " + hashlib.sha256(asked.replace(self._fence, "").encode()).hexdigest()

    def estimate(self, tokens: int) -> float | None:
        """At most so many dollars for a conversation of so many tokens; None where not known."""
        return self._priced.of(tokens, self._max_tokens)

    def _stop_before_it_costs_too_much(self, messages: _Messages) -> None:
        expected = self.estimate(tokens_of(messages))
        if expected is None:
            if self._priced.most == math.inf:
                return
            raise BriefError(
                f"the price of {self._name} is not known, so that no limit can be kept",
                hint="to ask all the same: --max-cost none, or `hub config llm.max_cost inf`",
                kind="limit",
            )
        whole = self.spent + expected
        if whole > self._priced.most:
            raise BriefError(
                f"this brief may cost {_dollars(whole)}, more than the limit of"
                f" {_dollars(self._priced.most)}",
                hint="raise it: --max-cost, or llm.max_cost in config.toml",
                kind="limit",
            )
        if self._priced.spent_this_month + whole > self._priced.most_a_month:
            raise BriefError(
                f"{_dollars(self._priced.spent_this_month)} of this month's"
                f" {_dollars(self._priced.most_a_month)} are spent",
                hint="raise it: llm.max_cost_month in config.toml",
                kind="limit",
            )


def _taken(messages: _Messages, answer: Answer) -> tuple[int, int]:
    """The tokens sent and written; what the provider did not count is guessed."""
    sent = tokens_of(messages) if answer.sent is None else answer.sent
    written = tokens_in(answer.text) if answer.written is None else answer.written
    return sent, written


def _dollars(amount: float) -> str:
    """An amount to the cent or finer, however small: never as an exponent, never as nought."""
    if amount >= _A_TENTH_OF_A_CENT or not amount:
        return f"${amount:,.{2 if amount == round(amount, 2) else 4}f}"
    return f"${amount:.12f}".rstrip("0").rstrip(".")


def _text(kept: dict[str, Any] | None) -> str | None:
    text = kept.get("text") if kept else None
    return text if isinstance(text, str) else None
