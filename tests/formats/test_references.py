"""Reference managers read back what was written for them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import bibtexparser
import jsonschema
import pytest
import rispy
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    MergeCoAuthors,
    MergeNameParts,
    SeparateCoAuthors,
    SplitNameParts,
)

import awkward
from academichub_cli import formats
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.formats import Page
from academichub_cli.formats._latex import latex, latex_title
from academichub_cli.formats._names import parts_of
from academichub_cli.formats.bibtex import citation_keys


def rendered(name: str, papers: Batch | None = None) -> str:
    return formats.find(name).render(papers or awkward.batch(), Page())


def test_every_entry_of_a_bibtex_file_can_be_read():
    library = bibtexparser.parse_string(rendered("bibtex"))
    assert not library.failed_blocks
    assert len(library.entries) == len(awkward.PAPERS)
    assert len({entry.key for entry in library.entries}) == len(awkward.PAPERS)
    assert all(re.fullmatch("[a-z0-9]+", entry.key) for entry in library.entries)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("ordinary", "Sparse Attention Is Enough for BERT"),
        ("cjk", awkward.PAPERS["cjk"].title),
        ("right to left", awkward.PAPERS["right to left"].title),
        ("300 characters", awkward.LONG_TITLE),
        ("published", "Deep Learning in Journals"),
        ("emoji", awkward.PAPERS["emoji"].title),
    ],
)
def test_a_title_comes_back_from_bibtex(name, title):
    text = rendered("bibtex", awkward.batch(name))
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert re.sub("[{}]", "", library.entries[0]["title"]) == title


@pytest.mark.parametrize(
    "name", ["ordinary", "400 authors", "collaboration", "cjk", "right to left", "emoji"]
)
def test_authors_come_back_from_bibtex(name):
    text = rendered("bibtex", awkward.batch(name))
    middleware = [SeparateCoAuthors(), SplitNameParts()]
    library = bibtexparser.parse_string(text, append_middleware=middleware)
    names = [
        " ".join([*parts.first, *parts.von, *parts.last, *parts.jr]).strip("{}")
        for parts in library.entries[0]["author"]
    ]
    assert names == [author.name for author in awkward.PAPERS[name].authors]


def test_names_in_parts_come_back_from_bibtex():
    text = rendered("bibtex", awkward.batch("latex"))
    middleware = [SeparateCoAuthors(), SplitNameParts(), MergeNameParts("last"), MergeCoAuthors()]
    library = bibtexparser.parse_string(text, append_middleware=middleware)
    assert library.entries[0]["author"] == (
        "von Neumann, John and King, Jr., Martin Luther and O'Müller, Jürgen and {Plato}"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("plain", "plain"),
        ("a & b, 5% of #1_x", r"a \& b, 5\% of \#1\_x"),
        (r"a \& b, 5\%", r"a \& b, 5\%"),
        ("$x^2$ and $5 and $10", r"$x^2$ and \$5 and \$10"),
        (r"G\"odel", "Gödel"),
        (r"\emph{seen}", "seen"),
        (
            r"\input{/etc/passwd}",
            r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}",
        ),
        (r"$\input{x}$", r"\$\textbackslash{}input\textbraceleft{}x\textbraceright{}\$"),
        (r"$x \{ y$", r"x\textbraceleft{}y"),
        ("{open", r"\textbraceleft{}open"),
        ("~5 x^2", r"\textasciitilde{}5 x\textasciicircum{}2"),
        ("two\n\nlines", "two lines"),
    ],
)
def test_text_is_written_as_latex(written, expected):
    assert latex(written) == expected


def test_capitals_inside_words_are_kept():
    assert latex_title("BERT and GPT-4 for iPhones: $O(n)$") == (
        "{BERT} and {GPT}-4 for {iPhones}: {$O(n)$}"
    )


def test_citation_keys_depend_on_the_papers_alone():
    paper = awkward.PAPERS["ordinary"]
    papers = [replace(paper, id=ArxivId(f"2606.{number:05}")) for number in range(1, 31)]
    keys = citation_keys(papers)
    assert [keys[paper.id] for paper in papers[:3]] == [
        "lovelace2026sparse", "lovelace2026sparsea", "lovelace2026sparseb",
    ]  # fmt: skip
    assert keys[papers[29].id] == "lovelace2026sparseac"
    assert citation_keys(reversed(papers)) == keys


def test_ris_records_can_be_read():
    records = rispy.loads(rendered("ris"))
    assert len(records) == len(awkward.PAPERS)
    for record, paper in zip(records, awkward.PAPERS.values(), strict=True):
        assert record.get("title", "") == paper.title
        assert len(record.get("authors", [])) == len(paper.authors)
        assert record["urls"] == [paper.url.replace(";", "%3B")]
        assert record.get("doi") == (paper.doi.value if paper.doi else None)


def test_each_ris_line_has_a_tag():
    lines = rendered("ris").splitlines()
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in lines if line)


# After https://github.com/citation-style-language/schema, csl-data.json 1.0.2.
_NAME = {
    "type": "object",
    "properties": {
        key: {"type": "string", "minLength": 1} for key in ("family", "given", "suffix", "literal")
    },
    "additionalProperties": False,
    "oneOf": [{"required": ["family"]}, {"required": ["literal"]}],
}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array", "minItems": 1, "maxItems": 2,
            "items": {
                "type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"},
            },
        }
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}  # fmt: skip
_STRINGS = (
    *("id", "title", "container-title", "publisher", "number", "DOI", "URL", "abstract", "note"),
    *("keyword", "genre", "archive", "archive_location"),
)
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            "type": {"enum": ["article", "article-journal"]},
            "author": {"type": "array", "items": _NAME},
            "issued": _DATE,
            **{key: {"type": "string"} for key in _STRINGS},
        },
        "additionalProperties": False,
    },
}


@pytest.mark.parametrize("papers", [awkward.EMPTY, awkward.batch()], ids=["empty", "awkward"])
def test_csl_json_keeps_its_schema(papers):
    jsonschema.validate(json.loads(rendered("csl-json", papers)), CSL)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace", ("Lovelace", "Ada", "")),
        ("Lovelace, Ada", ("Lovelace", "Ada", "")),
        ("Alan M. Turing", ("Turing", "Alan M.", "")),
        ("John von Neumann", ("von Neumann", "John", "")),
        ("Ludwig van der Rohe", ("van der Rohe", "Ludwig", "")),
        ("Martin Luther King Jr.", ("King", "Martin Luther", "Jr.")),
        ("John Smith, III", ("Smith", "John", "III")),
        ("Plato", ("Plato", "", "")),
        ("王小明", ("王小明", "", "")),
        ("ATLAS Collaboration", ("ATLAS Collaboration", "", "")),
        ("The ALICE Collaboration, CERN", ("The ALICE Collaboration, CERN", "", "")),
        ("Li Wei", ("Wei", "Li", "")),
        ("", ("", "", "")),
        (",", ("", "", "")),
        (", Ada", ("Ada", "", "")),
    ],
)
def test_a_name_comes_apart(name, parts):
    assert parts_of(name) == parts


def test_no_paper_needs_a_score():
    ranked = Ranked(paper=awkward.PAPERS["nothing"])
    papers = Batch(command="export", taken=awkward.TAKEN, papers=(ranked,))
    assert all(formats.find(name).render(papers, Page()) for name in formats.names())
