"""What is seen at a terminal, in a pipe, and where neither colours nor characters can be had."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from filelock import FileLock

from blackbox import stage
from loopback import ArxivServer

pytest.importorskip("pty", reason="no pseudo-terminals on this system")

from rich.cells import cell_len

from blackbox.screen import LINK, Screen, plain

pytestmark = pytest.mark.blackbox


def widest(text):
    return max(map(cell_len, plain(text).split("\n")))


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_cards_fit_the_terminal_and_are_dressed(columns, sample):
    # A list longer than the screen would go through the pager.
    seen = Screen(columns, rows=500).run(sample, "today")
    assert seen.code == 0, seen.err
    assert widest(seen.out) <= columns
    assert "Author: Ion Stoica" in plain(seen.out)
    assert "6 for you of 9 since Friday 30 May" in plain(seen.out).replace("\n", " ")
    assert all(f"─ {number} ─" in plain(seen.out) for number in range(1, 7))
    assert "★ Ion Stoica" in plain(seen.out).replace("\n│ ", " ")
    assert "because: by Ion Stoica" in plain(seen.out)
    links = {link for link in LINK.findall(seen.out) if link}
    assert "https://arxiv.org/abs/2505.23671" in links
    assert all(link.startswith("https://") for link in links)
    assert "\x1b[" in seen.out
    assert not stage.unprintable(plain(seen.out))
    assert "\x1b" not in plain(seen.out)


@pytest.mark.parametrize(
    "command",
    [
        ("shuffle", "--seed", "1"),
        ("brief", "--since", "7d"),
        ("show", "2505.23671"),
        ("following",),
        ("search", "diffusion"),
        ("brief", "--lang", "zh"),
    ],
    ids=lambda command: command[0],
)
def test_nothing_that_is_drawn_is_wider_than_the_terminal(command, sample):
    for columns in (40, 200):
        seen = Screen(columns, rows=500).run(sample, *command)
        assert seen.code == 0, seen.err
        assert widest(seen.out) <= columns
        assert not stage.unprintable(plain(seen.out))


def test_why_wraps_between_words_at_a_terminal_and_nowhere_else(sample):
    sample("like", "2505.23671", "2505.22764")
    seen = Screen(60, rows=500).run(sample, "today")
    assert "asking your marks" not in plain(seen.err)
    for command in (("why", "--model"), ("why", "2505.22764"), ("eval",)):
        seen, piped = Screen(60, rows=500).run(sample, *command), sample(*command).out
        assert seen.code == 0, seen.err
        assert widest(seen.out) <= 60 < widest(piped), command
        assert plain(seen.out).split() == piped.split()
    told = plain(Screen(60, rows=500).run(sample, "why", "--model").out)
    up = told.partition("  up    ")[2].partition("  down  ")[0].splitlines()
    assert len(up) > 1
    assert all(re.match(r" {8}\S", line) for line in up[1:] if line.strip())


@pytest.mark.parametrize(
    "command",
    [
        ("today",),
        ("today", "--limit", "1"),
        ("today", "--limit", "1", "--sort", "date"),
        ("today", "--since", "7d"),
        ("today", "--category", "econ.EM"),
        ("shuffle", "--limit", "2"),
        ("shuffle", "--category", "econ.EM"),
        ("search", "diffusion"),
        ("search", "unheard"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("day", ["2025-05-30", "2025-05-31", "2025-06-03"])
def test_no_sentence_above_the_papers_of_a_chinese_page_is_english(command, day, sample):
    now = {"HUB_NOW": f"{day}T09:00:00+00:00", "HUB_LANG": "zh"}
    ended = sample(*command, "--format", "markdown", **now)
    assert ended.code in {0, 3}, ended
    said = ended.err.splitlines()[0]  # into a pipe it is said in English as before
    assert " " in said
    assert not [part for part in said.split("; ") if part in ended.out]
    assert "Author: Ion" not in ended.out


@pytest.mark.parametrize(
    "command",
    [
        ("doctor",),
        ("config",),
        ("no-such-command",),
        ("show", "2401.00001"),
        ("unfollow", "a topic of which nobody has heard yet"),
        ("export", "--out", "/nowhere/at/all/there/is/no/such/folder/to/be/found/refs.bib"),
        ("demo",),
        ("today", "--help"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}], ids=["dressed", "plain"])
def test_on_a_narrow_screen_only_a_single_long_word_is_wider(command, variables, sample):
    narrow = Screen(40, rows=500).run(sample, *command, **variables)
    for line in plain(narrow.out + narrow.err).splitlines():
        assert cell_len(line) <= 40 or " " not in line.strip(), line
    if command[0] not in {"demo", "today"}:  # which show less where there is less room
        wide = Screen(900, rows=500).run(sample, *command, **variables)
        assert len(plain(wide.out + wide.err).splitlines()) < len(
            plain(narrow.out + narrow.err).splitlines()
        )
        assert plain(wide.out + wide.err).split() == plain(narrow.out + narrow.err).split()


@pytest.mark.parametrize(
    ("columns", "seen"),
    [
        (40, '$ hub follow "Ion Stoica" \\\n    "diffusion model" \\\n'),
        (80, '$ hub follow "Ion Stoica" "diffusion model" "conformal prediction" q-bio.NC \\\n'),
        (100, '"conformal prediction" q-bio.NC cs.LG\n'),
    ],
)
def test_the_commands_of_the_demo_can_be_copied_however_narrow_the_screen(columns, seen, sample):
    assert seen in plain(Screen(columns, rows=500).run(sample, "demo").out)


def test_the_first_words_are_in_columns_where_there_is_room_for_them(hub):
    wide, narrow = (plain(Screen(columns).run(hub).out) for columns in (80, 40))
    assert "  hub demo                          try it on bundled papers, offline\n" in wide
    assert "  hub demo\n    try it on bundled papers, offline\n" in narrow


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids="".join)
def test_no_escape_sequence_where_none_is_wanted(variables, sample):
    seen = Screen(rows=10).run(sample, "today", **variables)
    assert seen.code == 0
    assert "\x1b" not in seen.out + seen.err
    assert "╭─ 1 ─" in seen.out
    assert widest(seen.out) <= 80


def test_no_escape_sequence_in_a_pipe(sample):
    for command in (
        ("today", "--format", "cards"),
        ("today",),
        ("brief",),
        ("show", "1"),
        ("following",),
        ("why", "1"),
        ("doctor",),
        ("config",),
        ("--help",),
        ("today", "--help"),
        ("no-such",),
    ):
        ended = sample(*command, COLUMNS="60", FORCE_COLOR="1", PAGER="false")
        assert "\x1b" not in ended.out + ended.err, command
    ended = sample("today", "--format", "cards", COLUMNS="60")
    assert widest(ended.out) <= 60


def test_columns_wins_over_the_size_of_the_terminal(sample):
    seen = Screen(200, rows=500).run(sample, "today", COLUMNS="50")
    assert 45 <= widest(seen.out) <= 50


def test_progress_is_on_stderr_and_gone_in_the_end(following, arxiv):
    arxiv.misbehave("busy_503", times=1)
    seen = Screen(rows=500).run(following, "today", "--limit", "2")
    assert seen.code == 0, seen.err
    assert "asking" in plain(seen.err)
    assert "asking" not in plain(seen.out)
    assert "\x1b[?25l" not in seen.out
    assert seen.err.count("\x1b[?25h") >= seen.err.count("\x1b[?25l") > 0
    piped = following("fetch", "--again")
    assert "asking" not in piped.err
    assert "\x1b" not in piped.err


@pytest.mark.parametrize(
    ("typed_at", "variables"),
    [("asking 127.0.0.1", {}), ("waiting", {"HUB_MIN_INTERVAL": "20"})],
    ids=["while it asks", "while it waits"],
)
def test_ctrl_c_ends_it_within_a_second(typed_at, variables, following, arxiv):
    following("fetch", "--again")
    arxiv.misbehave("silent")
    seen = Screen().run(
        following,
        *("fetch", "--again"),
        typed=[(typed_at, "\x03")],
        err_is_screen=True,
        **variables,
    )
    assert (seen.code, seen.after < 1) == (130, True)
    assert "hub: interrupted" in plain(seen.out)
    assert "Traceback" not in seen.out
    assert seen.out.count("\x1b[?25h") >= seen.out.count("\x1b[?25l") > 0
    arxiv.behave()
    assert following("fetch", "--again").code == 0
    assert len(stage.stored(following)) == 120


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_ends_as_by_ctrl_c_and_shows_the_cursor_again(told, following, arxiv):
    arxiv.misbehave("silent")
    seen = Screen().run(following, "fetch", typed=[("asking", told)], err_is_screen=True)
    assert (seen.code, seen.after < 10) == (130, True)
    assert seen.out.count("\x1b[?25h") >= seen.out.count("\x1b[?25l") > 0
    assert "hub: interrupted\n     what was done until then is kept\n" in plain(seen.out)
    assert "Traceback" not in seen.out
    arxiv.behave()
    assert following("fetch").code == 0
    assert len(stage.stored(following)) == 120


def test_told_to_end_the_demo_leaves_no_folder(hub):
    folder = hub.home / "tmp"
    folder.mkdir()
    begun = stage.begun(hub, "demo", variables={"TMPDIR": str(folder)})
    latest = time.monotonic() + 30
    while not list(folder.glob("hub-demo-*/data/*")) and time.monotonic() < latest:
        time.sleep(0.005)
    begun.send_signal(signal.SIGTERM)
    _, err = begun.communicate(timeout=20)
    assert (begun.returncode, list(folder.glob("hub-demo-*"))) == (130, [])
    assert err.startswith(b"hub: interrupted\n")


def test_what_ignores_a_closed_window_goes_on(sample):
    ended = subprocess.run(
        [
            "sh",
            "-c",
            f"trap '' HUP; {sys.executable} -m academichub_cli demo & p=$!; sleep 0.5; kill -HUP $p; wait $p",
        ],
        capture_output=True,
        env=sample.environment(),
        cwd=sample.home,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_ctrl_c_while_another_holds_the_radar(sample):
    with FileLock(sample.home / "config" / ".radar.toml.lock"):
        process = stage.begun(sample, "follow", "Ada Lovelace")
        time.sleep(1.5)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=40)
    assert process.returncode == 130, said
    assert time.monotonic() - begun < 1
    assert "Ada" not in sample.radar.read_text()


def test_a_reader_who_leaves_early_is_not_complained_about(sample):
    for command in ("today --format cards", "today --json", "export --search the --json", "--help"):
        ended = subprocess.run(
            [
                "bash",
                "-c",
                f"set -o pipefail; {sys.executable} -m academichub_cli {command} | head -c1",
            ],
            capture_output=True,
            env=sample.environment(),
            cwd=sample.home,
            check=False,
        )
        assert (ended.returncode, len(ended.stdout)) == (0, 1), ended
        assert b"roken" not in ended.stderr
        assert b"Traceback" not in ended.stderr


def test_a_long_list_goes_through_the_pager_and_a_short_one_does_not(sample):
    paged = sample.home / "paged"
    pager = f"{sys.executable} -c \"import sys; open('{paged}', 'w').write(sys.stdin.read())\""
    seen = Screen(rows=500).run(sample, "today", PAGER=pager)
    assert not paged.exists()
    assert "╭─ 6 ─" in plain(seen.out)
    seen = Screen(rows=20).run(sample, "today", PAGER=pager)
    assert seen.code == 0
    assert "╭─ 6 ─" in plain(paged.read_text())
    assert "╭─" not in plain(seen.out)
    paged.unlink()
    for no_pager in ("", "no-such-pager --at-all", '"', "true"):
        seen = Screen(rows=20).run(sample, "today", PAGER=no_pager)
        assert seen.code == 0, (no_pager, seen.err)
        assert ("╭─ 6 ─" in plain(seen.out)) == (no_pager != "true")
    sample("config", "reading.pager", "false")
    seen = Screen(rows=20).run(sample, "today", PAGER=pager)
    assert "╭─ 6 ─" in plain(seen.out)
    assert not paged.exists()


ASCII = {
    "PYTHONIOENCODING": "ascii",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


def test_a_locale_without_the_characters_is_no_reason_to_fail(sample):
    sample("follow", "王小明")
    for command in (
        ("today", "--format", "cards"),
        ("today", "--json"),
        ("following",),
        ("brief",),
        ("export", "--format", "html"),
        ("unfollow", "王大明"),
        ("--help",),
    ):
        ended = sample.cold(*command, **ASCII)
        assert ended.code == (2 if command[0] == "unfollow" else 0), (command, ended)
        assert "Traceback" not in ended.err
        assert ended.out.isascii()
        if "--json" in command:
            assert json.loads(ended.out)["papers"]
    seen = Screen(rows=500).run(sample, "today", **ASCII)
    assert seen.code == 0
    assert "Ion Stoica" in seen.out


def modes_of(home):
    return {
        (path.is_dir(), oct(path.stat().st_mode & 0o777))
        for part in ("config", "data", "cache")
        for path in (home / part, *(home / part).rglob("*"))
    }


def test_everything_is_private_and_nothing_is_written_elsewhere(hub):
    before = os.umask(0)
    try:
        with ArxivServer(stage.papers(30)) as server:
            stage.asks(hub, server)
            for command in (
                ("follow", "Sanjeev Arora", "cs.CL"),
                ("follow", "Ada Lovelace"),
                ("today",),
                ("save", "1"),
                ("config", "language", "en"),
                ("config", "language", ""),
                ("brief",),
                ("doctor",),
                ("cache",),
            ):
                ended = hub(*command)
                assert ended.code == 0, ended
    finally:
        os.umask(before)
    assert modes_of(hub.home) == {(True, "0o700"), (False, "0o600")}
    assert {path.name for path in hub.home.iterdir()} == {"config", "data", "cache"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_installed(shell, hub):
    shown = hub(f"--show-completion={shell}", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert shown.code == 0, shown
    assert f"_HUB_COMPLETE=complete_{shell}" in shown.out


def completed(hub, shell, words):
    """What a shell is offered for a line whose last word is not yet complete."""
    asked = {
        "bash": {"COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": " ".join(words)},
        "fish": {
            "_TYPER_COMPLETE_ARGS": " ".join(words),
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    }
    return hub(_HUB_COMPLETE=f"complete_{shell}", **asked[shell])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "offered", "not_offered"),
    [
        (["hub", "sh"], ["show", "shuffle"], "today"),
        (["hub", "unfollow", ""], ["Ion Stoica", "diffusion model", "q-bio.NC"], "Ada"),
        (["hub", "unfollow", "dif"], ["diffusion model"], "Ion"),
        (["hub", "show", "2505.23"], ["2505.23671"], "2505.22764"),
        (["hub", "today", "--format", "b"], ["bibtex"], "json"),
        (["hub", "brief", "--format", "m"], ["markdown"], "json"),
        (["hub", "unmute", ""], ["survey"], "Ion"),
    ],
)
def test_completion_knows_commands_follows_and_papers(shell, words, offered, not_offered, sample):
    sample("mute", "survey")
    ended = completed(sample, shell, words)
    assert ended.code == 0
    assert not ended.err
    assert all(each in ended.out for each in offered), ended.out
    assert not_offered not in ended.out


def test_completion_never_fails_or_talks(sample):
    sample.radar.write_text("[[follow")
    sample.library.write_bytes(b"nothing" * 999)
    before = stage.snapshot(sample.home)
    for words in (["hub", "unfollow", ""], ["hub", "show", ""], ["hub", "unmute", "x"]):
        for more in ({}, {"HUB_DATA_DIR": "/dev/null", "HUB_CONFIG_DIR": "/dev/null"}):
            sample.variables.update(more)
            ended = completed(sample, "bash", words)
            assert (ended.code, ended.out.strip(), ended.err) == (0, "", ""), (words, more)
    assert stage.snapshot(sample.home) == before
