"""The text of `radar.toml`, changed entry by entry.

tomlkit writes the entries and edits inline arrays. It would move ``[[follow]]`` and ``[[mute]]``
tables that a person has interleaved into two groups, and a comment between two entries belongs to
the upper one for it; so such tables are cut out of the text line by line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import tomlkit

from academichub_cli.domain.radar import Follow, Mute

_HEAD = "# What this radar follows and mutes. Yours to edit: comments and order are kept.\n"
_HEADER = re.compile(r"\s*\[\[?\s*[\w\"'.-]+\s*\]")
_NOT_A_KEY = re.compile(r"\s*(?:#.*)?")


class RadarDocument:
    """A radar file's text, with comments, order and spacing as a person left them."""

    def __init__(self, text: str) -> None:
        self.text = text if text.strip() else _HEAD

    def add_follow(self, follow: Follow) -> None:
        """Append a ``[[follow]]``."""
        self._append("follow", {follow.kind.value: follow.text, **_told(follow)})

    def tell(self, is_meant: Callable[[dict[str, Any]], bool], follow: Follow) -> None:
        """Write into the first entry that is meant which person it is; the rest of it stays."""
        entries = tomllib.loads(self.text).get("follow", [])
        place = next(at for at, entry in enumerate(entries) if is_meant(entry))
        blocks = self._blocks("follow")
        if len(blocks) != len(entries):
            self._edit_array("follow", lambda array: _write_into(array[place], follow))
            return
        start, end = blocks[place]
        lines = _lines(self.text)
        document = tomlkit.parse("".join(lines[start:end]))
        _write_into(document["follow"][0], follow)
        lines[start:end] = _lines(self._ended_alike(tomlkit.dumps(document)))
        self.text = "".join(lines)

    def add_mute(self, mute: Mute) -> None:
        """Append a ``[[mute]]``."""
        scope = mute.scope.value if mute.scope else None
        self._append("mute", {"text": mute.text, "scope": scope, "until": mute.until})

    def remove(self, name: str, is_meant: Callable[[dict[str, Any]], bool]) -> None:
        """Remove the entries that are meant; comments above and below them stay."""
        entries = tomllib.loads(self.text).get(name, [])
        blocks = self._blocks(name)
        meant = [position for position, entry in enumerate(entries) if is_meant(entry)]
        if len(blocks) != len(entries):
            self._edit_array(name, lambda array: [array.pop(place) for place in meant[::-1]])
            return
        lines = _lines(self.text)
        for position in reversed(meant):
            start, end = blocks[position]
            del lines[start:end]
        self.text = "".join(lines)

    def _append(self, name: str, entry: dict[str, Any]) -> None:
        entry = {key: value for key, value in entry.items() if value not in (None, [])}
        if name in tomllib.loads(self.text) and not self._blocks(name):
            self._edit_array(name, lambda array: array.append(entry))
            return
        block = tomlkit.dumps({name: [entry]}).strip()
        text = f"{self.text.rstrip()}\n\n{block}\n"
        self.text = self._ended_alike(text)

    def _ended_alike(self, text: str) -> str:
        """The text with its lines ended as the file's are."""
        return text if "\r\n" not in self.text else re.sub(r"\r?\n", "\r\n", text)

    def _edit_array(self, name: str, edit: Callable[[Any], object]) -> None:
        document = tomlkit.parse(self.text)
        edit(document[name])
        self.text = tomlkit.dumps(document)

    def _blocks(self, name: str) -> list[tuple[int, int]]:
        """First and past-the-last line of each ``[[name]]`` table, the lines below it left out."""
        lines = _lines(self.text)
        headers = [index for index, line in enumerate(lines) if _HEADER.match(line)]
        own = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
        return [
            (start, _last_key(lines, start, end) + 1)
            for start, end in pairwise([*headers, len(lines)])
            if own.match(lines[start])
        ]


def _told(follow: Follow) -> dict[str, Any]:
    """Which person an author is; a paper's id says no more than its text."""
    return {
        "id": follow.id,
        "other_ids": list(follow.other_ids),
        "papers": list(follow.papers),
        "coauthors": list(follow.coauthors),
        "not_papers": list(follow.not_papers),
        "issn": list(follow.issns),
        "also": list(follow.also),
        "feed": follow.feed,
    }


def _write_into(table: Any, follow: Follow) -> None:  # noqa: ANN401 (a table of tomlkit's)
    for key, value in _told(follow).items():
        if value:
            table[key] = value
        else:
            table.pop(key, None)


def _lines(text: str) -> list[str]:
    """The lines with their ends, by TOML's ideas of a line, which are fewer than Python's."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _last_key(lines: list[str], start: int, end: int) -> int:
    keys = (at for at in range(start, end) if not _NOT_A_KEY.fullmatch(lines[at].rstrip("\r\n")))
    last = max(keys)
    # The empty line that set this entry off from the next goes with it.
    return last + 1 if last + 1 < end and not lines[last + 1].strip() else last
