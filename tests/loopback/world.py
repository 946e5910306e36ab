"""An arXiv with a clock: papers come out day by day, and every route shows what is out by then.

    world = World.made_up(days=10, per_day=40, categories=("cs.CL", "cs.LG"))
    with ArxivServer(routes=world.routes()) as server:
        world.now = datetime(2026, 6, 3, 6, tzinfo=UTC)
        ...  # ask {server.url}/rss/cs.CL, /list/cs.CL/new, /oai, /a/warner_s_1.atom2, /api/query
        assert world.announced("cs.CL", date(2026, 6, 3)) == {...: "new", ...}

The listing of a day is out at 20:00 Eastern the evening before; RSS is built at that day's
midnight; OAI-PMH follows at 22:30, the API after `api_lag`. What can go wrong: `WORLD_MODES`.
"""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

from loopback import batches, oai, rss, world_routes
from loopback.arxiv import Paper
from loopback.author_feed import Person
from loopback.faults import MODES
from loopback.rss import EASTERN, TYPES
from loopback.taxonomy import members
from loopback.world_faults import WORLD_MODES
from loopback.world_routes import Span

if TYPE_CHECKING:
    from loopback.server import Ask, Route

HELD_FOR = timedelta(days=21)
FIRST_CATEGORIES = ("cs.CL", "cs.LG", "cs.CV")
FIRST_DAY = date(2026, 6, 1)

_DAY = timedelta(days=1)
_COMES_OUT = time(20)
_MORNING = time(10, tzinfo=UTC)
_NEVER = datetime.min.replace(tzinfo=UTC)
_NO_TIME = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a day's announcement in one category."""

    id: str
    type: str
    version: int
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A paper as it is from the listing of a day on.

    `change` says what happened: ``new``, ``replace``, or ``cross`` into the categories `added`.
    """

    paper: Paper
    day: date
    change: str = "new"
    added: tuple[str, ...] = ()

    @property
    def out(self) -> datetime:
        return comes_out(self.day)

    @property
    def entries(self) -> tuple[Entry, ...]:
        primary, *others = self.paper.categories
        if self.change == "cross":
            types = dict.fromkeys(self.added, "cross")
        else:
            elsewhere = "cross" if self.change == "new" else "replace-cross"
            types = {**dict.fromkeys(others, elsewhere), primary: self.change}
        return tuple(
            Entry(id=self.paper.id, type=type_, version=self.paper.version, category=category)
            for category, type_ in types.items()
        )


def comes_out(day: date) -> datetime:
    """The instant at which the listing of this day is announced."""
    return datetime.combine(day - _DAY, _COMES_OUT, EASTERN)


@dataclass(slots=True, kw_only=True)
class _Book:
    """What is looked up in all editions."""

    days: list[date]
    of_day: dict[date, list[Edition]]
    of_paper: dict[str, list[Edition]]

    @classmethod
    def of(cls, editions: Iterable[Edition]) -> _Book:
        of_day: dict[date, list[Edition]] = {}
        of_paper: dict[str, list[Edition]] = {}
        for edition in sorted(editions, key=lambda edition: edition.day):
            of_day.setdefault(edition.day, []).append(edition)
            of_paper.setdefault(edition.paper.id, []).append(edition)
        return cls(days=sorted(of_day), of_day=of_day, of_paper=of_paper)


@dataclass(slots=True, kw_only=True)
class World:
    """The archive, what it announces when, and the time it is there."""

    editions: tuple[Edition, ...]
    now: datetime
    categories: tuple[str, ...] = FIRST_CATEGORIES
    api_lag: timedelta = _NO_TIME
    rss_most: int = rss.MOST_ROWS
    oai_page_size: int = oai.MOST_RECORDS
    has_rewritten_author_feed: bool = False
    people: list[Person] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _tokens: dict[str, datetime] = field(default_factory=dict)
    _kept: tuple[tuple[Edition, ...], _Book] | None = None

    @classmethod
    def of_batches(cls, found: Sequence[batches.Batch], categories: Sequence[str]) -> Self:
        """A world whose clock stands on the first listing's morning, 10:00 UTC."""
        return cls(
            editions=tuple(
                Edition(paper=paper, day=batch.day) for batch in found for paper in batch.papers
            ),
            categories=tuple(categories),
            now=datetime.combine(found[0].day, _MORNING),
        )

    @classmethod
    def from_corpus(
        cls, folder: Path, *, first: date, days: int, categories: Sequence[str] = ()
    ) -> Self:
        """Real announcements: so many listings from this day on, of papers in these categories."""
        found = batches.read_corpus(folder, first=first, days=days, categories=categories)
        return cls.of_batches(found, categories or FIRST_CATEGORIES)

    @classmethod
    def made_up(
        cls,
        *,
        days: int = 10,
        per_day: int = 30,
        categories: Sequence[str] = FIRST_CATEGORIES,
        first: date = FIRST_DAY,
        without: Collection[date] = (),
    ) -> Self:
        """The same without real papers; `without` are weekdays that have no listing."""
        found = batches.made_up(
            first=first, days=days, per_day=per_day, categories=categories, without=without
        )
        return cls.of_batches(found, categories)

    # What is so

    @property
    def _book(self) -> _Book:
        if self._kept is None or self._kept[0] is not self.editions:
            self._kept = (self.editions, _Book.of(self.editions))
        return self._kept[1]

    @property
    def days(self) -> list[date]:
        """The days that have a listing."""
        return list(self._book.days)

    @property
    def announcements(self) -> Mapping[date, tuple[Entry, ...]]:
        """Everything that is ever announced, day by day."""
        return {
            day: tuple(entry for edition in editions for entry in edition.entries)
            for day, editions in self._book.of_day.items()
        }

    def announced(self, topic: str, day: date) -> dict[str, str]:
        """What the listing of this day has in a category or archive: id and type."""
        return self.announced_in((topic,), day)

    def announced_in(self, topics: Iterable[str], day: date) -> dict[str, str]:
        """Likewise over several together: of several types of one paper, the first of `TYPES`."""
        wanted = {category for topic in topics for category in members(topic)}
        found: dict[str, str] = {}
        for edition in self._book.of_day.get(day, ()):
            for entry in edition.entries:
                if entry.category in wanted:
                    types = (entry.type, found.get(entry.id, entry.type))
                    found[entry.id] = min(types, key=TYPES.index)
        return found

    def all_announced(self, topics: Sequence[str], first: date, last: date) -> dict[str, str]:
        """What the listings of these days, both included, have in these topics together."""
        found: dict[str, str] = {}
        for day in self._book.days:
            if first <= day <= last:
                for name, type_ in self.announced_in(topics, day).items():
                    found[name] = min((type_, found.get(name, type_)), key=TYPES.index)
        return found

    def paper(self, name: str, day: date | None = None) -> Paper:
        """The paper as of the listing of this day, or as it will be in the end."""
        editions = self._book.of_paper[name]
        return [edition for edition in editions if day is None or edition.day <= day][-1].paper

    def latest_day(self, lag: timedelta = _NO_TIME) -> date | None:
        """The last listing that has been out for so long."""
        days = self._book.days
        out = bisect.bisect_right(days, self.now - lag, key=comes_out)
        return days[out - 1] if out else None

    def day_before(self, day: date) -> date:
        """The listing before this day's; the day itself when there is none."""
        return max((other for other in self._book.days if other < day), default=day)

    def out(self, lag: timedelta = _NO_TIME) -> list[list[Edition]]:
        """The editions that have been out for so long, paper by paper."""
        last = self.latest_day(lag)
        if last is None:
            return []
        out = (
            [edition for edition in editions if edition.day <= last]
            for editions in self._book.of_paper.values()
        )
        return [editions for editions in out if editions]

    # What can be made to be so

    def announce(self, *editions: Edition) -> None:
        self.editions = (*self.editions, *editions)

    def claim(self, name: str, author_id: str, orcid: str = "") -> None:
        """Give somebody an author page of the papers that bear this name."""
        self.people.append(Person(name=name, id=author_id, orcid=orcid))

    def hold(self, number: int, day: date) -> tuple[str, ...]:
        """Make so many of a day's new papers submitted three weeks earlier."""
        names = self._picked("hold", day, number, self._new_on(day))
        self.editions = tuple(
            replace(edition, paper=_held(edition.paper)) if edition.paper.id in names else edition
            for edition in self.editions
        )
        return names

    def double(self, day: date) -> date:
        """Let this day's batch come out together with the next one's, and no listing on it."""
        following = min(other for other in self.days if other > day)
        self.editions = tuple(
            replace(edition, day=following) if edition.day == day else edition
            for edition in self.editions
        )
        return following

    def revise(self, day: date, number: int) -> tuple[str, ...]:
        """Announce on this day new versions, abstracts changed, of so many earlier papers."""
        names = self._picked("revise", day, number, self._earlier_than(day))
        self.announce(
            *(
                Edition(paper=_revised(self.paper(name), day), day=day, change="replace")
                for name in names
            )
        )
        return names

    def late_cross(self, day: date, number: int, category: str = "") -> tuple[str, ...]:
        """Announce on this day so many earlier papers in one category more."""
        free = {
            name: open_
            for name in self._earlier_than(day)
            if (open_ := self._open_categories(name, category))
        }
        names = self._picked("cross", day, number, free)
        self.announce(*(_widened(self.paper(name), free[name], day) for name in names))
        return names

    def _new_on(self, day: date) -> list[str]:
        editions = self._book.of_day.get(day, ())
        return [edition.paper.id for edition in editions if edition.change == "new"]

    def _earlier_than(self, day: date) -> list[str]:
        return [
            name
            for name, editions in self._book.of_paper.items()
            if editions[0].day < day and editions[-1].day <= day
        ]

    def _open_categories(self, name: str, category: str) -> list[str]:
        among = (category,) if category else self.categories
        return [one for one in among if one not in self.paper(name).categories]

    @staticmethod
    def _picked(what: str, day: date, number: int, among: Iterable[str]) -> tuple[str, ...]:
        names = sorted(among, key=lambda name: batches.share(f"{what}{day}{name}"))
        if len(names) < number:
            raise ValueError(f"only {len(names)} papers to {what} on {day}")
        return tuple(names[:number])

    # What goes wrong

    def misbehave(
        self,
        name: str,
        *,
        path: str = "/",
        since: datetime | None = None,
        until: datetime | None = None,
        times: int | None = None,
    ) -> None:
        """Do something wrong within a span of this world's time; the first that applies counts."""
        mode = WORLD_MODES.get(name) or MODES[name]
        if mode.send is not None:
            raise ValueError(f"{name} is for the server, not for the world")
        lasts = getattr(mode, "lasts", None)
        if until is None and lasts is not None:
            since = since or self.now
            until = since + lasts
        self._spans.append(Span(mode=mode, path=path, since=since, until=until, times=times))

    def behave(self) -> None:
        """Do nothing wrong from now on."""
        self._spans.clear()

    def expire_tokens(self) -> None:
        """Let no resumption token given so far be good any more."""
        self._tokens = dict.fromkeys(self._tokens, _NEVER)

    def span_for(self, ask: Ask) -> Span | None:
        """What goes wrong with this request now."""
        return next((span for span in self._spans if span.applies(ask, self.now)), None)

    def note_token(self, token: str) -> None:
        self._tokens[token] = oai.expires(self.now)

    def is_spent(self, token: str) -> bool:
        """Whether a token was given, and is no longer good."""
        return token in self._tokens and self.now >= self._tokens[token]

    # What is asked

    def routes(self) -> dict[str, Route]:
        """The services, for ``ArxivServer(routes=...)``."""
        return world_routes.of(self)


def _held(paper: Paper) -> Paper:
    earlier = datetime.fromisoformat(paper.published) - HELD_FOR
    return replace(paper, published=f"{earlier:%Y-%m-%dT%H:%M:%SZ}")


def _widened(paper: Paper, among: Sequence[str], day: date) -> Edition:
    added = among[int(batches.share(paper.id) * len(among))]
    wider = replace(paper, categories=(*paper.categories, added))
    return Edition(paper=wider, day=day, change="cross", added=(added,))


def _revised(paper: Paper, day: date) -> Paper:
    version = paper.version + 1
    return replace(
        paper,
        version=version,
        abstract=f"{paper.abstract} Version {version} corrects the proof.",
        updated=batches.submitted(f"{paper.id}v{version}", day),
        comment=f"v{version}: proof corrected",
    )
