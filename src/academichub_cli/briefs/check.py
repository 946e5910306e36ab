"""Whether a brief says more than its papers do, found out without the code that wrote it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from academichub_cli.briefs._papers import about, distinct, text_of
from academichub_cli.domain.brief import (
    Bridge,
    Brief,
    Claim,
    NoteKind,
    Reference,
    Rising,
    Verdict,
)
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Ranked
from academichub_cli.domain.terms import Folding, aliases, candidates, expansions, keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsupported:
    """Something in a brief that its papers do not bear out: what it is, and why."""

    said: str
    why: str


def unsupported(
    brief: Brief,
    papers: Iterable[Ranked],
    before: Iterable[Paper] = (),
    neighbours: Iterable[Paper] = (),
) -> list[Unsupported]:
    """Everything in the brief that is not borne out by these papers; empty for a true brief."""
    every = distinct(papers)
    evidence = _Evidence.of(brief, every, before)
    known = {**{paper.id: paper for paper in neighbours}, **evidence.papers}
    return [
        *_totals(brief, evidence),
        *(fault for claim in brief.claims for fault in _claim(claim, brief, known)),
        *_themes(brief, evidence),
        *(
            fault
            for bridge in brief.bridges
            for fault in _bridge(bridge, replace(evidence, papers=known))
        ),
        *(fault for rising in brief.rising for fault in _rising(rising, evidence)),
        *_references(brief, known),
        *_notes(brief, evidence, outside=len(every) - len(evidence.papers)),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    papers: Mapping[Identifier, Paper]
    before: Sequence[Paper]
    folding: Folding

    @classmethod
    def of(cls, brief: Brief, every: Sequence[Ranked], before: Iterable[Paper]) -> _Evidence:
        fitting = {entry.paper.id: entry.paper for entry in about(every, brief.topic)}
        names = {name for paper in fitting.values() for name in paper.identifiers}
        earlier = about((Ranked(paper=paper) for paper in before), brief.topic)
        others = [entry.paper for entry in earlier if names.isdisjoint(entry.paper.identifiers)]
        return cls(papers=fitting, before=others, folding=Folding())

    def having(self, term: str, papers: Iterable[Paper]) -> list[Identifier]:
        """The papers that have a term or the acronym that their field writes for it."""
        key = " ".join(keys(term, self.folding))
        short = self._acronyms(key)
        return [
            paper.id
            for paper in papers
            if not {key, *short.get(paper.field, ())}.isdisjoint(self.terms_of(text_of(paper)))
        ]

    def terms_of(self, text: str) -> set[str]:
        """All runs of words of a text."""
        return candidates(keys(text, self.folding))

    def says(self, quote: str, term: str, paper: Paper) -> bool:
        """Whether a sentence has a term, or an acronym for it."""
        key = " ".join(keys(term, self.folding))
        words = {key, *self._acronyms(key).get(paper.field, ())}
        return not words.isdisjoint(self.terms_of(quote))

    def _acronyms(self, key: str) -> dict[str | None, list[str]]:
        by_field: dict[str | None, list[tuple[str, str]]] = {}
        for paper in self.papers.values():
            pairs = expansions(text_of(paper), self.folding)
            by_field.setdefault(paper.field, []).extend(pairs)
        return {
            field: [short for short, long in aliases(pairs).items() if long == key]
            for field, pairs in by_field.items()
        }


def _fault(said: object, why: str) -> Unsupported:
    return Unsupported(said=str(said), why=why)


def _totals(brief: Brief, evidence: _Evidence) -> Iterator[Unsupported]:
    if brief.total != len(evidence.papers):
        yield _fault(brief.total, "not the number of papers")
    fields = Counter(paper.field for paper in evidence.papers.values() if paper.field)
    if dict(brief.fields) != dict(fields):
        yield _fault(brief.fields, "not the papers' fields")


def _claim(claim: Claim, brief: Brief, papers: Mapping[Identifier, Paper]) -> Iterator[Unsupported]:
    if claim.verdict is not Verdict.SUPPORTED:
        yield _fault(claim.text, claim.verdict)
    if not claim.citations:
        yield _fault(claim.text, Verdict.NO_CITATION)
    if brief.model is None and [claim.text] != [citation.quote for citation in claim.citations]:
        yield _fault(claim.text, "not its quote")
    for citation in claim.citations:
        paper = papers.get(citation.paper)
        if paper is None:
            yield _fault(citation.paper, Verdict.UNKNOWN_PAPER)
        elif not citation.quote.strip() or citation.quote not in (paper.abstract or ""):
            yield _fault(citation.quote, Verdict.QUOTE_NOT_FOUND)
        if brief.number_of(citation.paper) is None:
            yield _fault(citation.paper, "no reference")


def _themes(brief: Brief, evidence: _Evidence) -> Iterator[Unsupported]:
    named = [name for theme in brief.themes for name in theme.papers]
    for name, times in Counter(named).items():
        if name not in evidence.papers:
            yield _fault(name, Verdict.UNKNOWN_PAPER)
        if times > 1:
            yield _fault(name, "in two themes")
    for theme in brief.themes:
        papers = [evidence.papers[name] for name in theme.papers if name in evidence.papers]
        for term in theme.terms:
            if not evidence.having(term, papers):
                yield _fault(term, "no paper of the theme has it")
        for claim in theme.claims:
            if any(citation.paper not in theme.papers for citation in claim.citations):
                yield _fault(claim.text, "of another theme's paper")


def _bridge(bridge: Bridge, evidence: _Evidence) -> Iterator[Unsupported]:
    known = [evidence.papers[name] for name in bridge.papers if name in evidence.papers]
    if len(known) < len(bridge.papers):
        yield _fault(bridge.papers, Verdict.UNKNOWN_PAPER)
    if tuple(paper.field for paper in known) != bridge.fields or len(set(bridge.fields)) == 1:
        yield _fault(bridge.fields, "not the papers' fields, or one field")
    for term in bridge.terms:
        if len(evidence.having(term, known)) < len(bridge.papers):
            yield _fault(term, "not shared")
    for claim in bridge.claims:
        for citation in claim.citations:
            paper = evidence.papers.get(citation.paper)
            says = paper and any(evidence.says(citation.quote, t, paper) for t in bridge.terms)
            # What explains a bridge in other words is held against its quotes when it is written.
            if not says and claim.text == citation.quote:
                yield _fault(citation.quote, "has none of the shared words")


def _rising(rising: Rising, evidence: _Evidence) -> Iterator[Unsupported]:
    having = evidence.having(rising.term, evidence.papers.values())
    if set(having) != set(rising.papers) or rising.count != len(having):
        yield _fault(f"{rising.term}: {rising.count}", "not the papers that have it")
    before = len(evidence.having(rising.term, evidence.before))
    if rising.before != before:
        yield _fault(f"{rising.term}: {rising.before} before", f"{before} had it")
    totals = (len(evidence.papers), len(evidence.before))
    if (rising.total, rising.before_total) != totals:
        yield _fault(f"{rising.term}: of {rising.total} and {rising.before_total}", "miscounted")
    if rising.count * rising.before_total <= rising.before * rising.total:
        yield _fault(rising.term, "not rising")


def _references(brief: Brief, papers: Mapping[Identifier, Paper]) -> Iterator[Unsupported]:
    cited = dict.fromkeys(citation.paper for claim in brief.claims for citation in claim.citations)
    if [line.identifier for line in brief.references] != list(cited):
        yield _fault("references", "not what is cited, in order")
    for number, line in enumerate(brief.references, start=1):
        paper = papers.get(line.identifier)
        if paper is None or line != Reference.to(paper, number=number):
            yield _fault(line.title, "not the paper's own record")


def _notes(brief: Brief, evidence: _Evidence, *, outside: int) -> Iterator[Unsupported]:
    papers = evidence.papers.values()
    grouped = {name for theme in brief.themes for name in theme.papers}
    true = {
        NoteKind.MODEL_FAILED: 0,
        NoteKind.NOT_DOUBTED: 0,
        # Which claims were asked for again is known to none but the writer.
        NoteKind.NOT_REPAIRED: min(len(brief.dropped), _not_repaired(brief)),
        NoteKind.NO_PAPERS: 0,
        NoteKind.FEW_PAPERS: len(papers),
        NoteKind.OUTSIDE_TOPIC: outside,
        NoteKind.WITHOUT_ABSTRACT: sum(not paper.abstract for paper in papers),
        NoteKind.NO_THEME: 0,
        NoteKind.FURTHER_PAPERS: len(papers) - len(grouped),
        NoteKind.ONE_FIELD: sum(paper.field is not None for paper in papers),
        NoteKind.NO_BRIDGE: 0,
        NoteKind.NEIGHBOURS: sum(
            name not in evidence.papers for bridge in brief.bridges for name in bridge.papers
        ),
        NoteKind.NO_EARLIER_PAPERS: 0,
        NoteKind.NOTHING_RISING: len(evidence.before),
    }
    for note in brief.notes:
        if note.count != true[note.kind]:
            yield _fault(f"{note.kind}: {note.count}", f"{true[note.kind]} by count")


def _not_repaired(brief: Brief) -> int:
    return sum(note.count for note in brief.notes if note.kind is NoteKind.NOT_REPAIRED)
