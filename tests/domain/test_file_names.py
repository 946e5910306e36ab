from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.file_names import safe_file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("arXiv:2606.10001", "arXiv-2606.10001.md"),
        ("math/0309136", "math-0309136.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("-rf", "rf.md"),
        (".hidden", "hidden.md"),
        ("CON", "paper-CON.md"),
        ("nul.txt", "paper-nul.txt.md"),
        ("com1", "paper-com1.md"),
        ("trailing. ", "trailing.md"),
        ("a\x00b\nc\td", "ab-c-d.md"),
        ('a<b>c:d"e|f?g*h', "a-b-c-d-e-f-g-h.md"),
        ("面向长文本", "面向长文本.md"),
        ("", "paper.md"),
        ("...", "paper.md"),
        ("/", "paper.md"),
    ],
)
def test_a_file_name_is_safe_on_every_system(text, name):
    assert safe_file_name(text, ".md") == name


@given(st.text(max_size=400), st.sampled_from([".md", ".bib", ".csl.json"]))
def test_any_text_makes_a_file_name(text, suffix):
    name = safe_file_name(text, suffix)
    assert name.endswith(suffix)
    assert len(name.encode()) <= 255
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*\s]', name)
    assert name[0] not in "-.~ "
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name)
