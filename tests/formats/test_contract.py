"""What every format keeps; a new one is covered the moment its file exists."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

import awkward
from academichub_cli import formats
from academichub_cli.errors import UnknownNameError
from academichub_cli.formats import Page

PAGE = Page(head=("Topic: sparse attention", "20 for you of 486"))
TEXT_FORMATS = [name for name in formats.names() if name != "cards"]


def test_the_folder_is_the_list():
    assert formats.names() == (
        *("atom", "bibtex", "cards", "csl-json", "html", "json", "line", "markdown", "ndjson"),
        "ris",
    )


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UnknownNameError, match="no format named 'bibtext'") as error:
        formats.find("bibtext")
    assert "bibtex" in error.value.hint
    with pytest.raises(UnknownNameError):
        formats.find("_page")


@pytest.mark.parametrize("name", formats.names())
def test_a_format_says_what_its_files_are(name):
    found = formats.find(name)
    assert found.SUFFIX.startswith(".")
    assert "/" in found.MEDIA_TYPE


@pytest.mark.parametrize("name", formats.names())
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("papers", [awkward.EMPTY, awkward.batch()], ids=["empty", "awkward"])
def test_a_format_writes_clean_lines(name, lang, papers):
    text = formats.find(name).render(papers, Page(head=PAGE.head, lang=lang, is_full=True))
    assert text == "" or text.endswith("\n")
    unseen = {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}}
    assert unseen <= {"\n", "\t", "\u200d"}
    assert text.encode().decode() == text


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_what_a_format_writes_is_as_expected(name, golden):
    golden(name, formats.find(name).render(awkward.batch(), PAGE))


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_only_cards_load_rich(name):
    code = (
        "import sys; from academichub_cli import formats;"
        f"formats.find({name!r});"
        "print([module for module in ('rich', 'pydantic', 'lxml') if module in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_cards_load_no_more_of_rich_than_they_draw_with():
    code = (
        "import sys; import academichub_cli.formats.cards;"
        "heavy = ('rich.markdown', 'rich.syntax', 'pygments', 'markdown_it', 'rich.progress');"
        "print([module for module in heavy if module in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
