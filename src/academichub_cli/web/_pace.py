"""One request at a time to a site, and its interval between two, over all processes.

Two files a site: a lock that is held while a request is under way, and a small note of when that
began and ended and when the site wants to be asked again. The interval counts from the end of a
request, since only then is it kept where it is measured: at the site.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from academichub_cli import files
from academichub_cli.errors import StateError
from academichub_cli.web._retry import LONGEST
from academichub_cli.web.errors import HeldError, NotYetError

LONGEST_WAIT = 30.0
_POLL = 0.05
# Whoever asked last lets others go first: all wait for the same instant.
_COURTESY = 0.02
_LATEST = 1e12


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """When a site was last asked, by which process, and who of it wants to be asked no earlier."""

    last: float = 0.0
    by: int = 0
    not_before: Mapping[str, datetime] = field(default_factory=dict)


class Pace:
    """The pace of every site, kept in one folder."""

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        waiting: Callable[[str, float], None],
    ) -> None:
        self._folder = folder
        self._now = now
        self._clock = clock
        self._sleep = sleep
        self._waiting = waiting

    @contextlib.asynccontextmanager
    async def turn(self, site: str, host: str, *, interval: float) -> AsyncIterator[None]:
        """Wait until the site may be asked, then keep it until the block ends.

        Raises NotYetError for a host that wants to be left alone, and HeldError when others take
        more than 30 seconds.
        """
        lock = await self._my_turn(site, host, interval)
        try:
            self._note_asked(site)
            yield
            self._note_asked(site)
        except BaseException:
            # What ended the block is worth more to know than that its end could not be noted.
            with contextlib.suppress(StateError):
                self._note_asked(site)
            raise
        finally:
            lock.release()

    async def leave_alone(self, site: str, host: str, until: datetime) -> None:
        """Let no process ask this host before then."""
        lock = await self._locked(site, waited=0.0)
        try:
            note = self._read(site)
            self._write(site, replace(note, not_before={**note.not_before, host: until}))
        finally:
            lock.release()

    async def _my_turn(self, site: str, host: str, interval: float) -> FileLock:
        """The lock, taken when the interval is over; while that lasts others may take it."""
        waited, waited_out = 0.0, -1.0
        while True:
            lock = await self._locked(site, waited=waited)
            try:
                note = self._read(site)
                self._refuse_if_too_early(note, host)
                pause = self._pause(note, interval)
            except BaseException:
                lock.release()
                raise
            if not pause or note.last == waited_out:
                return lock
            lock.release()
            self._waiting(site, pause)
            await self._sleep(pause)
            waited, waited_out = waited + pause, note.last

    async def _locked(self, site: str, *, waited: float) -> FileLock:
        files.make_folder(self._folder)
        path = self._path(site, "lock")
        lock = FileLock(path, mode=files.PRIVATE_FILE, thread_local=False)
        is_told = False
        while True:
            try:
                lock.acquire(blocking=False)
            except Timeout as error:
                if waited >= LONGEST_WAIT:
                    raise HeldError(site, waited) from error
            except OSError as error:
                raise _unusable(path, error) from error
            else:
                return lock
            if not is_told:
                self._waiting(site, LONGEST_WAIT - waited)
                is_told = True
            await self._sleep(_POLL)
            waited += _POLL

    def _pause(self, note: Note, interval: float) -> float:
        """Seconds to wait; never more than the interval, whatever the clock or the note says."""
        courtesy = _COURTESY if interval and note.by == os.getpid() else 0.0
        return min(max(0.0, note.last + interval + courtesy - self._clock()), interval + courtesy)

    def _refuse_if_too_early(self, note: Note, host: str) -> None:
        until = note.not_before.get(host)
        now = self._now()
        # A time further away than any that is noted comes from a clock that has since been set.
        if until is not None and now < until <= now + LONGEST:
            raise NotYetError(host, until)

    def _note_asked(self, site: str) -> None:
        now = self._now()
        note = self._read(site)
        ahead = {host: until for host, until in note.not_before.items() if until > now}
        self._write(site, Note(last=self._clock(), by=os.getpid(), not_before=ahead))

    def _read(self, site: str) -> Note:
        written = files.read_bytes(self._path(site, "json"))
        return Note() if written is None else _parsed(written)

    def _write(self, site: str, note: Note) -> None:
        until = {host: moment.isoformat() for host, moment in note.not_before.items()}
        text = json.dumps({"last": note.last, "by": note.by, "not_before": until})
        files.write_text(self._path(site, "json"), text, keep_backup=False)

    def _path(self, site: str, suffix: str) -> Path:
        return self._folder / f"{re.sub(r'[^a-z0-9.-]', '_', site)}.{suffix}"


def waits(folder: Path, *, now: datetime) -> dict[str, datetime]:
    """Who wants to be asked no earlier than when, over all sites."""
    found: dict[str, datetime] = {}
    for path in sorted(folder.glob("*.json")):
        note = _parsed(files.read_bytes(path) or b"")
        found |= {name: until for name, until in note.not_before.items() if until > now}
    return found


def _parsed(written: bytes) -> Note:
    """The note, as much of it as can be read: a damaged one only costs a wait."""
    try:
        parsed = json.loads(written)
    except (ValueError, RecursionError):
        return Note()
    if not isinstance(parsed, dict):
        return Note()
    last, by, until = parsed.get("last"), parsed.get("by"), parsed.get("not_before")
    return Note(
        last=_seconds(last),
        by=by if isinstance(by, int) else 0,
        not_before=_instants(until) if isinstance(until, dict) else {},
    )


def _seconds(value: object) -> float:
    if isinstance(value, int | float) and abs(value) < _LATEST:  # NaN compares as false
        return float(value)
    return 0.0


def _instants(written: Mapping[str, Any]) -> dict[str, datetime]:
    instants = {}
    for host, text in written.items():
        with contextlib.suppress(ValueError, TypeError):
            instant = datetime.fromisoformat(text)
            instants[host] = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return instants


def _unusable(path: Path, error: OSError) -> StateError:
    return StateError(
        f"the file {path} cannot be used: {(error.strerror or str(error)).lower()}",
        hint="mend its permissions or those of its folder",
    )
