"""The model of a run: what it may cost, and its process; loaded only when one is asked."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress

from academichub_cli.briefs import Asking, Priced
from academichub_cli.cache import Cache
from academichub_cli.commands._session import Session
from academichub_cli.domain.progress import Progress
from academichub_cli.errors import BriefError, StateError
from academichub_cli.llm import Choice, Worker, price_of
from academichub_cli.llm.choice import needs_a_key, variables
from academichub_cli.progress import Reporter

_SPENT = "model spend"


class Desk:
    """One run's model, ready to be asked."""

    def __init__(
        self, session: Session, choice: Choice, *, is_fresh: bool, max_cost: float | None
    ) -> None:
        self._session = session
        self.choice = choice
        self.fence = f"=====DATA-{secrets.token_hex(12)}====="
        self._cache = Cache(session.paths.cache_dir / "answers")
        self._reporter = Reporter(session.terminal)
        self.asking = Asking(
            choice.model,
            address=choice.base_url,
            door=self._door,
            kept=self._cache,
            priced=self._priced(max_cost),
            max_tokens=session.settings.llm_max_output_tokens,
            fence=self.fence,
            is_fresh=is_fresh,
            progress=self._progress if session.terminal.talks_to_a_person else None,
            pay=self._pay,
        )

    @property
    def reporter(self) -> Reporter:
        """Draws how far the answer has come."""
        return self._reporter

    def close(self) -> None:
        """End the process, give the cache back."""
        self.asking.__exit__()
        self._cache.close()

    def knows(self, digest: str) -> bool:
        """Whether a brief of the same papers was written before."""
        return self._cache.get(f"brief {digest}") is not None

    def note_known(self, digest: str) -> None:
        """Keep in mind that a brief of these papers was written."""
        self._cache.put(f"brief {digest}", {"model": self.choice.model})

    def _pay(self, amount: float) -> None:
        """Note what is spent at once, so that no way to end can lose it. Raises BriefError."""
        try:
            with self._session.library.changing():
                spent = max(0.0, spent_this_month(self._session) + amount)
                self._session.library.set_note(_note(self._session), json.dumps(spent))
        except StateError as error:
            if amount > 0:  # what is given back can be lost, what is spent cannot
                raise BriefError(
                    f"what the model costs could not be noted: {error}",
                    hint=error.hint,
                    kind="limit",
                ) from error

    def _door(self) -> Worker:
        if needs_a_key(self.choice):
            named = " or ".join(variables(self.choice.model))
            raise BriefError(
                f"there is no key for {self.choice.model}", hint=f"set {named}", kind="key"
            )
        return Worker(
            self.choice, self._session.environ, deadline=self._session.settings.llm_deadline
        )

    def _priced(self, max_cost: float | None) -> Priced:
        settings = self._session.settings
        price = price_of(self.choice.model, is_local=self.choice.is_local)
        if price is not None and self.choice.base_url and not self.choice.is_local:
            price = None  # whose address it is, sets the price
        return Priced(
            sent=price.sent if price else None,
            written=price.written if price else None,
            most=settings.llm_max_cost if max_cost is None else max_cost,
            most_a_month=settings.llm_max_cost_month,
            spent_this_month=spent_this_month(self._session),
        )

    def _progress(self, read: int) -> None:
        said = f"{self.choice.model} is writing: {read:,} characters"
        self._reporter.report(Progress.waiting(self.choice.model, said))


def spent_this_month(session: Session) -> float:
    """US dollars that briefs have cost this month."""
    kept = session.library.note(_note(session))
    with suppress(ValueError):
        spent = json.loads(kept or "0")
        return float(spent) if isinstance(spent, int | float) else 0.0
    return 0.0


def ping(session: Session, choice: Choice) -> str:
    """One tiny question to the model. Raises BriefError."""
    if needs_a_key(choice):
        named = " or ".join(variables(choice.model))
        raise BriefError(f"there is no key for {choice.model}", hint=f"set {named}", kind="key")
    with Worker(choice, session.environ, deadline=session.settings.llm_deadline) as worker:
        try:
            worker.ask([{"role": "user", "content": "Answer with OK."}], max_tokens=5)
        except BriefError as error:
            # Five tokens are few: that it was cut off proves that it answers.
            if error.kind not in {"cut off", "empty"}:
                raise
    return "it answers"


def _note(session: Session) -> str:
    return f"{_SPENT} {session.now:%Y-%m}"
