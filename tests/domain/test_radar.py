from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.radar import Follow, FollowKind, Mute, category_of, understand


@pytest.mark.parametrize(
    ("text", "kind", "kept", "name"),
    [
        ("cs.CL", "category", "cs.CL", None),
        ("cs.cl", "category", "cs.CL", None),
        ("CS.CL", "category", "cs.CL", None),
        ("q-bio.nc", "category", "q-bio.NC", None),
        ("cond-mat.mes-hall", "category", "cond-mat.mes-hall", None),
        ("physics.Optics", "category", "physics.optics", None),
        ("hep-th", "category", "hep-th", None),
        ("stat", "category", "stat", None),
        ("2606.10001", "paper", "2606.10001", "arXiv:2606.10001"),
        ("arXiv:2606.10001v2", "paper", "2606.10001", "arXiv:2606.10001"),
        ("https://arxiv.org/pdf/2606.10001v2.pdf", "paper", "2606.10001", "arXiv:2606.10001"),
        ("math.GT/0309136", "paper", "math/0309136", "arXiv:math/0309136"),
        ("10.1038/S41586", "paper", "10.1038/s41586", "doi:10.1038/s41586"),
        ("https://doi.org/10.1038/s41586", "paper", "10.1038/s41586", "doi:10.1038/s41586"),
        ("0000-0002-1825-0097", "author", "0000-0002-1825-0097", "orcid:0000-0002-1825-0097"),
        (
            "https://orcid.org/0000-0002-1694-233X",
            *("author", "0000-0002-1694-233X", "orcid:0000-0002-1694-233X"),
        ),
        ("Sanjeev Arora", "author", "Sanjeev Arora", None),
        ("  Sanjeev   Arora ", "author", "Sanjeev Arora", None),
        ("S. Arora", "author", "S. Arora", None),
        ("Jan van den Berg", "author", "Jan van den Berg", None),
        ("María José García-López", "author", "María José García-López", None),
        ("王小明", "author", "王小明", None),
        ("diffusion models", "topic", "diffusion models", None),
        ("Transformer", "topic", "Transformer", None),
        ("graph neural networks", "topic", "graph neural networks", None),
        ("machine learning for Alzheimer", "topic", "machine learning for Alzheimer", None),
        ("LLM", "topic", "LLM", None),
        ("3D vision", "topic", "3D vision", None),
        ("2613.10001", "topic", "2613.10001", None),
        ("\x1b[31mred\x1b[0m teams", "topic", "red teams", None),
    ],
)
def test_a_bare_word_is_understood(text, kind, kept, name):
    assert understand(text) == Follow(kind=FollowKind(kind), text=kept, id=name)


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\x1b[0m"])
def test_where_nothing_readable_is_left_nothing_is_understood(text):
    assert understand(text) is None


@pytest.mark.parametrize("text", ["cs.", ".CL", "xx.CL", "cs.CL.AI", "Math", "cs.C L", "", "a.b"])
def test_what_is_not_arxivs_is_no_category(text):
    assert category_of(text) is None


def follow(kind, text):
    return Follow(kind=FollowKind(kind), text=text)


@pytest.mark.parametrize(
    ("left", "right", "is_same"),
    [
        (follow("author", "Sanjeev Arora"), follow("author", "ARORA, Sanjeev"), True),
        (follow("author", "Nguyễn Văn An"), follow("author", "Nguye\u0302\u0303n Văn  An"), True),
        (follow("author", "Sanjeev Arora"), follow("author", "Rajeev Arora"), False),
        (follow("topic", "Diffusion  Models"), follow("topic", "diffusion models"), True),
        (follow("topic", "ｄｉｆｆｕｓｉｏｎ"), follow("topic", "diffusion"), True),
        (follow("topic", "cs.CL"), follow("category", "cs.CL"), False),
        (follow("category", "cs.CL"), follow("category", "CS.cl"), True),
        (follow("paper", "2606.10001v2"), follow("paper", "arXiv:2606.10001"), True),
        (follow("paper", "10.1000/X"), follow("paper", "https://doi.org/10.1000/x"), True),
        (Mute(text="LLM"), Mute(text="llm", until=date(2027, 1, 1)), True),
        (Mute(text="LLM"), Mute(text="LLM", scope=FollowKind.TOPIC), False),
    ],
)
def test_two_spellings_of_one_thing_are_one(left, right, is_same):
    assert (left.key == right.key) is is_same


@given(st.text(max_size=60))
def test_what_was_understood_is_understood_the_same_again(text):
    if once := understand(text):
        assert understand(once.text) == once


@pytest.mark.parametrize(
    "written", ["biorxiv:cancer_biology", "bioRxiv: Cancer Biology", "BIORXIV:cancer-biology"]
)
def test_a_subject_is_one_category_however_it_is_written(written):
    follow = understand(written)
    assert (follow.kind, follow.text) == (FollowKind.CATEGORY, "biorxiv:cancer_biology")
    spelled = Follow(kind=FollowKind.CATEGORY, text=written)
    assert spelled.key == follow.key
