"""The model-written brief: evidence, prompt, draft, verification by code, repair once, brief."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from academichub_cli.briefs import _prompt, _reply
from academichub_cli.briefs._prompt import Material
from academichub_cli.briefs._shared import Shared, by_claim
from academichub_cli.domain.brief import (
    Bridge,
    Brief,
    Claim,
    Cost,
    Note,
    NoteKind,
    Reference,
    Theme,
    Verdict,
)
from academichub_cli.domain.claims import Draft, DraftClaim, DraftPart, Evidence, verify
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.errors import BriefError

Messages = Sequence[Mapping[str, str]]


class Asked(Protocol):
    """A model's answer, and what it took."""

    @property
    def text(self) -> str:
        """What it wrote."""
        ...

    @property
    def cost(self) -> Cost:
        """Tokens and dollars."""
        ...


Ask = Callable[[Messages], Asked]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a brief is to be written: by which model, in which language, in how many tokens.

    `fence` is drawn anew for each run; `is_doubted` lets the model take claims out again; a
    `task` says what is wanted in the place of a whole brief.
    """

    model: str
    lang: str
    budget: int
    fence: str
    is_doubted: bool = False
    task: str = ""


@dataclass(slots=True)
class _Desk:
    """The claims so far: those that hold, those that were dropped, and what it cost."""

    ask: Ask
    kept: dict[DraftClaim, Claim] = field(default_factory=dict)
    dropped: list[Claim] = field(default_factory=list)
    shown: int = 0
    notes: tuple[Note, ...] = ()
    cost: Cost = field(default_factory=lambda: Cost(tokens_in=0, tokens_out=0, amount=0.0))

    def asked(self, messages: Messages) -> str:
        """The answer's text; its cost is added up."""
        answer = self.ask(messages)
        self.cost = added(self.cost, answer.cost)
        return answer.text


def write(plain: Brief, papers: Iterable[Paper], *, ask: Ask, wish: Wish) -> Brief:
    """The extractive brief with a model's prose in the place of its quotes, as far as that holds.

    Raises BriefError where nothing of what the model wrote can be shown.
    """
    known = {paper.id: paper for paper in papers}
    desk = _Desk(ask)
    material, messages, draft = _drafted(plain, known, desk, wish)
    shared = by_claim(plain, draft, known)
    _check(draft, material.evidence, desk, messages, shared=shared, wish=wish)
    if wish.is_doubted:
        _doubt(desk, wish)
    if wish.task and not desk.kept and not desk.dropped:
        raise BriefError("the model found no answer in the papers", kind="nothing")
    if not desk.kept:
        raise BriefError(
            f"nothing the model wrote held: {_tally(desk.dropped)}",
            hint="run it again, or choose another model",
            kind="unsupported",
        )
    return _composed(plain, known, draft, desk, wish)


def added(one: Cost, other: Cost) -> Cost:
    """Both costs together; the amount is unknown where one of them is."""
    is_known = one.amount is not None and other.amount is not None
    amount = (one.amount or 0.0) + (other.amount or 0.0) if is_known else None
    return Cost(
        tokens_in=one.tokens_in + other.tokens_in,
        tokens_out=one.tokens_out + other.tokens_out,
        amount=amount,
    )


def _drafted(
    plain: Brief, known: Mapping[Identifier, Paper], desk: _Desk, wish: Wish
) -> tuple[Material, Messages, Draft]:
    """The first draft; with half the papers where they were too many for the model."""
    for budget in (wish.budget, wish.budget // 2):
        material = _prompt.gather(plain, known, budget=budget)
        if not material.papers:
            raise BriefError("there is no abstract to write of", kind="no papers")
        desk.shown = len(material.papers)
        messages = _prompt.messages(material, lang=wish.lang, fence=wish.fence, task=wish.task)
        try:
            text = desk.asked(messages)
        except BriefError as error:
            if error.kind != "context" or budget != wish.budget:
                raise
            continue
        if (draft := _reply.read_draft(text)) is None:
            break
        return material, messages, draft
    raise BriefError(
        "the model's answer was no brief",
        hint="run it again, or choose another model",
        kind="unreadable",
    )


def _check(
    draft: Draft,
    evidence: Evidence,
    desk: _Desk,
    messages: Messages,
    *,
    shared: Mapping[DraftClaim, Shared],
    wish: Wish,
) -> None:
    """Verify all claims; ask once for better ones in the place of those that fail."""
    relating = frozenset(draft.agreements)

    def checked(claim: DraftClaim, original: DraftClaim) -> tuple[Claim, str]:
        found = verify(claim, evidence, lang=wish.lang, is_relation=original in relating)
        between = shared.get(original)
        if found.is_supported and between is not None and not between.is_in(found.claim):
            return replace(found.claim, verdict=Verdict.NOT_SHARED), between.asked
        return found.claim, found.reason

    failed: list[tuple[DraftClaim, Claim, str]] = []
    for claim in dict.fromkeys(draft.claims):
        found, reason = checked(claim, claim)
        if found.verdict is Verdict.SUPPORTED:
            desk.kept[claim] = found
        else:
            failed.append((claim, found, f"{found.verdict}: {reason}".rstrip(": ")))
    repaired = _repaired(desk, messages, [(claim, said) for claim, _, said in failed], wish)
    for at, (claim, original, _) in enumerate(failed, start=1):
        again = checked(repaired[at], claim)[0] if at in repaired else original
        if again.verdict is Verdict.SUPPORTED:
            desk.kept[claim] = again
        else:
            desk.dropped.append(original)


def _repaired(
    desk: _Desk, messages: Messages, failed: Sequence[tuple[DraftClaim, str]], wish: Wish
) -> dict[int, DraftClaim]:
    """Better claims by the numbers of those that failed, as many as one question can hold."""
    if not failed:
        return {}
    room = _prompt.for_repair(_prompt.tokens_of(messages), budget=wish.budget)
    count = _prompt.fitting(failed, most=room)
    if left := len(failed) - count:
        desk.notes = (*desk.notes, Note(kind=NoteKind.NOT_REPAIRED, count=left))
    if not count:
        return {}
    repaired = _reply.read_repairs(_asked_again(desk, messages, failed[:count]))
    return {at: claim for at, claim in repaired.items() if at <= count}


def _asked_again(desk: _Desk, messages: Messages, worth: Sequence[tuple[DraftClaim, str]]) -> str:
    """The answer to the repairs; nothing where that fails, for what holds is worth showing."""
    try:
        return desk.asked(_prompt.repair([dict(each) for each in messages], worth))
    except BriefError:
        return ""


def _doubt(desk: _Desk, wish: Wish) -> None:
    """Let the model take out claims that code let through; it can do nothing else.

    Where it does not answer, or not as it was asked to, the brief says so.
    """
    order = list(desk.kept)
    if not order:
        return
    shown = [(kept.text, [c.quote for c in kept.citations]) for kept in desk.kept.values()]
    try:
        answer = desk.asked(_prompt.doubt(shown, fence=wish.fence))
    except BriefError:
        answer = ""
    doubted, is_whole = _reply.read_doubts(answer, count=len(order))
    if not is_whole:
        desk.notes = (Note(kind=NoteKind.NOT_DOUBTED), *desk.notes)
    for at, claim in enumerate(order, start=1):
        if at in doubted:
            desk.dropped.append(replace(desk.kept.pop(claim), verdict=Verdict.DOUBTED))


def _composed(
    plain: Brief,
    known: Mapping[Identifier, Paper],
    draft: Draft,
    desk: _Desk,
    wish: Wish,
) -> Brief:
    themes = {part.name: part for part in draft.themes}
    bridges = {part.name: part for part in draft.bridges}
    written = replace(
        plain,
        lang=wish.lang,
        themes=tuple(
            _theme(theme, _held(themes.get(f"T{at}"), desk))
            for at, theme in enumerate(plain.themes, start=1)
        ),
        bridges=tuple(
            _bridge(bridge, _held(bridges.get(f"B{at}"), desk))
            for at, bridge in enumerate(plain.bridges, start=1)
        ),
        agreements=_of_two(_claims(draft.agreements, desk)),
        questions=_claims(draft.questions, desk),
        first=_claims(draft.first, desk),
        notes=(*desk.notes, *plain.notes),
        model=wish.model,
        dropped=tuple(desk.dropped),
        cost=desk.cost,
        shown=desk.shown,
        prompt=_prompt.VERSION,
    )
    return replace(written, references=_references(written.claims, known))


def _held(part: DraftPart | None, desk: _Desk) -> tuple[Claim, ...]:
    return _claims(part.claims, desk) if part else ()


def _claims(claims: Iterable[DraftClaim], desk: _Desk) -> tuple[Claim, ...]:
    return tuple(dict.fromkeys(desk.kept[claim] for claim in claims if claim in desk.kept))


def _of_two(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Those that rest on more than one paper, as an agreement does."""
    return tuple(claim for claim in claims if len({c.paper for c in claim.citations}) > 1)


def _theme(theme: Theme, held: tuple[Claim, ...]) -> Theme:
    """The theme with the model's claims about its own papers; with its quotes where none holds."""
    own = tuple(c for c in held if all(cited.paper in theme.papers for cited in c.citations))
    return replace(theme, claims=own) if own else theme


def _bridge(bridge: Bridge, held: tuple[Claim, ...]) -> Bridge:
    """The bridge explained, where the explanation quotes both sides; else with its quotes."""
    both = tuple(
        claim for claim in held if {cited.paper for cited in claim.citations} == set(bridge.papers)
    )
    return replace(bridge, claims=both) if both else bridge


def _references(
    claims: Iterable[Claim], known: Mapping[Identifier, Paper]
) -> tuple[Reference, ...]:
    cited = dict.fromkeys(citation.paper for claim in claims for citation in claim.citations)
    return tuple(Reference.to(known[name], number=at) for at, name in enumerate(cited, start=1))


def _tally(dropped: Sequence[Claim]) -> str:
    """How many claims failed, and of what most of them."""
    verdicts = [claim.verdict for claim in dropped]
    if not verdicts:
        return "it made no claims"
    most = max(dict.fromkeys(verdicts), key=verdicts.count)
    if len(verdicts) == 1:
        return f"1 claim, for {most}"
    return f"{len(verdicts):,} claims, most of them for {most}"


def dropped_by_reason(brief: Brief) -> Iterator[tuple[str, int]]:
    """How many claims were dropped for each reason, the most frequent first."""
    verdicts = [claim.verdict for claim in brief.dropped]
    for verdict in sorted(set(verdicts), key=lambda each: (-verdicts.count(each), each)):
        yield verdict.value, verdicts.count(verdict)
