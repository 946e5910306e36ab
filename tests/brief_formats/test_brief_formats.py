from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

import awkward
from academichub_cli import brief_formats
from academichub_cli.brief_formats import Page
from academichub_cli.brief_formats._words import kinds
from academichub_cli.briefs import brief
from academichub_cli.domain.brief import (
    Brief,
    Citation,
    Claim,
    Cost,
    Note,
    NoteKind,
    Reference,
    Rising,
    Theme,
    Verdict,
)
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.paper import Paper
from academichub_cli.errors import UnknownNameError
from briefs.made_up import NOW, PERIOD, WEEK, earlier

MADE = brief(WEEK, earlier(), period=PERIOD, now=NOW)
EMPTY = brief((), (), period=PERIOD, now=NOW)
ROOT = Path(__file__).parents[2]


def quoting(*papers: Paper, text: str | None = None) -> Brief:
    """A brief that quotes the whole abstract of each paper, whatever it is."""
    claims = tuple(
        Claim(
            text=text or paper.abstract or "…",
            citations=(Citation(paper=paper.id, quote=text or paper.abstract or "…"),),
            verdict=Verdict.SUPPORTED,
        )
        for paper in papers
    )
    return Brief(
        period=PERIOD,
        topic=papers[0].title,
        total=len(papers),
        themes=tuple(
            Theme(title=paper.title, terms=(paper.title,), papers=(paper.id,), claims=(claim,))
            for paper, claim in zip(papers, claims, strict=True)
        ),
        rising=(
            Rising(
                term=papers[0].title,
                count=1,
                total=1,
                before=0,
                before_total=1,
                weeks=None,
                papers=(),
            ),
        ),
        references=tuple(
            Reference.to(paper, number=at) for at, paper in enumerate(papers, start=1)
        ),
        notes=(Note(kind=NoteKind.OUTSIDE_TOPIC, count=1, word=papers[0].title),),
    )


AWKWARD = quoting(*awkward.PAPERS.values())


def drawn(made, **page):
    page = Page(**page)
    console = Console(
        file=StringIO(), width=page.width, color_system=None, force_terminal=False,
        legacy_windows=False, _environ={},
    )  # fmt: skip
    for renderable in brief_formats.find_drawn().draw(made, page):
        console.print(renderable)
    return console.file.getvalue()


def shown(made, name, **page):
    return brief_formats.find(name).render(made, Page(**page))


def test_the_formats_are_the_files_of_the_folder():
    assert brief_formats.names() == ("cards", "html", "json", "markdown")
    with pytest.raises(UnknownNameError) as unknown:
        brief_formats.find("crads")
    assert unknown.value.hint == "known: cards, html, json, markdown"


@pytest.mark.parametrize("name", brief_formats.names())
@pytest.mark.parametrize("made", [MADE, EMPTY, AWKWARD], ids=["made", "empty", "awkward"])
def test_every_format_writes_every_brief_and_ends_its_last_line(name, made):
    assert shown(made, name).endswith("\n")
    assert brief_formats.find(name).SUFFIX.startswith(".")


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_cards_look_as_expected(width, golden):
    golden(f"cards-{width}.txt", shown(MADE, "cards", width=width))


@pytest.mark.parametrize(
    ("file", "name", "lang"),
    [
        ("cards-zh.txt", "cards", "zh"),
        ("brief.md", "markdown", "en"),
        ("brief-zh.md", "markdown", "zh"),
        ("brief.json", "json", "en"),
        ("brief.html", "html", "en"),
    ],
)
def test_a_brief_looks_as_expected(file, name, lang, golden):
    golden(file, shown(MADE, name, lang=lang))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("made", [MADE, EMPTY, AWKWARD], ids=["made", "empty", "awkward"])
@pytest.mark.parametrize("width", [*range(20, 60, 3), 59, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_page(width, made, lang):
    assert max(map(cell_len, drawn(made, width=width, lang=lang).splitlines())) <= width


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_word_of_a_quote_is_lost(width):
    text = re.sub(r"\s+|•", "", drawn(MADE, width=width))
    for claim in MADE.claims:
        assert re.sub(r"\s+", "", unicode_math(claim.text)) in text


def test_titles_and_quotes_are_never_markup():
    text = drawn(AWKWARD, width=200)
    assert "Attention for [image] captions: [/red] teams :smile:" in text


def test_without_links_there_is_no_escape_sequence_and_with_them_each_mark_has_one():
    assert "\x1b" not in drawn(MADE, width=80)
    console = Console(
        file=StringIO(), width=80, force_terminal=True, legacy_windows=False, _environ={}
    )
    for renderable in brief_formats.find_drawn().draw(MADE, Page(width=80, links=True)):
        console.print(renderable)
    for line in MADE.references:
        assert f"{line.url}\x1b\\" in console.file.getvalue()
    assert "\x1b]8" not in drawn(MADE, width=80, links=False)


def test_every_number_in_brackets_leads_to_a_reference():
    text = shown(MADE, "cards", width=200)
    body, _, references = text.partition("\nReferences\n")
    marks = set(re.findall(r"”\[(\d+)\]", body))
    assert marks == set(re.findall(r"^ *\[(\d+)\]", references, re.MULTILINE)) != set()


def test_mathematics_is_drawn_for_people_and_kept_in_data():
    assert "O(log n)" in shown(MADE, "cards", width=200)
    assert r"$k = O(\\log n)$" in shown(MADE, "json")
    assert "O(log n)" in shown(MADE, "html")


@pytest.mark.parametrize("lang", ["en", "zh", "zh_CN", "ZH-hans", "fr", ""])
def test_headings_are_in_the_language_and_quotes_are_not(lang):
    text = shown(MADE, "cards", lang=lang)
    assert ("主题" in text) is lang.casefold().startswith("zh")
    assert "We show that" in text


def test_every_note_has_words_in_every_language():
    assert set(kinds()) == set(NoteKind)


def test_json_has_the_shape_that_is_documented():
    document = json.loads(shown(MADE, "json"))
    documented = re.findall(
        r"^\| `([^`]+)`", (ROOT / "docs" / "brief.md").read_text(), re.MULTILINE
    )
    assert list(document) == [name for name in documented if "." not in name and "[" not in name]
    (theme, *_), (bridge, *_) = document["themes"], document["bridges"]
    assert list(theme) == ["title", "terms", "papers", "claims"]
    assert list(bridge) == ["papers", "fields", "terms", "claims"]
    for claim in (*theme["claims"], *bridge["claims"]):
        assert list(claim) == ["text", "citations", "verdict"]
        assert claim["text"] == claim["citations"][0]["quote"]
        assert claim["verdict"] == "supported"
    assert (document["schema"], document["model"], document["dropped"]) == (1, None, [])
    assert document["cost"] is None


def test_json_of_a_models_brief_says_what_it_cost_and_what_was_dropped():
    claim = Claim(text="It cures.", citations=(), verdict=Verdict.NO_CITATION)
    made = replace(
        MADE, model="m", dropped=(claim,), cost=Cost(tokens_in=9, tokens_out=3, amount=0.1)
    )
    document = json.loads(shown(made, "json"))
    assert document["cost"] == {"tokens_in": 9, "tokens_out": 3, "amount": 0.1}
    assert document["dropped"] == [{"text": "It cures.", "citations": [], "verdict": "no citation"}]


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("made", [MADE, AWKWARD], ids=["made", "awkward"])
def test_html_loads_nothing_runs_nothing_and_escapes_everything(made):
    text = shown(made, "html")
    page = Tags(text)
    assert page.tags <= set(
        "html head meta title style body h1 h2 h3 p blockquote a span ol ul li b br".split()
    )
    assert not {name for name, _ in page.attributes if name.startswith("on") or name == "src"}
    addresses = [value for name, value in page.attributes if name == "href"]
    assert all(re.match(r"#ref-\d+$|https://(?:arxiv|doi)\.org/", value) for value in addresses)
    assert "Content-Security-Policy" in text
    assert "default-src 'none'" in text
    assert "url(" not in text


def test_markdown_lets_nothing_of_a_paper_become_markup():
    tokens = MarkdownIt("commonmark").enable("table").parse(shown(AWKWARD, "markdown"))
    inline = [child for token in tokens for child in token.children or ()]
    assert not {token.type for token in (*tokens, *inline)} & {
        "html_block", "html_inline", "image", "code_inline", "fence", "code_block", "table_open",
    }  # fmt: skip
    links = [dict(child.attrs)["href"] for child in inline if child.type == "link_open"]
    assert all(re.match(r"https://(?:arxiv|doi)\.org/", link) for link in links)


def test_markdown_reads_as_the_quote():
    tokens = MarkdownIt("commonmark").parse(shown(MADE, "markdown"))
    said = ["".join(c.content for c in t.children or ()) for t in tokens if t.type == "inline"]
    for claim in MADE.claims:
        assert any(f"“{claim.text}”" in text for text in said)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120).map(clean)


@given(TEXT, TEXT.filter(bool), st.integers(20, 130))
@settings(max_examples=60, deadline=None)
def test_any_clean_text_can_be_written_in_any_format(title, abstract, width):
    paper = Paper(id=ArxivId("2606.00001"), title=title, source="arxiv", abstract=abstract)
    made = quoting(paper)
    assert max(map(cell_len, drawn(made, width=width).splitlines())) <= width
    assert json.loads(shown(made, "json"))["themes"][0]["claims"][0]["text"] == abstract
    words = "".join(Tags(shown(made, "html")).words)
    assert unicode_math(abstract) in words
    inline = [
        child
        for token in MarkdownIt("commonmark").parse(shown(made, "markdown"))
        for child in token.children or ()
    ]
    assert {child.type for child in inline} <= {
        "text", "text_special", "link_open", "link_close", "strong_open", "strong_close", "softbreak",
    }  # fmt: skip
