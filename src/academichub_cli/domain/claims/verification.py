"""Whether a draft's claim is borne out by the abstracts it cites; no model is asked.

What comes out cites papers of the evidence alone, in words that stand in their abstracts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from academichub_cli.domain.brief import Citation, Claim, Verdict
from academichub_cli.domain.claims.checks import Case, first_fault
from academichub_cli.domain.claims.draft import DraftCitation, DraftClaim
from academichub_cli.domain.claims.plain import LONGEST, is_broken, plain
from academichub_cli.domain.claims.quoting import is_asked, is_clause, locate
from academichub_cli.domain.claims.relations import says_so, strange_relation
from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import Paper

_ASKS = re.compile(r"[?？]|\b(?:ask|question|whether|wonder)|是否|吗|问", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The papers a draft may cite, each under the key the prompt gave it."""

    papers: Mapping[str, Paper]
    _by_any_name: dict[str, Paper] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        known = {key.casefold(): paper for key, paper in self.papers.items()}
        for paper in self.papers.values():
            for name in paper.identifiers:
                known.setdefault(str(name).casefold(), paper)
                known.setdefault(name.value.casefold(), paper)
        object.__setattr__(self, "_by_any_name", known)

    def find(self, key: str) -> Paper | None:
        """The paper that a key or one of its own identifiers names; None for any other."""
        return self._by_any_name.get(key.strip().strip("[]").casefold())


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with its verdict, and the word or quote that decided it."""

    claim: Claim
    reason: str = ""

    @property
    def is_supported(self) -> bool:
        """Whether nothing speaks against it."""
        return self.claim.verdict is Verdict.SUPPORTED


def verify(
    draft: DraftClaim, evidence: Evidence, *, lang: str = "en", is_relation: bool = False
) -> Checked:
    """The claim as it may be shown, or as it must not be, with the first reason why.

    A claim with one false citation is false, however good the others are. `lang` is the language
    that was asked for: of words of another than English `foreign` says what is checked and what
    cannot be. With `is_relation` the claim stands where papers agree or contradict each other.
    """
    text = plain(draft.text)
    found = [_cited(citation, evidence) for citation in draft.citations]
    citations = tuple(dict.fromkeys(each for each in found if isinstance(each, Citation)))
    papers = tuple(dict.fromkeys(evidence.find(each.key) for each in draft.citations))
    if not text or not draft.citations:
        verdict, reason = Verdict.NO_CITATION, ""
    elif len(clean(draft.text)) > LONGEST:
        verdict, reason = Verdict.OVERCLAIM, "too long to be checked"
    elif is_broken(draft.text):
        verdict, reason = Verdict.OVERCLAIM, "a link or another paper amid the sentence"
    elif asked := _asked(text, citations, papers):
        verdict, reason = Verdict.OVERCLAIM, asked
    elif faults := [each for each in found if not isinstance(each, Citation)]:
        verdict, reason = faults[0]
    else:
        known = [paper for paper in papers if paper]
        case = Case(text=text, citations=citations, papers=known, lang=lang)
        verdict, reason = first_fault(case) or (Verdict.SUPPORTED, "")
        if verdict is Verdict.SUPPORTED and (
            why := _related(text, citations, is_section=is_relation)
        ):
            verdict, reason = Verdict.RELATION, why
    return Checked(Claim(text=text, citations=citations, verdict=verdict), reason)


def _asked(text: str, citations: Sequence[Citation], papers: Sequence[Paper | None]) -> str:
    """A quote that its abstract only asks, where the claim asserts; empty where there is none."""
    if _ASKS.search(text):
        return ""
    abstracts = {paper.id: paper.abstract or "" for paper in papers if paper}
    found = (each.quote for each in citations if is_asked(each.quote, abstracts[each.paper]))
    return next(found, "")


def _cited(citation: DraftCitation, evidence: Evidence) -> Citation | tuple[Verdict, str]:
    if (paper := evidence.find(citation.key)) is None:
        return Verdict.UNKNOWN_PAPER, plain(citation.key)[:40]
    piece = locate(citation.quote, paper.abstract or "")
    if piece is None:
        return Verdict.QUOTE_NOT_FOUND, plain(citation.quote)[:80]
    if not is_clause(piece):
        return Verdict.QUOTE_TOO_SHORT, piece
    return Citation(paper=paper.id, quote=piece)


def _related(text: str, citations: Sequence[Citation], *, is_section: bool) -> str | None:
    """Why the papers do not stand to each other as the claim says; None where it says nothing."""
    quotes: dict[object, list[str]] = {}
    for citation in citations:
        quotes.setdefault(citation.paper, []).append(citation.quote)
    if len(quotes) > 1 and says_so(text, is_section=is_section):
        return strange_relation(text, quotes)
    return None
