"""A brief: what a period's papers say, claim by claim, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.periods import Period


class Verdict(StrEnum):
    """What checking a claim came to."""

    SUPPORTED = "supported"
    UNKNOWN_PAPER = "unknown paper"
    QUOTE_NOT_FOUND = "quote not found"
    NUMBER_NOT_FOUND = "number not found"
    NO_CITATION = "no citation"
    QUOTE_TOO_SHORT = "quote too short"
    NUMBER_MISPLACED = "number of something else"
    UNIT_NOT_FOUND = "unit not found"
    NAME_NOT_FOUND = "name not found"
    NEGATION = "negation not in the quote"
    COMPARISON = "comparison not in the quote"
    OVERCLAIM = "more than the quote says"
    MERGED = "findings run together"
    ANOTHER_MATTER = "quote of another matter"
    RELATION = "relation not in the quotes"
    NOT_SHARED = "nothing shared"
    DOUBTED = "doubted by the model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A piece of a paper's abstract, as it is written there."""

    paper: Identifier
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A claim's pointer to a paper, with the words of the abstract that it rests on."""

    paper: Identifier
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence that asserts."""

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict

    @classmethod
    def quoting(cls, quote: Quote) -> Self:
        """The claim that consists of a quote."""
        citation = Citation(paper=quote.paper, quote=quote.text)
        return cls(text=quote.text, citations=(citation,), verdict=Verdict.SUPPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Papers about one thing, the most telling first, and what they say."""

    title: str
    terms: tuple[str, ...]
    papers: tuple[Identifier, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """Papers of different fields that share a method or a problem; `fields` one for each paper."""

    papers: tuple[Identifier, ...]
    fields: tuple[str, ...]
    terms: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rising:
    """A term that more papers have than chance explains: `count` of the period's `total`.

    Before, `before` of `before_total` papers had it, in `weeks` weeks (None where no date says).
    """

    term: str
    count: int
    total: int
    before: int
    before_total: int
    weeks: int | None
    papers: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A line of the list at the end, made from the paper alone."""

    number: int
    identifier: Identifier
    title: str
    authors: tuple[str, ...]
    venue: str | None
    category: str | None
    date: date | None

    @classmethod
    def to(cls, paper: Paper, *, number: int) -> Self:
        """The reference to a paper."""
        return cls(
            number=number,
            identifier=paper.id,
            title=paper.title,
            authors=tuple(author.name for author in paper.authors),
            venue=paper.journal_ref or paper.venue,
            category=paper.primary_category,
            date=day_of(paper),
        )

    @property
    def url(self) -> str:
        """The paper's page."""
        return self.identifier.url


class NoteKind(StrEnum):
    """What a brief says about itself."""

    INCOMPLETE = "incomplete"
    MODEL_FAILED = "model failed"
    NOT_DOUBTED = "not doubted"
    NOT_REPAIRED = "not repaired"
    NO_PAPERS = "no papers"
    FEW_PAPERS = "few papers"
    OUTSIDE_TOPIC = "outside topic"
    WITHOUT_ABSTRACT = "without abstract"
    NO_THEME = "no theme"
    FURTHER_PAPERS = "further papers"
    ONE_FIELD = "one field"
    NO_BRIDGE = "no bridge"
    NEIGHBOURS = "neighbours"
    NO_EARLIER_PAPERS = "no earlier papers"
    NOTHING_RISING = "nothing rising"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing a brief says about itself: `count` papers, and the word it is about.

    What was not repaired are so many claims.
    """

    kind: NoteKind
    count: int = 0
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a model's brief took; `amount` in US dollars, None where no price is known.

    All of it is nought where the answers were kept from before.
    """

    tokens_in: int
    tokens_out: int
    amount: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A finished brief: every claim in it is supported. `dropped` are those that were not.

    `total` papers are of the period (and the topic), in `fields`, most first; `cited` of them are
    referred to. `lang` is the language of the claims' own words; quotes keep theirs. A model's
    brief also says where papers agree or not, what they leave open and what to read `first`;
    `shown` is how many papers the model was given, `prompt` the version of what it was told.
    """

    period: Period
    topic: str | None = None
    lang: str = "en"
    made: datetime | None = None
    total: int = 0
    fields: tuple[tuple[str, int], ...] = ()
    themes: tuple[Theme, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    rising: tuple[Rising, ...] = ()
    references: tuple[Reference, ...] = ()
    notes: tuple[Note, ...] = ()
    model: str | None = None
    dropped: tuple[Claim, ...] = ()
    cost: Cost | None = None
    agreements: tuple[Claim, ...] = ()
    questions: tuple[Claim, ...] = ()
    first: tuple[Claim, ...] = ()
    shown: int = 0
    prompt: int | None = None

    @property
    def cited(self) -> int:
        """How many papers are referred to."""
        return len(self.references)

    @property
    def claims(self) -> Iterator[Claim]:
        """All claims in the order in which they are read."""
        for theme in self.themes:
            yield from theme.claims
        for bridge in self.bridges:
            yield from bridge.claims
        yield from (*self.agreements, *self.questions, *self.first)

    def number_of(self, paper: Identifier) -> int | None:
        """The number of a paper's reference."""
        numbers = (line.number for line in self.references if line.identifier == paper)
        return next(numbers, None)


def day_of(paper: Paper) -> date | None:
    """The day a paper came out, as well as its record says."""
    if paper.announced or paper.batch:
        return paper.announced or paper.batch
    return paper.submitted.date() if paper.submitted else None
