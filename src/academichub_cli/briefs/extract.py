"""The extractive brief: sentences of abstracts, chosen and put in order, without a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from academichub_cli.briefs._bridges import bridges
from academichub_cli.briefs._evidence import Evidence, Source
from academichub_cli.briefs._papers import about, distinct
from academichub_cli.briefs._quotes import chosen, telling
from academichub_cli.briefs._rising import rising
from academichub_cli.briefs._themes import Group, group
from academichub_cli.domain.brief import (
    Bridge,
    Brief,
    Claim,
    Note,
    NoteKind,
    Reference,
    Theme,
)
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.periods import Period
from academichub_cli.domain.ranked import Ranked

_FEW = 10
_READ = 24
_TERMS = 4
_TITLE_SHARE = 0.25
_MOST_NEIGHBOURS, _SPARE = 600, 4
# A theme has at most a fourth of the papers, within bounds.
_SMALL, _LARGE, _PARTS = 8, 40, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a brief may hold."""

    themes: int = 7
    claims: int = 3
    bridges: int = 4
    rising: int = 6


_LIMITS = Limits()


def brief(
    papers: Sequence[Ranked],
    before: Sequence[Paper],
    *,
    period: Period,
    topic: str | None = None,
    lang: str = "en",
    now: datetime | None = None,
    limits: Limits = _LIMITS,
    neighbours: Sequence[Paper] = (),
) -> Brief:
    """What a period's papers say, in their own sentences, each cited.

    `before` are papers of the weeks before the period, found as `papers` were: what is usual, and
    what is rising. `neighbours` are the library's other papers of the period: where all papers are
    of one field, they are what it is bridged to. The order of none of them matters.
    """
    every = distinct(papers)
    fitting = about(every, topic)
    earlier = [entry.paper for entry in about((Ranked(paper=paper) for paper in before), topic)]
    evidence = Evidence(fitting, earlier, period=period)
    written = Brief(
        period=period,
        topic=topic,
        lang=lang,
        made=now,
        total=len(evidence.sources),
        fields=_fields(evidence.sources),
        themes=_themes(evidence, limits),
        bridges=bridges(evidence, most=limits.bridges),
        rising=rising(evidence, most=limits.rising),
    )
    known = {source.paper.id: source.paper for source in evidence.sources}
    if len(written.fields) == 1:
        others = strangers(fitting, neighbours)
        known |= {paper.id: paper for paper in others}
        written = replace(written, bridges=_outward(fitting, others, period=period, limits=limits))
    outside = len(every) - len(fitting)
    return replace(
        written,
        references=_references(written.claims, known),
        notes=tuple(_notes(written, evidence, outside=outside)),
    )


def _themes(evidence: Evidence, limits: Limits) -> tuple[Theme, ...]:
    largest = max(_SMALL, min(_LARGE, len(evidence.sources) // _PARTS))
    groups = group(evidence, most=limits.themes, largest=largest)
    themes = (_theme(part, evidence, most=limits.claims) for part in groups)
    return tuple(theme for theme in themes if theme.claims)


def _theme(part: Group, evidence: Evidence, *, most: int) -> Theme:
    names = _naming(part)
    named = [source for source in part.sources if not source.terms.isdisjoint(names)]
    weighed = telling((named or part.sources)[:_READ], evidence, middle=part.middle, names=names)
    terms = tuple(evidence.written(key, part.sources) for key in part.terms[:_TERMS])
    title = " · ".join(terms[: len(names)])
    return Theme(
        title=title[:1].upper() + title[1:],
        terms=terms,
        papers=tuple(source.paper.id for source in part.sources),
        claims=tuple(Claim.quoting(quote) for quote in chosen(weighed, most=most)),
    )


def _naming(part: Group) -> tuple[str, ...]:
    """The first term, and the second where enough papers have it, some of them both."""
    first, *others = part.terms
    if not others:
        return (first,)
    having = [source.terms for source in part.sources if others[0] in source.terms]
    together = sum(first in terms for terms in having)
    enough = len(having) >= _TITLE_SHARE * len(part.sources) and together > 1
    return (first, others[0]) if enough else (first,)


def _fields(sources: Iterable[Source]) -> tuple[tuple[str, int], ...]:
    counts = Counter(source.paper.field for source in sources if source.paper.field)
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def strangers(papers: Iterable[Ranked], neighbours: Iterable[Paper]) -> list[Paper]:
    """The neighbours that are of other fields than the papers, each once, the first so many."""
    names = {name for entry in papers for name in entry.paper.identifiers}
    fields = {entry.paper.field for entry in papers}
    others = (entry.paper for entry in distinct(Ranked(paper=paper) for paper in neighbours))
    far = (p for p in others if p.field not in fields and p.field and p.abstract)
    return [paper for paper in far if names.isdisjoint(paper.identifiers)][:_MOST_NEIGHBOURS]


def _outward(
    papers: Sequence[Ranked], others: Sequence[Paper], *, period: Period, limits: Limits
) -> tuple[Bridge, ...]:
    """Bridges from papers of one field to the library's papers of others."""
    if not others:
        return ()
    own = {entry.paper.id for entry in papers}
    joined = [*papers, *(Ranked(paper=paper, score=0.0) for paper in others)]
    found = bridges(Evidence(joined, (), period=period), most=limits.bridges * _SPARE)
    return tuple(b for b in found if not own.isdisjoint(b.papers))[: limits.bridges]


def _references(
    claims: Iterable[Claim], papers: Mapping[Identifier, Paper]
) -> tuple[Reference, ...]:
    """The cited papers, numbered in the order in which they are first cited."""
    cited = dict.fromkeys(citation.paper for claim in claims for citation in claim.citations)
    return tuple(Reference.to(papers[name], number=at) for at, name in enumerate(cited, start=1))


def _notes(written: Brief, evidence: Evidence, *, outside: int) -> Iterator[Note]:
    """What the reader should know of a brief without notes."""
    if outside:
        yield Note(kind=NoteKind.OUTSIDE_TOPIC, count=outside, word=written.topic or "")
    if not written.total:
        yield Note(kind=NoteKind.NO_PAPERS)
        return
    if written.total < _FEW:
        yield Note(kind=NoteKind.FEW_PAPERS, count=written.total)
    if bare := sum(not source.paper.abstract for source in evidence.sources):
        yield Note(kind=NoteKind.WITHOUT_ABSTRACT, count=bare)
    grouped = sum(len(theme.papers) for theme in written.themes)
    if written.themes and written.total > grouped:
        yield Note(kind=NoteKind.FURTHER_PAPERS, count=written.total - grouped)
    if not written.themes:
        yield Note(kind=NoteKind.NO_THEME)
    yield from _notes_on_fields(written)
    if not evidence.before:
        yield Note(kind=NoteKind.NO_EARLIER_PAPERS)
    elif not written.rising:
        yield Note(kind=NoteKind.NOTHING_RISING, count=len(evidence.before))


def _notes_on_fields(written: Brief) -> Iterator[Note]:
    if len(written.fields) == 1 and written.bridges:
        field, _ = written.fields[0]
        count = sum(each != field for bridge in written.bridges for each in bridge.fields)
        yield Note(kind=NoteKind.NEIGHBOURS, count=count, word=field)
    elif len(written.fields) == 1:
        field, count = written.fields[0]
        yield Note(kind=NoteKind.ONE_FIELD, count=count, word=field)
    elif not written.bridges:
        yield Note(kind=NoteKind.NO_BRIDGE)
