"""Keys of sources: from the environment, else from the system's keyring, never from a file.

The keyring is asked through the package ``keyring`` where that is installed, in a process of its
own: some keyrings wait for a person, and what they raise is nobody's promise.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec

# The sources that take one.
NAMES = ("openalex", "s2")
SERVICE = "academichub-cli"
KEYRING = "keyring"
_PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key and where it is from: a variable's name, or ``keyring``."""

    value: str = field(repr=False)
    origin: str


def variable_of(name: str) -> str:
    """The variable that a key may be in."""
    return f"HUB_{name.upper()}_KEY"


def may_have(name: str, environ: Mapping[str, str]) -> bool:
    """Whether there may be a key; False is sure."""
    return bool(environ.get(variable_of(name), "").strip()) or has_keyring()


def find(name: str, environ: Mapping[str, str]) -> Key | None:
    """The key of this name; None where there is none, or none that can be had in ten seconds."""
    if given := environ.get(variable_of(name), "").strip():
        return Key(value=given, origin=variable_of(name))
    kept = _kept(name, environ) if has_keyring() else ""
    return Key(value=kept, origin=KEYRING) if kept else None


def has_keyring() -> bool:
    """Whether the package is there that speaks to the system's keyring."""
    return find_spec(KEYRING) is not None


def _kept(name: str, environ: Mapping[str, str]) -> str:
    try:
        asked = subprocess.run(  # noqa: S603 (no shell, and the words are ours)
            [sys.executable, "-P", "-m", KEYRING, "get", SERVICE, name],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env=dict(environ),
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return "" if asked.returncode else asked.stdout.decode("utf-8", "replace").strip()
