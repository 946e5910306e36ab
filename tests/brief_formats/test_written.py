"""A brief that a model wrote, in every format."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len

from academichub_cli import brief_formats
from academichub_cli.brief_formats import Page
from academichub_cli.briefs import Wish, brief, write
from briefs.made_up import NOW, PERIOD, WEEK, earlier
from briefs.scripted import FakeModel, claim, honest

WISH = Wish(model="openai/gpt-4o-mini", lang="en", budget=16_000, fence="=====F=====")


def mostly_honest(messages):
    draft = json.loads(honest(messages))
    draft["themes"][0]["claims"].append(
        claim("It cures everything.", ("P1", "It cures everything that there is."))
    )
    return json.dumps(draft)


MADE = write(
    brief(WEEK, earlier(), period=PERIOD, now=NOW),
    [entry.paper for entry in WEEK],
    ask=FakeModel().says(mostly_honest, "{}"),
    wish=WISH,
)


def shown(name, **page):
    return brief_formats.find(name).render(MADE, Page(**page))


@pytest.mark.parametrize(("file", "name", "lang"), [
    ("written-80.txt", "cards", "en"),
    ("written-zh.txt", "cards", "zh"),
    ("written.md", "markdown", "en"),
    ("written.json", "json", "en"),
    ("written.html", "html", "en"),
])  # fmt: skip
def test_a_written_brief_looks_as_expected(file, name, lang, golden):
    golden(file, shown(name, lang=lang))


@pytest.mark.parametrize("width", [20, 30, 40, 59, 60, 80, 120, 200])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_of_it_is_wider_than_the_page(width, lang):
    lines = shown("cards", width=width, lang=lang).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_the_last_lines_say_who_wrote_it_from_what_and_what_it_cost():
    assert shown("cards", width=200).splitlines()[-3:] == [
        "Written by openai/gpt-4o-mini on 2026-06-12, prompt 1, from 10 of 14 papers.",
        "1 of 9 claims was dropped: quote not found.",
        "2,000 tokens in, 400 out, $0.0200.",
    ]


class Opened(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.opened, self.marked, self.inside = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.opened.append((tag, dict(attrs)))
        self.inside.append(tag)

    def handle_endtag(self, tag):
        self.inside = self.inside[: len(self.inside) - self.inside[::-1].index(tag) - 1]

    def handle_data(self, data):
        if self.inside and self.inside[-1] == "mark":
            self.marked.append(data)


def test_each_claim_of_the_page_opens_its_quotes_with_the_shared_words_marked():
    text = shown("html")
    page = Opened(text)
    written = [each for each in MADE.claims if each.text != each.citations[0].quote]
    assert sum(tag == "details" for tag, _ in page.opened) == len(written)
    assert {"24", "GPUs", "memory"} <= set(page.marked)
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in page.opened}
    assert not [name for _, attrs in page.opened for name in attrs if name.startswith("on")]
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert not re.search(r"(?:src|@import|url)\s*[=(]", text)


def test_markdown_has_the_quotes_beneath_their_claims():
    tokens = MarkdownIt("commonmark").parse(shown("markdown"))
    said = ["".join(c.content for c in t.children or ()) for t in tokens if t.type == "inline"]
    assert any(t.type == "blockquote_open" for t in tokens)
    for each in MADE.claims:
        for citation in each.citations:
            assert any(citation.quote in text for text in said)
