"""Whether a claim runs findings together: a clause that no quote tells, or sides exchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from academichub_cli.domain.brief import Citation
from academichub_cli.domain.claims import content
from academichub_cli.domain.claims.quantities import offered, quantities
from academichub_cli.domain.paper import Paper

_CLAUSES = re.compile(
    r"[;:.]\s|,\s(?:and|but|while|whereas|yet|so|which)\s|\s(?:while|whereas|and|but)\s|,\s",
    re.IGNORECASE,
)
_JOINERS = re.compile(
    r"[,;:]|\b(?:and|while|whereas|but|both|as|like|than|with|similarly|likewise|share|shares|too"
    r"|also|each|either|or|to|two|unlike)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\s*(?:it|they|this|these|its|their)\b", re.IGNORECASE)
_TELLING = 3
_TOLD = 0.2
_LEAST_USED, _LONG = 2, 8


def is_merged(text: str, citations: Sequence[Citation], papers: Sequence[Paper]) -> bool:
    """Whether a clause is told by no quote, a paper not told of, or a clause jumps to another."""
    sources = {
        paper.id: content.stems(
            " ".join([paper.title, *(c.quote for c in citations if c.paper == paper.id)])
        )
        for paper in papers
    }
    every = set[str]().union(*sources.values())
    if any(_is_untold(clause, every) for clause in _CLAUSES.split(text)):
        return True
    if len(sources) < 2:  # noqa: PLR2004
        return False
    own = content.stems(text)
    least = _LEAST_USED if len(own) < _LONG else _LEAST_USED + 1
    if len(own) > _TELLING and any(
        len(content.covered(own, content.stems(c.quote))) < least for c in citations
    ):
        return True
    every_source = list(sources.values())
    if _jumps(text, every_source) or _resumed(text, every_source):
        return True
    return _exchanged(text, citations)


def _is_untold(clause: str, every: set[str]) -> bool:
    own = content.stems(clause)
    return len(own) > _TELLING and len(content.covered(own, every)) < _TOLD * len(own)


def _jumps(text: str, sources: Sequence[set[str]]) -> bool:
    """Whether words that one paper alone has are followed by another's with nothing to join."""
    last_owner, last_end = -1, 0
    for word in re.finditer(r"[A-Za-zà-öø-ÿ]{2,}", text):
        stem = content.stem(word.group().casefold())
        if word.group().casefold() not in content.content_words(word.group()):
            continue
        owners = [at for at, source in enumerate(sources) if content.covered([stem], source)]
        if len(owners) != 1:
            continue
        if last_owner not in {-1, owners[0]}:
            between = text[last_end : word.start()]
            if not _JOINERS.search(between) and not _JOINERS.search(text[:last_end]):
                return True
        last_owner, last_end = owners[0], word.end()
    return False


def _resumed(text: str, sources: Sequence[set[str]]) -> bool:
    """Whether ``it`` or the like goes on about one paper's matter with what another found."""
    last: set[int] = set()
    for clause in _CLAUSES.split(text):
        own = content.stems(clause)
        told = [content.covered(own, source) for source in sources]
        owners = {
            at
            for at, each in enumerate(told)
            if len(each.difference(*(other for other in told if other is not each))) > 1
        }
        if _PRONOUN.match(clause) and len(owners) == len(last) == 1 and owners != last:
            return True
        last = owners or last
    return False


def _exchanged(text: str, citations: Sequence[Citation]) -> bool:
    """Whether a number stands in a clause that tells of the other paper."""
    for clause in _CLAUSES.split(text):
        own, stated = content.stems(clause), quantities(clause)
        if not stated or not own:
            continue
        shares = [(len(content.covered(own, content.stems(c.quote))), c.quote) for c in citations]
        best = max(share for share, _ in shares)
        told = [quote for share, quote in shares if share == best]
        known = {each.value for quote in told for each in offered(quote)}
        others = {each.value for c in citations for each in offered(c.quote)}
        if best > 1 and any(q.value in others - known for q in stated):
            return True
    return False
