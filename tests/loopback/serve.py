"""Run the server by hand: ``python tests/loopback/serve.py --mode drip``.

With ``--world DAYS`` it is an arXiv with all its routes, on the morning of its last announcement, and
prints the variables that let `hub` ask it.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from loopback.arxiv import read_papers, sample_papers
from loopback.faults import MODES
from loopback.server import ArxivServer
from loopback.world import World
from loopback.world_faults import WORLD_MODES


def main() -> None:
    modes = {**MODES, **WORLD_MODES}
    said = "\n".join(f"  {name:26}{mode.says}" for name, mode in modes.items())
    parser = argparse.ArgumentParser(
        description="arXiv on this machine.",
        epilog=f"modes:\n{said}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--mode", choices=modes, action="append", default=[], metavar="MODE")
    parser.add_argument("--times", type=int, help="for how many requests it misbehaves")
    parser.add_argument("--papers", type=Path, help="a file with one JSON object a line")
    parser.add_argument("--world", type=int, metavar="DAYS", help="an arXiv of so many listings")
    given = parser.parse_args()
    world = World.made_up(days=given.world) if given.world else None
    papers = read_papers(given.papers) if given.papers else sample_papers(60)
    routes = world.routes() if world else {}
    with (
        ArxivServer(papers, port=given.port, routes=routes) as server,
        contextlib.suppress(KeyboardInterrupt),
    ):
        for mode in given.mode:
            server.misbehave(mode, times=given.times)
        print("\n".join(_variables(server, world)) if world else server.api_url, flush=True)
        threading.Event().wait()


def _variables(server: ArxivServer, world: World) -> Iterator[str]:
    """What to set, at the end of the world's last morning."""
    world.now = datetime.combine(world.days[-1], time(10), UTC)
    for name, path in PATHS.items():
        yield f"export HUB_ARXIV_{name}_URL={server.url}{path}"
    yield f"export HUB_MIN_INTERVAL=0 HUB_NOW={world.now.isoformat()}"


PATHS = {"API": "/api/query", "RSS": "/rss", "LISTING": "/list", "OAI": "/oai", "AUTHOR": "/a"}

if __name__ == "__main__":
    main()
