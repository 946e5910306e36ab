"""How lines are told: whole in a pipe, broken between words at a screen."""

from __future__ import annotations

import io

import pytest
from rich.text import Text

from academichub_cli.terminal import Terminal


class Screen(io.StringIO):
    """A stream that says it is a terminal's."""

    def isatty(self):
        return True


def told(*lines, width=40):
    screen = Screen()
    Terminal({"COLUMNS": str(width), "NO_COLOR": "1"}, out=screen, err=io.StringIO()).tell(lines)
    return screen.getvalue()


def warned(message, hint="", *, err=None, out=None):
    err = err or Screen()
    environ = {"COLUMNS": "40", "NO_COLOR": "1"}
    Terminal(environ, out=out or Screen(), err=err).warn(message, hint)
    return err.getvalue()


LONG = "https://example.org/an/address/that/is/longer/than/the/screen"


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("It ranks 1 of the 2 that you follow.", "It ranks 1 of the 2 that you follow.\n"),
        ("", "\n"),
        (
            "Announced Friday 30 May, with 8 other papers here.",
            "Announced Friday 30 May, with 8 other\n  papers here.\n",
        ),
        (
            "  0.80 = 1 - (1 - 0.80) × (1 - 0.20) × (1 - 0.10)",
            "  0.80 = 1 - (1 - 0.80) × (1 - 0.20) ×\n  (1 - 0.10)\n",
        ),
        (
            "  up    graphs, neural networks, attention, trees",
            "  up    graphs, neural networks,\n        attention, trees\n",
        ),
        (
            "a paper with an abstract on what a “sparse” set is",
            "a paper with an abstract on what a\n  “sparse” set is\n",
        ),
        (f"see {LONG} for it", f"see\n  {LONG}\n  for it\n"),
        (
            "喜欢  一篇题目很长很长的中文论文，其中没有任何空格可断",
            "喜欢  一篇题目很长很长的中文论文，其中\n  没有任何空格可断\n",
        ),
    ],
    ids=["it fits", "empty", "sentence", "indented", "labelled", "quoted", "address", "chinese"],
)
def test_a_long_line_is_broken_between_words_and_set_in(line, seen):
    assert told(line) == seen
    assert told(Text(line, style="bold")) == seen


def test_in_a_pipe_a_line_is_whole():
    out, err = io.StringIO(), io.StringIO()
    terminal = Terminal({"COLUMNS": "40"}, out=out, err=err)
    terminal.tell(["a word " * 20, Text("a word " * 20, style="bold")])
    terminal.warn("a word " * 20)
    assert out.getvalue() == f"{'a word ' * 20}\n" * 2
    assert err.getvalue() == f"hub: {'a word ' * 20}\n"


def test_what_is_warned_of_stands_beside_hub():
    seen = warned("no source answered and nothing is cached", f"look at {LONG}")
    assert seen.splitlines() == [
        "hub: no source answered and nothing is",
        "     cached",
        "     look at",
        f"     {LONG}",
    ]


def test_stderr_is_broken_at_a_screen_though_stdout_is_a_pipe():
    seen = warned("no source answered and nothing is cached", out=io.StringIO())
    assert seen == "hub: no source answered and nothing is\n     cached\n"
