from __future__ import annotations

import os
import plistlib
import re
import shlex
import shutil
import subprocess
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain import schedule
from academichub_cli.domain.announcements import EASTERN
from academichub_cli.domain.schedule import BEGIN, END, Job, LocalTime, local_times, spread
from academichub_cli.errors import StateError, UsageError

HUB = "/home/ada/.local/bin/hub"
JOB = Job(hub=(HUB,), variables={})
ZONES = (
    *("America/New_York", "America/Los_Angeles", "Europe/Berlin", "Europe/London", "UTC"),
    *("Asia/Shanghai", "Asia/Tokyo", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Kiritimati"),
    *("Pacific/Auckland", "Pacific/Chatham", "Pacific/Pago_Pago", "Australia/Lord_Howe"),
    *("Africa/Cairo", "Africa/Casablanca", "America/Santiago", "America/St_Johns", "Asia/Tehran"),
    *("America/Havana", "Asia/Jerusalem", "America/Asuncion", "Europe/Dublin", "Antarctica/Troll"),
)


def lines_of(zone, *, minute=17, year=2026, job=JOB):
    times = local_times(ZoneInfo(zone), minute=minute, year=year)
    return schedule.crontab_lines(job, times, zone=zone)


def entries(text):
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    ("zone", "when"),
    [
        ("America/New_York", ["17 0,6 * * 1-5"]),
        ("America/Los_Angeles", ["17 21 * * 0-4", "17 3 * * 1-5"]),  # Sunday evening first
        ("UTC", ["17 4,5,10,11 * * 1-5"]),
        ("Europe/Berlin", ["17 5,6,11,12 * * 1-5"]),  # five hours while only one has moved
        ("Asia/Shanghai", ["17 12,13,18,19 * * 1-5"]),
        ("Asia/Kathmandu", ["2 10,11,16,17 * * 1-5"]),  # 5:45 ahead of UTC
        ("Pacific/Kiritimati", ["17 18,19 * * 1-5", "17 0,1 * * 2-6"]),  # the second is tomorrow
        ("Pacific/Auckland", ["17 16,17,18,22,23 * * 1-5", "17 0 * * 2-6"]),
        ("Australia/Lord_Howe", ["17 15,16,21,22 * * 1-5", "47 14,20 * * 1-5"]),
        ("Pacific/Pago_Pago", ["17 17,18,23 * * 0-4", "17 0 * * 1-5"]),
    ],
)
def test_a_crontab_has_every_hour_at_which_an_announcement_can_be_out(zone, when):
    command = f" {HUB} fetch --scheduled"
    found = [line.removesuffix(command) for line in entries(lines_of(zone))]
    assert sorted(found) == sorted(when)


def runs(zone, lines, year):
    """All instants at which a cron with clocks of this zone runs these lines."""
    found = set()
    for line in lines:
        minute, hours, _, _, weekdays, *_ = line.split()
        on = set()
        for part in weekdays.split(","):
            first, _, last = part.partition("-")
            on |= set(range(int(first), int(last or first) + 1))
        for day in (date(year, 1, 1) + timedelta(days=each) for each in range(-2, 367)):
            if day.isoweekday() % 7 in on:
                found |= {
                    datetime.combine(day, time(int(hour), int(minute)), ZoneInfo(zone)).astimezone(
                        UTC
                    )
                    for hour in hours.split(",")
                }
    return sorted(found)


def is_one_within(instants, start, first, last):
    """Whether one of the sorted instants is from `first` to `last` after the start."""
    first, last = (timedelta(hours=int(each[:2]), minutes=int(each[3:])) for each in (first, last))
    return bisect_left(instants, start + first) < bisect_right(instants, start + last)


def agents_lines(zone, minute, year):
    """What launchd is told, as lines of a crontab."""
    times = local_times(ZoneInfo(zone), minute=minute, year=year)
    agent = plistlib.loads(schedule.launch_agent(JOB, times).encode())
    return [
        f"{each['Minute']} {each['Hour']} * * {each['Weekday']}"
        for each in agent["StartCalendarInterval"]
    ]


@pytest.mark.parametrize("year", [2025, 2026, 2027])
@pytest.mark.parametrize("zone", ZONES)
def test_a_run_follows_every_midnight_of_the_east_within_two_hours(zone, year):
    for minute in (5, 50):
        in_crontab = runs(zone, entries(lines_of(zone, minute=minute, year=year)), year)
        by_agent = runs(zone, agents_lines(zone, minute, year), year)
        for day in (date(year, 1, 1) + timedelta(days=each) for each in range(365)):
            midnight = datetime.combine(day, time(), EASTERN).astimezone(UTC)
            for instants in (in_crontab, by_agent):
                if day.isoweekday() <= 5:
                    assert is_one_within(instants, midnight, "00:05", "01:55"), day
                    assert is_one_within(instants, midnight, "05:05", "07:55"), day


@given(st.sampled_from(ZONES), st.integers(5, 50), st.integers(2020, 2035))
def test_no_zone_is_given_more_than_forty_runs_a_week(zone, minute, year):
    times = local_times(ZoneInfo(zone), minute=minute, year=year)
    assert len(set(times)) == len(times)
    assert 10 <= len(times) <= 40


@given(st.text(), st.text())
def test_the_minute_is_the_users_own_and_stays_so(machine, user):
    assert 5 <= spread(machine, user) <= 50
    assert spread(machine, user) == spread(machine, user)


def test_users_are_spread_over_the_hour():
    found = {spread("machine", str(user)) for user in range(1000)}
    assert found == set(range(5, 51))


AWKWARD = (
    "/home/ada/with space",
    "/home/ada/100%/%m",
    '/home/ada/it\'s "quoted"',
    "/home/ada/$HOME/${x}/$(y)/`z`",
    "/home/ada/论文 é",
    "/home/ada/a;b&c|d>e#f!g*h?[i]~",
)
# What crons make of a line before a shell gets it: the first three differ in what becomes of a
# backslash, the last one knows no percent signs.
UNESCAPED = {
    "vixie": lambda line: re.split(r"(?<!\\)%", line)[0],
    "cronie": lambda line: re.split(r"(?<!\\)%", line)[0].replace(r"\%", "%"),
    "freebsd": lambda line: re.sub(r"\\([%\\])", r"\1", re.split(r"(?<!\\)%", line)[0]),
    "busybox": lambda line: line,
}


@pytest.mark.parametrize("cron", UNESCAPED)
@pytest.mark.parametrize("path", AWKWARD)
def test_a_crontabs_command_reaches_the_program_as_it_was(path, cron, tmp_path):
    program = tmp_path / path.removeprefix("/") / "hub"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$HUB_DATA_DIR" "$@"\n')
    program.chmod(0o755)
    job = Job(hub=(str(program),), variables={"HUB_DATA_DIR": path})
    line = entries(lines_of("UTC", job=job))[0]
    command = UNESCAPED[cron](line.split(" ", 5)[5])
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines() == [str(program), path, "fetch", "--scheduled"]


def test_a_crontab_as_a_reader_sees_it():
    job = Job(hub=(HUB,), variables={"HUB_CONFIG_DIR": "/srv/my hub/50%"})
    assert lines_of("Europe/Berlin", job=job) == (
        "# hub: begin\n"
        "# Soon after arXiv's announcements, by the clocks of Europe/Berlin. In another zone run\n"
        "# `hub schedule --as cron --install` again; with --remove it ends.\n"
        "17 5,6,11,12 * * 1-5 /usr/bin/env 'HUB_CONFIG_DIR=/srv/my hub/50'\\%"
        " /home/ada/.local/bin/hub fetch --scheduled\n"
        "# hub: end\n"
    )


@pytest.mark.parametrize(
    ("hub", "variables", "named"),
    [
        ("/home/a\\b/hub", {}, "backslash"),
        (HUB, {"HUB_DATA_DIR": "/a\\%"}, "backslash"),
        ("/home/a=b/hub", {"HUB_DATA_DIR": "/a"}, "equals"),
        (HUB, {"HUB_DATA_DIR": "/" + "é" * 500}, "990 bytes"),
    ],
)
def test_what_a_crontab_cannot_hold_is_refused(hub, variables, named):
    job = Job(hub=(hub,), variables=variables)
    with pytest.raises(UsageError, match=named):
        lines_of("UTC", job=job)


@pytest.mark.parametrize(
    "char", ["\n", "\r", "\t", "\0", "\x1b", "\x85", "\u202e", "\u2028", "\udcff"]
)
def test_a_path_with_what_no_job_can_hold_is_refused_by_name(char):
    with pytest.raises(UsageError, match="the command cannot be written"):
        Job(hub=(f"/a{char}/hub",), variables={})
    with pytest.raises(UsageError, match="HUB_DATA_DIR cannot be written"):
        Job(hub=(HUB,), variables={"HUB_DATA_DIR": f"/a{char}"})


def test_a_service_and_its_timer_as_systemd_reads_them():
    job = Job(hub=("/opt/my tools/hub",), variables={"HUB_DATA_DIR": '/a "b"/50%/$c\\d'})
    assert schedule.service_unit(job) == (
        "[Unit]\n"
        "Description=Fetch the papers of arXiv's last announcement\n"
        "\n"
        "[Service]\n"
        "Type=oneshot\n"
        'Environment="HUB_DATA_DIR=/a \\"b\\"/50%%/$c\\\\d"\n'
        'ExecStart="/opt/my tools/hub" fetch --scheduled\n'
        "Nice=10\n"
    )
    assert schedule.timer_unit(minute=7) == (
        "[Unit]\n"
        "Description=Fetch soon after arXiv's announcements\n"
        "\n"
        "[Timer]\n"
        "OnCalendar=Mon..Fri *-*-* 00:07:00 America/New_York\n"
        "OnCalendar=Mon..Fri *-*-* 06:07:00 America/New_York\n"
        "RandomizedDelaySec=5min\n"
        "Persistent=true\n"
        "\n"
        "[Install]\n"
        "WantedBy=timers.target\n"
    )


@pytest.mark.parametrize(
    ("hub", "written"),
    [
        (("/usr/bin/hub",), "/usr/bin/hub"),
        (("/usr/bin/python3", "-m", "academichub_cli"), "/usr/bin/python3 -m academichub_cli"),
        (("/a b/hub",), '"/a b/hub"'),
        (("/50%/hub",), '"/50%%/hub"'),
        (("/a$b/hub",), '/usr/bin/env "/a$$b/hub"'),
        (("/a\\b/hub",), '/usr/bin/env "/a\\\\b/hub"'),
        (("/é/hub",), '"/é/hub"'),
        (("/a'b/hub",), '/usr/bin/env "/a\'b/hub"'),
        (('/a"b/hub',), '/usr/bin/env "/a\\"b/hub"'),
    ],
)
def test_a_services_command_is_escaped(hub, written):
    unit = schedule.service_unit(Job(hub=hub, variables={}))
    assert f"\nExecStart={written} fetch --scheduled\n" in unit


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("path", AWKWARD)
def test_systemd_accepts_the_units(path, tmp_path):
    program = tmp_path / path.removeprefix("/") / "hub"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    job = Job(hub=(str(program),), variables={"HUB_DATA_DIR": path})
    service, timer = tmp_path / "hub-fetch.service", tmp_path / "hub-fetch.timer"
    service.write_text(schedule.service_unit(job))
    timer.write_text(schedule.timer_unit(minute=17))
    ended = subprocess.run(
        ["systemd-analyze", "--user", "--man=no", "verify", service, timer],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert "hub-fetch" not in ended.stderr


@pytest.mark.parametrize("path", AWKWARD)
def test_an_agent_is_a_property_list(path):
    job = Job(hub=(f"{path}/hub",), variables={"HUB_CACHE_DIR": path})
    text = schedule.launch_agent(job, (LocalTime(weekday=1, hour=0, minute=17),))
    assert plistlib.loads(text.encode()) == {
        "Label": "academichub.fetch",
        "ProgramArguments": [f"{path}/hub", "fetch", "--scheduled"],
        "EnvironmentVariables": {"HUB_CACHE_DIR": path},
        "StartCalendarInterval": [{"Weekday": 1, "Hour": 0, "Minute": 17}],
        "ProcessType": "Background",
        "Nice": 10,
    }


OURS = f"{BEGIN}\n1 2 * * * hub\n{END}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", OURS.encode()),
        (b"MAILTO=x\n", b"MAILTO=x\n" + OURS.encode()),
        (b"5 5 * * * a", b"5 5 * * * a\n" + OURS.encode()),
        (b"a\n# hub: begin\nold\n# hub: end\nb\n", b"a\n" + OURS.encode() + b"b\n"),
        (b"# hub: begin \n# hub: end", OURS.encode()),
        (b"\xff\xfe\r\n\x00\n", b"\xff\xfe\r\n\x00\n" + OURS.encode()),
        (b"CRON_TZ=Asia/Tokyo\na\n", OURS.encode() + b"CRON_TZ=Asia/Tokyo\na\n"),
    ],
)
def test_our_lines_take_the_place_of_ours_and_of_no_others(before, after):
    assert schedule.with_our_lines(before, OURS) == after
    assert schedule.with_our_lines(after, OURS) == after


@given(
    st.lists(st.binary().filter(lambda line: b"hub" not in line and b"\n" not in line)), st.data()
)
def test_what_is_put_in_comes_out_and_leaves_the_rest_byte_for_byte(theirs, data):
    crontab = b"".join(line + b"\n" for line in theirs)
    with_ours = schedule.with_our_lines(crontab, OURS)
    assert schedule.with_our_lines(with_ours, "") == crontab
    at = data.draw(st.integers(0, len(theirs)))
    lines = [line + b"\n" for line in theirs]
    amid = b"".join((*lines[:at], b"# hub: begin\nold\n# hub: end\n", *lines[at:]))
    assert schedule.with_our_lines(amid, "") == crontab


@pytest.mark.parametrize(
    "crontab",
    [
        b"# hub: begin\na\n",
        b"a\n# hub: end\n",
        b"# hub: end\n# hub: begin\n",
        b"# hub: begin\n# hub: end\nmine\n# hub: begin\n# hub: end\n",
        b"# hub: begin\n# hub: begin\n# hub: end\n",
    ],
)
def test_a_crontab_in_which_ours_cannot_be_told_is_left_alone(crontab):
    for lines in (OURS, ""):
        with pytest.raises(StateError, match="hub: begin"):
            schedule.with_our_lines(crontab, lines)


def test_a_command_that_no_unit_can_hold_is_refused():
    with pytest.raises(UsageError, match="equals sign"):
        schedule.service_unit(Job(hub=("/a=b/it's/hub",), variables={}))


def test_the_shell_words_of_a_plain_command_need_no_quotes():
    assert shlex.split(entries(lines_of("UTC"))[0])[5:] == [HUB, "fetch", "--scheduled"]
