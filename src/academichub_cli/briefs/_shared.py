"""Whether what explains a bridge says what its papers share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from academichub_cli.briefs._papers import text_of
from academichub_cli.domain.brief import Brief, Claim
from academichub_cli.domain.claims import Draft, DraftClaim, content_words, stem
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.terms import Folding, aliases, candidates, expansions, keys

# Words of every abstract: that two sentences have them relates nothing to nothing.
_OF_EVERY_PAPER = frozenset(
    "paper result method approach model data set system analysis problem performance algorithm"
    " experiment framework technique task process time number case value different several large"
    " small high low good better best improve improvement outperform achieve obtain provide develop"
    " evaluate existing state art prior previous significant significantly effective efficient"
    " novel first second various general important theory theoretical numerical respect allow"
    " enable apply application consider investigate compare standard effect order range function"
    " parameter test sample point level rate accuracy error simple complex real world common code"
    " available public open source challenge key main important possible recent recently".split()
)
_EMPTY_STEMS = frozenset(map(stem, _OF_EVERY_PAPER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The terms that the papers of a bridge share: keys, with their acronyms, and as written."""

    names: frozenset[str]
    written: tuple[str, ...]

    @classmethod
    def of(cls, terms: Sequence[str], papers: Iterable[Paper]) -> Shared:
        """What papers share by these terms, and by the acronyms they give them."""
        folding = Folding()
        long = {" ".join(keys(term, folding)) for term in terms}
        pairs = [pair for paper in papers for pair in expansions(text_of(paper), folding)]
        short = {acronym for acronym, spelled in aliases(pairs).items() if spelled in long}
        return cls(names=frozenset(long | short), written=tuple(terms))

    @property
    def asked(self) -> str:
        """What a claim lacks that says none of it."""
        return f"say what the papers share ({', '.join(self.written)})"

    def is_in(self, claim: Claim) -> bool:
        """Whether a claim, or each of its papers' quotes, names what is shared.

        A word of content that the quotes of all papers have will do, unless every paper has it.
        """
        if self._names(claim.text):
            return True
        quotes: dict[object, str] = {}
        for cited in claim.citations:
            quotes[cited.paper] = f"{quotes.get(cited.paper, '')} . {cited.quote}"
        if all(self._names(quote) for quote in quotes.values()):
            return True
        return bool(set.intersection(*map(_telling, quotes.values()))) if quotes else False

    def _names(self, text: str) -> bool:
        return not self.names.isdisjoint(candidates(keys(text, Folding())))


def by_claim(
    plain: Brief, draft: Draft, known: Mapping[Identifier, Paper]
) -> dict[DraftClaim, Shared]:
    """What each claim that explains a bridge has to be about."""
    named = {
        f"B{at}": Shared.of(bridge.terms, [known[name] for name in bridge.papers if name in known])
        for at, bridge in enumerate(plain.bridges, start=1)
    }
    parts = (part for part in draft.bridges if part.name in named)
    return {claim: named[part.name] for part in parts for claim in part.claims}


def _telling(text: str) -> set[str]:
    return {stem(word) for word in content_words(text)} - _EMPTY_STEMS
