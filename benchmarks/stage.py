"""Homes of their own for the commands that are measured, made through the package's own doors."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

import papers as paper_list
from academichub_cli import radar
from academichub_cli.commands._fetching import NOTE
from academichub_cli.domain.freshness import ANY_RADAR, LastHarvest, State
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import Follow, FollowKind, Radar
from academichub_cli.library import Library
from measuring import Command, hub
from papers import AUTHORS, CALENDAR, CATEGORIES, NOW, TODAY, TOPICS

A_PAGE = 2_000
_A_DAY = 700

RADAR = Radar(
    follows=tuple(
        Follow(kind=kind, text=text)
        for kind, texts in (
            (FollowKind.AUTHOR, AUTHORS),
            (FollowKind.TOPIC, TOPICS),
            (FollowKind.CATEGORY, CATEGORIES),
        )
        for text in texts
    )
)


@dataclass(frozen=True, slots=True)
class Home:
    """A reader's three folders; commands run beside them."""

    folder: Path

    @property
    def library_file(self) -> Path:
        return self.folder / "data" / "library.db"

    def hub(self, *arguments: str, now: datetime = NOW, **variables: str) -> Command:
        """A command of this reader's at an instant, offline unless `variables` say otherwise."""
        folders = {
            f"HUB_{kind.upper()}_DIR": str(self.folder / kind)
            for kind in ("config", "data", "cache")
        }
        given = {**folders, "HUB_NOW": now.isoformat(), "HUB_OFFLINE": "1", **variables}
        return hub(*arguments, folder=self.folder, variables=given)

    def follow(self, follows: Iterable[Follow]) -> None:
        """Put these on the radar."""
        file = self.folder / "config" / "radar.toml"
        with radar.editing(file, cache_dir=self.folder / "cache") as editor:
            for each in follows:
                editor.follow(each)

    def add(self, papers: Iterable[Paper], *, at: datetime = NOW) -> None:
        """Papers into the library, in transactions as large as a harvest's."""
        with Library.open(self.library_file) as library:
            for lot in paper_list.in_lots(papers, A_PAGE):
                with library.changing():
                    library.papers.add(lot, seen=at, current=TODAY)

    def settle(self) -> None:
        """Note that everything has been read, so that nothing is due."""
        last = LastHarvest(radar=ANY_RADAR, at=NOW, state=State.FRESH, has_current=True)
        with Library.open(self.library_file) as library, library.changing():
            library.set_note(NOTE, json.dumps(last.to_json()))


@dataclass
class Stage:
    """The folder a run works in, and what its benchmarks share."""

    folder: Path
    quick: bool = False
    _homes: dict[str, Home] = field(default_factory=dict)

    @property
    def rounds(self) -> int:
        return 5 if self.quick else 15

    @property
    def large(self) -> int:
        """How many papers a large library has."""
        return 10_000 if self.quick else 100_000

    @cached_property
    def papers(self) -> list[Paper]:
        """Enough papers for the large library, last first."""
        return paper_list.some(self.large)

    def home(self, name: str) -> Home:
        """An empty home of this name."""
        folder = self.folder / name
        folder.mkdir()
        return Home(folder)

    def settled(self, number: int, *, current: int) -> Home:
        """A home with so many papers, so many of them of the current announcement; none due."""
        name = f"settled-{number}-{current}"
        if name not in self._homes:
            home = self.home(name)
            self._fill(home, number, current)
            home.settle()
            home.follow(RADAR.follows)
            self._homes[name] = home
        return self._homes[name]

    def _fill(self, home: Home, number: int, current: int) -> None:
        """The older papers are the same in all libraries of a size, so they are made once."""
        first = min(number, 2 * _A_DAY)
        before = CALENDAR.before(TODAY)
        older = self.folder / f"older-{number}.db"
        if not older.exists():
            made = self.home(f"older-{number}")
            last = CALENDAR.before(before)
            rest = list(paper_list.by_day(self.papers[first:number], last=last, a_day=_A_DAY))
            made.add(reversed(rest))
            made.library_file.replace(older)
        home.library_file.parent.mkdir(mode=0o700)
        shutil.copy(older, home.library_file)
        home.add(paper_list.dated(self.papers[current:first], before))
        home.add(paper_list.dated(self.papers[:current], TODAY))


def loopback_variables(address: str) -> Mapping[str, str]:
    """What lets a command ask a server on this machine, without waiting between requests."""
    return {"HUB_ARXIV_API_URL": address, "HUB_MIN_INTERVAL": "0", "HUB_OFFLINE": "0"}
