"""What all tests share: a home of their own, and real recorded data where there is any."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

NOW = "2026-06-11T10:00:00+00:00"  # a Thursday morning after an announcement
# Nobody is there: whatever a test forgets to set, no site of the real world hears of it.
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _no_home(tmp_path, monkeypatch):
    """The developer's own files are out of reach, whatever a test does."""
    for name in list(os.environ):
        if name.startswith(("HUB_", "XDG_")) or name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"HUB_{kind}_DIR", str(tmp_path / "home" / kind.lower()))
    monkeypatch.setenv("HUB_NOW", NOW)
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, NOWHERE)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass
class Hub:
    """The installed command as a process, in a home of its own."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    def environment(self, **more):
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
        folders = {
            f"HUB_{kind.upper()}_DIR": str(self.home / kind) for kind in ("config", "data", "cache")
        }
        own = {"HOME": str(self.home / "user"), "HUB_NOW": NOW, **folders}
        given = self.variables | more
        # A home that has no server of its own is offline, unless a test says otherwise.
        if not any("127.0.0." in value or "[::1]" in value for value in given.values()):
            own["HUB_OFFLINE"] = "1"
        return {**kept, "HTTPS_PROXY": NOWHERE, "https_proxy": NOWHERE, **own, **given}

    def __call__(self, *arguments, timeout=60, stdin=None, **more) -> Ended:
        ended = subprocess.run(
            [sys.executable, "-m", "academichub_cli", *arguments],
            capture_output=True,
            timeout=timeout,
            check=False,
            input=stdin,
            env=self.environment(**more),
            cwd=self.home,
        )
        return Ended(
            ended.returncode,
            ended.stdout.decode("utf-8", "surrogateescape"),
            ended.stderr.decode("utf-8", "surrogateescape"),
        )

    @property
    def radar(self) -> Path:
        return self.home / "config" / "radar.toml"

    @property
    def library(self) -> Path:
        return self.home / "data" / "library.db"


@pytest.fixture
def hub(tmp_path):
    home = tmp_path / "hub"
    home.mkdir()
    return Hub(home)


@pytest.fixture(scope="session")
def real_data():
    """The folder of recorded answers and real papers; tests that read it skip where it is absent."""
    given = os.environ.get("HUB_REAL_DATA")
    folder = Path(given) if given else Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no recorded data here (name its folder in HUB_REAL_DATA)")
    return folder
