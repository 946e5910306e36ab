from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub_cli import bibliographies
from academichub_cli.domain.bibliography import Entry, Misread
from academichub_cli.domain.clean import clean
from mutations import HANG

BIBTEX = r"""% Encoding: UTF-8
@string{ nips = "NeurIPS" }
@Article{one,
  title = {The {BERT} of $x^2$ and Schr{\"o}dinger},
  author = "A, B and C",
  abstract = "Some {text} with, commas = 1",
  doi = {10.1038/S41586-020-1},
}
@misc{two, title = nips # { and more}, eprint = {2401.00002}, archivePrefix={arXiv}}
@comment{@misc{no, title={not this}}}
@inproceedings(three, title="Parens", url={https://arxiv.org/abs/2401.00003v2})
@misc{four, note={arXiv:2401.00004 [cs.CL]}}
@misc{five, title={Nothing but a title}}
@misc{six, year=2000}
"""
RIS = """\
TY  - JOUR
TI  - A long
title here
AB  - What it says
DO  - 10.1000/xyz
ER  -

TY  - GEN
T1  - Two
UR  - https://arxiv.org/abs/2401.00005
"""
CSL = """[
 {"title": "One", "DOI": "10.1000/a", "abstract": "A \\"quote\\" and a }"},
 {"title": "Two", "note": "arXiv: 2401.00006", "author": [{"family": "X"}]},
 {"title": 3}
]"""
ZOTERO = '{"config": {"x": [1]}, "items": [{"title": "Z", "abstractNote": "z", "extra": "arXiv:2401.00007"}]}'
IDS = """# what I own
2401.00001, 10.1000/q
foo
https://arxiv.org/abs/math/0309136v1 # old
"""


def read(text, file_name=""):
    return list(bibliographies.read(text.splitlines(keepends=True), file_name=file_name))


def told(entries):
    return [
        (", ".join(map(str, each.identifiers)), each.title, each.abstract)
        if isinstance(each, Entry)
        else each.why
        for each in entries
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            BIBTEX,
            [
                (
                    "doi:10.1038/s41586-020-1",
                    "The BERT of x² and Schrödinger",
                    "Some text with, commas = 1",
                ),
                ("arXiv:2401.00002", "NeurIPS and more", None),
                ("arXiv:2401.00003", "Parens", None),
                ("arXiv:2401.00004", "", None),
                ("", "Nothing but a title", None),
                "it names no paper",
            ],
        ),
        (
            RIS,
            [
                ("doi:10.1000/xyz", "A long title here", "What it says"),
                ("arXiv:2401.00005", "Two", None),
            ],
        ),
        (
            CSL,
            [
                ("doi:10.1000/a", "One", 'A "quote" and a }'),
                ("arXiv:2401.00006", "Two", None),
                "it names no paper",
            ],
        ),
        (ZOTERO, [("arXiv:2401.00007", "Z", "z")]),
        (
            IDS,
            [
                ("arXiv:2401.00001", "", None),
                ("doi:10.1000/q", "", None),
                "'foo' names no paper",
                ("arXiv:math/0309136", "", None),
            ],
        ),
        ("", []),
    ],
    ids=["bibtex", "ris", "csl", "zotero", "ids", "empty"],
)
def test_a_bibliography_is_read_whatever_it_is_called(text, expected):
    assert told(read(text)) == expected
    assert told(read(text, "papers.txt")) == expected
    assert told(read("\ufeff" + text)) == expected
    assert told(read(text.replace("\n", "\r\n"))) == expected


def test_an_entry_that_is_not_closed_costs_itself_alone():
    text = "@misc{a, title={One}}\n@misc{b,\n title={Two {open},\n eprint={2401.1}\n@misc{c, title={Three}}\n"
    one, open_one, three = read(text)
    assert (one.title, three.title) == ("One", "Three")
    assert open_one == Misread(place="line 2", why="'@misc{b,' is not closed")


def test_entries_in_one_line_are_all_read():
    text = "@misc{a, title={One}}@misc{b, title=(Two)}, @misc(c, title={Three}) @misc{d, title={F}}"
    assert [each.title for each in read(text)] == ["One", "(Two)", "Three", "F"]


def test_entries_come_as_they_are_read():
    def lines():
        yield "@misc{a, title={One}}\n"
        yield from [" \n"] * 60
        raise AssertionError("read too far")

    assert next(bibliographies.read(lines())).title == "One"


@pytest.mark.parametrize(
    "start", ["@misc{a, title={", '@misc{a, title="', "TY  - JOUR\nTI  - ", '[{"title": "', "[{"]
)
@pytest.mark.parametrize(
    "filling", ["{", "}", '"', "\\", '\\"', "a = {", "[", "@a{", "\n@a{", "x "]
)
def test_no_file_hangs_the_reader(start, filling):
    begun = time.monotonic()
    list(bibliographies.read((start + filling * 60_000).splitlines(keepends=True)))
    assert time.monotonic() - begun < HANG


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([BIBTEX, RIS, CSL, ZOTERO, IDS]),
    st.integers(0, 600),
    st.integers(0, 60),
    st.text(max_size=8)
    | st.sampled_from(["{", "}", '"', "\x1b[31m", "\u202e", "@misc{", "ER  - "]),
)
def test_whatever_is_in_it_what_is_read_is_clean(text, at, cut, put):
    for each in read(text[:at] + put + text[at + cut :]):
        said = each.why if isinstance(each, Misread) else f"{each.title}{each.abstract or ''}"
        assert clean(said) == said.strip()


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("{A {B} c}", "A B c"),
        ("{A {B {C {D {E}}}} f}", "A B C D E f"),
        (r"{A \{ b}", "A b"),
        (r"{A \} b {\'e}}", "A b é"),
        ("{A {b}} # { c}", "A b c"),
        ('{A} # " {b} c"', "A b c"),
        ("{A\n  {b}\n  c}", "A b c"),
    ],
)
def test_a_value_ends_where_its_braces_do(value, title):
    text = f"@article{{k,\n  title = {value},\n  doi = {{10.1000/a}}\n}}\n"
    assert told(read(text)) == [("doi:10.1000/a", title, None)]
