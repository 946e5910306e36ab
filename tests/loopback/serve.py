"""Run the server by hand: ``python tests/loopback/serve.py --mode drip``."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from loopback.arxiv import read_papers, sample_papers
from loopback.faults import MODES
from loopback.server import ArxivServer


def main() -> None:
    modes = "\n".join(f"  {name:22}{mode.says}" for name, mode in MODES.items())
    parser = argparse.ArgumentParser(
        description="arXiv's API on this machine.",
        epilog=f"modes:\n{modes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--mode", choices=MODES, action="append", default=[], metavar="MODE")
    parser.add_argument("--times", type=int, help="for how many requests it misbehaves")
    parser.add_argument("--papers", type=Path, help="a file with one JSON object a line")
    given = parser.parse_args()
    papers = read_papers(given.papers) if given.papers else sample_papers(60)
    with ArxivServer(papers, port=given.port) as server, contextlib.suppress(KeyboardInterrupt):
        for mode in given.mode:
            server.misbehave(mode, times=given.times)
        print(server.api_url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
