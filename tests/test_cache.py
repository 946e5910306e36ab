from __future__ import annotations

import contextlib
import pickle
import sqlite3
import stat
import time

import pytest

from academichub_cli import cache as module
from academichub_cli.cache import Cache

MODE_RAW, MODE_BINARY, MODE_TEXT, MODE_PICKLE = 1, 2, 3, 4
VALUE = {"etag": '"x"', "body": "é\u2028" * 10, "numbers": [1, 2.5, None, True]}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "answers"


@contextlib.contextmanager
def opened(folder):
    with contextlib.closing(Cache(folder)) as cache:
        yield cache


def forge(folder, statement, *values):
    with contextlib.closing(sqlite3.connect(folder / "cache.db")) as connection, connection:
        connection.execute(statement, values)


def test_a_value_is_there_until_it_is_cleared(folder):
    with opened(folder) as cache:
        assert cache.get("key") is None
        cache.put("key", VALUE)
        assert cache.get("key") == VALUE
    with opened(folder) as cache:
        assert cache.get("key") == VALUE
        count, size = cache.size()
        assert count == 1
        assert size > 0
        assert cache.clear() == 1
        assert cache.get("key") is None


def test_the_folder_is_private_and_holds_the_database_alone(folder):
    with opened(folder) as cache:
        cache.put("key", {"body": "x" * 5_000_000})
        cache.put("key", {"body": "y" * 5_000_000})
    assert [path.name for path in folder.iterdir()] == ["cache.db"]
    modes = [folder / "cache.db", folder, folder.parent]
    assert [stat.S_IMODE(path.stat().st_mode) for path in modes] == [0o600, 0o700, 0o700]


class Exploit:
    """What a pickle of an attacker's does when it is loaded."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (self.path.write_text, ("pwned",))


@pytest.mark.parametrize("mode", [MODE_RAW, MODE_BINARY, MODE_TEXT, MODE_PICKLE, 99, None])
@pytest.mark.parametrize("where", ["value", "outside", "relative"])
def test_no_pickle_is_loaded_and_no_file_read_or_removed(folder, tmp_path, mode, where):
    trace, outside = tmp_path / "trace", tmp_path / "outside.json"
    payload = pickle.dumps(Exploit(trace))
    outside.write_bytes(payload)
    with opened(folder) as cache:
        cache.put("key", VALUE)
    names = {"value": None, "outside": str(outside), "relative": "../../outside.json"}
    value = payload if where == "value" else None
    forge(
        folder,
        "UPDATE Cache SET mode = ?, filename = ?, value = ?, expire_time = 1e12",
        *(mode, names[where], value),
    )
    with opened(folder) as cache:
        assert cache.get("key") is None
        cache.put("key", VALUE)
        assert cache.get("key") == VALUE
    forge(folder, "UPDATE Cache SET filename = ?", names["outside"])
    with opened(folder) as cache:
        cache.put("key", VALUE)
    forge(folder, "UPDATE Cache SET filename = ?", names["relative"])
    with opened(folder) as cache:
        cache.clear()
    assert not trace.exists()
    assert outside.read_bytes() == payload


@pytest.mark.parametrize(
    "value", ["[1, 2]", "5", '"text"', "{", "", "[" * 100_000, "NaN", 5, b"{}", None]
)
def test_what_is_no_object_is_absent(folder, value):
    with opened(folder) as cache:
        cache.put("key", VALUE)
    forge(folder, "UPDATE Cache SET value = ?", value)
    with opened(folder) as cache:
        assert cache.get("key") is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("eviction_policy", "nonsense"), ("eviction_policy", None), ("disk_min_file_size", "x")),
        *(("disk_nonsense", 1), ("get", 5), ("close", 5), ("_disk", 5), ("size_limit", "x")),
        *(("count", "x"), ("sqlite_cache_size", "x"), ("tag_index", "x"), ("statistics", "x")),
    ],
)
def test_forged_settings_break_nothing(folder, key, value):
    with opened(folder) as cache:
        cache.put("key", VALUE)
    forge(folder, "INSERT OR REPLACE INTO Settings VALUES (?, ?)", key, value)
    with opened(folder) as cache:
        assert cache.get("key") in (None, VALUE)
        cache.put("key", VALUE)
        cache.size()
        cache.clear()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"not a database, but long enough to be looked at" * 50),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 60_000),
        lambda path: forge(path.parent, "DROP TABLE Cache"),
        lambda path: forge(path.parent, "ALTER TABLE Cache RENAME COLUMN value TO worth"),
    ],
)
def test_a_damaged_cache_begins_anew_and_nothing_else_goes(folder, spoil):
    with opened(folder) as cache:
        for number in range(15):
            cache.put(f"key {number}", VALUE)
    (folder / "not-ours.txt").write_text("mine")
    spoil(folder / "cache.db")
    with opened(folder) as cache:
        assert cache.get("key 1") in (None, VALUE)
        for number in range(15):
            cache.put(f"key {number}", VALUE)
        cache.put("key 1", VALUE)
        assert cache.get("key 1") == VALUE
    assert (folder / "not-ours.txt").read_text() == "mine"


def test_a_cache_that_another_process_holds_is_none(folder, monkeypatch):
    monkeypatch.setattr(module, "_WAIT", 0.2)
    with opened(folder) as cache:
        cache.put("key", VALUE)
    holder = sqlite3.connect(folder / "cache.db", isolation_level=None)
    with contextlib.closing(holder):
        holder.execute("BEGIN EXCLUSIVE")
        start = time.monotonic()
        with opened(folder) as cache:
            assert cache.get("key") is None
            cache.put("key", {})
            assert cache.size() == (0, 0)
            assert cache.clear() == 0
        assert time.monotonic() - start < 3
    with opened(folder) as cache:
        assert cache.get("key") == VALUE


def test_a_cache_that_becomes_held_forgets_for_the_time_being(folder, monkeypatch):
    monkeypatch.setattr(module, "_WAIT", 0.2)
    with opened(folder) as cache:
        cache.put("key", VALUE)
        holder = sqlite3.connect(folder / "cache.db", isolation_level=None)
        with contextlib.closing(holder):
            holder.execute("BEGIN EXCLUSIVE")
            assert cache.get("key") is None
            cache.put("key", {})
        assert cache.get("key") == VALUE


def test_a_folder_that_cannot_be_is_a_cache_that_forgets(tmp_path):
    (tmp_path / "file").write_text("x")
    with opened(tmp_path / "file" / "answers") as cache:
        cache.put("key", VALUE)
        assert cache.get("key") is None
    assert (tmp_path / "file").read_text() == "x"


def test_what_json_cannot_hold_is_not_kept(folder):
    with opened(folder) as cache:
        cache.put("key", {"body": b"bytes"})
        cache.put("other", {"half": "\ud800"})
        assert cache.get("key") is None
        assert cache.get("other") is None
