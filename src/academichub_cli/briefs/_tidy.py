"""A brief in which nothing is told twice, and an answer that is nothing but one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from academichub_cli.domain.brief import Bridge, Brief, Citation, Claim, Theme


def tidied(brief: Brief, *, is_answer: bool = False) -> Brief:
    """The brief with each claim where it is first told, and its references numbered anew.

    Claims are the same where they differ in case, white space and a full stop at the end alone. An
    answer to a question has no sections after it.
    """
    told: set[str] = set()
    if is_answer:
        brief = replace(brief, agreements=(), questions=(), first=())
    # In the order in which it is read.
    made = replace(
        brief,
        themes=tuple(_theme(theme, told) for theme in brief.themes),
        bridges=tuple(_bridge(bridge, told) for bridge in brief.bridges),
        agreements=_untold(brief.agreements, told),
        questions=_untold(brief.questions, told),
        first=_untold(brief.first, told),
    )
    return _numbered(made)


def same_in(text: str) -> str:
    """What two tellings of one claim have in common."""
    return " ".join(text.split()).rstrip(" .。").casefold()


def _theme(theme: Theme, told: set[str]) -> Theme:
    # A theme without any claim would say nothing.
    return replace(theme, claims=_untold(theme.claims, told) or _once(theme.claims))


def _bridge(bridge: Bridge, told: set[str]) -> Bridge:
    # A bridge of quotes has one for each of its fields, in their order.
    if all(any(claim.text == cited.quote for cited in claim.citations) for claim in bridge.claims):
        return bridge
    return replace(bridge, claims=_untold(bridge.claims, told) or _once(bridge.claims))


def _untold(claims: Iterable[Claim], told: set[str]) -> tuple[Claim, ...]:
    """Those that were not told before; from here on they are."""
    new = [claim for claim in claims if same_in(claim.text) not in told]
    told.update(same_in(claim.text) for claim in new)
    return _once(new)


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once, with the citations of all its tellings."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        before = kept.get(same_in(claim.text))
        cited = _merged(before.citations if before else (), claim.citations)
        kept[same_in(claim.text)] = replace(before or claim, citations=cited)
    return tuple(kept.values())


def _merged(before: tuple[Citation, ...], more: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys((*before, *more)))


def _numbered(brief: Brief) -> Brief:
    """The references of what is cited, in the order of its first citation."""
    known = {line.identifier: line for line in brief.references}
    cited = dict.fromkeys(cited.paper for claim in brief.claims for cited in claim.citations)
    lines = [known[name] for name in cited if name in known]
    numbered = tuple(replace(line, number=at) for at, line in enumerate(lines, start=1))
    return replace(brief, references=numbered)
