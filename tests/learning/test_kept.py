"""A sample of the library, kept and read back."""

from __future__ import annotations

import base64
import zlib
from datetime import UTC, datetime

import pytest

from academichub_cli.learning.kept import from_text, to_text
from academichub_cli.learning.space import sampled
from academichub_cli.learning.train import train
from learning.papers import library, liked

NOW = datetime(2026, 6, 11, tzinfo=UTC)


@pytest.mark.parametrize("size", [0, 1, 40, 600])
def test_what_was_kept_teaches_the_same(size):
    sample = sampled(library(3, size))
    text = to_text(sample)
    again = from_text(text)
    examples = liked(2, "cs.SD", 4)
    assert train(examples, again, now=NOW) == train(examples, sample, now=NOW)
    assert to_text(again) == text
    assert again.ids == sample.ids


WHOLE = to_text(sampled(library(3, 20)))


@pytest.mark.parametrize(
    "text",
    [
        *("", "nothing", "é", WHOLE[:-40], WHOLE[4:], WHOLE[:200]),
        base64.b64encode(zlib.compress(b"PK")).decode(),
        base64.b64encode(zlib.compress(b"")).decode(),
    ],
)
def test_what_is_no_sample_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        from_text(text)
