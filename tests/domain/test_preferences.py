from __future__ import annotations

import pytest

from academichub_cli.domain.preferences import Preferences, parse_interests


def test_an_interest_is_words_with_a_factor():
    lines = ("speech recognition: 2", "cs.LG:0.5", "a: b: 0")
    assert parse_interests(lines) == (("speech recognition", 2), ("cs.LG", 0.5), ("a: b", 0))


@pytest.mark.parametrize(
    "line", ["", "speech", "speech:", ": 2", "a: b", "a: -1", "a: 11", "a: nan"]
)
def test_anything_else_is_refused(line):
    with pytest.raises(ValueError, match="no interest with a factor"):
        parse_interests((line,))


def test_the_first_that_is_in_a_text_counts():
    preferences = Preferences(interests=(("speech", 2.0), ("Speech Recognition", 3.0)))
    assert preferences.factor_of("SPEECH recognition, asr") == 2
    assert preferences.factor_of("vision") == 1
