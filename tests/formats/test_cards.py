from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

import awkward
from academichub_cli import formats
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.formats import Page, cards
from academichub_cli.wrapping import cells, wrap, wrap_short

HEAD = ("Author: Sanjeev Arora · Topic: sparse attention", "20 for you of 486 since Friday 12 June")


def drawn(papers, **page) -> str:
    page = Page(**({"head": HEAD} | page))
    console = Console(
        file=StringIO(), width=page.width, color_system=None, force_terminal=False,
        legacy_windows=False, _environ={},
    )  # fmt: skip
    for renderable in formats.find("cards").draw(papers, page):
        console.print(renderable)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_cards_look_as_expected(width, golden):
    golden(f"cards-{width}", drawn(awkward.batch(), width=width))


def test_a_card_in_full_looks_as_expected(golden):
    papers = awkward.batch("ordinary", "published", "400 authors", "cjk", "withdrawn")
    golden("cards-full", drawn(papers, width=80, is_full=True))


def test_cards_in_chinese_look_as_expected(golden):
    golden("cards-zh", drawn(awkward.batch("ordinary", "cjk", "400 authors"), lang="zh"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("is_full", [False, True])
@pytest.mark.parametrize("width", [*range(20, 60), 79, 80, 81, 120, 200])
def test_no_line_is_wider_than_the_page(width, is_full, lang):
    text = drawn(awkward.batch(), width=width, is_full=is_full, lang=lang)
    widest = max(text.splitlines(), key=cells)
    assert cells(widest) <= min(width, cards.MEASURE)
    assert cell_len(widest) <= width


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(clean)


@given(title=WORDS, abstract=WORDS, name=WORDS, venue=WORDS, width=st.integers(20, 100))
def test_no_line_is_wider_whatever_the_paper(title, abstract, name, venue, width):
    paper = Paper(
        id=ArxivId("2606.00001"), title=title, source="x", abstract=abstract, venue=venue,
        authors=(Author(name=name),), comment=title,
    )  # fmt: skip
    papers = Batch(command="today", taken=awkward.TAKEN, papers=(Ranked(paper=paper, number=12),))
    text = drawn(papers, width=width, is_full=True, head=(title, abstract))
    assert all(cells(line) <= width and cell_len(line) <= width for line in text.splitlines())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_followed_author_is_marked_and_never_left_out(width):
    text = drawn(awkward.batch("400 authors"), width=width)
    assert "★ Sanjeev Arora" in text
    shown = 4 if width == 40 else 8
    assert f"+ {400 - shown - 1} more" in text.replace("\n│ ", " ")


def test_a_possible_author_is_marked_as_such():
    assert "★? 李娜" in drawn(awkward.batch("cjk"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no abstract", "no abstract"),
        ("no authors", "no authors named"),
        ("no date", "no date"),
        ("nothing", "untitled"),
        ("withdrawn", "withdrawn"),
        ("withdrawn", "hidden"),
        ("ordinary", "♥ liked"),
        ("ordinary", "new · announced Fri 12 Jun"),
        ("ordinary", "submitted Wed 10 Jun"),
        ("ordinary", "also cs.LG"),
        ("published", "revised v3 Fri 12 Jun"),
        ("published", "submitted Thu 29 Feb 2024"),
        ("brackets", "[/red] teams :smile: and x² in ℝ^{d×k}"),
    ],
)
def test_a_card_says(name, words):
    assert words in drawn(awkward.batch(name), width=120)


def test_recency_is_a_reason_only_where_there_is_no_other():
    assert "submitted 1 day ago" not in drawn(awkward.batch("cjk"))
    assert "because: submitted today" in drawn(awkward.batch("published"))


def test_a_long_abstract_is_cut_and_shown_in_full_on_request():
    short = drawn(awkward.batch("cjk"), width=40)
    assert short.count("稀疏注意力机制，将复杂度") < 6
    assert "…" in short
    full = drawn(awkward.batch("cjk"), width=40, is_full=True)
    assert full.replace("\n│ ", "").count("稀疏注意力机制") > 6
    assert "…" not in full


def test_links_are_clickable_on_a_terminal_alone():
    console = Console(file=StringIO(), width=80, force_terminal=True, _environ={"TERM": "xterm"})
    for renderable in cards.draw(awkward.batch("ordinary"), Page(links=True)):
        console.print(renderable)
    assert (
        "https://arxiv.org/abs/2606.00001\x1b\\arxiv.org/abs/2606.00001" in console.file.getvalue()
    )
    assert "╰─ https://arxiv.org/abs/2606.00001\n" in drawn(awkward.batch("ordinary"))


def test_what_is_to_be_read_is_not_dim():
    console = Console(
        file=StringIO(), width=80, force_terminal=True, color_system="standard",
        legacy_windows=False, _environ={"TERM": "xterm"},
    )  # fmt: skip
    for renderable in cards.draw(awkward.batch("ordinary", "400 authors"), Page()):
        console.print(renderable)
    text = console.file.getvalue()
    assert "\x1b[2m│ \x1b[0m\x1b[1mSparse Attention Is Enough for BERT\x1b[0m" in text
    assert "\x1b[2m│ \x1b[0mAda Lovelace, Alan M. Turing" in text
    assert "\x1b[2m│ \x1b[0mfull attention on texts" in text
    assert "\x1b[1;35m★ Sanjeev Arora\x1b[0m" in text
    assert "\x1b[2m╰─ \x1b[0mhttps://arxiv.org" in text


def test_no_cards_are_said():
    assert drawn(awkward.EMPTY, head=()) == "no papers\n"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("a  b", 10, ["a  b"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("漢字。", 4, ["漢", "字。"]),
        ("见（图）", 4, ["见", "（图", "）"]),
        ("ab 漢字", 5, ["ab 漢", "字"]),
        ("a\xa0b c", 3, ["a b", "c"]),
        ("❤️❤️❤️", 4, ["❤️❤️", "❤️"]),
        ("", 5, []),
        (" ", 5, []),
    ],
)
def test_text_is_broken_by_cells(text, width, lines):
    assert [line.plain for line in wrap(Text(text), width)] == lines


def test_an_ellipsis_says_that_there_is_more():
    lines = wrap_short(Text("one two three four"), 8, most=1)
    assert [line.plain for line in lines] == ["one …"]
