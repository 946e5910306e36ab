"""What black-box tests share: homes that are ready, servers that are ready, and what to look for."""

from __future__ import annotations

import json
import secrets
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from loopback import ArxivServer, Paper, sample_papers

EXIT_CODES = {0, 1, 2, 3, 4, 5, 6, 130}
# Of this run alone: a server that kills who asks it knows its own by the key.
KEY = f"sk-never-to-be-seen-{secrets.token_hex(8)}"
SAMPLE_NOW = "2025-05-30T09:00:00+00:00"
RADAR = """\
# mine
[[follow]]
author = "Sanjeev Arora"

[[follow]]
category = "cs.CL" # all of it

[[follow]]
topic = "sparse attention"
"""
SAMPLE_RADAR = """\
[[follow]]
author = "Ion Stoica"

[[follow]]
topic = "diffusion model"

[[follow]]
topic = "conformal prediction"

[[follow]]
category = "q-bio.NC"

[[follow]]
category = "astro-ph.GA"
"""


@dataclass
class WarmHub:
    """A home whose commands run in processes that have imported everything already."""

    cold: object
    stable: object

    def __call__(self, *arguments: str, **more: str):
        return self.stable.run(self.environment(**more), arguments, cwd=self.home)

    def __getattr__(self, name: str):
        return getattr(self.cold, name)


def papers(number: int, *, newest: str = "2026-06-10T17:00:00Z") -> list[Paper]:
    """Papers of the announcement that is current at the tests' time, and of the days before."""
    return sample_papers(number, newest=newest)


def page_by_page(server: ArxivServer, size: int) -> None:
    """Let the server send no more than so many papers in a page, as arXiv's may."""

    def answer(ask, mode):
        fewer = min(size, int(ask.params.get("max_results") or 10))
        return server._api(replace(ask, params={**ask.params, "max_results": str(fewer)}), mode)

    server.routes["/api/query"] = answer


def follow_something(hub, text: str = RADAR) -> None:
    """Put a radar in the home, without running anything."""
    hub.radar.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hub.radar.write_text(text)
    hub.radar.chmod(0o600)


def asks(hub, server: ArxivServer, **more: str) -> None:
    """Let the home's commands ask this server, at once."""
    asked = {"HUB_ARXIV_API_URL": server.api_url, "HUB_MIN_INTERVAL": "0"}
    hub.variables.update(asked, **more)


def begun(hub, *arguments: str, **options) -> subprocess.Popen:
    """A command that is still running."""
    more = options.pop("variables", {})
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(
        [sys.executable, "-m", "academichub_cli", *arguments],
        env=hub.environment(**more),
        cwd=hub.home,
        **(piped | options),
    )


def stored(hub) -> dict[str, str]:
    """Identifier and title of each paper in the library, read past hub."""
    if not hub.library.exists():
        return {}
    with closing(sqlite3.connect(hub.library)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return {}  # its maker was killed before the tables were there
        return dict(connection.execute("SELECT substr(id, 7), title FROM papers"))


def sample_home(folder: Path) -> Path:
    """The bundled sample, kept in a folder."""
    made = subprocess.run(
        [sys.executable, "-m", "academichub_cli", "demo", "--keep", str(folder)],
        check=False,
        capture_output=True,
        env={"HOME": str(folder.parent), "PATH": "/usr/bin:/bin", "COLUMNS": "80"},
        cwd=folder.parent,
    )
    assert made.returncode == 0, made.stderr
    return folder


def settle(hub, folder: Path) -> None:
    """Let the home's commands work on a copy of a sample of which nothing was shown yet."""
    for part in ("config", "data", "cache"):
        shutil.copytree(folder / part, hub.home / part)
    follow_something(hub, SAMPLE_RADAR)
    with closing(sqlite3.connect(hub.library)) as connection:
        connection.executescript("DELETE FROM shown; DELETE FROM cards;")
    hub.variables.update(HUB_NOW=SAMPLE_NOW, HUB_OFFLINE="1")


def unprintable(text: str) -> set[str]:
    """The characters of a text that must never reach a screen, a file or a model."""
    return {f"U+{ord(char):04X}" for char in text if char not in "\n\t" and _is_forbidden(char)}


def _is_forbidden(char: str) -> bool:
    if char in "\u200c\u200d":
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def texts_of(document: object) -> str:
    """All strings of a JSON document, escapes resolved."""
    if isinstance(document, dict):
        return "\n".join(texts_of(each) for pair in document.items() for each in pair)
    if isinstance(document, list):
        return "\n".join(map(texts_of, document))
    return document if isinstance(document, str) else ""


def faults(ended, *, json_expected: bool = False) -> list[str]:
    """What an ended command did that no command may ever do."""
    found = []
    if ended.code not in EXIT_CODES - {1}:
        found.append(f"exit code {ended.code}")
    if ended.code and not ended.err.startswith("hub: ") and "\nhub: " not in ended.err:
        found.append(f"no sentence on stderr: {ended.err!r}")
    if "Traceback" in ended.out + ended.err:
        found.append(f"a traceback: {ended.err[-500:]}")
    if KEY in ended.out + ended.err:
        found.append("the key")
    document: object = None
    if json_expected and ended.out:
        try:
            document = json.loads(ended.out)
        except ValueError:
            found.append(f"no JSON: {ended.out[:200]!r}")
    if bad := unprintable(ended.err + (texts_of(document) if json_expected else ended.out)):
        found.append(f"characters {bad}")
    return found


def snapshot(home: Path) -> dict[str, bytes]:
    """Every file that is the user's, and what is in it; locks and the pace of sites are not."""
    found = {}
    for part in ("config", "data"):
        for path in sorted((home / part).rglob("*")):
            if path.is_file() and path.suffix != ".lock" and path.parent.name != "pace":
                found[str(path.relative_to(home))] = path.read_bytes()
    return found
