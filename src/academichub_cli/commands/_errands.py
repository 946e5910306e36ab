"""Which sources are to be asked, and how each is reached."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from academichub_cli import CONTACT, keys, sources
from academichub_cli.commands._said_of import watched
from academichub_cli.commands._session import Session
from academichub_cli.config import OFF, ON
from academichub_cli.domain.source_state import SourceState
from academichub_cli.harvest import has_work
from academichub_cli.sources import Access, Need, Source, Wandering
from academichub_cli.web import authority_of

_NOTE = "source "


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A source with the need that the radar has of it now."""

    source: Source
    need: Need
    addresses: dict[str, str]
    is_off: bool = False

    @property
    def has_work(self) -> bool:
        """Whether it is to be asked for anything."""
        return not self.is_off and has_work(self.source, self.need)

    @property
    def notes(self) -> tuple[str, ...]:
        """What it cannot be asked for, though it is its own."""
        return () if self.is_off else self.source.plan(self.need).notes


def errands(session: Session) -> Iterator[Errand]:
    """All sources, by name, each with what the radar needs of it."""
    dois = watched(session.library) if session.paths.library_file.exists() else ()
    for name in sources.names():
        source = sources.find(name)
        profile, switch = source.profile, session.settings.switch_of(name)
        addresses = session.settings.reached(profile.addresses)
        need = Need(
            radar=session.radar,
            since=(session.now - session.look_back).replace(second=0, microsecond=0),
            now=session.now,
            routes=frozenset(addresses),
            is_general=switch == ON or profile.is_general,
            has_key=profile.key is not None and keys.may_have(profile.key, session.environ),
            watched=dois,
        )
        yield Errand(source=source, need=need, addresses=addresses, is_off=switch == OFF)


def access_of(session: Session, errand: Errand) -> Access:
    """How its source is reached; only here a key is looked for."""
    name = errand.source.profile.key
    key = keys.find(name, session.environ) if name else None
    return Access(
        addresses=errand.addresses,
        now=session.now,
        key=key.value if key else None,
        contact=session.settings.network_contact or CONTACT,
    )


def hosts_of(session: Session, errand: Errand) -> frozenset[str]:
    """The hosts that a source may ask."""
    addresses = list(errand.addresses.values())
    if isinstance(errand.source, Wandering):
        addresses += errand.source.hosts(session.radar)
    return frozenset(map(authority_of, addresses))


def state_of(session: Session, name: str) -> SourceState:
    """What is remembered of a source."""
    try:
        return SourceState.from_json(json.loads(session.library.note(_NOTE + name) or "null"))
    except ValueError:
        return SourceState()


def remember(session: Session, name: str, state: SourceState) -> None:
    """Keep what is to be remembered of a source; within `changing`."""
    session.library.set_note(_NOTE + name, json.dumps(state.to_json()))
