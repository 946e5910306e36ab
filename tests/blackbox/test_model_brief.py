"""Briefs by a model, as a process, through the real litellm, against a server on this machine."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from blackbox import screen, stage
from briefs.scripted import claim, papers_in

pytestmark = pytest.mark.blackbox


def everything_under(home) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_a_model_writes_and_the_same_brief_again_costs_nothing(home, model):
    ended = home("brief", "--json")
    assert stage.faults(ended, json_expected=True) == []
    assert ended.code == 0
    made = json.loads(ended.out)
    assert made["model"] == "openai/m"
    assert made["cost"]["tokens_in"] == 1000
    assert made["dropped"] == []
    assert len(model.asked) == 1
    assert stage.KEY not in json.dumps(model.asked)
    assert model.keys == [stage.KEY]

    began = time.monotonic()
    again = json.loads(home("brief", "--json").out)
    assert time.monotonic() - began < 2.5, "a worker was started"
    assert again["themes"] == made["themes"]
    assert again["cost"] == {"tokens_in": 0, "tokens_out": 0, "amount": 0.0}
    assert len(model.asked) == 1

    plain = home("brief", "--no-llm", "--json")
    assert json.loads(plain.out)["model"] is None
    estimate = home("brief", "--estimate", "--fresh")
    assert "tokens in" in estimate.out
    assert len(model.asked) == 1
    listed = home("brief", "--list").out
    assert "openai/m" in listed
    assert "quotes" in listed
    number = min((line.split()[0] for line in listed.splitlines() if "openai/m" in line), key=int)
    assert json.loads(home("brief", "--again", number, "--json").out)["themes"] == made["themes"]
    assert home("brief", "--again", "99").code == 2
    assert stage.KEY.encode() not in everything_under(home.home)


@pytest.mark.parametrize(("fault", "code"), [
    ("401 echoing the key", 6),
    ("403", 6),
    ("refusal", 6),
    ("silence", 6),
    ("30 MB", 6),
    ("10,000 claims", 6),
    ("worker killed", 6),
    ("400 context", 6),
    ("JSON in fences", 0),
    ("counts: boundless", 0),
])  # fmt: skip
def test_whatever_the_model_does_a_brief_is_shown(home, model, fault, code):
    model.fails(fault)
    (home.home / "config" / "config.toml").write_text("[llm]\ndeadline = 8.0\n")
    ended = home("brief", "--json")
    assert stage.faults(ended, json_expected=True) == []
    assert ended.code == code
    assert len(model.asked) == (2 if fault == "400 context" else 1)
    made = json.loads(ended.out)
    assert made["themes"]
    assert (made["model"] is None) == (code == 6)
    if code == 6:
        assert made["notes"][0]["kind"] == "model failed"
        assert len([line for line in ended.err.splitlines() if line.startswith("hub: ")]) == 1
    assert stage.KEY.encode() not in everything_under(home.home)


def being_asked(home, model, *arguments):
    """A command whose model was asked and says nothing."""
    model.fails("silence")
    begun = stage.begun(home, *arguments)
    until = time.monotonic() + 30
    while not model.asked and time.monotonic() < until:
        time.sleep(0.05)
    assert model.asked
    return begun


def test_ctrl_c_leaves_the_plain_brief(home, model):
    begun = being_asked(home, model, "brief")
    pressed = time.monotonic()
    begun.send_signal(signal.SIGINT)
    out, err = begun.communicate(timeout=20)
    assert time.monotonic() - pressed < 1.5
    assert begun.returncode == 130
    assert b"no sentence is a model's" in b" ".join(out.split())
    assert b"Traceback" not in err


@pytest.mark.parametrize("told", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("arguments", [("brief",), ("ask", "conformal prediction")])
def test_told_to_end_it_is_as_if_interrupted_and_leaves_no_process(home, model, told, arguments):
    begun = being_asked(home, model, *arguments)
    (worker,) = workers_of(stage.KEY)
    begun.send_signal(getattr(signal, told))
    begun.send_signal(getattr(signal, told))
    out, err = begun.communicate(timeout=20)
    assert (begun.returncode, out) == (130, b"")
    assert err.decode().splitlines()[0] == "hub: interrupted"
    assert b"Traceback" not in err
    assert not Path(f"/proc/{worker}").exists()
    assert workers_of(stage.KEY) == []


def test_told_to_end_before_the_model_is_asked_it_leaves_no_process(home, model):
    begun = stage.begun(home, "brief")
    until = time.monotonic() + 30
    while not workers_of(stage.KEY) and time.monotonic() < until:
        time.sleep(0.02)
    begun.send_signal(signal.SIGTERM)
    out, err = begun.communicate(timeout=20)
    assert (begun.returncode, out) == (130, b"")
    assert err.decode().splitlines()[0] == "hub: interrupted"
    until = time.monotonic() + 5
    while workers_of(stage.KEY) and time.monotonic() < until:
        time.sleep(0.1)
    assert workers_of(stage.KEY) == []


def test_the_worker_ends_with_its_parent(home, model):
    begun = being_asked(home, model, "brief")
    begun.kill()
    begun.communicate()
    until = time.monotonic() + 5
    while workers_of(stage.KEY) and time.monotonic() < until:
        time.sleep(0.1)
    assert workers_of(stage.KEY) == []


def workers_of(key: str) -> list[str]:
    processes = Path("/proc")
    if not processes.is_dir():
        pytest.skip("processes are looked up in /proc")
    found = []
    for process in processes.glob("[0-9]*"):
        try:
            if f"HUB_WORKER_KEY={key}".encode() in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


def test_a_language_of_ones_own_is_asked_for(home, model):
    ended = home("brief", "--lang", "fr", "--json")
    assert ended.code == 0
    assert "in French;" in model.asked[0]["messages"][0]["content"]
    assert json.loads(ended.out)["lang"] == "fr"


def test_a_question_is_answered_from_the_library_or_not_at_all(home, model):
    question = "what does conformal prediction guarantee?"
    plain = home("ask", question, "--no-llm")
    assert plain.code == 0
    assert "onformal prediction" in plain.out
    ended = home("ask", question, "--json")
    assert stage.faults(ended, json_expected=True) == []
    made = json.loads(ended.out)
    assert made["model"] == "openai/m"
    assert made["themes"][0]["claims"]
    assert "a question of the reader" in model.asked[0]["messages"][0]["content"]
    model.writer = lambda messages: '{"themes": []}'
    nothing = home("ask", "conformal prediction for whom?")
    assert (nothing.code, nothing.out) == (0, "")
    assert "nothing in the library answers this" in nothing.err
    unknown = home("ask", "medieval basket weaving in Lapland")
    assert (unknown.code, unknown.out) == (0, "")
    assert "nothing in the library answers this" in unknown.err
    assert home("ask", "what is it?").code == 2


def test_an_answer_is_told_once_under_its_question(home, model):
    def twice(messages):
        (key, text), *_ = papers_in(messages).items()
        said = text.split(". ")[-1]
        again = claim(said.upper().rstrip(".") + " .", (key, said))
        first = claim(f"To begin with: {said}", (key, said))
        themes = [{"id": "T1", "claims": [claim(said, (key, said)), again]}]
        return json.dumps({"themes": themes, "questions": [again], "read_first": [again, first]})

    model.writer = twice
    ended = home("ask", "conformal prediction")
    assert stage.faults(ended) == []
    lines = ended.out.splitlines()
    assert lines[0] == "# conformal prediction"
    assert len([line for line in lines if line.startswith("- ")]) == 1
    assert not [line for line in lines if line.startswith("## Read") or line == "# Brief"]
    assert "1 of them is cited here" in ended.out


@pytest.mark.parametrize(("question", "is_answered"), [
    ("保形预测能保证什么？", False),
    ("что гарантирует предсказание?", False),
    ("conformal prediction 能保证什么？", True),
])  # fmt: skip
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_question_in_another_script_is_asked_by_its_latin_words(
    home, question, is_answered, more
):
    ended = home("ask", question, "--no-llm", *more)
    assert ended.code == 0
    assert stage.faults(ended, json_expected=bool(more)) == []
    if is_answered:
        assert "onformal" in ended.out
        assert ended.err == ""
    else:
        assert ended.err.splitlines() == [
            "nothing in the library answers this",
            "ask with English terms: its papers are written in English",
        ]
        assert json.loads(ended.out)["themes"] == [] if more else ended.out == ""


def test_a_paper_is_told_in_one_checked_sentence(home, model):
    def one(messages):
        (key, text), *_ = papers_in(messages).items()
        quote = text.split(". ")[-1]
        return json.dumps(
            {
                "themes": [
                    {
                        "id": "T1",
                        "claims": [
                            claim(
                                "Speedups reach 2.30x and 1.89x on two video models.", (key, quote)
                            )
                        ],
                    }
                ]
            }
        )

    model.writer = one
    ended = home("show", "2505.18875", "--tldr")
    assert ended.out == "arXiv:2505.18875  Speedups reach 2.30x and 1.89x on two video models.\n"
    plain = home("show", "2505.18875", "--tldr", "--no-llm")
    assert plain.out.startswith("arXiv:2505.18875  “")
    told = json.loads(home("show", "2505.18875", "--tldr", "--json").out)
    assert (told["schema"], told["command"]) == (1, "show")
    (paper,) = told["papers"]
    assert paper["id"] == "arXiv:2505.18875"
    assert paper["model"] == "openai/m"
    assert paper["claim"]["text"] == "Speedups reach 2.30x and 1.89x on two video models."
    assert paper["claim"]["citations"][0]["paper"] == "arXiv:2505.18875"
    quoted = json.loads(home("show", "2505.18875", "--tldr", "--no-llm", "--json").out)["papers"]
    assert quoted[0]["model"] is quoted[0]["cost"] is None
    assert quoted[0]["claim"]["text"] == quoted[0]["claim"]["citations"][0]["quote"]
    assert home("show", "2505.18875", "--tldr", "--format", "bibtex").code == 2


def test_what_ails_the_model_is_said_once_for_all_papers(home, model):
    model.fails("401 echoing the key")
    home("today", "--limit", "2")
    ended = home("show", "1", "2", "--tldr", "--json")
    assert ended.code == 6
    assert stage.faults(ended, json_expected=True) == []
    assert len([line for line in ended.err.splitlines() if line.startswith("hub: ")]) == 1
    told = json.loads(ended.out)["papers"]
    assert [each["model"] for each in told] == [None, None]
    assert all(each["claim"] for each in told)


def test_the_doctor_names_the_model_and_asks_it_when_told_to(home, model):
    model.writer = lambda messages: "OK"
    ended = home("doctor", "--ping")
    assert "openai/m" in ended.out
    assert "key from HUB_LLM_API_KEY" in ended.out
    assert "it answers" in ended.out
    assert stage.KEY not in ended.out + ended.err
    model.fails("401 echoing the key")
    failed = home("doctor", "--ping")
    assert failed.code == 6
    assert stage.faults(failed) == []
    assert failed.err.startswith("hub: the model's provider refused the key\n     ")
    assert len(model.asked) == 2
    nobody = home("doctor", "--ping", HUB_LLM_BASE_URL="http://127.0.0.1:1/v1")
    assert nobody.code == 6
    assert nobody.err.splitlines() == [
        "hub: no model's server answers at http://127.0.0.1:1/v1",
        "     start it there, or set llm.base_url to where it is",
    ]


@pytest.mark.parametrize("arguments", [
    ("--verify", "me"), ("--max-cost", "lots"), ("--max-cost", "-1"), ("--again", "x"),
    ("--again", "0"), ("--lang", "not a language"),
])  # fmt: skip
def test_what_cannot_be_meant_is_said(home, arguments):
    ended = home("brief", *arguments)
    assert ended.code == 2
    assert stage.faults(ended) == []


def test_of_no_papers_no_model_is_asked(home, model):
    ended = home("brief", "--topic", "medieval basket weaving", "--json")
    assert ended.code == 0
    assert json.loads(ended.out)["model"] is None
    assert model.asked == []


def test_nothing_of_the_readers_reaches_the_model_but_the_topic(home, model):
    home("brief", "--topic", "diffusion", "--json")
    told = json.dumps(model.asked)
    for private in ('Ion Stoica", "follow', "astro-ph.GA]]", str(home.home), stage.KEY):
        assert private not in told
    assert "diffusion" in told


def test_no_command_but_those_that_ask_starts_a_worker(home, tmp_path):
    code = "import sys; from academichub_cli import cli; cli.run(['today', '--json']); print('litellm' in sys.modules, 'academichub_cli.llm.door' in sys.modules, file=sys.stderr)"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=home.environment(), check=False
    )
    assert ended.stderr.decode().splitlines()[-1] == "False False"


def test_at_a_terminal_one_waits_by_a_spinner_and_ctrl_c_ends_it(home, model):
    model.fails("silence")
    waiting = screen.Screen().run(home, "brief", typed=[("asking openai/m", "\x03")], PAGER="")
    assert waiting.code == 130
    assert waiting.after < 1.5
    assert "no sentence is a model's" in " ".join(screen.plain(waiting.out).split())
    assert "interrupted" in waiting.err


def test_at_a_terminal_the_answer_is_streamed_and_marks_are_links(home, model):
    shown = screen.Screen().run(home, "brief", PAGER="", timeout=120)
    assert shown.code == 0, shown
    assert model.asked[0]["stream"]
    assert screen.LINK.search(shown.out)
    assert "Written by openai/m" in " ".join(screen.plain(shown.out).split())
