"""A server on this machine that speaks arXiv's API, and misbehaves by name.

    with ArxivServer(sample_papers(30)) as server:
        server.misbehave("drip", times=1)
        ...  # ask server.api_url
        assert len(server.requests) == 2

What it can do wrong stands in `MODES`; by hand: ``python tests/loopback/serve.py --help``.
"""

from __future__ import annotations

from loopback.arxiv import Paper, sample_papers
from loopback.faults import MODES, Mode
from loopback.server import ArxivServer, Ask, Recorded, Reply

__all__ = ["MODES", "ArxivServer", "Ask", "Mode", "Paper", "Recorded", "Reply", "sample_papers"]
