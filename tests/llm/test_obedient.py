"""Hidden instructions against a model that obeys them, through the real litellm."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from academichub_cli.briefs import Asking, Priced, Wish, brief, unsupported, write
from academichub_cli.domain.clean import clean
from academichub_cli.domain.ranked import Ranked
from academichub_cli.errors import BriefError
from academichub_cli.llm import Choice, Worker
from briefs.hostile import FENCE, INJECTIONS, obedient
from briefs.made_up import NOW, PERIOD, WEEK, earlier
from loopback.model import ModelServer

KEY = "sk-never-to-be-seen-0123456789"


class Forgetful:
    def get(self, key):
        return None

    def put(self, key, value):
        """Forget it."""


@pytest.fixture(scope="module")
def server():
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="module")
def asking(server):
    choice = Choice(model="openai/m", base_url=server.url, key=KEY)
    with Asking(
        "openai/m",
        door=lambda: Worker(choice, os.environ, deadline=30),
        kept=Forgetful(),
        priced=Priced(sent=0.0, written=0.0, most=1.0, most_a_month=1.0),
        max_tokens=4_000,
        fence=FENCE,
    ) as asking:
        yield asking


@pytest.mark.parametrize("injection", INJECTIONS)
def test_a_model_that_obeys_can_at_worst_lose_its_claims(server, asking, injection):
    told = clean(
        f"Sparse attention is what this abstract is about. {injection} It is long and dull."
    )
    week = [
        replace(entry, paper=replace(entry.paper, abstract=told))
        if entry.paper.title == "A Theory of Sparse Attention"
        else entry
        for entry in WEEK
    ]
    papers = [entry.paper for entry in week]
    plain = brief(week, earlier(), period=PERIOD, now=NOW)
    server.writer = obedient(injection)
    wish = Wish(model="openai/m", lang="en", budget=16_000, fence=FENCE)
    try:
        made = write(plain, papers, ask=asking, wish=wish)
    except BriefError:
        return  # all claims are lost
    assert unsupported(made, [Ranked(paper=each) for each in papers], earlier()) == []
    known = {each.text for each in plain.claims}
    for each in made.claims:
        if each.text not in known:
            assert not [
                sign
                for sign in ("http", "](", "<", "HACKED", "evil", "2401.00009")
                if sign in each.text
            ]
    assert KEY not in str(server.asked)
