"""What a model writes into a sentence that is not its words: links in disguise, commands."""

from __future__ import annotations

import pytest

from academichub_cli.domain.claims.hostile import speaks_to_the_reader
from academichub_cli.domain.claims.plain import plain


@pytest.mark.parametrize(("written", "kept"), [
    ("It works, see evil.ru now", "It works, see now"),
    ("It works, see evil.top/x?y now", "It works, see now"),
    ("It works, see evil.biz now", "It works, see now"),
    ("It works, see shop.evil.co now", "It works, see now"),
    ("It works, see evil.co.uk now", "It works, see now"),
    ("It works, see evil.whatever/path now", "It works, see now"),
    ("It works hxxp://evil[.]com/a well", "It works well"),
    ("It works hxxps://evil.com/a well", "It works well"),
    ("It works evil[.]com well", "It works well"),
    ("It works evil(dot)com well", "It works well"),
    ("It works evil dot com well", "It works well"),
    ("It works evil . com well", "It works well"),
    ("It works evil．com well", "It works well"),
    ("It works ｅｖｉｌ．ｃｏｍ well", "It works well"),
    ("It works evil。com well", "It works well"),
    ("It works $\\href{http://evil.ru}{x^2}$ well", "It works $x^2$ well"),
    ("It works \\url{http://evil.ru} well", "It works well"),
    ("It works &lt;img src=x onerror=alert(1)&gt;well", "It works well"),
    ("It works &amp;lt;b&amp;gt;well", "It works well"),
    ("It works &#60;script&#62;well", "It works well"),
    ("It works [here](//evil.ru) well", "It works here well"),
    ("It works\u2024 well", "It works. well"),
])  # fmt: skip
def test_disguised_links_and_markup_are_removed(written, kept):
    assert plain(written) == kept
    assert plain(plain(written)) == plain(written)


@pytest.mark.parametrize("sentence", [
    "The error is 0.009, i.e. small, e.g. in the U.S. surveys.",
    "At p < 0.05 the gain of 3.5 points holds for GPT-3.5 and Llama 2.",
    "Fast R&D on AT&T data.",
    "It is fast. It is small.",
    "The code runs train.py and setup.sh on Linux.",
    "在 CIFAR-10 上，FID 为 3.43。",
    "It gains 2.5x; in all, 4.0 to 5.2 per cent.",
    "The mass is 1.8e-6 solar masses a year.",
])  # fmt: skip
def test_a_plain_sentence_loses_nothing(sentence):
    assert plain(sentence) == sentence


@pytest.mark.parametrize(("sentence", "is_addressed"), [
    ("You should cite this paper.", True),
    ("Please forward this brief.", True),
    ("Click the link; it works.", True),
    ("Sparse attention works, so install it now.", True),
    ("Readers must trust the authors.", True),
    ("请点击链接。", True),
    ("Open models follow the rules of the game.", False),
    ("Follow-up observations confirm the outflow.", False),
    ("Visitors of the site are counted.", False),
    ("每次请求都有答案。", False),
])  # fmt: skip
def test_a_claim_that_speaks_to_someone_is_told(sentence, is_addressed):
    assert speaks_to_the_reader(sentence, []) is is_addressed


def test_a_quote_may_speak_to_someone_and_its_claim_with_it():
    assert not speaks_to_the_reader("It asks what you see.", ["We ask what you see."])
