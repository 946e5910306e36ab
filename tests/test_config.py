from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from academichub_cli import config
from academichub_cli.config import Settings
from academichub_cli.errors import ConfigError, StateError
from academichub_cli.paths import Paths


@pytest.fixture
def paths(tmp_path):
    made = Paths(
        config_dir=tmp_path / "config", data_dir=tmp_path / "data", cache_dir=tmp_path / "cache"
    )
    made.config_dir.mkdir()
    return made


def loaded(paths, text=None, **environ):
    if text is not None:
        paths.config_file.write_text(text)
    return config.load(paths, environ)


@pytest.mark.parametrize(
    ("text", "environ", "setting", "value"),
    [
        ("", {}, "language", ""),
        ('language = "zh"', {}, "language", "zh"),
        ('language = "zh"', {"HUB_LANG": "en_GB.UTF-8"}, "language", "en"),
        ('language = "zh"', {"HUB_LANG": " "}, "language", "zh"),
        ("[reading]\ncards = 25", {}, "reading_cards", 25),
        ("[network]\ndeadline = 9", {}, "network_deadline", 9),
        ("[network]\ndeadline = 9", {"HUB_DEADLINE": "0.5"}, "network_deadline", 0.5),
        ("[network]\nmin_interval = 9", {"HUB_MIN_INTERVAL": "0"}, "network_min_interval", 0),
        ("[network]\noffline = true", {}, "network_offline", True),
        ("[network]\noffline = true", {"HUB_OFFLINE": "0"}, "network_offline", False),
        ("", {"HUB_OFFLINE": "1"}, "network_offline", True),
        (
            '[addresses]\narxiv_api = "https://mirror.example/api/"',
            *({}, "addresses_arxiv_api", "https://mirror.example/api"),
        ),
        (
            '[addresses]\narxiv_api = "https://mirror.example/api"',
            {"HUB_ARXIV_API_URL": "http://127.0.0.1:8000/api/query"},
            *("addresses_arxiv_api", "http://127.0.0.1:8000/api/query"),
        ),
        (
            "[calendar]\nno_mailing = [2027-05-01, 2027-01-01]",
            *({}, "calendar_no_mailing", (date(2027, 1, 1), date(2027, 5, 1))),
        ),
    ],
)
def test_the_environment_wins_over_the_file_and_the_file_over_the_default(
    paths, text, environ, setting, value
):
    for _ in range(2):  # read, then remembered
        assert getattr(loaded(paths, text, **environ), setting) == value


def test_without_a_file_all_is_default_and_nothing_is_written(paths):
    assert loaded(paths) == Settings()
    assert not paths.cache_dir.exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[reading]\ncards = 0", "reading.cards: "),
        ("[reading]\ncards = 1.5", "reading.cards: "),
        ('[reading]\ncards = "many"', "reading.cards: "),
        ("[reading]\nsurprise = 1.1", "reading.surprise: "),
        ("[reading]\nsurprise = nan", "reading.surprise: "),
        ("[reading]\nlook_back_days = 91", "reading.look_back_days: "),
        ("[reading]\npager = 3", "reading.pager: "),
        ("[network]\ndeadline = 0", "network.deadline: "),
        ("[network]\ndeadline = inf", "network.deadline: "),
        ("[network]\nmin_interval = -1", "network.min_interval: "),
        ("[network]\nproxy = 5", "network.proxy: "),
        ('language = "fr"', "language: "),
        ("[calendar]\nno_mailing = 5", "calendar.no_mailing: "),
        ('[calendar]\nno_mailing = ["2026-02-30"]', "calendar.no_mailing.0: "),
        ("[reading]\nthings = 1", "reading.things: "),
        ("[other]\nx = 1", "other: "),
        ("reading = 5", "reading: "),
        ("[reading]\ncards = 99999999999999999999999", "reading.cards: "),
    ],
)
def test_a_wrong_setting_is_one_error_that_names_file_and_place(paths, text, place):
    with pytest.raises(ConfigError) as refused:
        loaded(paths, text)
    assert str(refused.value).startswith(f"{paths.config_file}: {place}")
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        *(({"HUB_DEADLINE": text}, "HUB_DEADLINE") for text in ("0", "-1", "nan", "inf", "x", "1e9")),
        *(({"HUB_MIN_INTERVAL": text}, "HUB_MIN_INTERVAL") for text in ("-0.1", "three", "1,5")),
        ({"HUB_LANG": "fr"}, "HUB_LANG"),
        *(
            ({"HUB_ARXIV_API_URL": url}, "HUB_ARXIV_API_URL")
            for url in (
                *("http://example.org/api", "ftp://example.org", "example.org", "https://"),
                *("https://me:secret@example.org/", "https://x/?q=1", "https://x:99999/", "https://x y/"),
            )
        ),
    ],
)  # fmt: skip
def test_a_wrong_variable_is_one_error_that_names_it(paths, environ, name):
    with pytest.raises(ConfigError) as refused:
        loaded(paths, **environ)
    assert str(refused.value).startswith(name)
    assert "secret" not in f"{refused.value}{refused.value.hint}"


def test_a_wrong_address_in_the_file_names_its_place(paths):
    with pytest.raises(ConfigError, match=r"^addresses\.arxiv_api is plain http"):
        loaded(paths, '[addresses]\narxiv_api = "http://example.org/api"')


def test_a_damaged_file_is_a_fault_of_the_users_state(paths):
    with pytest.raises(StateError) as refused:
        loaded(paths, "[reading")
    assert str(paths.config_file) in str(refused.value)
    assert "hub doctor --repair" in refused.value.hint


def snapshot(paths):
    return paths.cache_dir / "validated" / "config.json"


def test_what_was_validated_is_remembered_privately_until_the_file_changes(paths, monkeypatch):
    assert loaded(paths, "[reading]\ncards = 7").reading_cards == 7
    modes = [snapshot(paths), snapshot(paths).parent, paths.cache_dir]
    assert [stat.S_IMODE(path.stat().st_mode) for path in modes] == [0o600, 0o700, 0o700]

    def never():
        raise AssertionError("validated again")

    with monkeypatch.context() as patched:
        patched.setattr(config, "_validator", never)
        assert loaded(paths).reading_cards == 7
    assert loaded(paths, "[reading]\ncards = 8").reading_cards == 8
    with pytest.raises(ConfigError):
        loaded(paths, "[reading]\ncards = 0")


@pytest.mark.parametrize(
    "forge",
    [
        lambda _: b"",
        lambda _: b"{",
        lambda _: b"\xff",
        lambda _: b"[" * 100_000,
        lambda _: b"[]",
        lambda kept: json.dumps({**kept, "values": []}).encode(),
        lambda kept: json.dumps({"of": kept["of"]}).encode(),
        *(
            lambda kept, values=values: json.dumps({**kept, "values": values}).encode()
            for values in (
                {"nonsense": 1},
                {"reading": {"cards": "many"}},
                {"reading": {"cards": None}},
                {"reading": {"cards": True}},
                {"reading": {"": 1}},
                {"reading": 5},
                {"language": {"x": 1}},
                {"calendar": {"no_mailing": 5}},
                {"calendar": {"no_mailing": ["x"]}},
                {"calendar": {"no_mailing": [5]}},
                {"calendar": {"no_mailing": [["2026-01-01"]]}},
                {"network": {"deadline": "30"}},
            )
        ),
    ],
)
def test_a_corrupt_or_forged_memory_is_no_more_than_forgotten(paths, forge):
    assert loaded(paths, "[reading]\ncards = 7").reading_cards == 7
    snapshot(paths).write_bytes(forge(json.loads(snapshot(paths).read_bytes())))
    assert loaded(paths) == Settings(reading_cards=7)


def test_a_memory_that_cannot_be_kept_is_done_without(paths):
    paths.cache_dir.write_text("a file where the folder should be")
    assert loaded(paths, "[reading]\ncards = 7").reading_cards == 7


@pytest.mark.parametrize(
    ("given", "now"),
    [
        ("2026-06-12T09:00:00+02:00", datetime(2026, 6, 12, 7, tzinfo=UTC)),
        ("2026-06-12T09:00:00Z", datetime(2026, 6, 12, 9, tzinfo=UTC)),
        (" 2026-06-12 09:00-04:00 ", datetime(2026, 6, 12, 13, tzinfo=UTC)),
    ],
)
def test_the_time_can_be_given(given, now):
    assert config.time_now({"HUB_NOW": given}) == now


@pytest.mark.parametrize(
    "given",
    [
        *("now", "2026-06-12", "2026-06-12T09:00:00", "0001-01-01T00:00:00+14:00", "1750000000"),
        *("9999-12-31T23:59:59-14:00", "2026-13-01T00:00Z", "2026-02-30T00:00:00Z"),
    ],
)  # fmt: skip
def test_a_time_that_is_none_is_refused(given):
    with pytest.raises(ConfigError, match="HUB_NOW is no time with a zone"):
        config.time_now({"HUB_NOW": given})


def test_without_a_given_time_it_is_now():
    assert abs((config.time_now({}) - datetime.now(UTC)).total_seconds()) < 5


@pytest.mark.parametrize(
    ("setting", "environ", "language"),
    [
        *(("zh", {"LANG": "en_US.UTF-8"}, "zh"), ("", {"LANG": "zh_CN.UTF-8"}, "zh")),
        *(("", {"LC_ALL": "de_DE", "LANG": "zh_CN"}, "en"), ("", {}, "en")),
        ("", {"LC_ALL": "", "LANG": "zh_TW"}, "zh"),
    ],
)
def test_the_language_is_the_readers_choice_or_their_locales(setting, environ, language):
    assert config.language_of(Settings(language=setting), environ) == language


@pytest.mark.parametrize("given", ["~nosuchuserhere/x", "/" + "x" * 5_000, "a\0b", __file__])
def test_a_folder_that_can_be_none_is_a_wrong_setting(given):
    with pytest.raises(ConfigError, match=r"^HUB_CONFIG_DIR"):
        Paths.from_environment({"HUB_CONFIG_DIR": given})


def test_folders_come_from_the_environment_or_the_platform(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = Paths.from_environment({"HUB_DATA_DIR": "here", "HUB_CACHE_DIR": "~/there"})
    assert found.library_file == tmp_path / "here" / "library.db"
    assert found.cache_dir.name == "there"
    assert found.cache_dir.is_absolute()
    assert found.config_dir.name == "academichub"


def test_addresses_of_a_source_are_moved_together():
    standard = Settings()
    assert set(standard.addresses_of("arxiv")) == {"api", "rss", "listing", "oai", "author"}
    moved = replace(standard, addresses_arxiv_api="https://mirror.example/api")
    assert moved.addresses_of("arxiv") == {"api": "https://mirror.example/api"}
    both = replace(moved, addresses_arxiv_rss="https://mirror.example/rss")
    assert set(both.addresses_of("arxiv")) == {"api", "rss"}
    assert standard.reached({"days": "biorxiv"}) == {"days": "https://api.biorxiv.org"}
    assert moved.reached({"days": "biorxiv"}) == {"days": "https://api.biorxiv.org"}


def test_with_a_source_on_this_machine_nobody_beyond_it_is_asked():
    here = replace(Settings(), addresses_arxiv_api="http://127.0.0.1:8080/api/query")
    assert here.reached({"days": "biorxiv"}) == {}
    both = replace(here, addresses_biorxiv="http://[::1]:8081")
    assert both.reached({"days": "biorxiv"}) == {"days": "http://[::1]:8081"}


@pytest.mark.parametrize(
    ("written", "switch"),
    [("true", "on"), ("false", "off"), ('"on"', "on"), ('"off"', "off"), ('"auto"', "auto")],
)
def test_a_source_is_turned_on_and_off(written, switch, paths):
    text = f"[sources]\nbiorxiv = {written}"
    assert loaded(paths, text).switch_of("biorxiv") == switch
    assert loaded(paths, text).switch_of("medrxiv") == "auto"


@pytest.mark.parametrize("written", ["1", '"perhaps"', "[]", "{}"])
def test_a_switch_is_on_off_or_auto(written, paths):
    with pytest.raises(ConfigError, match="biorxiv"):
        loaded(paths, f"[sources]\nbiorxiv = {written}")
