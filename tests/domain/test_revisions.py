from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.differences import Change, differences
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.revisions import revision_said

BEFORE = Paper(
    id=ArxivId("2606.10001"),
    title="Sparse attention",
    abstract="It is fast.",
    authors=(Author(name="Ada Lovelace"),),
    source="arxiv",
    version=1,
)
AFTER = replace(BEFORE, version=2)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (replace(AFTER, abstract="It is slow."), "revised v2: abstract changed"),
        (
            replace(AFTER, title="Dense attention", abstract="It is slow."),
            "revised v2: title and abstract changed",
        ),
        (replace(AFTER, authors=(Author(name="Alan Turing"),)), "revised v2: authors changed"),
        (AFTER, "revised v2: neither title nor abstract changed"),
    ],
)
def test_a_revision_says_what_it_changed(after, said):
    assert revision_said(BEFORE, after) == said


def test_without_the_earlier_words_only_the_version_is_said():
    assert revision_said(None, AFTER) == "revised v2"
    assert revision_said(None, replace(AFTER, version=None)) == "revised"


def test_words_are_taken_out_and_put_in():
    found = [(piece.change, piece.text) for piece in differences("it is fast", "it was fast")]
    assert found == [
        (Change.KEPT, "it "),
        (Change.TAKEN_OUT, "is"),
        (Change.PUT_IN, "was"),
        (Change.KEPT, " fast"),
    ]


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_both_texts_can_be_read_off_the_differences(before, after):
    pieces = list(differences(before, after))
    was = "".join(piece.text for piece in pieces if piece.change is not Change.PUT_IN)
    is_now = "".join(piece.text for piece in pieces if piece.change is not Change.TAKEN_OUT)
    assert (was, is_now) == (before, after)
