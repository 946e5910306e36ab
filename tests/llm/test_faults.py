"""Whatever a model's server does, through the real litellm: a checked brief, or a word for it."""

from __future__ import annotations

import os

import pytest

from academichub_cli.briefs import Asking, Priced, Wish, brief, unsupported, write
from academichub_cli.errors import BriefError
from academichub_cli.llm import Choice, Worker
from briefs.made_up import NOW, PERIOD, WEEK, earlier
from briefs.scripted import honest, papers_in
from loopback.model import ModelServer
from loopback.model_faults import FAULTS, ODD_COUNTS

KEY = "sk-never-to-be-seen-0123456789"
FENCE = "=====DATA-0123====="
PLAIN = brief(WEEK, earlier(), period=PERIOD, now=NOW)
PAPERS = [entry.paper for entry in WEEK]
LOST = {
    "401 echoing the key": "key", "403": "forbidden", "429 rate": "rate", "429 quota": "quota",
    "400 context": "context", "404 model": "unknown model", "500": "server", "null content": "empty",
    "refusal": "unreadable", "refusal field": "refused", "content filter": "refused",
    "cut off": "cut off", "10,000 claims": "too long",
}  # fmt: skip
# What litellm makes of these differs from version to version.
LOST_SOMEHOW = {"html", "no choices", "30 MB"}
FOUND = {
    *("JSON in fences", "trailing comma", "prose around", "content in parts"),
    *(f"counts: {name}" for name in ODD_COUNTS),
}
# They cost the worker its life; `test_door` has a fresh one for each.
DEADLY = {"silence", "drip", "worker killed"}


class Kept(dict):
    def put(self, key, value):
        self[key] = value


@pytest.fixture(scope="module")
def server():
    with ModelServer(writer=honest) as server:
        yield server


@pytest.fixture(scope="module")
def worker(server):
    with Worker(
        Choice(model="openai/m", base_url=server.url, key=KEY), os.environ, deadline=30
    ) as worker:
        yield worker


@pytest.fixture(params=[None, lambda read: None], ids=["whole", "streamed"])
def written(request, server, worker):
    """What is made of an answer of the server's."""

    def make(*faults, budget=16_000):
        server.asked.clear()
        server.fails(*faults)
        asking = Asking(
            "openai/m",
            door=lambda: _Lent(worker),
            kept=Kept(),
            priced=Priced(sent=0.0, written=0.0, most=1.0, most_a_month=1.0),
            max_tokens=4_000,
            fence=FENCE,
            progress=request.param,
        )
        wish = Wish(model="openai/m", lang="en", budget=budget, fence=FENCE)
        return write(PLAIN, PAPERS, ask=asking, wish=wish)

    return make


class _Lent:
    """A worker that outlives whoever borrows it."""

    def __init__(self, worker):
        self.worker = worker

    def __enter__(self):
        return self.worker

    def __exit__(self, *ended):
        """Leave it running."""


def test_no_fault_is_forgotten():
    assert LOST.keys() | LOST_SOMEHOW | FOUND | DEADLY == FAULTS.keys()


@pytest.mark.parametrize("fault", [*sorted(LOST), *sorted(LOST_SOMEHOW)])
def test_a_lost_draft_is_one_sentence_that_holds_no_key(written, fault):
    with pytest.raises(BriefError) as raised:
        written(fault)
    error = raised.value
    assert fault in LOST_SOMEHOW or error.kind == LOST[fault]
    assert error.exit_code == 6
    assert error.hint
    assert "\n" not in str(error)
    told = f"{error} {error.hint} {error.__cause__} {error.__context__}"
    assert KEY not in told
    assert "{" not in told


@pytest.mark.parametrize("fault", sorted(FOUND))
def test_a_good_draft_is_found_whatever_is_around_it(written, fault):
    made = written(fault)
    assert made.model == "openai/m"
    assert made.dropped == ()
    assert made.claims != PLAIN.claims
    assert unsupported(made, WEEK, earlier()) == []


def test_too_much_for_the_model_is_asked_once_more_with_half_the_papers(written, server):
    whole = written("400 context", None, budget=2_400)
    first, second = (len(papers_in(each["messages"])) for each in server.asked)
    assert whole.model == "openai/m"
    assert 0 < second < first
    assert whole.shown == second


def test_too_much_twice_is_said(written, server):
    with pytest.raises(BriefError, match="too long"):
        written("400 context")
    assert len(server.asked) == 2
