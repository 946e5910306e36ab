"""Letting a model write a brief, and falling back on the quotes where that fails."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from academichub_cli import briefs
from academichub_cli.commands._ending import ToldToEnd
from academichub_cli.commands._estimate import Estimate
from academichub_cli.commands._session import Session
from academichub_cli.domain.brief import Brief, Note, NoteKind
from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import Paper
from academichub_cli.errors import BriefError, UsageError
from academichub_cli.llm.choice import Choice, choose

FAILED, INTERRUPTED = 6, 130
_AMOUNT = re.compile(r"\$?(?:\d{1,4}(?:\.\d{0,30})?|\.\d{1,30})")
_MOST_DOLLARS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the options say about the model."""

    is_fresh: bool = False
    max_cost: float | None = None
    is_doubted: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A brief to show, and how the model's part of it ended."""

    brief: Brief
    exit_code: int = 0
    message: str = ""
    hint: str = ""


def model_of(session: Session, *, no_llm: bool) -> Choice | None:
    """The model that is to write; None where none is configured, wanted or to be reached."""
    settings = session.settings
    if no_llm:
        return None
    choice = choose(settings.llm_model, settings.llm_base_url, session.environ)
    if choice is not None and settings.network_offline:
        session.terminal.say("hub is offline: the model was not asked", style="dim")
        return None
    return choice


def wanted(*, fresh: bool, max_cost: str | None, verify: str) -> Wanted:
    """What the options mean. Raises UsageError for what they cannot."""
    if verify not in {"code", "model"}:
        raise UsageError(
            f"--verify {clean(verify)[:40]!r} is neither code nor model",
            hint="model lets the model take out further claims; code is always used",
        )
    return Wanted(
        is_fresh=fresh,
        max_cost=None if max_cost is None else _dollars(max_cost),
        is_doubted=verify == "model",
    )


def digest_of(papers: Iterable[Paper], *asked: object) -> str:
    """What decides a brief, in a few characters: the papers and what was asked about them."""
    told = [[str(paper.id), paper.version, paper.title, paper.abstract] for paper in papers]
    return hashlib.sha256(json.dumps([told, *map(str, asked)]).encode()).hexdigest()


class Writing:
    """A model at work for one brief; its process starts with it, where it will be needed."""

    def __init__(
        self, session: Session, choice: Choice, wish: Wanted, *, digest: str, is_asked: bool = True
    ) -> None:
        self._session = session
        self._choice = choice
        self._wish = wish
        # The cache and the price table are read only where a model is to be asked.
        self._desk: Any = import_module("academichub_cli.commands._model").Desk(
            session, choice, is_fresh=wish.is_fresh, max_cost=wish.max_cost
        )
        self._digest = digest
        self._failure: BriefError | None = None
        if is_asked and (wish.is_fresh or not self._desk.knows(digest)):
            try:
                self._desk.asking.prepare()
            except BriefError as error:
                self._failure = error

    def finish(self, plain: Brief, papers: Sequence[Paper], *, task: str = "") -> Outcome:
        """The model's brief, or the plain one with what went wrong; no process is left."""
        try:
            if self._failure is not None:
                raise self._failure
            wish = replace(self._asked(plain.lang), task=task)
            with self._desk.reporter.shown(self._choice.model):
                made = briefs.write(plain, papers, ask=self._desk.asking, wish=wish)
            written = briefs.tidied(made, is_answer=bool(task))
            was_unread = any(note.kind is NoteKind.NOT_DOUBTED for note in made.notes)
            self._desk.asking.keep(but_last=was_unread)
            if not was_unread:
                self._desk.note_known(self._digest)
            return Outcome(written)
        except BriefError as error:
            if error.kind == "no papers":
                return Outcome(plain)
            if error.kind == "nothing":
                return Outcome(replace(plain, themes=(), references=()))
            lacks = Note(kind=NoteKind.MODEL_FAILED, word=str(error))
            shown = replace(plain, notes=(lacks, *plain.notes))
            return Outcome(shown, FAILED, f"{error}; this is the plain brief", error.hint)
        except ToldToEnd:
            raise
        except KeyboardInterrupt:
            return Outcome(plain, INTERRUPTED)
        finally:
            self._desk.close()

    def estimate(self, plain: Brief, papers: Sequence[Paper]) -> Estimate:
        """What asking would cost at most: the draft, and all calls together."""
        try:
            wish = self._asked(plain.lang)
            written = self._session.settings.llm_max_output_tokens
            tokens = briefs.estimate(plain, papers, wish=wish)
            sent = (tokens, *briefs.further(tokens, wish=wish, written=written))
            amounts = [self._desk.asking.estimate(each) for each in sent]
            known = [amount for amount in amounts if amount is not None]
            return Estimate(
                model=self._choice.model,
                tokens_in=tokens,
                tokens_out=written,
                amount=amounts[0],
                calls=len(sent),
                all_tokens_in=sum(sent),
                all_tokens_out=written * len(sent),
                all_amount=sum(known) if len(known) == len(amounts) else None,
            )
        finally:
            self._desk.close()

    def _asked(self, lang: str) -> briefs.Wish:
        return briefs.Wish(
            model=self._choice.model,
            lang=lang,
            budget=self._session.settings.llm_max_input_tokens,
            fence=self._desk.fence,
            is_doubted=self._wish.is_doubted,
        )


def _dollars(text: str) -> float:
    if text.strip().casefold() == "none":
        return math.inf
    if _AMOUNT.fullmatch(text.strip()):
        amount = float(text.strip().lstrip("$"))
        if amount <= _MOST_DOLLARS:
            return amount
    raise UsageError(
        f"--max-cost {clean(text)[:40]!r} is no amount of dollars",
        hint="write it like 0.05, or none for no limit",
    )
