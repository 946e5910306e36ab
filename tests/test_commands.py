"""What each command loads, promises and does, on the bundled sample."""

from __future__ import annotations

import inspect
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from importlib import import_module
from pathlib import Path

import pytest

from academichub_cli import formats
from academichub_cli.cli import COMMANDS, SECTIONS
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper
from academichub_cli.library import Library
from blackbox import stage, warm
from conftest import NOW
from loopback import ArxivServer

HEAVY = {
    *("arxiv", "httpx", "lxml", "litellm", "pydantic", "tomlkit", "diskcache", "asyncio"),
    *("sklearn", "numpy", "filelock", "typer.rich_utils", "rich.console", "tomllib"),
    *("rapidfuzz", "feedparser"),
}
# What a page that was ranked before is shown without.
RANKS = {
    f"academichub_cli.{name}"
    for name in (
        *("_choosing", "domain.ranking", "domain.rules", "domain.taste", "domain.learned"),
        *("domain.names", "domain.shuffling", "library._search", "library._briefs"),
    )
}
WRITES_THE_RADAR = {"pydantic", "tomlkit", "tomllib", "filelock", "asyncio"}
DRAWS = {"rich.console"}
README = Path(__file__).parents[1] / "README.md"
BEST = ("2505.23671", "2505.22764", "2505.22683")


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


@pytest.fixture
def following(hub, made):
    """A home that follows and a server whose papers it has not fetched yet."""
    with ArxivServer(stage.papers(30)) as server:
        stage.follow_something(hub)
        stage.asks(hub, server)
        yield stage.WarmHub(hub, made[0])


def shown(ended, *, code=0):
    """The identifiers in what a command printed as JSON."""
    assert ended.code == code, ended
    return [paper["id"].removeprefix("arXiv:") for paper in json.loads(ended.out)["papers"]]


def loaded(hub, *arguments, heavy=HEAVY):
    """The heavy modules that a run of a command imports."""
    program = (
        "import sys; from academichub_cli.cli import run; code = run(sys.argv[1:]);"
        f"print('loaded', code, *sorted({heavy!r} & sys.modules.keys()), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=hub.environment(),
        cwd=hub.home,
    )
    _, code, *modules = ended.stderr.splitlines()[-1].split()
    assert code == "0", ended.stderr
    return set(modules)


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--help",), set()),
        (("--version",), set()),
        ((), set()),
        (("today",), set()),
        (("today", "--json"), set()),
        (("today", "--format", "cards", "--since", "7d", "--category", "cs"), DRAWS),
        (("shuffle",), set()),
        (("brief",), set()),
        (("following",), DRAWS),
        (("search", "flow"), set()),
        (("why", "2505.23671"), set()),
        (("show", "2505.23671"), DRAWS),
        (("like", "2505.23671"), set()),
        (("export", "--format", "bibtex"), set()),
        (("follow", "Ada Lovelace"), WRITES_THE_RADAR),
        (("cache",), {"diskcache"}),
        (("config",), {"pydantic", "tomlkit", "tomllib"}),
        (("doctor",), {"pydantic"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_imports_only_what_it_needs(arguments, allowed, sample):
    sample("today")
    assert loaded(sample, *arguments) <= allowed


@pytest.mark.parametrize("form", [(), ("--json",), ("--format", "cards")])
def test_what_was_ranked_before_is_shown_without_what_ranks(form, sample):
    sample("today")
    assert loaded(sample, "today", *form, heavy=RANKS) == set()
    assert loaded(sample, "shuffle", heavy=RANKS) >= {"academichub_cli._choosing"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_module_that_promises_what_the_table_says(name):
    run = import_module(f"academichub_cli.commands.{name}").run
    promise, summary = inspect.getdoc(run), COMMANDS[name]
    assert promise
    assert summary.endswith(".")
    verb = re.match(r"\w+", summary)[0]
    assert promise.startswith(f"{verb} ")
    assert len(summary) <= 66


def test_every_module_of_the_folder_is_in_the_table():
    folder = Path(import_module("academichub_cli.commands").__file__).parent
    names = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert names == set(COMMANDS)


def test_the_readme_and_the_help_have_the_same_table(sample):
    table = README.read_text().partition("<!-- commands -->")[2].partition("<!-- end of")[0]
    rows = dict(re.findall(r"^\| `hub (\w+)` \| (.+) \|$", table, re.MULTILINE))
    assert list(rows.items()) == list(COMMANDS.items())
    told = sample("--help", COLUMNS="100").out
    for title, entries in SECTIONS:
        assert f"{title}:" in told
        for entry in entries:
            assert re.search(rf"^  {entry.name} +{re.escape(entry.summary)}$", told, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_is_plain_and_whole(name, sample):
    told = sample(name, "--help", COLUMNS="80")
    assert told.code == 0
    assert f"Usage: hub {name}" in told.out
    assert COMMANDS[name].split()[0] in told.out
    assert "\x1b" not in told.out
    assert max(map(len, told.out.splitlines())) <= 80


def test_hub_alone_greets_with_lines_that_work(hub, sample):
    greeted = sample()
    assert (greeted.code, "5 follows on your radar" in greeted.out) == (0, True)
    sample.radar.unlink()
    greeted = sample()
    lines = [line.strip() for line in greeted.out.splitlines() if line.startswith("  hub ")]
    assert len(lines) == 3
    for line in lines:
        assert line.split()[1] in COMMANDS


# today


def test_today_shows_the_same_cards_until_the_next_announcement(sample):
    first = sample("today", "--json", "--limit", "4")
    assert shown(first)[:3] == list(BEST)
    for now in (stage.SAMPLE_NOW, "2025-05-30T20:00:00+00:00"):
        again = sample("today", "--json", "--limit", "4", HUB_NOW=now)
        assert shown(again) == shown(first)
    before = json.loads(first.out)
    assert (before["schema"], before["command"], before["state"]) == (1, "today", "fresh")
    assert before["failures"] == []
    one = before["papers"][0]
    assert one["reasons"][0] == {"kind": "author", "text": "by Ion Stoica"} | one["reasons"][0]


def test_today_knows_every_change_at_once(sample):
    def today(**variables):
        return shown(sample("today", "--json", "--limit", "99", **variables))

    whole = today()
    assert today() == whole
    assert len(shown(sample("today", "--json", "--limit", "2"))) == 2
    assert today() == whole
    for change, undo in (
        (("unfollow", "astro-ph.GA"), ("follow", "astro-ph.GA")),
        (("hide", whole[1]), ("unmark", whole[1])),
        (("mute", "Ion Stoica"), ("unmute", "Ion Stoica")),
    ):
        sample(*change)
        assert set(today()) < set(whole), change
        sample(*undo)
        assert today() == whole, undo
    written = sample.radar.read_text()
    sample.radar.write_text('[[follow]]\ncategory = "q-bio.NC"\n')
    assert today() == [BEST[2]]
    sample.radar.write_text(written)
    assert today() == whole
    sample("save", whole[0])
    assert json.loads(sample("today", "--json").out)["papers"][0]["marks"] == ["saved"]
    sample.radar.write_text(written + '\n[[follow]]\ncategory = "cs.CL"\n')
    assert set(today()) > set(whole)


def test_today_since_last_leaves_no_gap_and_repeats_nothing(sample):
    wednesday = "2025-05-28T09:00:00+00:00"
    with Library.open(sample.library) as library, library.changing():
        library.set_note("shown through", wednesday[:10])
    # The sample was filled on Friday, and a clock that was set back makes no library fresh: such a
    # run, and one of a part, is not where the next one may go on from.
    early = shown(sample("today", "--json", HUB_NOW=wednesday), code=3)
    shown(sample("today", "--json", "--category", "q-bio"))
    late = shown(sample("today", "--json", "--since", "last", "--limit", "99"))
    assert early
    assert late
    assert not set(early) & set(late)
    assert not shown(sample("today", "--json", "--since", "last", "--limit", "99"))
    whole = shown(sample("search", "the", "OR", "a", "--json", "--limit", "99"))
    assert set(late) <= set(whole)


def test_filters_leave_what_they_name(sample):
    for option, value, holds in (
        (
            "--category",
            "q-bio",
            lambda paper: any(c.startswith("q-bio") for c in paper["categories"]),
        ),
        ("--category", "cs.LG", lambda paper: "cs.LG" in paper["categories"]),
        ("--source", "arxiv", lambda paper: paper["source"] == "arxiv"),
    ):
        found = json.loads(sample("today", "--json", option, value).out)["papers"]
        assert found
        assert all(map(holds, found))


# shuffle


def test_shuffle_deals_everything_once_and_then_says_so(sample):
    seen = []
    for _ in range(20):
        ended = sample("shuffle", "--json", "--limit", "7")
        dealt = shown(ended)
        if not dealt:
            break
        assert not set(dealt) & set(seen)
        seen += dealt
    assert "the pool is empty" in ended.err
    assert len(seen) > 20
    assert shown(sample("shuffle", "--json")) == []


def test_shuffle_deals_what_today_left_first(sample):
    left = shown(sample("today", "--json", "--limit", "99"))[3:]
    forget(sample)
    assert shown(sample("today", "--json", "--limit", "3")) == list(BEST)
    assert set(shown(sample("shuffle", "--json", "--limit", str(len(left))))) == set(left)


def forget(hub):
    with closing(sqlite3.connect(hub.library)) as connection:
        connection.executescript("DELETE FROM shown; DELETE FROM cards")


def test_the_same_seed_deals_the_same(sample):
    deals = []
    for seed in ("7", "7", "8"):
        forget(sample)
        deals.append(shown(sample("shuffle", "--json", "--seed", seed)))
    assert deals[0] == deals[1] != deals[2]
    forget(sample)
    said = re.search(r"seed (\d+)", sample("shuffle").err)[1]
    cards = shown(sample("export", "--json"))
    forget(sample)
    assert shown(sample("shuffle", "--json", "--seed", said)) == cards


# marks


def test_a_hidden_paper_shows_nowhere_until_it_is_unmarked(sample):
    sample("today", "--limit", "2")
    assert sample("hide", "1").out.startswith("hidden  arXiv:2505.23671")
    assert BEST[0] not in shown(sample("today", "--json"))
    assert BEST[0] not in shown(sample("shuffle", "--json", "--limit", "99"))
    assert "you hid it" in sample("why", BEST[0]).out
    assert sample("hide", BEST[0]).out.startswith("already hidden")
    assert sample("unmark", BEST[0]).out.startswith("unmarked")
    assert shown(sample("today", "--json"))[0] == BEST[0]
    sample("hide", BEST[0])
    assert sample("like", BEST[0]).code == 0
    assert shown(sample("today", "--json"))[0] == BEST[0]


def test_marks_are_kept_said_and_exported(sample):
    sample("today")
    assert sample("save", "2", "1").code == 0
    assert sample("like", f"https://arxiv.org/abs/{BEST[0]}v1").code == 0
    assert set(shown(sample("export", "--saved", "--json"))) == set(BEST[:2])
    assert shown(sample("export", "--liked", "--json")) == [BEST[0]]
    first = json.loads(sample("today", "--json").out)["papers"][0]
    assert sorted(first["marks"]) == ["liked", "saved"]
    assert "You marked it: liked." in sample("why", BEST[0]).out
    assert sample("unmark", BEST[0]).code == 0
    assert sample("unmark", BEST[0]).out.startswith("had no mark")
    assert shown(sample("export", "--saved", "--json")) == [BEST[1]]
    refused = sample("save", BEST[0], "no-such")
    assert refused.code == 2
    assert shown(sample("export", "--saved", "--json")) == [BEST[1]]


# why


def test_why_accounts_for_every_way_to_be_shown_or_not(sample):
    sample("today", "--limit", "2")
    told = sample("why", "1").out
    assert f"arXiv:{BEST[0]}" in told
    assert "by Ion Stoica" in told
    assert "It ranks 1 of the 6 that your radar means." in told
    assert "Shown 1 time, last just now as number 1." in told
    score, weights = re.search(r"([\d.]+) = 1 - (.+)", told).groups()
    product = 1.0
    for weight in re.findall(r"1 - ([\d.]+)", weights):
        product *= 1 - float(weight)
    assert abs(float(score) - (1 - product)) < 0.011
    lower = sample("why", BEST[2]).out
    assert "It ranks 3 of the 6" in lower
    assert "It has not been shown to you." in lower
    sample("mute", "Ion Stoica", "--author")
    muted = sample("why", BEST[0]).out
    assert "It does not show: Muted author: Ion Stoica. `hub unmute` lets it." in muted
    assert "ranks" not in muted
    absent = sample("why", "2505.99999")
    assert (absent.code, "arXiv:2505.99999 was not fetched." in absent.out) == (0, True)
    other = next(
        name
        for name in shown(sample("export", "--search", "the", "--json"))
        if "Nothing you follow means it" in sample("why", name).out
    )
    assert other not in shown(sample("today", "--since", "14d", "--limit", "99", "--json"))


# mutes


def test_a_mute_hides_where_it_says_and_as_long_as_it_says(sample):
    def first():
        return shown(sample("today", "--json"))[0] == BEST[0]

    for arguments, hides in (
        (("Ion Stoica",), True),
        (("Ion Stoica", "--author"), True),
        (("Ion Stoica", "--topic"), False),
        (("software optimization", "--topic"), True),
        (("cs.SE", "--category"), True),
        (("Ion Stoica", "--until", "2025-05-30"), True),
    ):
        assert sample("mute", *arguments).code == 0
        assert first() != hides, arguments
        assert sample("unmute", arguments[0]).code == 0
        assert first()
    sample("mute", "Ion Stoica", "--until", "2025-05-30")
    tomorrow = sample("following", HUB_NOW="2025-05-31T09:00:00+00:00").out
    assert "(over)" in tomorrow


# the radar


def test_follow_says_how_it_understood_each_and_once(sample):
    said = sample("follow", "cs.CL", "2505.23671", "graph flows", "Ada Lovelace").out.splitlines()
    assert [re.search(r"understood as (?:an? )?(\w+)", line)[1] for line in said] == [
        "category",
        "paper",
        "topic",
        "author",
    ]
    again = sample("follow", "ADA  LOVELACE", "Graph Flows", "arXiv:2505.23671v2").out.splitlines()
    assert all(line.startswith("already followed") for line in again)
    listed = json.loads(sample("following", "--json").out)
    assert len(listed["follows"]) == 9
    assert "Author: Ada Lovelace" in sample("following").out


def test_comments_and_order_survive(sample):
    written = '# my radar\n[[follow]]\nauthor = "Ion Stoica"   # Berkeley\n\n# end\n'
    sample.radar.write_text(written)
    sample("follow", "Ada Lovelace", "cs.CL")
    sample("unfollow", "Ada Lovelace")
    text = sample.radar.read_text()
    assert text.startswith('# my radar\n[[follow]]\nauthor = "Ion Stoica"   # Berkeley\n')
    assert "# end" in text
    assert "Ada" not in text
    assert 'category = "cs.CL"' in text


# search, show, open, export


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (("Stoica",), {"2505.23671", "2505.18875"}),
        (("author:Stoica", "author:Ion"), {"2505.23671", "2505.18875"}),
        (("swe-agents",), {"2505.23671"}),
        (('"challenging software optimization"',), {"2505.23671"}),
        (("title:optimization", "software"), {"2505.23671"}),
        (("STOICA", "NOT", "optimization", "NOT", "trainable"), {"2505.18875"}),
        (("mancera", "pina"), {"2505.22727"}),
        (("Mancera", "Piña"), {"2505.22727"}),
        (("connectomediff*",), {"2505.22683"}),
        (("no-such-word-anywhere",), set()),
    ],
)
def test_search_finds(query, found, sample):
    ended = sample("search", *query, "--json", "--limit", "50")
    assert found <= set(shown(ended))
    if len(found) < 2:
        assert set(shown(ended)) == found
    if found:
        assert f"arXiv:{shown(ended)[0]}" in sample("export", "--limit", "1").out


def test_show_shows_all_of_a_paper(sample):
    told = sample("show", BEST[0]).out
    for part in ("GSO: Challenging Software", "Ion Stoica", "misjudged bottlenecks.", "cs.SE"):
        assert part in told


def test_open_opens_and_prints(sample):
    opened = sample.home / "opened"
    browser = sample.home / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n')
    browser.chmod(0o755)
    sample("today")
    ended = sample("open", "1", "--pdf", BROWSER=f"{browser} %s")
    assert (ended.code, ended.out) == (0, f"https://arxiv.org/pdf/{BEST[0]}\n")
    assert opened.read_text() == ended.out
    assert BEST[0] in shown(sample("today", "--json"))


@pytest.mark.parametrize("name", formats.names())
def test_what_is_exported_to_a_file_is_what_is_printed(name, sample):
    sample("today", "--limit", "3")
    printed = sample("export", "--format", name, COLUMNS="80")
    assert printed.code == 0
    file = sample.home / f"papers{formats.find(name).SUFFIX}"
    written = sample("export", "--format", name, "--out", str(file))
    assert (written.code, written.out) == (0, "")
    assert file.read_text("utf-8").rstrip() == printed.out.rstrip()
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert all(identifier in printed.out for identifier in BEST)


def test_the_suffix_of_a_file_chooses_its_format(sample):
    sample("today", "--limit", "2")
    for suffix, sign in ((".bib", "@misc{"), (".ris", "TY  - "), (".json", '{\n  "schema": 1')):
        file = sample.home / f"papers{suffix}"
        assert sample("export", "--out", str(file)).code == 0
        assert file.read_text().startswith(sign)


def test_ndjson_is_a_paper_a_line(sample):
    lines = sample("today", "--format", "ndjson").out.splitlines()
    assert [json.loads(line)["id"] for line in lines][:3] == [f"arXiv:{name}" for name in BEST]


# the rest


def test_settings_are_shown_set_and_located(sample):
    file = sample.home / "config" / "config.toml"
    file.write_text("# mine\n[reading]\ncards = 2 # a few\n")
    assert len(shown(sample("today", "--json"))) == 2
    assert sample("config", "reading.cards", "3").out == "reading.cards = 3\n"
    assert file.read_text() == "# mine\n[reading]\ncards = 3 # a few\n"
    assert len(shown(sample("today", "--json"))) == 3
    assert "network.offline = true  # from HUB_OFFLINE" in sample("config").out
    assert str(sample.library) in sample("config", "path").out


def test_the_cache_is_shown_and_cleared(sample):
    assert "answers of sources" in sample("cache").out
    assert sample("cache", "--clear").out.startswith("cleared ")
    assert shown(sample("today", "--json"))[:3] == list(BEST)


def test_the_doctor_finds_a_sound_home_sound(sample):
    ended = sample("doctor")
    assert ended.code == 0
    assert all(line.startswith("ok") for line in ended.out.splitlines())


def test_the_demo_touches_nothing_of_the_users(hub, made):
    stable, _ = made
    ended = stable.run(hub.environment(HUB_DATA_DIR="/dev/null"), ["demo"], cwd=hub.home)
    assert ended.code == 0, ended
    for typed in ("$ hub follow", "$ hub today", "$ hub shuffle", "$ hub brief"):
        assert typed in ended.out
    assert not list(hub.home.iterdir())


def test_a_proxys_password_is_not_printed(hub):
    said = hub("config", "network.proxy", "http://me:sekret@127.0.0.1:1")
    again = hub("config")
    assert said.code == again.code == 0
    assert "sekret" not in said.out + said.err + again.out + again.err


def test_a_brief_says_in_every_format_what_it_lacks(hub):
    hub("follow", "cs.CL")
    hub("demo", "--keep", str(hub.home / "demo"))
    kept = {f"HUB_{kind}_DIR": str(hub.home / "demo" / kind.lower()) for kind in ("CONFIG", "DATA")}
    late = {**kept, "HUB_NOW": "2025-06-03T09:00:00+00:00", "HUB_OFFLINE": "1"}
    for name in ("markdown", "json", "html", "cards"):
        ended = hub("brief", "--format", name, **late)
        assert ended.code == 3, ended.err
        assert "the sources were not asked: hub is offline" in " ".join(ended.out.split())


def test_a_briefs_format_follows_from_the_files_name(hub):
    hub("demo", "--keep", str(hub.home / "demo"))
    kept = {f"HUB_{kind}_DIR": str(hub.home / "demo" / kind.lower()) for kind in ("CONFIG", "DATA")}
    out = hub.home / "brief.html"
    now = {"HUB_NOW": "2025-05-30T09:00:00+00:00", "HUB_OFFLINE": "1"}
    assert hub("brief", "--out", str(out), **kept, **now).code == 0
    assert out.read_text().startswith("<!doctype html>")


def test_a_radar_that_no_source_can_be_asked_for_is_not_said_to_be_read(hub):
    hub("follow", "0000-0002-1825-0097")
    ended = hub("today", HUB_ARXIV_API_URL="http://127.0.0.1:9/api/query", HUB_MIN_INTERVAL="0")
    assert ended.code == 4
    assert "was not asked" in ended.err
    assert "follow the name as well" in ended.err


def test_json_says_no_state_where_nothing_was_ever_fetched(hub):
    hub("follow", "cs.CL")
    assert json.loads(hub("search", "diffusion", "--json").out)["state"] is None


def test_a_search_of_which_not_all_was_looked_at_says_so(hub):
    last = [Paper(id=ArxivId("2606.00001"), title="Nets", source="arxiv", categories=("cs.LG",))]
    first = [
        Paper(id=ArxivId(f"2605.{number:05}"), title="Nets", source="arxiv", categories=("cs.CL",))
        for number in range(2_000)
    ]
    with Library.open(hub.library) as library, library.changing():
        seen = datetime.fromisoformat(NOW)
        library.papers.add([*first[:1], *last, *first[1:]], seen=seen, current=seen.date())
    assert "5 of 2,000 matches or more for" in hub("search", "nets", "--limit", "5").err
    assert "of 1,999 matches or more for" in hub("search", "nets", "--category", "cs.CL").err
    assert "1 match or more for" in hub("search", "nets", "--category", "cs.LG").err
    assert "nothing among the last 2,000 matches" in hub("search", "net*", "--source", "hf").err


def test_a_search_says_how_many_there_are_beyond_what_it_shows(sample):
    ended = sample("search", "diffusion", "--limit", "1")
    assert re.match(r"1 of \d+ matches for 'diffusion'", ended.err)


def test_a_search_that_finds_nothing_leaves_the_numbers_what_they_were(sample):
    best = shown(sample("today", "--json"))
    for nothing in (("search", "unheardword"), ("today", "--category", "econ.EM")):
        assert sample(*nothing).code == 0
        assert best[1] in sample("save", "2").out


def test_a_value_that_a_setting_cannot_have_is_said_to_be_the_fault(sample):
    file = sample.home / "config" / "config.toml"
    ended = sample("config", "reading.cards", "0")
    assert (ended.code, file.exists()) == (2, False)
    assert ended.err == (
        "hub: '0' is no value of reading.cards: input should be greater than or equal to 1\n"
        "     write it like 10\n"
    )
    file.write_text("[reading]\ncards = 0\n")
    ended = sample("config", "reading.shuffle", "5")
    assert ended.code == 2
    assert "reading.cards" in ended.err
    assert "correct that line" in ended.err


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("saved.pdf", (), "1 paper, in the format line; --format names another"),
        ("saved.bib", (), "1 paper"),
        ("saved.pdf", ("--format", "ris"), "1 paper"),
    ],
)
def test_a_file_whose_name_names_no_format_is_told_its_format(name, options, said, sample):
    sample("save", "2505.23671")
    ended = sample("export", "--saved", "--out", str(sample.home / name), *options)
    assert ended.code == 0
    assert ended.err.splitlines()[-1] == said


def test_health_says_that_the_radar_has_changed_and_not_that_it_was_just_read(following):
    following("fetch")
    following("follow", "graph networks")
    ended = following("health")
    assert ended.code == 3
    assert ended.err.startswith("hub: not complete: your follows on Thu 11 Jun: ")
    assert "what you follow has changed since it was asked for\n" in ended.err
