from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub_cli.domain.clean import clean
from academichub_cli.sources._markup import plain, plain_abstract

TWICE = (
    "<jats:inline-formula><jats:alternatives><jats:tex-math>\\documentclass{minimal}"
    "\\begin{document}$$\\alpha$$\\end{document}</jats:tex-math><mml:math><mml:mi>α</mml:mi>"
    "</mml:math></jats:alternatives></jats:inline-formula> particles"
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("plain", "plain"),
        ("", ""),
        ("<jats:p>One.</jats:p>\n  <jats:p>Two.</jats:p>", "One. Two."),
        ("<jats:p>in <jats:italic>E. coli</jats:italic>cells</jats:p>", "in E. colicells"),
        ("<i>Two</i>words <b>bold</b>", "Twowords bold"),
        ("CO<sub>2</sub> and 10<sup>-3</sup>, Ca<sup>2+</sup>", "CO2 and 10⁻³, Ca²⁺"),
        ("x<sup>th</sup>", "xth"),
        ("p<0.05 and n>3", "p<0.05 and n>3"),
        ("a <b and c> d", "a d"),
        ("x<y and z>2", "x<y and z>2"),
        ("p &lt; 0.05 &amp; q", "p < 0.05 & q"),
        ("p &amp;lt; 0.05", "p < 0.05"),
        ("&lt;i&gt;E. coli&lt;/i&gt; at &amp;amp; Co", "E. coli at & Co"),
        ("<jats:title>Methods</jats:title><jats:p>We ran.</jats:p>", "Methods: We ran."),
        ("<h4>Results.</h4>We found.", "Results. We found."),
        ("<scp>DNA</scp> <Unknown>tag</Unknown>", "DNA <Unknown>tag</Unknown>"),
        ("a<!-- hidden -->b <![CDATA[c]]>", "ab c"),
        (TWICE, "$\\alpha$ particles"),
        ("<mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>2</mml:mn></mml:math>", "x=2"),
        ("&#27;red &#x202e;x \x9b2J", "red x"),
        ("<jats:p>cut <jats:ital", "cut <jats:ital"),
        ("</p></sup></tex-math></title>", ""),
    ],
)
def test_marks_go_and_mathematics_stays(written, read):
    assert plain(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>We.</jats:p>", "We."),
        ("<h4>Summary</h4> We.", "We."),
        ("Abstract: We.", "We."),
        ("Abstract algebra is hard.", "Abstract algebra is hard."),
        ("<jats:title>Background</jats:title><jats:p>We.</jats:p>", "Background: We."),
    ],
)
def test_an_abstract_does_not_begin_with_its_own_name(written, read):
    assert plain_abstract(written) == read


PARTS = ["<jats:p>", "</jats:p>", "<sup>", "</sup>", "<title>", "</title>", "&lt;", "&amp;", "<", ">", "x ",
         "<mml:math>", "</mml:math>", "<tex-math>", "$$", "</tex-math>", "\x1b[2J", "\u202e", "<!--", "-->"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_whatever_is_marked_up_is_clean_text(text):
    assert clean(plain(text)) == plain(text)


@pytest.mark.parametrize("part", PARTS)
def test_a_long_text_takes_no_long_time(part):
    start = time.perf_counter()
    plain(part * 20_000)
    assert time.perf_counter() - start < 10
