"""The bundled sample: real papers of two weeks with abstracts of our own, to try things offline."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

_PAPERS = "papers.jsonl"


def path() -> Path:
    """Where the sample lies on this machine."""
    return Path(str(files(__name__).joinpath(_PAPERS)))


def lines() -> Iterator[str]:
    """The sample's JSON lines, one paper each, without line ends."""
    with files(__name__).joinpath(_PAPERS).open(encoding="utf-8") as papers:
        for line in papers:
            yield line.rstrip("\n")
