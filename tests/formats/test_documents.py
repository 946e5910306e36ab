"""Pages, feeds and JSON hold what papers say, and nothing of it as their own."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree
from markdown_it import MarkdownIt

import awkward
from academichub_cli import formats
from academichub_cli.formats import Page
from academichub_cli.formats._record import batch_record, paper_record
from academichub_cli.formats.markdown import escaped

DOCUMENTED = Path(__file__).parents[2] / "docs" / "json.md"
ATOM = "{http://www.w3.org/2005/Atom}"


def rendered(name: str, papers=None, **page) -> str:
    return formats.find(name).render(papers or awkward.batch(), Page(**page))


def documented_keys(heading: str) -> set[str]:
    section = DOCUMENTED.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {key for cell in cells for key in re.findall("`([a-z_]+)`", cell)}


def test_the_documentation_names_every_key_and_no_other():
    assert documented_keys("The document") == set(batch_record(awkward.EMPTY))
    assert documented_keys("A paper") == set(paper_record(awkward.ranked("ordinary")))


def test_every_paper_has_every_key():
    papers = json.loads(rendered("json"))["papers"]
    assert len({tuple(paper) for paper in papers}) == 1
    assert papers == [json.loads(line) for line in rendered("ndjson").splitlines()]


def test_unknown_is_null():
    paper = paper_record(awkward.ranked("nothing"))
    unknown = ("version", "abstract", "venue", "submitted", "announced", "announce_type", "pdf_url")
    assert all(paper[key] is None for key in unknown)


def test_json_keeps_the_latex():
    assert paper_record(awkward.ranked("brackets"))["title"].endswith(r"$\mathbb{R}^{d\times k}$")


def test_json_says_how_far_it_can_be_relied_on():
    document = json.loads(rendered("json"))
    assert document["state"] == "stale"
    assert document["failures"][0]["source"] == "openalex"
    assert document["taken"] == "2026-06-12T07:30:00+00:00"


def test_a_line_has_five_columns():
    lines = rendered("line").splitlines()
    assert {line.count("\t") for line in lines} == {4}
    assert lines[0].startswith("arXiv:2606.00001\t2026-06-12\tcs.CL\tSparse Attention")


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag, attributes):
        self.seen.append(tag)
        self.targets += [value for key, value in attributes if key in {"href", "src"}]
        assert not any(key.startswith("on") or key == "style" for key, _ in attributes)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_loads_nothing_and_runs_nothing(lang):
    text = rendered("html", lang=lang, head=("<script>", "a & b"))
    tags = Tags()
    tags.feed(text)
    assert not tags.open
    assert not {"script", "img", "link", "iframe", "object"} & set(tags.seen)
    assert tags.targets == [paper.url for paper in awkward.PAPERS.values()]
    assert "default-src 'none'" in text
    assert "url(" not in text


def test_a_feed_is_well_formed():
    root = etree.fromstring(rendered("atom").encode())
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == len(awkward.PAPERS)
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    assert len({entry.find(f"{ATOM}id").text for entry in entries}) == len(entries)
    updated = [entry.find(f"{ATOM}updated").text for entry in entries]
    assert all(re.fullmatch(r"[-0-9]{10}T[:0-9]{8}(Z|[+-][:0-9]{5})", moment) for moment in updated)


def tokens_of(markdown: str):
    reader = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    for token in reader.parse(markdown):
        yield token
        yield from token.children or ()


def test_markdown_holds_no_links_but_the_papers_own():
    tokens = list(tokens_of(rendered("markdown")))
    assert not {"html_block", "html_inline", "image", "code_inline", "s_open"} & {
        token.type for token in tokens
    }
    targets = [token.attrs["href"] for token in tokens if token.type == "link_open"]
    expected = [
        paper.url.replace("(", "%28").replace(")", "%29") for paper in awkward.PAPERS.values()
    ]
    assert targets == expected
    assert sum(token.type == "heading_open" for token in tokens) == len(awkward.PAPERS) + 1


@pytest.mark.parametrize(
    "text",
    [
        "# x",
        "- x",
        "+ x",
        "1. x",
        "1) x",
        "> x",
        "***",
        "---",
        "===",
        "* x",
        "`x`",
        "[x](y)",
        "<b>",
        "&amp;",
        "_x_ *y*",
        "![x](y)",
        "[x]: y",
        "~~x~~",
        "a|b",
        "\\",
        "<http://x.y>",
        "$x$",
    ],
)
def test_text_stays_text_in_markdown(text):
    tokens = list(tokens_of(escaped(text)))
    assert [token.type for token in tokens if token.type.endswith("_open")] == ["paragraph_open"]
    assert (
        "".join(token.content for token in tokens if token.type in {"text", "text_special"}) == text
    )
