from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub_cli import files, radar
from academichub_cli.domain.radar import Follow, FollowKind, Mute, understand
from academichub_cli.errors import ConfigError, StateError

ROOT = Path(__file__).parents[1]


class Home:
    """A radar file and the cache beside it."""

    def __init__(self, folder):
        self.path, self.cache = folder / "config" / "radar.toml", folder / "cache"
        self.path.parent.mkdir(exist_ok=True)

    def write(self, text):
        self.path.write_bytes(text.encode())

    @property
    def text(self):
        return self.path.read_bytes().decode()

    @property
    def radar(self):
        return radar.load(self.path, cache_dir=self.cache)

    def edit(self, change):
        with radar.editing(self.path, cache_dir=self.cache) as editor:
            return change(editor)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def follow(text, kind=None):
    return Follow(kind=FollowKind(kind), text=text) if kind else understand(text)


def following(text, kind=None):
    return lambda editor: editor.follow(follow(text, kind))


def unfollowing(text, kind=None):
    return lambda editor: editor.unfollow(follow(text, kind))


WRITTEN = """\
# My radar

[[follow]]  # the person
author = "Sanjeev Arora"
# he has many namesakes

[[mute]]
text = "tabular"   # never

# topics below
[[follow]]
topic = "diffusion models"

[[follow]]
category = "cs.CL"

# the end
"""


def test_entries_are_read_in_the_order_they_were_written(home):
    home.write(WRITTEN)
    assert [each.text for each in home.radar.follows] == [
        *("Sanjeev Arora", "diffusion models", "cs.CL"),
    ]
    assert home.radar.mutes == (Mute(text="tabular"),)


def test_a_missing_file_is_an_empty_radar_and_reading_makes_none(home):
    assert home.radar == radar.Radar()
    assert not home.path.exists()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("change", "removed", "added"),
    [
        (following("graphs"), "", '\n[[follow]]\ntopic = "graphs"\n'),
        (
            lambda editor: editor.mute(Mute(text="LLM", until=date(2027, 1, 1))),
            *("", '\n[[mute]]\ntext = "LLM"\nuntil = 2027-01-01\n'),
        ),
        (
            unfollowing("sanjeev  ARORA", "author"),
            *('[[follow]]  # the person\nauthor = "Sanjeev Arora"\n', ""),
        ),
        (unfollowing("Diffusion Models"), '[[follow]]\ntopic = "diffusion models"\n\n', ""),
        (unfollowing("cs.CL"), '[[follow]]\ncategory = "cs.CL"\n\n', ""),
        (
            lambda editor: editor.unmute(Mute(text="Tabular")),
            *('[[mute]]\ntext = "tabular"   # never\n\n', ""),
        ),
    ],
)
def test_a_change_touches_its_own_lines_alone(home, newline, change, removed, added):
    written = WRITTEN.replace("\n", newline)
    home.write(written)
    home.edit(change)
    expected = WRITTEN.replace(removed, "", 1) + added
    assert home.text == expected.replace("\n", newline)
    assert files.backup_of(home.path).read_bytes() == written.encode()
    tomllib.loads(home.text)


INLINE = """\
follow = [
    {topic = "graphs"},  # the first
    # between
    {author = "Sanjeev Arora"},
    {category = "cs.CL"},
]
# below
mute = []
"""


@pytest.mark.parametrize(
    ("change", "follows", "comments"),
    [
        (following("proteins"), ["graphs", "Sanjeev Arora", "cs.CL", "proteins"], 3),
        (unfollowing("Sanjeev Arora"), ["graphs", "cs.CL"], 3),
        (unfollowing("cs.CL"), ["graphs", "Sanjeev Arora"], 3),
        (
            lambda editor: editor.mute(Mute(text="LLM")),
            *(["graphs", "Sanjeev Arora", "cs.CL"], 3),
        ),
    ],
)
def test_inline_arrays_can_be_edited_too(home, change, follows, comments):
    home.write(INLINE)
    home.edit(change)
    assert [each.text for each in home.radar.follows] == follows
    assert home.text.count("#") == comments


@pytest.mark.parametrize(
    "header", ['[["follow"]]', "[[ follow ]]", "  [[follow]]", "[[follow]] # [[follow]]"]
)
def test_headers_may_be_written_in_any_way(home, header):
    home.write(f'{header}\ntopic = "graphs"\n\n{header}\ntopic = "proteins"\n')
    home.edit(following("cells"))
    home.edit(unfollowing("graphs"))
    assert [each.text for each in home.radar.follows] == ["proteins", "cells"]


def test_a_line_end_that_only_python_knows_is_no_line_end(home):
    home.write('[[follow]]\ntopic = "one\u2028two"  # \x85\n\n[[follow]]\ntopic = "three"\n')
    home.edit(unfollowing("three"))
    assert home.text == '[[follow]]\ntopic = "one\u2028two"  # \x85\n\n'


@pytest.mark.parametrize(
    ("known", "again"),
    [
        ("Sanjeev Arora", "SANJEEV ARORA"),
        ("Sanjeev Arora", "Sanjeev\xa0 Arora"),
        ("Nguyễn Văn An", "Nguye\u0302\u0303n Va\u0306n An"),
        ("diffusion models", "Diffusion  Models"),
        ("cs.CL", "cs.cl"),
        ("2606.10001", "https://arxiv.org/abs/2606.10001v3"),
    ],
)
def test_another_spelling_of_a_follow_is_the_same_follow(home, known, again):
    assert home.edit(following(known))
    before = home.text
    assert not home.edit(following(again))
    assert home.text == before
    home.edit(unfollowing(again))
    assert home.radar.follows == ()


def test_of_two_spellings_in_a_file_the_first_is_kept_in_its_place(home):
    home.write("".join(f'[[follow]]\ntopic = "{text}"\n' for text in ("a b", "c d", "A  B")))
    assert [each.text for each in home.radar.follows] == ["a b", "c d"]
    home.edit(unfollowing("a b", "topic"))
    assert [each.text for each in home.radar.follows] == ["c d"]
    assert "A  B" not in home.text


def test_a_mute_with_another_end_takes_the_place_of_the_first(home):
    assert home.edit(lambda editor: editor.mute(Mute(text="LLM")))
    assert not home.edit(lambda editor: editor.mute(Mute(text="llm")))
    assert home.edit(lambda editor: editor.mute(Mute(text="llm", until=date(2027, 1, 1))))
    assert home.radar.mutes == (Mute(text="llm", until=date(2027, 1, 1)),)


def test_what_a_person_writes_by_hand_is_understood_as_when_followed(home):
    home.write(
        '[[follow]]\npaper = "https://arxiv.org/abs/2606.10001v2"\n'
        '[[follow]]\ncategory = "cs.cl"\n'
        '[[follow]]\ntopic = "  hidden\u200b  words "\n'
        '[[mute]]\ntext = "x"\nuntil = 2027-01-01T00:00:00\n'
    )
    assert [(each.text, each.id) for each in home.radar.follows] == [
        *(("2606.10001", "arXiv:2606.10001"), ("cs.CL", None), ("hidden words", None)),
    ]
    assert home.radar.mutes == (Mute(text="x", until=date(2027, 1, 1)),)
    for each in home.radar.follows:
        home.edit(lambda editor, known=each: editor.unfollow(known))
    home.edit(lambda editor: editor.unmute(Mute(text="x")))
    assert home.radar == radar.Radar()
    assert tomllib.loads(home.text) == {}


@given(texts=st.lists(st.text(min_size=1, max_size=40), max_size=4))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_followed_is_read_back(home, texts):
    home.path.unlink(missing_ok=True)
    follows = [each for each in map(understand, texts) if each]
    home.edit(lambda editor: [editor.follow(each) for each in follows])
    expected = {each.key: each for each in reversed(follows)}
    assert {each.key: each for each in home.radar.follows} == expected
    home.edit(lambda editor: [editor.unfollow(each) for each in follows])
    assert home.radar.follows == ()


def test_a_change_that_fails_changes_nothing(home):
    home.write(WRITTEN)

    def half(editor):
        editor.follow(follow("graphs"))
        raise KeyError

    with pytest.raises(KeyError):
        home.edit(half)
    assert home.text == WRITTEN


DAMAGED = [
    b"[[follow",
    b"\xff\xfe",
    b'[[follow]]\ntopic = "a"\ntopic = "b"\n',
    b"a = " + b"[" * 100_000,
    b"\0" * 100,
]


@pytest.mark.parametrize("content", DAMAGED, ids=lambda content: str(content[:12]))
@pytest.mark.parametrize("has_backup", [True, False])
def test_a_damaged_file_is_named_with_its_backup_and_repair_and_left_alone(
    home, content, has_backup
):
    home.path.write_bytes(content)
    if has_backup:
        files.backup_of(home.path).write_text("")
    for attempt in (lambda: home.radar, lambda: home.edit(following("graphs"))):
        with pytest.raises(StateError) as refused:
            attempt()
        assert str(home.path) in str(refused.value)
        assert "hub doctor --repair" in refused.value.hint
        assert (f"its backup is {files.backup_of(home.path)}" in refused.value.hint) is has_backup
    assert home.path.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("follow = 5", "follow: "),
        ("[follow]\ntopic = 'a'", "follow: "),
        ("[[follow]]", "follow.0: name one of"),
        ("[[follow]]\ntopic = 'a'\nauthor = 'b'", "follow.0: name one of"),
        ("[[follow]]\ntopic = 5", "follow.0.topic: "),
        ("[[follow]]\ntopic = ''", "follow.0.topic: "),
        ("[[follow]]\ntopic = '\u200b'", "follow.0.topic: there is nothing in it"),
        (f"[[follow]]\ntopic = '{'x' * 501}'", "follow.0.topic: "),
        ("[[follow]]\ntopics = 'a'", "follow.0.topics: "),
        ("[[follow]]\ntopic = 'a'\n[[follow]]\ncategory = 'xx.YY'", "follow.1.category: xx.yy is"),
        ("[[follow]]\npaper = 'nonsense'", "follow.0.paper: nonsense names no paper"),
        ("[[mute]]\ntext = 'a'\nscope = 'paper'", "mute.0.scope: "),
        ("[[mute]]\ntext = 'a'\nuntil = 'soon'", "mute.0.until: "),
        ("[[mute]]\ntext = 'xx.YY'\nscope = 'category'", "mute.0: xx.yy is no arxiv category"),
        ("[other]", "other: "),
    ],
)
def test_a_wrong_entry_is_one_error_that_names_its_place(home, content, place):
    home.write(content)
    with pytest.raises(ConfigError) as refused:
        _ = home.radar
    assert str(refused.value).startswith(f"{home.path}: {place}")
    with pytest.raises(ConfigError):
        home.edit(following("graphs"))
    assert home.text == content


def test_a_linked_radar_stays_a_link(home, tmp_path):
    target = tmp_path / "dotfiles.toml"
    target.write_text(WRITTEN)
    home.path.symlink_to(target)
    home.edit(following("graphs"))
    assert home.path.is_symlink()
    assert "graphs" in target.read_text()
    assert target.with_name("dotfiles.toml.bak").read_text() == WRITTEN
    target.write_text("[[")
    with pytest.raises(StateError) as refused:
        _ = home.radar
    assert "its backup is" in refused.value.hint


FOLLOWING = """
import os, sys
from pathlib import Path
from academichub_cli import _radar_document, _schemas, radar  # so that all start at once
from academichub_cli.domain.radar import understand
path, cache, *texts = sys.argv[1:]
for text in texts:
    if not os.fork():
        with radar.editing(Path(path), cache_dir=Path(cache)) as editor:
            editor.follow(understand(text))
        os._exit(0)
sys.exit(any(os.wait()[1] for _ in texts))
"""


def test_twelve_processes_that_follow_at_once_keep_all_twelve(home):
    home.write(WRITTEN)
    texts = [f"topic number {number}" for number in range(12)]
    subprocess.run(
        [sys.executable, "-c", FOLLOWING, str(home.path), str(home.cache), *texts],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=True,
        timeout=60,
    )
    assert {each.text for each in home.radar.follows} >= set(texts)
    assert home.text.startswith(WRITTEN.rstrip())
