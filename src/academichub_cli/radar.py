"""`radar.toml`: read, and changed without touching a person's comments and order."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from academichub_cli import config, files
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import parse_identifier
from academichub_cli.domain.radar import Follow, FollowKind, Mute, Radar
from academichub_cli.domain.venues import issn_of

_KINDS = tuple(kind.value for kind in FollowKind)


def load(path: Path, *, cache_dir: Path) -> Radar:
    """The radar as the file has it; an empty one without a file.

    Raises StateError where it cannot be read and ConfigError where it says what cannot be.
    """
    return config.read_validated(path, schema="RadarFile", cache_dir=cache_dir, build=_radar)


def _radar(tables: dict[str, Any]) -> Radar:
    return Radar(
        follows=tuple(map(_follow, tables.get("follow", ()))),
        mutes=tuple(map(_mute, tables.get("mute", ()))),
    )


class RadarEditor:
    """Changes to the radar; made under the lock by `editing` and written when its block ends."""

    def __init__(self, radar: Radar, document: Any) -> None:  # noqa: ANN401 (a RadarDocument)
        self._document = document
        self.radar = radar

    def follow(self, follow: Follow) -> bool:
        """Add a follow; False where it is already there."""
        if any(known.key == follow.key for known in self.radar.follows):
            return False
        self._document.add_follow(follow)
        self.radar = Radar(follows=(*self.radar.follows, follow), mutes=self.radar.mutes)
        return True

    def teach(self, follow: Follow) -> None:
        """Let what is on the radar be known by what this follow tells of it."""
        known = next(each for each in self.radar.follows if each.key == follow.key)
        told = replace(
            known,
            id=follow.id or known.id,
            other_ids=follow.other_ids if follow.id else known.other_ids,
            papers=follow.papers,
            coauthors=follow.coauthors,
            not_papers=follow.not_papers,
            issns=follow.issns or known.issns,
            also=follow.also or known.also,
            feed=follow.feed or known.feed,
        )
        if told == known:
            return
        self._document.tell(lambda table: _follow(table).key == follow.key, told)
        kept = tuple(told if each.key == follow.key else each for each in self.radar.follows)
        self.radar = Radar(follows=kept, mutes=self.radar.mutes)

    def unfollow(self, follow: Follow) -> None:
        """Take a follow off, and every other spelling of it."""
        self._document.remove("follow", lambda table: _follow(table).key == follow.key)
        kept = tuple(known for known in self.radar.follows if known.key != follow.key)
        self.radar = Radar(follows=kept, mutes=self.radar.mutes)

    def mute(self, mute: Mute) -> bool:
        """Add a mute, or change the end of the same one; False where nothing changes."""
        same = [known for known in self.radar.mutes if known.key == mute.key]
        if any(known.until == mute.until for known in same):
            return False
        if same:
            self.unmute(mute)
        self._document.add_mute(mute)
        self.radar = Radar(follows=self.radar.follows, mutes=(*self.radar.mutes, mute))
        return True

    def unmute(self, mute: Mute) -> None:
        """Take a mute off."""
        self._document.remove("mute", lambda table: _mute(table).key == mute.key)
        kept = tuple(known for known in self.radar.mutes if known.key != mute.key)
        self.radar = Radar(follows=self.radar.follows, mutes=kept)


@contextlib.contextmanager
def editing(path: Path, *, cache_dir: Path) -> Iterator[RadarEditor]:
    """The radar under its lock; what the block changes is written at its end, or nothing is."""
    with files.locked(path):
        before = load(path, cache_dir=cache_dir)
        content = files.read_bytes(path) or b""
        # tomlkit is needed to write alone, and costs a third of a warm command.
        document = import_module("academichub_cli._radar_document").RadarDocument(content.decode())
        editor = RadarEditor(before, document)
        yield editor
        if editor.radar != before:
            files.write_text(path, document.text, keep_backup=True)


def _follow(table: dict[str, Any]) -> Follow:
    """The follow of a table, as it is written or validated; a paper's text says its id."""
    kind = next(FollowKind(kind) for kind in _KINDS if kind in table)
    text, name = clean(table[kind]), table.get("id")
    if kind is FollowKind.PAPER and (identifier := parse_identifier(text)):
        return Follow(kind=kind, text=identifier.value, id=str(identifier))
    return Follow(
        kind=kind,
        text=text,
        id=clean(name) if name else None,
        other_ids=tuple(dict.fromkeys(map(clean, table.get("other_ids", ())))),
        papers=_identifiers(table.get("papers", ())),
        coauthors=tuple(dict.fromkeys(map(clean, table.get("coauthors", ())))),
        not_papers=_identifiers(table.get("not_papers", ())),
        issns=tuple(issn for text in table.get("issn", ()) if (issn := issn_of(text))),
        also=tuple(dict.fromkeys(map(clean, table.get("also", ())))),
        feed=table.get("feed"),
    )


def _identifiers(texts: Iterable[str]) -> tuple[str, ...]:
    """The identifiers as the library writes them, however a person wrote them."""
    found = (parse_identifier(clean(text)) for text in texts)
    return tuple(dict.fromkeys(str(each) for each in found if each))


def _mute(table: dict[str, Any]) -> Mute:
    scope, until = table.get("scope"), table.get("until")
    return Mute(
        text=clean(table["text"]),
        scope=FollowKind(scope) if scope else None,
        # A person may have written a day, a moment of it, or either in quotes.
        until=datetime.fromisoformat(str(until)).date() if until else None,
    )
