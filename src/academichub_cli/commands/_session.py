"""What a command is handed: everything of the user's, read on first use."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from academichub_cli import config, radar
from academichub_cli.config import Settings
from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.radar import Radar
from academichub_cli.errors import UsageError
from academichub_cli.library import Library
from academichub_cli.paths import Paths
from academichub_cli.radar import RadarEditor
from academichub_cli.terminal import Terminal
from academichub_cli.today import Reader

if TYPE_CHECKING:
    from academichub_cli.domain.interleaving import Comparison
    from academichub_cli.domain.rules import RadarRules

COMPARISON = "comparison"


class Session:
    """One run of one command."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self.environ = environ

    @classmethod
    def offline(cls) -> Session:
        """A run that asks nobody, whatever the settings say."""
        return cls({**os.environ, "HUB_OFFLINE": "1"})

    @cached_property
    def terminal(self) -> Terminal:
        """The screen, or what takes its place."""
        return Terminal(self.environ)

    @cached_property
    def now(self) -> datetime:
        """The time it is, the same throughout the run."""
        return config.time_now(self.environ)

    @cached_property
    def paths(self) -> Paths:
        """Where the user's files are."""
        return Paths.from_environment(self.environ)

    @cached_property
    def settings(self) -> Settings:
        """The settings in force."""
        return config.load(self.paths, self.environ)

    @cached_property
    def language(self) -> str:
        """The language of headings: ``en`` or ``zh``."""
        return config.language_of(self.settings, self.environ)

    @cached_property
    def radar(self) -> Radar:
        """What the reader follows and mutes."""
        return radar.load(self.paths.radar_file, cache_dir=self.paths.cache_dir)

    @cached_property
    def library(self) -> Library:
        """All papers this machine knows."""
        return Library.open(self.paths.library_file)

    @cached_property
    def calendar(self) -> Calendar:
        """arXiv's calendar."""
        return Calendar(frozenset(self.settings.calendar_no_mailing))

    @cached_property
    def look_back(self) -> timedelta:
        """How far back new papers are looked for."""
        return timedelta(days=self.settings.reading_look_back_days)

    @cached_property
    def reader(self) -> Reader:
        """The reader's view of the library."""
        return Reader(
            library=self.library,
            radar=self.radar,
            calendar=self.calendar,
            now=self.now,
            look_back=self.look_back,
            preferences=self.settings.preferences,
            comparison=self.comparison,
        )

    @cached_property
    def rules(self) -> RadarRules:
        """What the radar means, by all that the library tells of people."""
        rules: type[RadarRules] = import_module("academichub_cli.domain.rules").RadarRules
        attribute = self.library.attribution
        return rules(self.radar, today=self.now.date(), attribute=attribute)

    @property
    def comparison(self) -> Comparison | None:
        """The two rankers that are compared on what is shown, where any are."""
        try:
            kept = json.loads(self.library.note(COMPARISON) or "{}")
            left, right = kept["rankers"]
            begun = datetime.fromisoformat(kept["begun"])
        except (LookupError, TypeError, ValueError):
            return None
        comparison: type[Comparison]
        comparison = import_module("academichub_cli.domain.interleaving").Comparison
        return comparison(rankers=(str(left), str(right)), begun=begun)

    @contextmanager
    def editing_radar(self) -> Iterator[RadarEditor]:
        """The radar, to be changed."""
        with radar.editing(self.paths.radar_file, cache_dir=self.paths.cache_dir) as editor:
            yield editor

    def needs_a_radar(self) -> None:
        """Raise UsageError where nothing is followed yet."""
        if not self.radar.follows:
            raise UsageError(
                "your radar is empty",
                hint='put something on it: hub follow "Sanjeev Arora" cs.CL "diffusion models"',
            )
