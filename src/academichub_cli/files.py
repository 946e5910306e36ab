"""Files of the user's: read whole, written atomically, kept private, one writer at a time."""

from __future__ import annotations

import contextlib
import glob
import os
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from academichub_cli.errors import StateError

LOCK_WAIT = 30.0
PRIVATE_FILE = 0o600
_ABANDONED = 3_600  # seconds after which no writer can be at work any more
PRIVATE_FOLDER = 0o700


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; an existing one is left as it is."""
    try:
        if folder.is_dir():
            return
        # One by one: `mkdir` would make the folders above it open to others.
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            each.chmod(PRIVATE_FOLDER)
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _unusable("folder", folder, error) from error


def read_bytes(path: Path) -> bytes | None:
    """What is in the file; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable("file", path, error) from error


def write_text(path: Path, text: str, *, keep_backup: bool) -> None:
    """Put text in the place of what the file holds: all of it or nothing, whatever happens.

    With `keep_backup` what it held, or what a new one holds, stays beside it as ``NAME.bak``. A
    symbolic link is followed.
    """
    path = _target(path)
    make_folder(path.parent)
    try:
        before = path.read_bytes() if path.exists() else text.encode("utf-8")
        if keep_backup:
            _replace(backup_of(path), before)
        _replace(path, text.encode("utf-8"))
        _sweep(path)
    except OSError as error:
        raise _unusable("file", path, error) from error


def backup_of(path: Path) -> Path:
    """Where the last version before the present one is kept: beside the file a link leads to."""
    target = _target(path)
    return target.with_name(f"{target.name}.bak")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file's lock, which is a sidecar since the file itself is replaced on writing."""
    # It brings asyncio, a fifth of a warm command's start, and only writers need it.
    filelock = import_module("filelock")
    make_folder(path.parent)
    lock = filelock.FileLock(
        path.with_name(f".{path.name}.lock"), timeout=LOCK_WAIT, mode=PRIVATE_FILE
    )
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StateError(
            f"another hub has held {path} for {LOCK_WAIT:.0f} seconds",
            hint="wait for it to end, or end it, and try again",
        ) from error
    except OSError as error:
        raise _unusable("file", path, error) from error
    try:
        yield
    finally:
        lock.release()


def _target(path: Path) -> Path:
    """The file itself, where the path leads to it by symbolic links."""
    try:
        return path.resolve()
    except RuntimeError as error:  # a link that leads to itself
        raise StateError(
            f"the file {path} cannot be used: it links to itself",
            hint="put the file in the link's place; nothing was changed",
        ) from error


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file, flush to the disk, then rename over it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(PRIVATE_FILE)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _flush_folder(path.parent)


def _sweep(path: Path) -> None:
    """Remove what writers that were killed have left beside a file."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unusable(kind: str, path: Path, error: OSError) -> StateError:
    reason = (error.strerror or str(error)).lower()
    return StateError(
        f"the {kind} {path} cannot be used: {reason}",
        hint="free the disk or mend its permissions; nothing was changed",
    )
