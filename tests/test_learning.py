"""What marks teach, as the reader sees it: commands on the bundled sample."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime

import pytest

from academichub_cli.library._schema import APPLICATION_ID, MIGRATIONS
from blackbox import stage, warm

BEST = ("2505.23671", "2505.22764", "2505.22683")
FIRST_OF_RANKING = 3  # migrations before the one that learned
_TRAINER = {"numpy", "academichub_cli.teaching", "academichub_cli.learning.train"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    with warm.Stable(folder) as stable:
        yield stable, stage.sample_home(folder / "home")


@pytest.fixture
def sample(hub, made):
    """A home with the bundled sample of which nothing was shown yet, offline."""
    stable, home = made
    stage.settle(hub, home)
    return stage.WarmHub(hub, stable)


def document(ended):
    assert ended.code == 0, ended
    return json.loads(ended.out)


def papers(ended):
    return {paper["id"].removeprefix("arXiv:"): paper for paper in document(ended)["papers"]}


def order(sample, *arguments):
    return list(papers(sample("today", "--since", "14d", "--json", *arguments)))


def rows(hub, query):
    with closing(sqlite3.connect(hub.library)) as connection:
        return connection.execute(query).fetchall()


def loaded(hub, *arguments):
    """What of the trainer a run of a command imports."""
    program = (
        "import sys; from academichub_cli.cli import run; run(sys.argv[1:]);"
        f"print('loaded', *sorted({_TRAINER!r} & sys.modules.keys()), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=hub.environment(),
        cwd=hub.home,
    )
    return set(ended.stderr.splitlines()[-1].split()[1:])


# Learning


def test_the_trainer_is_loaded_where_there_is_something_new_to_learn_and_nowhere_else(sample):
    assert loaded(sample, "today") == set()
    assert loaded(sample, "like", BEST[1]) == set()
    assert loaded(sample, "today") == _TRAINER
    for arguments in (["today"], ["shuffle"], ["why", "1"], ["why", "--model"], ["search", "flow"]):
        assert loaded(sample, *arguments) == set()
    assert loaded(sample, "hide", BEST[0]) == set()
    assert loaded(sample, "shuffle") == _TRAINER


def test_what_was_learned_is_told_by_interest_and_by_paper(sample):
    untaught = sample("why", "--model").out
    assert "Nothing was learned yet" in untaught
    assert max(map(len, untaught.splitlines())) <= 80
    sample("like", BEST[1])
    assert "Nothing was learned yet" in sample("why", "--model").out
    whole = papers(sample("today", "--since", "14d", "--json"))
    told = sample("why", "--model").out
    assert "from 1 paper that you marked or own" in told
    assert re.search(r"^Interest 1: .+", told, re.MULTILINE)
    assert re.search(r"^  up    .+ \+\d", told, re.MULTILINE)
    kinds = {reason["kind"] for paper in whole.values() for reason in paper["reasons"]}
    assert kinds & {"nearest", "terms", "learned-category"}
    assert all(0 <= paper["score"] <= 1 for paper in whole.values())


def test_what_was_learned_is_told_as_json(sample):
    untaught = document(sample("why", "--model", "--json"))
    assert (untaught["schema"], untaught["command"]) == (1, "why")
    assert (untaught["learned"], untaught["interests"], untaught["unwanted"]) == (None, [], [])
    sample("like", *BEST[:2])
    sample("hide", "--like-this", BEST[2])
    sample("config", "ranking.interests", "conformal prediction: 3")
    sample("today")
    words = sample("why", "--model").out
    told = document(sample("why", "--model", "--json"))
    assert (told["liked"], told["hidden"]) == (2, 1)
    assert datetime.fromisoformat(told["learned"]) <= datetime.fromisoformat(told["taken"])
    for interest in told["interests"]:
        assert f"Interest {interest['number']}: {interest['name']}  (" in words
        for name, sign in (("up", 1), ("down", -1)):
            assert all(each["weight"] * sign > 0 for each in interest[name])
            for each in interest[name]:
                assert f"{each['term']} {each['weight']:+.2f}" in words
    papers = [paper for each in told["interests"] for paper in each["papers"]]
    assert {paper["id"] for paper in papers} >= {f"arXiv:{name}" for name in BEST[:2]}
    assert {paper["title"] for paper in papers} >= set(
        re.findall(r"^  from  (.+)$", words, re.MULTILINE)
    )
    follows = [each["text"] for interest in told["interests"] for each in interest["follows"]]
    assert "conformal prediction" in follows
    assert {each["factor"] for each in told["interests"]} <= {1, 3}
    assert told["unwanted"][0]["terms"]


def test_what_was_unlearned_is_told_as_json(sample):
    sample("like", *BEST[:2])
    sample("today")
    sample("unlearn", "--term", "uncertainty")
    sample("unlearn", BEST[0])
    assert document(sample("why", "--model", "--json"))["unlearned"] == {
        "terms": ["uncertainty"],
        "papers": [f"arXiv:{BEST[0]}"],
    }
    assert sample("why", BEST[1], "--json").code == 2


def test_what_is_not_learned_yet_is_told(sample):
    sample("like", *BEST[:2])
    sample("today")
    more = "the next `hub today` does it"
    for said in (("like", BEST[2]), ("unlearn", "--interest", "1")):
        assert more not in sample("why", "--model").out
        assert not document(sample("why", "--model", "--json"))["is_due"]
        sample(*said)
        assert more in sample("why", "--model").out
        assert document(sample("why", "--model", "--json"))["is_due"]
        sample("today")


def test_a_word_on_which_nothing_rested_is_said_to_be_such(sample):
    sample("like", *BEST[:2])
    sample("today")
    term = re.search(r"^  up    .*?(\w+) \+", sample("why", "--model").out, re.MULTILINE)[1]
    ending = "nothing that is learned will rest on it\n"
    assert sample("unlearn", "--term", term).out == f"unlearned: {term}; {ending}"
    ending = "nothing rested on it so far, and nothing will\n"
    assert sample("unlearn", "--term", "zebrafish").out == f"unlearned: zebrafish; {ending}"


def test_the_same_marks_give_the_same_order(sample):
    sample("like", BEST[1])
    sample("hide", BEST[0])
    first = order(sample)
    with closing(sqlite3.connect(sample.library)) as connection:
        connection.executescript(
            "DELETE FROM learned; UPDATE notes SET value = 'x' WHERE name = 'taught'"
        )
    assert order(sample) == first


def test_a_follow_is_never_lost_and_few_others_come(sample):
    before = set(order(sample))
    for name in list(before)[:6]:
        sample("like", name)
    after = papers(sample("today", "--since", "14d", "--json"))
    assert before <= set(after)
    days = [after[name]["batch"] for name in set(after) - before]
    assert all(days.count(day) <= 10 for day in days)
    for name in set(after) - before:
        assert after[name]["score"] >= 0.5
        assert "what your marks have taught brings it" in sample("why", name).out


def test_the_headline_says_how_many_are_likely_where_marks_can_tell(sample):
    assert "likely" not in sample("today").err
    sample("like", BEST[1])
    found = papers(sample("today", "--json", "--limit", "99")).values()
    likely = sum(paper["score"] >= 0.5 for paper in found)
    assert likely
    for _ in range(2):
        assert f", {likely} of them likely; " in sample("today", "--limit", "2").err


def test_marks_teach_nothing_where_the_settings_say_so(sample):
    before = order(sample)
    sample("config", "ranking.learned", "0")
    sample("like", BEST[2])
    assert order(sample) == before
    assert sample("why", "--model").out.startswith("Nothing was learned yet")


# Hiding


def test_hiding_what_is_like_a_paper_ranks_others_down_and_can_be_undone(sample):
    before = papers(sample("today", "--since", "14d", "--json"))
    diffusion = [name for name, paper in before.items() if "iffusion" in paper["title"]]
    sample("like", BEST[1])
    liked = papers(sample("today", "--since", "14d", "--json"))
    ended = sample("hide", "--like-this", *diffusion[:2])
    assert ended.out.splitlines()[0].startswith("hidden, and others like it ranked down  arXiv:")
    after = papers(sample("today", "--since", "14d", "--json"))
    assert not set(diffusion[:2]) & set(after)
    lower = [name for name in diffusion[2:] if after[name]["score"] < liked[name]["score"]]
    assert lower
    assert any(reason["kind"] == "unlike" for name in lower for reason in after[name]["reasons"])
    assert re.search(r"\) × \(1 - 0\.\d\d\)", sample("why", lower[0]).out)
    assert "What you hid" in sample("why", "--model").out
    sample("unmark", *diffusion[:2])
    assert papers(sample("today", "--since", "14d", "--json")) == liked


# Unlearning


def test_unlearning_everything_is_as_if_nothing_had_been_said(sample):
    before = papers(sample("today", "--since", "14d", "--json"))
    sample("like", BEST[1], BEST[2])
    taught = papers(sample("today", "--since", "14d", "--json"))
    assert sample("unlearn", "--all").out.startswith("unlearned everything: 2 examples")
    after = papers(sample("today", "--since", "14d", "--json"))
    assert {name: paper["score"] for name, paper in after.items()} == {
        name: paper["score"] for name, paper in before.items()
    }
    assert after[BEST[1]]["marks"] == ["liked"]
    assert sample("unlearn", "--undo").out == "2 things may teach again\n"
    assert papers(sample("today", "--since", "14d", "--json")) == taught
    sample("unlearn", "--all")
    sample("unmark", BEST[1])
    sample("like", BEST[1], HUB_NOW="2025-05-30T10:00:00+00:00")
    again = sample("today", "--json", HUB_NOW="2025-05-30T10:01:00+00:00")
    assert again.code == 0
    assert "from 1 paper" in sample("why", "--model").out


def test_a_term_an_interest_or_a_paper_is_unlearned(sample):
    sample("like", BEST[1])
    order(sample)
    told = sample("why", "--model").out
    term = re.search(r"^  up    (\S[^+]*) \+", told, re.MULTILINE)[1]
    assert sample("unlearn", "--term", term).code == 0
    assert not re.search(rf"^  up .*\b{term} \+", sample("why", "--model").out, re.MULTILINE)
    order(sample)
    told = sample("why", "--model").out
    assert not re.search(rf"^  up .*\b{term} \+", told, re.MULTILINE)
    assert f"the words {term}" in told or "the words" in told
    sample("unlearn", "--undo")
    order(sample)
    assert sample("unlearn", "--interest", "1").out.startswith("unlearned: ")
    assert sample("unlearn", "--interest", "99").code == 2
    assert sample("unlearn", BEST[1]).out == "1 paper will teach nothing; the marks stay\n"
    order(sample)
    assert sample("why", "--model").out.startswith("Nothing was learned yet")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--all", "--undo"),
        ("--term", "---"),
        ("--interest", "x"),
        ("--interest", "1"),
        ("2505.23671", "--all"),
        ("nonsense",),
    ],
)
def test_what_is_not_said_clearly_is_not_unlearned(arguments, sample):
    before = rows(sample, "SELECT * FROM unlearned")
    ended = sample("unlearn", *arguments)
    assert (ended.code, stage.faults(ended)) == (2, [])
    assert rows(sample, "SELECT * FROM unlearned") == before


# What the reader owns

OWNED = r"""
@misc{one, title={Anything}, eprint={2505.23671}}
@misc{two, title={Test-time augmentation improves efficiency in conformal prediction}}
@article{three, title={Conformal prediction of everything}, doi={10.1000/three}, abstract={Sets.}}
@misc{four, eprint={2401.00004}}
@misc{five, year=2000}
@misc{six, title={Open
"""


def test_offline_a_persons_papers_are_said_not_to_have_been_asked_for(sample):
    ended = sample("like", "--from", "0000-0002-1825-0097", HUB_OFFLINE="1")
    assert ended.code == 2
    assert "unset HUB_OFFLINE" in ended.err


def test_what_the_reader_owns_is_liked_or_kept_by_its_text(sample):
    file = sample.home / "refs.bib"
    file.write_text(OWNED)
    ended = sample("like", "--from", str(file))
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "liked 2 papers of the library",
        "kept the titles and abstracts of 1 paper that the library does not have",
        "not liked: 1 paper named without a title and not in the library: arXiv:2401.00004",
    ]
    assert (
        "not understood: 2 entries: line 6: it names no paper; line 7: '@misc{six, title={Open'"
        in ended.err
    )
    one = sample.home / "one.txt"
    one.write_text(f"{BEST[0]}\n")
    known = sample("like", "--from", str(one)).out
    assert known == "liked 0 papers of the library, 1 was known already\n"
    again = sample("like", "--from", str(file)).out.splitlines()
    assert again[0] == "liked 0 papers of the library, 3 were known already"
    assert set(papers(sample("export", "--liked", "--json"))) == {BEST[0], BEST[1]}
    order(sample)
    assert "from 3 papers that you marked or own" in sample("why", "--model").out
    sample("unlearn", "--all")
    order(sample)
    assert "Nothing was learned yet" in sample("why", "--model").out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--from", "no-such-file"),
        ("--from", "."),
        ("--from", "0000-0002-1825-0097"),
        ("1", "--from", "x"),
    ],
)
def test_what_cannot_be_liked_is_said(arguments, sample):
    ended = sample("like", *arguments)
    assert (ended.code, stage.faults(ended)) == (2, [])


# Orders


def test_papers_are_sorted_by_date_or_score(sample):
    found = papers(sample("today", "--since", "14d", "--json", "--sort", "date"))
    dates = [paper["submitted"] or "" for paper in found.values()]
    assert dates == sorted(dates, reverse=True)
    assert set(found) == set(order(sample))
    assert "the newest 2 are shown" in sample("today", "--sort", "date", "--limit", "2").err
    assert sample("today", "--sort", "size").code == 2
    one = papers(sample("search", "diffusion", "--json", "--sort", "score"))
    scores = [paper["score"] for paper in one.values()]
    assert scores == sorted(scores, reverse=True)
    assert all(score <= 1 for score in scores)
    assert sample("search", "diffusion", "--sort", "size").code == 2


def test_an_interest_counts_as_much_as_the_settings_say(sample):
    before = papers(sample("today", "--since", "14d", "--json"))
    sample("config", "ranking.interests", "conformal prediction: 0.1, q-bio.NC: 3")
    assert (
        sample("config", "ranking.interests").out
        == '["conformal prediction: 0.1", "q-bio.NC: 3"]\n'
    )
    after = papers(sample("today", "--since", "14d", "--json"))
    assert set(after) == set(before)
    for name, paper in before.items():
        texts = " ".join(reason["text"] for reason in paper["reasons"])
        is_down, is_up = "conformal" in texts, "q-bio.NC" in texts
        assert (after[name]["score"] < paper["score"]) == (is_down and not is_up), name
    assert sample("config", "ranking.interests", "nothing").code == 2


# What was shown


def test_every_showing_is_noted_with_its_place(sample):
    with closing(sqlite3.connect(sample.library)) as connection:
        connection.executescript("DELETE FROM exposures")
    shown = list(papers(sample("today", "--json", "--limit", "3")))
    noted = rows(
        sample,
        "SELECT substr(papers.id, 7), command, position, ranker FROM exposures"
        " JOIN papers ON papers.key = exposures.paper ORDER BY position",
    )
    assert noted[:3] == [(name, "today", place, "") for place, name in enumerate(shown, start=1)]
    sample("search", "diffusion")
    assert {row[1] for row in rows(sample, "SELECT paper, command FROM exposures")} == {"today"}


# Measuring


def test_few_marks_are_too_few_to_tell(sample):
    assert sample("eval").out == (
        "too few marks to tell: 0 papers of those you were shown are liked or saved, and it takes 10\n"
    )
    sample("today")
    sample("like", "1")
    assert sample("eval").out.startswith(
        "too few marks to tell: 1 paper of those you were shown is"
    )


def test_many_marks_of_one_day_are_too_few_days_to_tell(sample):
    sample("follow", "cs.LG", "cs.CV", "cs.CL", "cs.AI", "cs.SE")
    names = list(papers(sample("today", "--json", "--limit", "99")))
    sample("like", *names)
    told = sample("eval").out
    assert told.startswith("too few days" if len(names) >= 10 else "too few marks")


def test_a_history_is_replayed_and_its_uncertainty_said(sample):
    names = order(sample)
    for name in names[:11]:
        sample("like", name)
    told = sample("eval").out
    assert re.match(r"\d+ marked papers of \d+ announcements, ", told)
    for name in ("learned", "follows", "date"):
        assert re.search(rf"^{name} +[01]\.\d\d \([01]\.\d\d to [01]\.\d\d\)", told, re.MULTILINE)
    assert "nDCG@20, " in told
    assert sample("eval").out == told


def test_a_history_is_told_as_json(sample):
    early = document(sample("eval", "--json"))
    assert (early["schema"], early["command"], early["marks"]) == (1, "eval", 0)
    assert [early[name] for name in ("days", "rankers", "gain", "comparison")] == [[], *[None] * 3]
    for name in order(sample)[:11]:
        sample("like", name)
    words, told = sample("eval").out, document(sample("eval", "--json"))
    assert words.startswith(f"{told['marks']} marked papers of {len(told['days'])} announcements")
    for name, measures in told["rankers"].items():
        cells = [
            f"{each['mean']:.2f} ({each['low']:.2f} to {each['high']:.2f})"
            for each in map(measures.get, ("nDCG@20", "recall@10", "MRR"))
        ]
        assert re.search(rf"^{name} +{' +'.join(map(re.escape, cells))}$", words, re.MULTILINE)
    assert f"{told['gain']['mean']:+.2f} {told['gain']['measure']}" in words
    assert told["gain"]["is_certain"] == ("cannot be told" not in words)


def test_a_running_comparison_is_told_as_json(sample):
    assert sample("eval", "--compare", "learned", "date", "--json").code == 2
    sample("like", BEST[1])
    sample("eval", "--compare", "learned", "date")
    sample.variables["HUB_NOW"] = "2025-05-30T10:00:00+00:00"
    sample("open", next(iter(papers(sample("today", "--json")))), BROWSER="true")
    told = document(sample("eval", "--json"))["comparison"]
    assert (told["rankers"], told["days"]) == (["learned", "date"], 1)
    assert sorted(told["marked"].values()) == [0, 1]
    assert (told["chance"], told["better"]) == (None, None)
    sample("eval", "--stop")
    assert document(sample("eval", "--json"))["comparison"] is None


def test_two_rankers_take_turns_until_they_are_stopped(sample):
    assert sample("eval", "--compare").code == 2
    assert sample("eval", "--compare", "learned", "luck").code == 2
    assert sample("eval", "--compare", "date", "date").code == 2
    assert sample("eval", "--stop").code == 2
    sample("like", BEST[1])
    assert sample("eval", "--compare", "learned", "date").out.startswith("comparing learned (")
    sample.variables["HUB_NOW"] = "2025-05-30T10:00:00+00:00"
    first = list(papers(sample("today", "--json")))
    assert list(papers(sample("today", "--json"))) == first
    teams = rows(
        sample, "SELECT ranker, count(*) FROM exposures WHERE ranker != '' GROUP BY ranker"
    )
    assert {ranker for ranker, _ in teams} == {"learned", "date"}
    sample("open", first[0], BROWSER="true")
    told = sample("eval", "--compare").out
    assert re.match(
        r"learned against date since Friday 30 May: (1 to 0|0 to 1) marked or opened", told
    )
    assert "too few marks to tell" in told
    assert told in sample("eval").out
    assert sample("eval", "--stop").out.endswith("the comparison has ended\n")
    assert "against" not in sample("eval").out


# An older library


def test_marks_of_an_older_version_are_learned_from(hub, sample):
    sample("like", BEST[1])
    with closing(sqlite3.connect(hub.library)) as connection:
        old = hub.home / "old.db"
        with closing(sqlite3.connect(old)) as before:
            for script in MIGRATIONS[:FIRST_OF_RANKING]:
                before.executescript(script)
            before.executescript(
                f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FIRST_OF_RANKING}"
            )
        connection.execute("ATTACH ? AS old", (str(old),))
        for table in ("papers", "marks"):
            columns = ", ".join(
                row[1] for row in connection.execute(f"PRAGMA old.table_info({table})")
            )
            connection.execute(
                f"INSERT INTO old.{table} ({columns}) SELECT {columns} FROM main.{table}"
            )
        connection.execute(
            "INSERT INTO old.notes SELECT * FROM main.notes WHERE name NOT IN ('taught', 'ranked last')"
        )
        connection.commit()
    old.replace(hub.library)
    order(sample)
    assert "from 1 paper that you marked or own" in sample("why", "--model").out
