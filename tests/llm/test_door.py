from __future__ import annotations

import os
import secrets
import socket
import time

import pytest

from academichub_cli.errors import BriefError
from academichub_cli.llm import Choice, Worker
from academichub_cli.llm.door import environment
from loopback.model import ModelServer
from loopback.model_faults import ODD_COUNTS

# The one of this run: another one on the same machine may be told to kill its own worker.
KEY = f"sk-never-to-be-seen-{secrets.token_hex(8)}"
UNPAID = {"401 echoing the key", "403", "429 rate", "429 quota", "400 context", "404 model"}
PAID = {"null content", "refusal field", "content filter", "cut off"}
QUESTION = [{"role": "user", "content": "Say OK."}]


@pytest.fixture(scope="module")
def server():
    with ModelServer() as server:
        yield server


@pytest.fixture
def choice(server):
    server.fails()
    return Choice(model="openai/m", base_url=server.url, key=KEY, key_origin="HUB_LLM_API_KEY")


@pytest.fixture(scope="module")
def worker(server):
    """One process for all faults that leave it alive."""
    choice = Choice(model="openai/m", base_url=server.url, key=KEY)
    with Worker(choice, os.environ, deadline=20) as worker:
        yield worker


@pytest.mark.parametrize("progress", [None, lambda read: None], ids=["whole", "streamed"])
def test_a_model_answers(server, worker, progress):
    server.fails()
    answer = worker.ask(QUESTION, max_tokens=10, progress=progress)
    assert answer.text == "OK"
    assert (answer.sent, answer.written) == (1000, 200)
    assert server.keys[-1] == KEY
    assert server.asked[-1]["max_tokens"] == 10


@pytest.mark.parametrize("progress", [None, lambda read: None], ids=["whole", "streamed"])
def test_a_key_that_a_model_repeats_stays_in_no_answer(server, worker, progress):
    server.fails()
    server.writer = lambda messages: f"use {KEY} or {KEY.upper()}"
    try:
        answer = worker.ask(QUESTION, max_tokens=10, progress=progress)
    finally:
        server.writer = lambda messages: "OK"
    assert answer.text.split() == ["use", "or"]


@pytest.mark.parametrize("progress", [None, lambda read: None], ids=["whole", "streamed"])
@pytest.mark.parametrize(("fault", "kind"), [
    ("401 echoing the key", {"key"}),
    ("403", {"forbidden"}),
    ("429 rate", {"rate"}),
    ("429 quota", {"quota"}),
    ("400 context", {"context"}),
    ("404 model", {"unknown model"}),
    ("500", {"server"}),
    ("html", {"empty", "unreadable", "failed", "server", "connection"}),
    ("no choices", {"empty", "unreadable", "failed", "server", "connection"}),
    ("null content", {"empty"}),
    ("refusal field", {"refused"}),
    ("content filter", {"refused"}),
    ("cut off", {"cut off"}),
    ("30 MB", {"too long", "server"}),
])  # fmt: skip
def test_what_goes_wrong_has_a_word_and_no_key(server, worker, fault, kind, progress):
    server.fails(fault)
    with pytest.raises(BriefError) as raised:
        worker.ask(QUESTION, max_tokens=10, progress=progress)
    assert raised.value.kind in kind
    assert raised.value.hint
    if fault in UNPAID | PAID:
        assert raised.value.took == ((0, 0) if fault in UNPAID else (1000, 200))
    assert KEY not in f"{raised.value} {raised.value.hint} {raised.value.__cause__}"
    before = len(server.asked)
    server.fails()
    assert worker.ask(QUESTION, max_tokens=10).text == "OK"
    assert len(server.asked) == before + 1


@pytest.mark.parametrize("progress", [None, lambda read: None], ids=["whole", "streamed"])
@pytest.mark.parametrize("odd", ODD_COUNTS)
def test_an_odd_count_is_none_and_costs_no_answer(server, worker, odd, progress):
    server.fails(f"counts: {odd}")
    answer = worker.ask(QUESTION, max_tokens=10, progress=progress)
    assert answer.text == "OK"
    assert (answer.sent, answer.written) == (None, None)


@pytest.mark.parametrize("progress", [None, lambda read: None], ids=["whole", "streamed"])
def test_a_text_in_parts_is_put_together(server, worker, progress):
    server.fails("content in parts")
    assert worker.ask(QUESTION, max_tokens=10, progress=progress).text == "OK"


@pytest.mark.parametrize("progress", [None, lambda read: None], ids=["whole", "streamed"])
def test_where_nobody_listens_the_address_is_named(progress):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    choice = Choice(model="openai/m", base_url=address, key=KEY)
    with Worker(choice, os.environ, deadline=20) as worker, pytest.raises(BriefError) as raised:
        worker.ask(QUESTION, max_tokens=10, progress=progress)
    assert raised.value.kind == "connection"
    assert raised.value.took == (0, 0)
    assert str(raised.value) == f"no model's server answers at {address}"


@pytest.mark.parametrize("fault", ["silence", "drip"])
def test_the_deadline_is_kept_by_killing(server, choice, fault):
    with Worker(choice, os.environ, deadline=20) as worker:
        assert worker.ask(QUESTION, max_tokens=10).text == "OK"
        worker._deadline = 1.0
        server.fails(fault)
        began = time.monotonic()
        with pytest.raises(BriefError, match="in time") as raised:
            worker.ask(QUESTION, max_tokens=10)
        assert raised.value.took is None
        assert time.monotonic() - began < 3
        assert worker._process.poll() is not None


def test_a_killed_worker_is_said(server, choice):
    with Worker(choice, os.environ, deadline=20) as worker:
        server.fails("worker killed")
        with pytest.raises(BriefError, match="process"):
            worker.ask(QUESTION, max_tokens=10)


def test_without_litellm_there_is_a_sentence(choice, monkeypatch):
    without = "import sys; sys.modules['litellm'] = None; from academichub_cli.llm import _worker; _worker.main()"
    monkeypatch.setattr("academichub_cli.llm.door._ARGUMENTS", ("-I", "-c", without))
    with (
        Worker(choice, os.environ, deadline=20) as worker,
        pytest.raises(BriefError, match="litellm is not installed"),
    ):
        worker.ask(QUESTION, max_tokens=10)


def test_importing_litellm_asks_nobody_anything(choice):
    """Whatever it would fetch goes through a proxy that only counts."""
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.setblocking(False)
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        through = {"HTTPS_PROXY": address, "HTTP_PROXY": address, "NO_PROXY": "127.0.0.1"}
        with Worker(choice, {**os.environ, **through}, deadline=20) as worker:
            assert worker.ask(QUESTION, max_tokens=10).text == "OK"
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_the_worker_is_told_one_key_and_nothing_of_the_users():
    choice = Choice(model="openai/m", key=KEY)
    surroundings = {
        "HOME": "/home/me", "OPENAI_API_KEY": "other", "AWS_SECRET": "x", "PATH": "/bin",
        "HUB_LLM_API_KEY": KEY, "PYTHONPATH": "/tmp",
    }  # fmt: skip
    told = environment(choice, surroundings)
    assert [name for name, value in told.items() if value == KEY] == ["HUB_WORKER_KEY"]
    assert not {"HOME", "OPENAI_API_KEY", "AWS_SECRET", "PYTHONPATH"} & told.keys()
    assert told["LITELLM_LOCAL_MODEL_COST_MAP"] == "True"
