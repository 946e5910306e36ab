from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from academichub_cli import files
from academichub_cli.errors import StateError

ROOT = Path(__file__).parents[1]


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o277])
def test_files_and_folders_are_private_whatever_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        path = tmp_path / "a" / "b" / "radar.toml"
        files.write_text(path, "one", keep_backup=True)
        files.write_text(path, "two", keep_backup=True)
        with files.locked(path):
            pass
    finally:
        os.umask(before)
    assert [mode_of(folder) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]
    assert {mode_of(each) & 0o177 for each in path.parent.iterdir()} == {0}
    assert mode_of(path) == mode_of(files.backup_of(path)) == 0o600


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path):
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    files.make_folder(folder)
    assert mode_of(folder) == 0o755


def test_the_last_version_is_kept_beside_the_file(tmp_path):
    path = tmp_path / "radar.toml"
    for text in ("one", "two", "three"):
        files.write_text(path, text, keep_backup=True)
    assert (path.read_text(), files.backup_of(path).read_text()) == ("three", "two")
    assert {each.name for each in tmp_path.iterdir()} == {"radar.toml", "radar.toml.bak"}


def test_a_link_is_followed_and_the_backup_lies_beside_its_target(tmp_path):
    target, link = tmp_path / "dotfiles" / "mine.toml", tmp_path / "radar.toml"
    target.parent.mkdir()
    target.write_text("one")
    link.symlink_to(target)
    files.write_text(link, "two", keep_backup=True)
    assert link.is_symlink()
    assert target.read_text() == "two"
    assert files.backup_of(link) == target.with_name("mine.toml.bak")
    assert files.backup_of(link).read_text() == "one"


def a_link_to_itself(folder):
    (folder / "loop").symlink_to(folder / "loop")
    return folder / "loop"


def a_file_for_a_folder(folder):
    (folder / "file").write_text("x")
    return folder / "file" / "radar.toml"


def a_folder_for_a_file(folder):
    (folder / "radar.toml").mkdir()
    return folder / "radar.toml"


def a_name_too_long(folder):
    return folder / ("x" * 300)


@pytest.mark.parametrize(
    "spoil",
    [
        *(a_link_to_itself, a_file_for_a_folder, a_folder_for_a_file, a_name_too_long),
        lambda _: Path("/proc/hub/radar.toml"),
        lambda _: Path("/dev/full/radar.toml"),
    ],
)
def test_what_cannot_be_written_is_named_and_nothing_is_left_behind(tmp_path, spoil):
    path = spoil(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StateError, match="cannot be used") as refused:
        files.write_text(path, "text", keep_backup=True)
    assert "nothing was changed" in refused.value.hint
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    path = tmp_path / "radar.toml"
    path.write_text("one")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StateError, match="permission denied"):
            files.write_text(path, "two", keep_backup=True)
        with pytest.raises(StateError, match="permission denied"), files.locked(path):
            pass
    finally:
        tmp_path.chmod(0o700)
    assert path.read_text() == "one"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "radar.toml"
    path.write_text("one")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StateError, match="no space left on device"):
        files.write_text(path, "two", keep_backup=True)
    assert [each.name for each in tmp_path.iterdir()] == ["radar.toml"]
    assert path.read_text() == "one"


def test_a_missing_file_reads_as_none_and_an_unreadable_one_is_named(tmp_path):
    assert files.read_bytes(tmp_path / "none") is None
    with pytest.raises(StateError, match=r"is a directory"):
        files.read_bytes(tmp_path)


def test_one_writer_waits_for_another_but_not_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LOCK_WAIT", 0.2)
    path = tmp_path / "radar.toml"
    said = []

    def second():
        try:
            with files.locked(path):
                said.append("in")
        except StateError as error:
            said.append(str(error))

    with files.locked(path):
        other = threading.Thread(target=second)
        other.start()
        other.join()
    assert said == [f"another hub has held {path} for 0 seconds"]
    with files.locked(path):
        pass


KILLED = """
import itertools, sys
from pathlib import Path
from academichub_cli import files
path = Path(sys.argv[1])
print("ready", flush=True)
for number in itertools.count():
    files.write_text(path, f"{number} " * 20_000 + "end", keep_backup=True)
"""


def test_a_kill_at_any_moment_leaves_before_or_after(tmp_path):
    path = tmp_path / "radar.toml"
    path.write_text("0 end")
    for attempt in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        with writer:
            writer.stdout.readline()
            time.sleep(0.01 + attempt * 0.007)
            writer.send_signal(signal.SIGKILL)
        for each in (path, files.backup_of(path)):
            if each.exists():
                words = each.read_text().split()
                assert words[-1] == "end"
                assert len(set(words[:-1])) == 1


def test_what_a_killed_writer_left_is_swept_away_later_and_no_other_file_is(tmp_path):
    path = tmp_path / "radar.toml"
    names = (".radar.toml.abc.new", ".radar.toml.fresh.new", ".other.toml.abc.new")
    abandoned, fresh, other = (tmp_path / name for name in names)
    for left in (abandoned, fresh, other):
        left.touch()
    for old in (abandoned, other):
        os.utime(old, (1, 1))
    files.write_text(path, "x", keep_backup=False)
    assert [left.exists() for left in (abandoned, fresh, other)] == [False, True, True]
