from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.clean import clean

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Sparse\n   attention\t for\r\n graphs ", "Sparse attention for graphs"),
        ("no\xa0break\u2003em\u3000wide\u2028line\x85next", "no break em wide line next"),
        ("cafe\u0301", "café"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[38;5;1mred", "red"),
        ("\x9b31mred\x9b0m", "red"),
        ("\x1b]52;c;aGk=\x07paste", "paste"),
        ("\x1b]52;c;aGk=\x1b\\paste", "paste"),
        ("\x9d52;c;aGk=\x9cpaste", "paste"),
        ("\x1b]8;;https://evil.example\x07link\x1b]8;;\x07", "link"),
        ("\x1bPq#0\x1b\\sixel", "sixel"),
        ("\x1bcreset", "reset"),
        ("\x1b(0line", "line"),
        ("\x1b\x1b[[31mnested", "31mnested"),
        ("bell\x07 back\x08 nul\x00 delete\x7f", "bell back nul delete"),
        ("\u202egnirts\u202c", "gnirts"),
        ("\u2066isolate\u2069 \u200fmark\u061c", "isolate mark"),
        ("zero\u200bwidth\u2060join\ufeff", "zerowidthjoin"),
        ("soft\xadhyphen", "softhyphen"),
        ("tag\U000e0041\U000e007f and \U000e0fff", "tag and"),
        ("bytes\ufe00\U000e0100", "bytes"),
        ("filler\u3164\u115f\uffa0\u034f", "filler"),
        ("private\ue000 \U0010ffff \ufdd0", "private"),
        ("half\ud800", "half"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔬 ❤\ufe0f", "👩\u200d🔬 ❤\ufe0f"),
        ("a \u200b b", "a b"),
        ("$x^2$ [/red] :smile:", "$x^2$ [/red] :smile:"),
        ("", ""),
        (" \u200b\x1b ", ""),
    ],
)  # fmt: skip
def test_what_is_left_of_a_text_is_what_a_reader_should_see(raw, cleaned):
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("the \x1b]unended title", "the unended title"),
        ("so-called â\x80\x9dclosingâ\x80\x9d quotes", "so-called âclosingâ quotes"),
        ("â\x80\x9dout of order, next â\x80\x9cone", "âout of order, next âone"),
        ("\x90 nothing is lost", "nothing is lost"),
        ("\x9bword", "word"),
    ],
)
def test_an_escape_that_is_never_ended_takes_no_words_along(raw, cleaned):
    assert clean(raw) == cleaned


@given(st.text() | st.text(alphabet="\x1b\x9b\x9d[]a1;m\x07\x9c \u200b\u0344\u0301\u212b\u0958\n"))
def test_cleaning_what_is_clean_changes_nothing(raw):
    once = clean(raw)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not {unicodedata.category(char) for char in once} & {"Cc", "Cf", "Cs", "Co"} or (
        {char for char in once if unicodedata.category(char) == "Cf"} <= {"\u200c", "\u200d"}
    )


@pytest.mark.parametrize(
    "raw",
    [
        "\u0301" * MEGABYTE,
        "a" + "\u0327\u0301" * (MEGABYTE // 2),
        "\u0344" * MEGABYTE,
        "\x1b" * MEGABYTE,
        "\x1b]" * (MEGABYTE // 2),
        "\x1b[" * (MEGABYTE // 2),
        "\x1b[" + "0" * MEGABYTE,
        "\x9d" * MEGABYTE,
        "\x1b " * (MEGABYTE // 2),
        "a \u200b " * (MEGABYTE // 4),
        "\u1100\u1161\u11a8" * (MEGABYTE // 3),
    ],
    ids=lambda raw: ascii(raw[:4]),
)
def test_a_megabyte_of_the_worst_takes_no_longer_than_its_length(raw):
    start = time.perf_counter()
    clean(raw)
    assert time.perf_counter() - start < 4


def test_no_character_has_more_marks_than_a_stream_may_have():
    assert clean("a" + "\u0327" * 500).count("\u0327") <= 30


def test_characters_that_compose_are_composed_wherever_they_stand():
    chars = [char for char in map(chr, range(0x110000)) if not char.isspace()]
    apart = [taken for char in chars if (taken := unicodedata.normalize("NFD", char)) != char]
    assert len(apart) > 10_000
    for written in apart:
        composed = unicodedata.normalize("NFC", written)
        assert clean(f"α {written}") == f"α {composed}"


@pytest.mark.parametrize(
    "text",
    ["α ≤ 10⁻³", "x̂ and α", "注意力", "“quoted” — 𝒪(n)"],
    ids=["math", "mark", "CJK", "signs"],
)
def test_a_text_beyond_latin_is_on_one_line_too(text):
    assert clean(f" {text}\n{text}  \u200b{text}\n") == f"{text} {text} {text}"
