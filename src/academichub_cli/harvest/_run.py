"""What one run of fetching works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.progress import Progress
from academichub_cli.domain.radar import Radar
from academichub_cli.library import Library
from academichub_cli.web.door import Web


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Library, network, radar and the time it is; `report` is told how far it has come."""

    library: Library
    web: Web
    radar: Radar
    calendar: Calendar
    now: datetime
    look_back: timedelta
    report: Callable[[Progress], None]
