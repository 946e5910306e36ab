"""What a person who waits for several sources sees."""

from __future__ import annotations

import asyncio
import io

import pytest

from academichub_cli.domain.progress import Progress
from academichub_cli.progress import Reporter
from academichub_cli.terminal import Terminal


class Screen(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self):
        return True


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def reporter(screen):
    return Reporter(Terminal({"TERM": "xterm", "COLUMNS": "80"}, out=io.StringIO(), err=screen))


def lines(reporter):
    return [task.description for task in reporter._bar.tasks] if reporter._bar else []


def test_each_source_has_a_line_of_its_own(reporter, screen):
    seen = []

    async def ask(label, host, count):
        with reporter.shown(label):
            await asyncio.sleep(0)
            reporter.report(Progress.waiting(host, f"asking {host}"))
            await asyncio.sleep(0)
            seen.append(lines(reporter))
            reporter.report(Progress(source=label, read=count, total=9))
            await asyncio.sleep(0)
            seen.append(lines(reporter))

    async def ask_both():
        await asyncio.gather(ask("arXiv", "a.example", 3), ask("bioRxiv", "b.example", 5))

    asyncio.run(ask_both())
    assert ["asking a.example", "asking b.example"] in seen
    assert ["arXiv: 3 of 9 papers read", "bioRxiv: 5 of 9 papers read"] in seen
    assert lines(reporter) == []
    assert screen.getvalue().rstrip("\r").endswith("\x1b[?25h"), "the cursor is back"


def test_a_line_goes_when_its_source_has_answered(reporter):
    with reporter.shown("arXiv"):
        with reporter.shown("bioRxiv"):
            assert lines(reporter) == ["asking arXiv", "asking bioRxiv"]
        assert lines(reporter) == ["asking arXiv"]
        reporter.report(Progress(source="arXiv", read=1_000, total=None))
        assert lines(reporter) == ["arXiv: 1,000 papers read"]


def test_what_no_line_is_for_is_not_shown(reporter):
    reporter.report(Progress(source="arXiv", read=1, total=None))
    assert lines(reporter) == []


def test_nobody_who_waits_sees_nothing():
    err = io.StringIO()
    reporter = Reporter(Terminal({}, out=io.StringIO(), err=err))
    with reporter.shown("arXiv"):
        reporter.report(Progress(source="arXiv", read=1, total=None))
    assert err.getvalue() == ""
