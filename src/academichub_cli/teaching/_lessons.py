"""The use case of learning: marks, follows and what was passed over → what the reader likes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, reduce

from academichub_cli import LEARNING, __version__
from academichub_cli.domain.learned import (
    OF_HIDES,
    STRENGTHS,
    Document,
    Example,
    Model,
    passed_over,
)
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import Follow, FollowKind, Radar
from academichub_cli.domain.rules import RadarRules
from academichub_cli.domain.taste import Taste, without_term
from academichub_cli.learning.kept import from_text, to_text
from academichub_cli.learning.space import Sample, sampled
from academichub_cli.learning.train import train
from academichub_cli.library import Library, Mark

_BACKGROUND = 3_000
_ENOUGH = 1.0  # of strength: a like, a save, or a few opened papers
_ENOUGH_HIDDEN = 2.0  # two hidden papers, or one that was hidden for what it is about
_DISLIKED = 2.0
_OVERLOOKED_SINCE = timedelta(days=60)
_TIME_TO_MARK = timedelta(days=1)
_MOST_OVERLOOKED = 300
_MOST_PEOPLE, _LOOKED_AT, _MOST_OF_A_PERSON = 50, 30, 10
_PERSON_COUNTS_AS = 2.0  # papers
_SECONDS_A_DAY = 86_400


class Background:
    """A sample of the library, made ready to learn from when it is first needed.

    Making it takes a third of the time that learning takes, and it is the same until the library
    has grown by a tenth, so it may be kept by its name for the next run to read.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made: Sample | None = None

    @cached_property
    def sample(self) -> Sample:
        """What was kept, or one made now."""
        try:
            return from_text(self._library.learned.sample(self.name) or "")
        except ValueError:
            self._made = sampled(map(_document, self._library.papers.sample(_BACKGROUND)))
        return self._made

    def to_keep(self) -> str | None:
        """What was made, as the text to keep; None where nothing was."""
        return to_text(self._made) if self._made else None

    @cached_property
    def name(self) -> str:
        """What tells this sample from one of another library or another version."""
        return f"{__version__}.{LEARNING} {self._library.papers.sample_name(_BACKGROUND)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """All that can be learned from at one instant: `until` it, as if nothing later were known.

    `background` is what marks stand out from.
    """

    library: Library
    radar: Radar
    until: datetime
    background: Background

    def taste(self, previous: Taste | None = None) -> Taste:
        """What is to be learned now. `previous` keeps the interests in their order."""
        # Nothing is locked while numbers are worked out.
        with self.library.reading():
            marked = list(self._marked())
            others = [*self._followed(), *self._overlooked(marked)]
            forgotten = self.library.learned.unlearned("term")
        wanted = [each for each in marked if each.strength > 0]
        unwanted = [each for each in marked if each.strength < 0]
        learns_liking = sum(each.strength for each in wanted) >= _ENOUGH
        learns_aversion = -sum(each.strength for each in unwanted) >= _ENOUGH_HIDDEN
        if not learns_liking and not learns_aversion:
            return Taste(liked=len(wanted), hidden=len(unwanted))
        background = self.background.sample
        liking: Model | None = None
        if learns_liking:
            before = previous.liking if previous else None
            liking = train([*marked, *others], background, now=self.until, previous=before)
        aversion: Model | None = None
        if learns_aversion:
            turned = [_turned(each) for each in marked]
            aversion = train(turned, background, now=self.until, curve=OF_HIDES)
        taste = Taste(liking=liking, aversion=aversion, liked=len(wanted), hidden=len(unwanted))
        return reduce(without_term, forgotten, taste)

    def _marked(self) -> Iterator[Example]:
        """The papers that were marked, and those that the reader owns."""
        forgotten = self.library.learned.unlearned("paper")
        said: dict[int, list[Mark]] = {}
        for mark in self.library.marks.dated():
            if mark.at <= self.until and not _is_forgotten(str(mark.paper), mark.at, forgotten):
                said.setdefault(mark.key, []).append(mark)
        papers = self.library.papers.by_keys(list(said))
        for marks, paper in zip(said.values(), papers, strict=True):
            strength, at = _strength([mark.name for mark in marks]), max(m.at for m in marks)
            yield Example(document=_document(paper), strength=strength, age=self._age(at))
        yield from self._owned(said, forgotten)

    def _owned(
        self, marked: Mapping[int, object], forgotten: Mapping[str, datetime]
    ) -> Iterator[Example]:
        strength = STRENGTHS["liked"]
        for each in self.library.learned.owned():
            if each.at <= self.until and not _is_forgotten(each.name, each.at, forgotten):
                document = Document(
                    id=each.name, title=each.title, abstract=each.abstract, categories=()
                )
                yield Example(document=document, strength=strength, age=self._age(each.at))
        arrived = {
            key: at
            for key, at in self.library.learned.arrived()
            if key not in marked and at <= self.until
        }
        for paper, at in zip(
            self.library.papers.by_keys(list(arrived)), arrived.values(), strict=True
        ):
            if not _is_forgotten(str(paper.id), at, forgotten):
                yield Example(document=_document(paper), strength=strength, age=self._age(at))

    def _followed(self) -> Iterator[Example]:
        """What is followed, as texts; and papers of followed people."""
        strength = STRENGTHS["followed"]
        forgotten = self.library.learned.unlearned("paper")
        for follow in self.radar.follows:
            document = _followed_text(follow)
            if document and document.id not in forgotten:
                yield Example(document=document, strength=strength)
        for papers in self._by_followed_people():
            # A person with many papers must not drown what was liked.
            share = strength * min(1.0, _PERSON_COUNTS_AS / len(papers))
            for paper in papers:
                yield Example(document=_document(paper), strength=share)

    def _by_followed_people(self) -> Iterator[list[Paper]]:
        """What the library has of each followed person, unmarked."""
        marks = self.library.marks.all()
        for follow in self.radar.of_kind(FollowKind.AUTHOR)[:_MOST_PEOPLE]:
            rules = RadarRules(Radar(follows=(follow,)), today=self.until.date())
            words = " ".join(f"author:{word}" for word in follow.text.split() if word.isalpha())
            found = self.library.search.find(words, limit=_LOOKED_AT)
            theirs = [
                paper
                for paper in self.library.papers.by_keys([each.key for each in found])
                if any(not hit.is_possible for hit in rules.hits(paper))
                and paper.id not in marks
                and self._is_known(paper)
            ]
            if theirs:
                yield theirs[:_MOST_OF_A_PERSON]

    def _is_known(self, paper: Paper) -> bool:
        return paper.first_seen is None or paper.first_seen <= self.until

    def _overlooked(self, marked: list[Example]) -> Iterator[Example]:
        """Papers that were shown and that nothing was said of: weakly unwanted."""
        told = {example.document.id for example in marked}
        best: dict[int, int] = {}
        exposures = self.library.shown.exposures(self.until - _OVERLOOKED_SINCE)
        for each in exposures:
            if each.at <= self.until - _TIME_TO_MARK:
                best[each.key] = min(each.position, best.get(each.key, each.position))
        keys = list(best)[-_MOST_OVERLOOKED:]
        papers = self.library.papers.by_keys(keys)
        known = self.library.papers.keys(paper.id for paper in papers)
        for paper in papers:
            if str(paper.id) not in told:
                strength = passed_over(best[known[paper.id]])
                yield Example(document=_document(paper), strength=strength)

    def _age(self, at: datetime) -> float:
        return max(0.0, (self.until - at).total_seconds() / _SECONDS_A_DAY)


def _document(paper: Paper) -> Document:
    return Document(
        id=str(paper.id), title=paper.title, abstract=paper.abstract, categories=paper.categories
    )


def _followed_text(follow: Follow) -> Document | None:
    """A followed topic or category as a paper that has nothing else."""
    name = f"{follow.kind.value}:{follow.text}"
    if follow.kind is FollowKind.TOPIC:
        return Document(id=name, title=follow.text, abstract=None, categories=())
    if follow.kind is FollowKind.CATEGORY:
        return Document(id=name, title="", abstract=None, categories=(follow.text,))
    return None


def _is_forgotten(name: str, at: datetime, forgotten: Mapping[str, datetime]) -> bool:
    """Whether a mark was made before its paper was unlearned."""
    return name in forgotten and at <= forgotten[name]


def _strength(marks: list[str]) -> float:
    """How strongly a paper speaks, by all that was said of it."""
    if "disliked" in marks:
        return -_DISLIKED
    if "hidden" in marks:
        return STRENGTHS["hidden"]
    return max(STRENGTHS[mark] for mark in marks)


def _turned(example: Example) -> Example:
    """The example as one of what is not wanted."""
    return Example(document=example.document, strength=-example.strength, age=example.age)
