"""Whether a draft's claim is borne out by the abstracts it cites; no model is asked.

What comes out cites papers of the evidence alone, in words that stand in their abstracts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from academichub_cli.domain.brief import Citation, Claim, Verdict
from academichub_cli.domain.claims import content, wording
from academichub_cli.domain.claims.draft import DraftCitation, DraftClaim
from academichub_cli.domain.claims.figures import misplaced
from academichub_cli.domain.claims.merging import is_merged
from academichub_cli.domain.claims.naming import expansions, is_known, is_spelled_so, names
from academichub_cli.domain.claims.plain import LONGEST, plain
from academichub_cli.domain.claims.quantities import Quantity, offered, quantities
from academichub_cli.domain.claims.quoting import is_asked, is_clause, locate
from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import Paper

_BORNE_OUT = 0.34  # the least share of a claim's content that quotes and titles must have
_QUOTED = 0.22  # and the quotes alone
_SHORT = 3
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN = 0.3
_ENGLISH = 0.15
_SMALL_ENGLISH = frozenset(
    "the of and is are to that with by from for as on this it be can".split()
)
_ASKS = re.compile(r"[?？]|\b(?:ask|question|whether|wonder)|是否|吗|问", re.IGNORECASE)
_READ = ("en", "zh")  # languages whose small words are known
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[.\u00a0\u202f ]\d{3})+(?![\d.])")
_COMMA = re.compile(r"(\d),(\d{1,2}|\d{4,})(?![\d,])")
_PAPERS_COUNTED = re.compile(
    r"\b(two|three|four|five|both)\s+(?:\w+\s)?(?:papers|studies|works)\b", re.IGNORECASE
)


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


def verify(draft: DraftClaim, evidence: Evidence, *, lang: str = "en") -> Checked:
    """The claim as it may be shown, or as it must not be, with the first reason why.

    A claim with one false citation is false, however good the others are. `lang` is the language
    that was asked for: words of another than English cannot be held against English quotes, but
    keys, quotes, numbers and names can.
    """
    text = plain(draft.text)
    found = [_cited(citation, evidence) for citation in draft.citations]
    citations = tuple(dict.fromkeys(each for each in found if isinstance(each, Citation)))
    papers = tuple(dict.fromkeys(evidence.find(each.key) for each in draft.citations))
    if not text or not draft.citations:
        verdict, reason = Verdict.NO_CITATION, ""
    elif len(clean(draft.text)) > LONGEST:
        verdict, reason = Verdict.OVERCLAIM, "too long to be checked"
    elif asked := _asked(text, citations, papers):
        verdict, reason = Verdict.OVERCLAIM, asked
    elif faults := [each for each in found if not isinstance(each, Citation)]:
        verdict, reason = faults[0]
    else:
        verdict, reason = _said(text, citations, [p for p in papers if p], lang=lang)
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


def _said(
    text: str, citations: Sequence[Citation], papers: Sequence[Paper], *, lang: str
) -> tuple[Verdict, str]:
    quotes = [citation.quote for citation in citations]
    titles = [paper.title for paper in papers]
    if lang.casefold().startswith("en") and is_foreign(text):
        return Verdict.ANOTHER_MATTER, ""
    is_read = lang.casefold().startswith(_READ) or is_foreign(text) or is_english(text)
    is_unread = not is_read
    numbers = _with_points(text) if is_unread else text
    fault = _numbers(numbers, quotes, titles) or _names(
        text, [*quotes, *titles], by_shape_alone=is_unread
    )
    if fault is None and (number := misplaced(numbers, quotes)):
        fault = Verdict.NUMBER_MISPLACED, number
    if fault is None and not is_unread:
        fault = _small_words(text, quotes, titles)
    if fault is None and not is_unread and not is_foreign(text):
        fault = _content(text, citations, papers)
    return fault or (Verdict.SUPPORTED, "")


def _content(
    text: str, citations: Sequence[Citation], papers: Sequence[Paper]
) -> tuple[Verdict, str] | None:
    quotes, titles = [c.quote for c in citations], [paper.title for paper in papers]
    if not _is_borne_out(text, quotes, titles):
        return Verdict.ANOTHER_MATTER, ""
    return (Verdict.MERGED, "") if is_merged(text, citations, papers) else None


def _small_words(
    text: str, quotes: Sequence[str], titles: Sequence[str]
) -> tuple[Verdict, str] | None:
    if word := wording.unfounded_negation(text, quotes):
        return Verdict.NEGATION, word
    if word := wording.unfounded_comparison(text, quotes):
        return Verdict.COMPARISON, word
    if word := wording.overclaim(text, quotes, titles):
        return Verdict.OVERCLAIM, word
    return None


def is_foreign(text: str) -> bool:
    """Whether a sentence is in a script whose words cannot be held against English ones."""
    letters = _LETTER.findall(text)
    return bool(letters) and len(_HAN.findall(text)) > _FOREIGN * len(letters)


def is_english(text: str) -> bool:
    """Whether the small words of a sentence are English, whatever language was asked for."""
    words = text.casefold().split()
    return sum(word in _SMALL_ENGLISH for word in words) >= _ENGLISH * len(words) > 0


def _numbers(text: str, quotes: Sequence[str], titles: Sequence[str]) -> tuple[Verdict, str] | None:
    known = frozenset[Quantity]().union(*(offered(each) for each in (*quotes, *titles)))
    values = {each.value for each in known}
    counted = {each.value for each in quantities(" ".join(_PAPERS_COUNTED.findall(text)))}
    for quantity in quantities(text):
        if quantity.value not in values:
            if not (quantity.is_word and quantity.value in counted):
                return Verdict.NUMBER_NOT_FOUND, str(quantity)
        elif quantity.unit and quantity not in known and not quantity.is_word:
            return Verdict.UNIT_NOT_FOUND, str(quantity)
    return None


def _with_points(text: str) -> str:
    """Numbers with decimal commas and grouping points or spaces as English writes them."""
    grouped = _GROUPED.sub(lambda found: re.sub(r"\D", "", found.group()), text)
    return _COMMA.sub(r"\1.\2", grouped)


def _names(
    text: str, sources: Sequence[str], *, by_shape_alone: bool
) -> tuple[Verdict, str] | None:
    for acronym, words in () if by_shape_alone else expansions(text):
        if not is_spelled_so(acronym, words, sources):
            return Verdict.NAME_NOT_FOUND, f"{words} ({acronym})"
    stated = names(text, by_shape_alone=by_shape_alone)
    unknown = next((name for name in stated if not is_known(name, sources)), None)
    return (Verdict.NAME_NOT_FOUND, unknown) if unknown else None


def _is_borne_out(text: str, quotes: Iterable[str], titles: Iterable[str]) -> bool:
    own = content.stems(text)
    if len(own) < _SHORT:
        return bool(content.covered(own, content.stems(" ".join(quotes)))) or not own
    quoted = content.covered(own, content.stems(" ".join(quotes)))
    titled = content.covered(own, content.stems(" ".join(titles)))
    every = len(quoted | titled) >= _BORNE_OUT * len(own)
    return every and len(quoted) >= _QUOTED * len(own)
