"""`hub schedule`, with programs that really keep what they are given, and touch nothing else."""

from __future__ import annotations

import os
import platform
import plistlib
import sys
import time
from pathlib import Path

import pytest
import tzdata

from academichub_cli.commands import _scheduling, schedule
from academichub_cli.domain.schedule import BEGIN, END
from academichub_cli.errors import StateError, UnknownNameError, UsageError

PROGRAM = f"""#!{sys.executable}
import os, sys, time
from pathlib import Path
here = Path(__file__).parent
with (here / "calls").open("a") as calls:
    print(Path(__file__).name, *sys.argv[1:], file=calls)
if (here / "fails").exists() and (here / "fails").read_text() in " ".join(sys.argv):
    sys.exit("\\x1b[31mno\\x1b[0m such\\nluck")
"""
CRONTAB = """
kept = here / "kept"
if sys.argv[1:] == ["-l"]:
    if not kept.exists():
        sys.exit("no crontab for ada")
    sys.stdout.buffer.write(kept.read_bytes())
else:
    assert sys.argv[1:] == ["-"]
    kept.write_bytes(sys.stdin.buffer.read())
"""
BERLIN = Path(tzdata.__file__).parent / "zoneinfo" / "Europe" / "Berlin"
THEIRS = b'MAILTO=""\n\n5 4 * * * caf\xe9 %\r\n# the end\n'


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A folder of programs that is all of PATH, on a machine in Berlin's zone."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, body in {
        "hub": "",
        "crontab": CRONTAB,
        "systemctl": "",
        "launchctl": "sys.exit('none' if sys.argv[1] == 'bootout' else 0)",
    }.items():
        (folder / name).write_text(PROGRAM + body)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "argv", [str(folder / "hub"), "schedule"])
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(schedule, "_MACHINE", tmp_path / "machine-id")
    monkeypatch.setattr(schedule, "_LOCAL_TIME", BERLIN)
    (tmp_path / "machine-id").write_text("0123\n")
    return folder


def calls(machine):
    path = machine / "calls"
    return path.read_text().splitlines() if path.exists() else []


def fails(machine, words):
    (machine / "fails").write_text(words)


@pytest.fixture
def units(tmp_path):
    return tmp_path / "user" / ".config" / "systemd" / "user"


@pytest.fixture
def agent(tmp_path):
    return tmp_path / "user" / "Library" / "LaunchAgents" / "academichub.fetch.plist"


def test_lines_for_a_crontab_are_printed_and_nothing_is_written(machine, tmp_path, capsys):
    assert schedule.run() == 0
    out, err = capsys.readouterr()
    begin, *_, entry, end = out.splitlines()
    folders = " ".join(
        f"HUB_{kind}_DIR={tmp_path}/home/{kind.lower()}" for kind in ("CONFIG", "DATA", "CACHE")
    )
    assert (begin, end) == (BEGIN, END)
    minute, rest = entry.split(" ", 1)
    assert 5 <= int(minute) <= 50
    hub = f"{machine}/hub fetch --scheduled"
    assert rest == f"5,6,11,12 * * 1-5 /usr/bin/env {folders} {hub}"
    assert err == (
        "put these lines into your crontab with `crontab -e`, or run"
        " `hub schedule --as cron --install`; `hub health` tells when it last ran\n"
    )
    assert calls(machine) == []


def test_no_variable_but_those_of_the_folders_is_carried_along(machine, monkeypatch, capsys):
    monkeypatch.setenv("HUB_LLM_API_KEY", "sk-secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://ada:secret@proxy")
    monkeypatch.delenv("HUB_CACHE_DIR")
    monkeypatch.chdir(machine.parent)
    monkeypatch.setenv("HUB_DATA_DIR", "relative")
    for name in ("cron", "systemd", "launchd"):
        assert schedule.run(scheduler=name) == 0
        out = capsys.readouterr().out
        assert f"HUB_DATA_DIR={machine.parent}/relative" in out or name == "launchd"
        assert f"{machine.parent}/relative" in out
        assert not any(word in out for word in ("secret", "HUB_CACHE_DIR", "HUB_NOW"))


def test_without_variables_the_command_stands_alone(machine, monkeypatch, capsys):
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.delenv(f"HUB_{kind}_DIR")
    schedule.run()
    assert "env" not in capsys.readouterr().out


@pytest.mark.parametrize("before", [None, b"", THEIRS, b"5 5 * * * a"])
def test_a_crontab_gets_our_lines_once_and_gives_them_back(machine, before, capsys):
    kept = machine / "kept"
    if before is not None:
        kept.write_bytes(before)
    assert schedule.run(scheduler="cron", install=True) == 0
    once = kept.read_bytes()
    assert once.startswith(before or b"")
    assert schedule.run(scheduler="cron", install=True) == 0
    assert kept.read_bytes() == once
    assert once.count(BEGIN.encode()) == 1
    assert calls(machine) == ["crontab -l", "crontab -", "crontab -l"]
    assert schedule.run(scheduler="cron", remove=True) == 0
    assert kept.read_bytes().rstrip(b"\n") == (before or b"").rstrip(b"\n")
    assert schedule.run(scheduler="cron", remove=True) == 0
    assert capsys.readouterr().err.splitlines() == [
        "the crontab now has the lines of hub",
        "`hub health` tells when it last ran",
        "the crontab already had the lines of hub",
        "`hub health` tells when it last ran",
        "the crontab no longer has lines of hub",
        "the crontab had no lines of hub",
    ]


def test_an_older_schedule_is_replaced_where_it_stands(machine):
    kept = machine / "kept"
    kept.write_bytes(b"a\n# hub: begin\n1 1 * * * earlier\n# hub: end\n" + THEIRS)
    schedule.run(scheduler="cron", install=True)
    after = kept.read_bytes()
    assert after.startswith(b"a\n# hub: begin\n")
    assert after.endswith(b"# hub: end\n" + THEIRS)
    assert b"earlier" not in after


@pytest.mark.parametrize("options", [{"install": True}, {"remove": True}])
def test_a_crontab_that_cannot_be_read_is_never_written(machine, options):
    (machine / "kept").write_bytes(THEIRS)
    fails(machine, "-l")
    with pytest.raises(StateError, match="cannot be read: no such luck") as raised:
        schedule.run(scheduler="cron", **options)
    assert raised.value.exit_code == 5
    assert raised.value.hint
    assert calls(machine) == ["crontab -l"]
    assert (machine / "kept").read_bytes() == THEIRS


@pytest.mark.parametrize("said", ["no crontab for ada", "crontab: can't open 'ada': No such file"])
def test_a_crontab_that_is_not_there_is_empty(machine, said):
    program = machine / "crontab"
    program.write_text(program.read_text().replace("no crontab for ada", said))
    assert schedule.run(scheduler="cron", install=True) == 0
    assert (machine / "kept").read_bytes().startswith(BEGIN.encode())


def test_a_crontab_that_is_refused_is_told_with_its_reason(machine):
    (machine / "kept").write_bytes(THEIRS)
    program = machine / "crontab"
    refuses = 'if sys.argv[1] == "-": sys.exit("bad minute")\n'
    program.write_text(PROGRAM + refuses + CRONTAB)
    with pytest.raises(StateError, match="`crontab -` failed: bad minute"):
        schedule.run(scheduler="cron", install=True)
    assert (machine / "kept").read_bytes() == THEIRS


def test_marks_that_do_not_match_are_left_to_the_user(machine):
    (machine / "kept").write_bytes(b"# hub: begin\n" + THEIRS)
    with pytest.raises(StateError, match="hub: begin"):
        schedule.run(scheduler="cron", install=True)
    assert calls(machine) == ["crontab -l"]


@pytest.mark.parametrize("name", ["crontab", "systemctl", "launchctl"])
def test_a_program_that_is_missing_is_named_with_another_way(machine, name):
    (machine / name).unlink()
    way = {"crontab": "cron", "systemctl": "systemd", "launchctl": "launchd"}[name]
    with pytest.raises(StateError, match=f"there is no {name} on this machine"):
        schedule.run(scheduler=way, install=True)


def test_a_program_that_cannot_be_run_is_a_fault_of_the_machine(machine):
    (machine / "crontab").write_bytes(b"\x7fELF")
    with pytest.raises(StateError, match="cannot be run"):
        schedule.run(scheduler="cron", install=True)


def test_a_program_that_does_not_end_is_ended_with_all_it_started(machine, monkeypatch):
    monkeypatch.setattr(_scheduling, "_LONGEST_WAIT", 0.5)
    (machine / "crontab").write_text("#!/bin/sh\n/bin/sleep 60\n")
    began = time.monotonic()
    with pytest.raises(StateError, match="`crontab -l` did not end within"):
        schedule.run(scheduler="cron", install=True)
    assert time.monotonic() - began < 10


def test_units_of_systemd_are_printed_under_their_paths(machine, units, capsys):
    assert schedule.run(scheduler="systemd") == 0
    out, err = capsys.readouterr()
    service, _, timer = out.partition(f"\n# {units}/hub-fetch.timer\n")
    assert service.startswith(f"# {units}/hub-fetch.service\n[Unit]\n")
    assert timer.startswith("[Unit]\n")
    assert "systemctl --user enable --now hub-fetch.timer" in err
    assert len(err.splitlines()) == 1
    assert not units.exists()


def test_units_of_systemd_are_written_started_and_removed(machine, units, capsys):
    for _ in range(2):
        assert schedule.run(scheduler="systemd", install=True) == 0
    assert {path.name for path in units.iterdir()} == {"hub-fetch.service", "hub-fetch.timer"}
    assert (
        f"ExecStart={machine}/hub fetch --scheduled\n" in (units / "hub-fetch.service").read_text()
    )
    started = ["systemctl --user daemon-reload", "systemctl --user enable --now hub-fetch.timer"]
    assert calls(machine) == started * 2
    assert schedule.run(scheduler="systemd", remove=True) == 0
    assert list(units.iterdir()) == []
    assert calls(machine)[4:] == [
        "systemctl --user disable --now hub-fetch.timer",
        "systemctl --user daemon-reload",
    ]
    capsys.readouterr()
    assert schedule.run(scheduler="systemd", remove=True) == 0
    assert capsys.readouterr().err == f"there was no hub-fetch.timer in {units}\n"
    assert len(calls(machine)) == 6


def test_units_lie_where_the_desktop_keeps_settings(machine, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    schedule.run(scheduler="systemd", install=True)
    assert (tmp_path / "settings" / "systemd" / "user" / "hub-fetch.timer").is_file()


def test_a_masked_unit_is_left_masked(machine, units):
    units.mkdir(parents=True)
    (units / "hub-fetch.timer").symlink_to(os.devnull)
    with pytest.raises(StateError, match=r"hub-fetch\.timer is masked") as raised:
        schedule.run(scheduler="systemd", install=True)
    assert "unmask" in raised.value.hint
    assert calls(machine) == []


def test_units_that_cannot_be_stopped_stay(machine, units):
    schedule.run(scheduler="systemd", install=True)
    fails(machine, "disable")
    with pytest.raises(StateError, match="failed: no such luck"):
        schedule.run(scheduler="systemd", remove=True)
    assert len(list(units.iterdir())) == 2


def test_an_agent_of_launchd_is_written_loaded_and_removed(machine, agent, capsys):
    for _ in range(2):
        assert schedule.run(scheduler="launchd", install=True) == 0
    written = plistlib.loads(agent.read_bytes())
    assert written["ProgramArguments"] == [f"{machine}/hub", "fetch", "--scheduled"]
    domain = f"gui/{os.getuid()}"
    loaded = [
        f"launchctl bootout {domain}/academichub.fetch",
        f"launchctl bootstrap {domain} {agent}",
    ]
    assert calls(machine) == loaded * 2
    assert schedule.run(scheduler="launchd", remove=True) == 0
    assert not agent.exists()
    assert schedule.run(scheduler="launchd", remove=True) == 0
    assert capsys.readouterr().err.endswith(f"there was no {agent}\n")


@pytest.mark.parametrize(
    ("system", "managed", "by_default"),
    [
        ("Darwin", "yes", "launchd"),
        ("Linux", "yes", "systemd"),
        ("Linux", "but it does not answer", "cron"),
        ("Linux", "no", "cron"),
        ("FreeBSD", "no", "cron"),
    ],
)
def test_the_scheduler_is_the_machines_own(system, managed, by_default, machine, monkeypatch):
    (machine / "systemd").mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(machine if managed != "no" else machine.parent))
    if managed != "yes":
        fails(machine, "show")
    programs = _scheduling.Programs(os.environ)
    assert _scheduling.usual_scheduler(system, programs) == by_default


def test_windows_is_told_which_command_to_schedule(machine, monkeypatch):
    monkeypatch.setattr(platform, "system", lambda: "Windows")
    with pytest.raises(UsageError) as raised:
        schedule.run(scheduler="cron")
    assert "Task Scheduler" in raised.value.hint
    assert raised.value.hint.endswith(f"{machine}/hub fetch --scheduled")


def test_what_cannot_be_asked_is_refused(machine):
    with pytest.raises(UsageError, match="exclude each other"):
        schedule.run(install=True, remove=True)
    with pytest.raises(UnknownNameError, match="no scheduler named 'at'") as raised:
        schedule.run(scheduler="at")
    assert raised.value.hint == "known: cron, systemd, launchd"


def test_a_folder_that_no_job_can_name_is_refused_before_anything_is_written(machine, monkeypatch):
    monkeypatch.setenv("HUB_DATA_DIR", "/tmp/a\nb")
    for way in ("cron", "systemd", "launchd"):
        with pytest.raises(UsageError, match="HUB_DATA_DIR cannot be written"):
            schedule.run(scheduler=way, install=True)
    assert calls(machine) == []


@pytest.mark.parametrize("running", ["hub", "./hub", "/nowhere/hub", sys.executable])
def test_the_hub_in_path_is_run_where_the_running_one_cannot_be(
    machine, running, monkeypatch, capsys
):
    monkeypatch.setattr(sys, "argv", [running])
    schedule.run()
    assert f" {machine}/hub fetch --scheduled\n" in capsys.readouterr().out


def test_without_any_hub_this_python_runs_the_package(machine, monkeypatch, capsys):
    (machine / "hub").unlink()
    schedule.run()
    command = f" {sys.executable} -m academichub_cli fetch --scheduled\n"
    assert command in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"no zone"])
def test_a_machine_without_a_zone_has_that_of_the_world(content, machine, monkeypatch, capsys):
    path = machine / "localtime"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(schedule, "_LOCAL_TIME", path)
    schedule.run()
    out = capsys.readouterr().out
    assert "by the clocks of UTC." in out
    assert " 4,5,10,11 * * 1-5 " in out


def test_the_zone_is_the_machines_whatever_the_shell_says(machine, monkeypatch, capsys):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    schedule.run()
    assert "by the clocks of Europe/Berlin." in capsys.readouterr().out
