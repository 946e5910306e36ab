"""What is true of every command in every case, seen from outside."""

from __future__ import annotations

import compileall
import importlib.util
import json
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

import academichub_cli
from blackbox import stage
from loopback import MODES, ArxivServer

pytestmark = pytest.mark.blackbox

THURSDAY, LATER, FRIDAY = (
    "2026-06-11T10:00:00+00:00",
    "2026-06-11T12:30:00+00:00",
    "2026-06-12T10:00:00+00:00",
)
HARMLESS = {
    *("chunked", "ignores_start", "ignores_sort", "page_two_empty_once", "total_lies_low"),
    *("total_missing", "one_bad_entry", "hostile_titles", "redirect_same_host", "wrong_charset"),
    *("control_chars_in_xml", "duplicate_entries"),
}
# Some papers come, and that is said; on the second day all new ones are on the first page.
PARTIAL = {"page_two_fails", "page_two_empty", "total_lies_high"}
# What they cost is made good by the first honest answer: bad records, and new papers beyond the
# first page where the count that is sent is smaller than what is known.
COSTLY = {"one_bad_entry", "total_lies_low"}
SLOW = {"silent", "drip", "slow_headers"}
# Those that make us wait go together, so that the waits overlap.
WAITED_FOR = ("retry", "rate", "busy", "empty", "error_500")
BY_PATIENCE = sorted(MODES, key=lambda mode: (not mode.startswith(WAITED_FOR), mode))
GROUPS = [BY_PATIENCE[start : start + 8] for start in range(0, len(BY_PATIENCE), 8)]


def expected(mode):
    """The exit codes with an empty library, and with one that was filled before."""
    if mode in HARMLESS:
        return 0, 0
    return (3, 3) if mode in PARTIAL else (4, 3)


def life_with(mode, hub, stable):
    """What goes wrong when a server misbehaves so: at first, when it mends its ways, and later."""
    wrong = []

    def run(when, code, *arguments, now, **more):
        ended = stable.run(hub.environment(HUB_NOW=now, **more), arguments, cwd=hub.home)
        is_json = "--json" in arguments
        wrong.extend(f"{when}: {each}" for each in judged(ended, code, is_json=is_json))

    def recovered(when, known):
        came = stage.stored(hub).keys()
        if came != {paper.id for paper in known}:
            wrong.append(f"{when}: {len(came)} of {len(known)} papers")

    thursday = stage.papers(120)
    friday = [
        replace(paper, id=f"2606.2{paper.id[-4:]}")
        for paper in stage.papers(60, newest="2026-06-11T17:00:00Z")
    ]
    with ArxivServer(thursday) as server:
        if mode != "total_missing":
            stage.page_by_page(server, 50)
        stage.follow_something(hub)
        stage.asks(hub, server, HUB_LLM_API_KEY=stage.KEY)
        impatient = {"HUB_DEADLINE": "2" if mode in SLOW else "20"}
        today = ("today", "--json", "--limit", "500")
        at_first, later = expected(mode)
        server.misbehave(mode)
        run("first", at_first, *today, now=THURSDAY, **impatient)
        server.behave()
        run("honest", 0, "fetch", "--again", now=LATER)
        recovered("honest", thursday)
        server.papers = [*friday, *thursday]
        server.misbehave(mode)
        run("later", later, *today, now=FRIDAY, **impatient)
        if not {paper.id for paper in thursday} <= stage.stored(hub).keys():
            wrong.append("later: stored papers are gone")
        if mode in HARMLESS - COSTLY:
            recovered("later", server.papers)
        server.behave()
        run("at last", 0, "fetch", "--again", now=FRIDAY.replace("10:", "12:"))
        recovered("at last", server.papers)
    if any(
        stage.KEY.encode() in path.read_bytes() for path in hub.home.rglob("*") if path.is_file()
    ):
        wrong.append("the key is in a file")
    return wrong


def judged(ended, code, *, is_json):
    wrong = stage.faults(ended, json_expected=is_json)
    if ended.code != code:
        wrong.append(f"{ended.code} in the place of {code}: {ended.err}")
    if is_json and bool(ended.out) != (ended.code in {0, 3}):
        wrong.append(f"stdout is {ended.out[:80]!r}")
    if is_json and ended.code == 0 and json.loads(ended.out)["failures"]:
        wrong.append("failures are said, but the code is 0")
    if ended.megabytes > 300:
        wrong.append(f"{ended.megabytes:.0f} MB")
    if ended.seconds > 40:
        wrong.append(f"{ended.seconds:.0f} s")
    return wrong


@pytest.mark.parametrize("modes", GROUPS, ids=lambda modes: modes[0])
def test_whatever_a_server_does_is_survived_and_made_good(modes, hub, stable):
    def live(mode):
        home = hub.home / mode
        home.mkdir()
        return life_with(mode, replace(hub, home=home, variables={}), stable)

    with ThreadPoolExecutor(len(modes)) as pool:
        wrong = dict(zip(modes, pool.map(live, modes), strict=True))
    assert not {mode: said for mode, said in wrong.items() if said}


def test_all_modes_have_a_place_in_the_table():
    assert MODES.keys() >= HARMLESS | PARTIAL
    assert sorted(mode for group in GROUPS for mode in group) == sorted(MODES)


def test_a_reading_that_broke_off_is_resumed_where_it_broke_off(following, arxiv):
    arxiv.papers = stage.papers(900)
    arxiv.misbehave("error_500", at=range(10, 99))
    broken = following("today", "--json", "--limit", "1")
    assert broken.code == 3
    assert json.loads(broken.out)["state"] == "failed"
    assert json.loads(broken.out)["failures"][0]["source"] == "arxiv"
    assert len(stage.stored(following)) == 450
    arxiv.behave()
    before = len(arxiv.requests)
    assert following("fetch").code == 0
    resumed = len(arxiv.requests) - before
    assert len(stage.stored(following)) == 900
    assert resumed < 18 * 2 / 3
    assert "nothing to fetch" in following("fetch").err


def test_a_site_that_wants_to_be_left_alone_is(following, arxiv):
    arxiv.misbehave("retry_after_3600", times=1)
    assert following("fetch").code == 4
    second = following("today", HUB_NOW="2026-06-11T10:59:00+00:00")
    assert (second.code, len(arxiv.requests)) == (4, 1)
    assert "2026-06-11 11:00:00" in second.err
    assert following("fetch", HUB_NOW="2026-06-11T11:00:01+00:00").code == 0
    assert len(arxiv.requests) > 1


def test_twelve_at_once_keep_all_twelve(hub):
    names = [f"Ada{chr(97 + number)} Lovelace" for number in range(12)]
    running = [stage.begun(hub, "follow", name) for name in names]
    ends = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0] * 12, ends
    assert all(name in hub.radar.read_text() for name in names)
    shown = json.loads(hub("following", "--json").out)
    assert sorted(follow["text"] for follow in shown["follows"]) == sorted(names)


def test_two_at_once_ask_in_turn_and_keep_the_interval(following, arxiv):
    interval = 0.4
    both = [
        stage.begun(following, "fetch", "--again", variables={"HUB_MIN_INTERVAL": str(interval)})
        for _ in range(2)
    ]
    for process in both:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    assert arxiv.most_at_once == 1
    asked = sorted(arxiv.requests, key=lambda request: request.time)
    assert len(asked) >= 6
    gaps = [after.time - before.time for before, after in pairwise(asked)]
    assert min(gaps) >= interval
    assert len(stage.stored(following)) == 120


def test_what_is_asked_says_who_asks_and_only_there(following, arxiv):
    with ArxivServer(host="127.0.0.3") as elsewhere:
        arxiv.elsewhere = elsewhere.url
        arxiv.misbehave("redirect_elsewhere", at=[2])
        following("fetch")
        assert not elsewhere.requests
    (said,) = {request.headers["user-agent"] for request in arxiv.requests}
    assert re.search(r"hub\S*/\d+\.\d+\.\d+ .*(mailto:|https?://)", said), said


def test_a_kill_at_any_moment_leaves_before_or_after(following, arxiv):
    chance = random.Random(6)
    acknowledged, known = ["Sanjeev Arora"], set()
    for turn in range(15):
        arxiv.papers = stage.papers(120 + 60 * turn)
        name = f"Grace{chr(97 + turn)} Hopper"
        fetch = stage.begun(following, "fetch", "--again")
        follow = stage.begun(following, "follow", name)
        threading.Timer(chance.uniform(0.15, 0.5), follow.kill).start()
        time.sleep(chance.uniform(0.4, 1.2))
        fetch.kill()
        fetch.communicate(timeout=30)
        follow.communicate(timeout=30)
        if follow.returncode == 0:
            acknowledged.append(name)
        radar = following.radar.read_text()
        assert radar.startswith(stage.RADAR)
        assert all(name in radar for name in acknowledged)
        now_known = stage.stored(following).keys()
        assert known <= now_known
        known = set(now_known)
    ended = following("fetch", "--again")
    assert ended.code == 0, ended.err
    assert len(stage.stored(following)) == 120 + 60 * 14
    shown = following("following", "--json")
    assert {follow["text"] for follow in json.loads(shown.out)["follows"]} >= set(acknowledged)


def damage_radar(hub):
    hub("follow", "Ada Lovelace")
    hub("follow", "Alan Turing")
    hub.radar.write_text("[[follow]]\nauthor = \n")
    return hub.radar


def damage_radar_bytes(hub):
    damage_radar(hub)
    hub.radar.write_bytes(b"\xff\xfe\x00[[follow]]")
    return hub.radar


def damage_config(hub):
    hub("config", "language", "en")
    hub("config", "reading.cards", "7")
    path = hub.home / "config" / "config.toml"
    path.write_text("[reading\ncards = ")
    return path


def damage_library(hub):
    hub.library.write_bytes(b"not SQLite at all" * 500)
    return hub.library


def damage_library_head(hub):
    written = bytearray(hub.library.read_bytes())
    written[:100] = os.urandom(100)
    hub.library.write_bytes(written)
    return hub.library


@pytest.mark.parametrize(
    ("damage", "commands", "restored"),
    [
        (damage_radar, (("today",), ("follow", "X"), ("following",)), ("following", "Lovelace")),
        (damage_radar_bytes, (("unfollow", "X"),), ("following", "Lovelace")),
        (damage_config, (("today",), ("config", "language", "zh")), ("config", 'language = "en"')),
        (damage_library, (("today",), ("like", "1"), ("export",)), ("today", "")),
        (damage_library_head, (("search", "flow"),), ("today", "")),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_damaged_file_is_named_left_alone_and_can_be_repaired(damage, commands, restored, sample):
    path = damage(sample)
    before = path.read_bytes()
    backup = path.with_name(f"{path.name}.bak")
    for command in commands:
        ended = sample(*command)
        assert ended.code == 5, ended
        assert not stage.faults(ended)
        assert str(path) in ended.err
        assert "hub doctor --repair" in ended.err
        assert not backup.exists() or str(backup) in ended.err
        assert path.read_bytes() == before
    assert sample("doctor").code == 5
    assert path.read_bytes() == before
    repaired = sample("doctor", "--repair")
    assert repaired.code == 0, repaired
    aside = [each for each in path.parent.iterdir() if "damaged" in each.name]
    assert [each.read_bytes() for each in aside] == [before]
    command, said = restored
    ended = sample(command)
    assert ended.code in {0, 3, 4}, ended
    assert said in ended.out


def test_a_library_with_a_bad_page_gives_back_what_it_can(sample):
    whole = stage.stored(sample)
    written = bytearray(sample.library.read_bytes())
    written[40_960 : 40_960 + 4096] = os.urandom(4096)
    sample.library.write_bytes(written)
    assert sample("doctor").code == 5
    assert sample("doctor", "--repair").code == 0
    saved = stage.stored(sample)
    assert saved.items() <= whole.items()
    assert len(saved) > len(whole) / 2
    assert sample("today", "--json").code == 0


def test_what_another_program_or_a_newer_hub_wrote_is_left_alone(hub):
    stage.follow_something(hub)
    hub.library.parent.mkdir()
    for script, said in (
        ("CREATE TABLE notes (a); PRAGMA application_id = 7", "another program"),
        ("DROP TABLE notes; PRAGMA application_id = 1633905781; PRAGMA user_version = 99", "newer"),
    ):
        with closing(sqlite3.connect(hub.library)) as connection:
            connection.executescript(script)
        before = hub.library.read_bytes()
        ended = hub("today", HUB_OFFLINE="1")
        assert (ended.code, stage.faults(ended)) == (5, []), ended
        assert said in ended.err
        assert hub.library.read_bytes() == before


def test_a_radar_that_says_what_cannot_be_is_named_and_left_alone(hub):
    wrong = '[[follow]]\nauthor = "Ada"\ntopic = "both"\n'
    stage.follow_something(hub, wrong)
    ended = hub("follow", "Alan Turing")
    assert (ended.code, stage.faults(ended)) == (2, []), ended
    assert str(hub.radar) in ended.err
    assert hub.radar.read_text() == wrong


@pytest.mark.parametrize("kind", ["CONFIG", "DATA", "CACHE"])
def test_a_file_in_the_place_of_a_folder(kind, following, tmp_path):
    in_the_way = tmp_path / "in-the-way"
    in_the_way.write_text("mine")
    first = following("today", **{f"HUB_{kind}_DIR": str(in_the_way)})
    assert (first.code, stage.faults(first)) == (2, [])
    assert f"HUB_{kind}_DIR" in first.err
    below = {f"HUB_{kind}_DIR": str(in_the_way / "below")}
    second = (
        following("follow", "Ada Lovelace", **below)
        if kind == "CONFIG"
        else following("today", **below)
    )
    # What may be lost at any time is not missed.
    assert (second.code, stage.faults(second)) == (0 if kind == "CACHE" else 5, []), second
    assert in_the_way.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes where nobody may")
def test_a_folder_that_cannot_be_written(sample):
    before = stage.snapshot(sample.home)
    for part, command in (("config", ("follow", "X")), ("data", ("like", "2505.23671"))):
        folder = sample.home / part
        folder.chmod(0o500)
        ended = sample(*command)
        folder.chmod(0o700)
        assert (ended.code, stage.faults(ended)) == (5, []), ended
    assert stage.snapshot(sample.home) == before


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HUB_NOW", "yesterday"),
        ("HUB_NOW", "2026-06-11T10:00:00"),
        ("HUB_NOW", "0001-01-01T00:00:00+14:00"),
        ("HUB_DEADLINE", "soon"),
        ("HUB_DEADLINE", "-1"),
        ("HUB_DEADLINE", "nan"),
        ("HUB_DEADLINE", "1e999"),
        ("HUB_MIN_INTERVAL", "three"),
        ("HUB_LANG", "klingon"),
        ("HUB_ARXIV_API_URL", "ftp://export.arxiv.org/api/query"),
        ("HUB_ARXIV_API_URL", "http://export.arxiv.org/api/query"),
        pytest.param(
            "HUB_ARXIV_API_URL", f"https://me:{stage.KEY}@export.arxiv.org/api", id="a key in it"
        ),
        ("HUB_ARXIV_API_URL", "https://[bad/"),
        ("HUB_ARXIV_API_URL", "https://example.org:99999/"),
        ("HUB_ARXIV_API_URL", "nonsense\x1b[31m"),
    ],
)
def test_a_variable_with_a_bad_value(variable, value, sample):
    before = stage.snapshot(sample.home)
    ended = sample("today", "--json", **{variable: value})
    assert (ended.code, ended.out, stage.faults(ended)) == (2, "", []), ended
    assert variable in ended.err
    assert stage.snapshot(sample.home) == before


def limited(size):
    """No file of the command may grow past so many bytes: what a full disk does to a write.

    Whoever uses it keeps Python from compiling: what it cut short there would stay with the
    next tests.
    """

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_full_disk_costs_nothing_that_was_there(following, arxiv):
    assert following("fetch").code == 0
    before = stage.snapshot(following.home)
    arxiv.papers = stage.papers(600)
    size = following.library.stat().st_size
    uncompiled = {"PYTHONDONTWRITEBYTECODE": "1"}
    for command, most in (
        (("follow", "Ada Lovelace", "a topic of more than sixty bytes, so that it is written"), 60),
        (("fetch", "--again"), size),
        (("like", "2606.10001"), 4096),
        (("config", "language", "zh"), 2),
    ):
        process = stage.begun(following, *command, preexec_fn=limited(most), variables=uncompiled)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 5, (command, out, err)
        assert err.startswith(b"hub: "), err
        assert b"Traceback" not in err
    kept = stage.snapshot(following.home)
    assert kept.pop("data/library.db")
    before.pop("data/library.db")
    assert kept == before
    assert len(stage.stored(following)) >= 120
    assert following("fetch", "--again").code == 0
    assert len(stage.stored(following)) == 600


@pytest.mark.parametrize("module", ["cli", "commands.following", "radar"])
def test_a_compiled_file_that_a_full_disk_cut_short_is_said(module, tmp_path, following):
    package = tmp_path / "academichub_cli"
    shutil.copytree(Path(academichub_cli.__file__).parent, package)
    assert compileall.compile_dir(package, quiet=1)
    source = package.joinpath(*module.split(".")).with_suffix(".py")
    os.truncate(importlib.util.cache_from_source(source), 300)
    ended = stage.begun(following, "following", variables={"PYTHONPATH": str(tmp_path)})
    out, err = ended.communicate(timeout=60)
    assert (ended.returncode, out) == (5, b""), err
    assert err.lstrip().startswith(b"hub: a file that Python compiled is cut short")
    remedy = err.decode().split("them: ")[1]
    assert str(tmp_path) in remedy
    subprocess.run(remedy, shell=True, check=True)
    again = stage.begun(following, "following", variables={"PYTHONPATH": str(tmp_path)})
    assert b"cs.CL" in again.communicate(timeout=60)[0]


def test_a_full_disk_where_stdout_goes_is_no_bug(sample):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with Path("/dev/full").open("w") as full:
        for command in (("today", "--json"), ("--help",)):
            process = stage.begun(sample, *command, stdout=full)
            _, said = process.communicate(timeout=60)
            assert process.returncode == 5
            assert said.startswith(b"hub: something could not be written: no space left")


def test_a_library_that_another_holds_is_waited_for(sample):
    with closing(sqlite3.connect(sample.library, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        running = [
            stage.begun(sample, "like", "2505.23671"),
            stage.begun(sample, "today", "--json"),
            stage.begun(sample, "export", "--saved"),
        ]
        time.sleep(2)
        assert [process.poll() for process in running] == [None] * 3
        holder.execute("ROLLBACK")
        ends = [process.communicate(timeout=30) for process in running]
    assert [process.returncode for process in running] == [0] * 3, ends


def test_the_cache_may_be_lost_or_damaged_at_any_time(following, arxiv):
    assert following("today", "--json").code == 0
    cache = following.home / "cache"
    for path in cache.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00damaged\xff" * 99)
    assert following("fetch", "--again").code == 0
    shutil.rmtree(cache)
    ended = following("today", "--json")
    assert (ended.code, stage.faults(ended, json_expected=True)) == (0, [])
