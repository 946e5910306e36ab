"""Whole files of records: read in lots, gone on with after a break, nothing of them news."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub_cli import bulk
from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.errors import SourceError, UsageError
from academichub_cli.library import Arrival, Library
from academichub_cli.sources import record_of

NOW = datetime(2026, 6, 12, 9, tzinfo=UTC)
SNAPSHOT = {
    "id": "0704.0001",
    "submitter": "Ada Lovelace",
    "authors": "A. Lovelace (Turin), E. Noether, C. Shannon, Jr.",
    "title": "A made-up paper on\n  diphotons",
    "comments": "37 pages",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009",
    "categories": "hep-ph math.CO",
    "abstract": "  A made-up\nabstract. ",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Lovelace", "A.", ""], ["Noether", "E.", ""], ["Shannon", "C.", "Jr."]],
}
CROSSREF = {
    "DOI": "10.1038/S41567-026-1",
    "type": "journal-article",
    "title": ["A made-up letter"],
    "container-title": ["Nature Physics"],
    "ISSN": ["1745-2473"],
    "author": [{"given": "Emmy", "family": "Noether"}],
    "published": {"date-parts": [[2026, 5, 4]]},
}
OPENALEX = {
    "id": "https://openalex.org/W3146366485",
    "doi": "https://doi.org/10.1000/made.up",
    "title": "A made-up article",
    "display_name": "A made-up article",
    "type": "article",
    "publication_date": "2026-05-04",
    "abstract_inverted_index": {"Made": [0], "up.": [1]},
    "authorships": [{"author": {"display_name": "Claude Shannon"}}],
}


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


def take_in(path, library, report=lambda _done, _records: None):
    return bulk.take_in(path, library, calendar=Calendar(), now=NOW, report=report)


def snapshot(number, **changes):
    return {
        **SNAPSHOT,
        "id": f"0704.{number:04}",
        "title": f"Paper {number}",
        "doi": None,
        **changes,
    }


def written(path, records, pack=lambda content: content):
    path.write_bytes(pack(b"".join(json.dumps(each).encode() + b"\n" for each in records)))
    return path


def test_a_record_of_the_snapshot_is_read_whole():
    paper = record_of(json.dumps(SNAPSHOT).encode())
    assert (paper.id, paper.aliases) == (
        ArxivId("0704.0001"),
        {Doi("10.1103/physrevd.76.013009")},
    )
    assert [each.name for each in paper.authors] == ["A. Lovelace", "E. Noether", "C. Shannon Jr."]
    assert (paper.title, paper.abstract) == ("A made-up paper on diphotons", "A made-up abstract.")
    assert (paper.categories, paper.version) == (("hep-ph", "math.CO"), 2)
    assert paper.submitted == datetime(2007, 4, 2, 19, 18, 42, tzinfo=UTC)
    assert paper.updated == datetime(2007, 7, 24, 20, 10, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("record", "name", "title"),
    [
        (CROSSREF, "doi:10.1038/s41567-026-1", "A made-up letter"),
        (OPENALEX, "doi:10.1000/made.up", "A made-up article"),
        ({**SNAPSHOT, "authors_parsed": None}, "arXiv:0704.0001", "A made-up paper on diphotons"),
    ],
    ids=["Crossref", "OpenAlex", "names in one text"],
)
def test_records_of_several_collections_are_told_apart(record, name, title):
    paper = record_of(json.dumps(record).encode())
    assert (str(paper.id), paper.title) == (name, title)
    assert paper.authors


@pytest.mark.parametrize(
    "line",
    [
        *(
            b"",
            b"{",
            b"[]",
            b"null",
            b"7",
            b'{"id": 7}',
            b"\xff\xfe",
            b'{"id": "x", "categories": 1}',
        ),
        json.dumps({**SNAPSHOT, "id": "1501.0031099999999"}).encode(),
        json.dumps({**SNAPSHOT, "title": ""}).encode(),
        json.dumps({**SNAPSHOT, "versions": [{"created": "soon"}]}).encode(),
        b"[" * 100_000,
    ],
)
def test_what_is_no_record_says_so(line):
    with pytest.raises(ValueError, match=r"\w"):
        record_of(line)


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, bz2.compress, lzma.compress], ids=["plain", "gz", "bz2", "xz"]
)
def test_a_file_is_taken_in_however_it_is_packed(tmp_path, library, pack):
    path = written(tmp_path / "papers", [snapshot(number) for number in range(1, 31)], pack)
    intake = take_in(path, library)
    assert (intake.read, intake.arrivals[Arrival.NEW], intake.damaged) == (30, 30, 0)
    assert library.papers.count() == 30
    assert library.search.find("paper diphotons OR made", limit=50)
    assert take_in(path, library).arrivals[Arrival.KNOWN] == 30


def test_nothing_taken_in_is_news(tmp_path, library):
    take_in(written(tmp_path / "papers", [SNAPSHOT, CROSSREF, OPENALEX]), library)
    assert library.papers.count(Calendar().current(NOW)) == 0
    assert library.papers.get(ArxivId("0704.0001")).batch.year == 2007


def test_a_bad_line_costs_itself(tmp_path, library):
    path = tmp_path / "papers"
    lines = [json.dumps(snapshot(1)), "nonsense", "", json.dumps(snapshot(2))]
    path.write_text("\n".join(lines))
    intake = take_in(path, library)
    assert (library.papers.count(), intake.damaged) == (2, 1)
    assert intake.examples == ["line 2: no JSON"]


def test_a_file_of_something_else_is_refused(tmp_path, library):
    path = tmp_path / "papers"
    path.write_text("a,b,c\n1,2,3\n")
    with pytest.raises(UsageError, match="nothing in the first 2 lines"):
        take_in(path, library)


def test_a_reading_that_broke_off_goes_on_where_it_was(tmp_path, library, monkeypatch):
    monkeypatch.setattr(bulk, "_A_LOT", 10)
    path = written(tmp_path / "papers", [snapshot(number) for number in range(1, 36)])

    def stop(_done, records):
        if records == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(path, library, stop)
    assert library.papers.count() == 20
    intake = take_in(path, library)
    assert (intake.skipped, intake.read, intake.arrivals[Arrival.NEW]) == (20, 35, 15)
    assert library.papers.count() == 35


def test_a_file_that_is_cut_off_keeps_what_it_had(tmp_path, library, monkeypatch):
    monkeypatch.setattr(bulk, "_A_LOT", 10)
    packed = gzip.compress(
        b"".join(json.dumps(snapshot(number)).encode() + b"\n" for number in range(1, 2_000))
    )
    path = tmp_path / "papers.gz"
    path.write_bytes(packed[:-2_000])
    with pytest.raises(SourceError, match="cut off"):
        take_in(path, library)
    assert library.papers.count() >= 10


def test_the_command_says_what_came(hub, tmp_path):
    path = written(tmp_path / "papers.jsonl", [SNAPSHOT, {"id": 3}])
    ended = hub("import", str(path))
    assert ended.code == 0
    assert "papers.jsonl: 2 records read, 1 new" in ended.err
    assert "1 could not be read:\n     line 2: " in ended.err
    assert hub("import", str(tmp_path / "none.jsonl")).code == 2
    assert "arXiv:0704.0001" in hub("search", "diphotons").out


def test_real_listings_are_taken_in(real_data, tmp_path, library):
    with gzip.open(real_data / "corpus" / "arxiv-full-fields-2025-2026.jsonl.gz") as packed:
        lines = packed.read().splitlines(keepends=True)
    path = tmp_path / "some.jsonl"
    path.write_bytes(b"".join(lines[:1_000]))
    intake = take_in(path, library)
    assert intake.read == 1_000
    assert intake.damaged == 0


BIBTEX = r"""Free text before the first entry, as some managers write it.
@string{ nips = "NeurIPS" }
@Article{one,
  title = {The {BERT} of $x^2$ and Schr{\"o}dinger},
  author = {Schr{\"o}dinger, Erwin and {The ATLAS and CMS Collaborations} and
            Garc{\'\i}a-L{\'o}pez, Jr., Jos{\'e} and Ludwig van Beethoven and others},
  abstract = "Some {text} with, commas = 1",
  doi = {10.1038/S41586\_020-1}, journal = {Nature}, issn = {0028-0836},
  year = 2020, month = may, volume = 5, pages = {12--19}, keywords = {cats, dogs},
}
@misc{two, title = nips # { and more}, eprint = {2401.00002v2}, archivePrefix = {arXiv},
  primaryClass = {cs.CL}, year = {2024}, journal = {arXiv preprint arXiv:2401.00002}}
@comment{@misc{no, title={not this}}}
@proceedings{p, title={Proceedings}, year=2020, doi={10.1/abc}}
@inproceedings(three, title="Parens", url={https://arxiv.org/abs/2401.00003v2}) @misc{four,
  title={The same line}, journal={CoRR}, volume={abs/2401.00004}, year={2026}}
@misc{five, title={Nothing but a title}}
@misc{six, title={A page}, url={https://example.org/x\_y.pdf}, date={1999-02-03}}
@misc{seven, title={Open,
@article{eight, title={Eight}, doi={https://doi.org/10.1000/eight}, booktitle=nips,
  note={extends arXiv:2401.99999}}
@article{nine, title={Nine}, eprint={9901001}, archiveprefix={hep-th}}
@article{ten, title={Ten}, eprint={12345678}, eprinttype={pubmed}}
@online{eleven, title={Eleven}, eprint={2401.00011}, eprinttype={arxiv}}
@article{twelve, doi={10.1000/untitled}}
"""


@pytest.fixture
def bibliography(tmp_path, library):
    path = tmp_path / "papers.bib"
    path.write_text(BIBTEX, encoding="utf-8")
    return take_in(path, library)


def test_a_bibliography_is_taken_in_entry_by_entry(bibliography, library):
    assert bibliography.arrivals[Arrival.NEW] == 9
    assert bibliography.read - bibliography.empty == 13
    assert bibliography.left_out == {"as no paper": 1, "without DOI, arXiv id or address": 1}
    assert bibliography.damaged == 2
    assert bibliography.examples == [
        "line 14: a proceedings is no paper",
        "line 17: 'Nothing but a title' has no DOI, arXiv id or address",
        "line 19: '@misc{seven, title={Open,' is not closed",
        "line 25: no title",
    ]
    assert library.papers.count() == 9


def test_an_entry_is_read_whole(bibliography, library):
    paper = library.papers.get(Doi("10.1038/s41586_020-1"))
    assert paper.title == "The BERT of x² and Schrödinger"
    assert paper.abstract == "Some text with, commas = 1"
    assert [each.name for each in paper.authors] == [
        "Erwin Schrödinger",
        "The ATLAS and CMS Collaborations",
        "José García-López Jr.",
        "Ludwig van Beethoven",
    ]
    assert (paper.venue, paper.journal_ref) == ("Nature", "Nature 5, 12-19 (2020)")
    assert (paper.comment, paper.issns) == ("Keywords: cats, dogs", ("0028-0836",))
    assert paper.submitted == datetime(2020, 5, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "title", "venue"),
    [
        (ArxivId("2401.00002"), "NeurIPS and more", None),
        (ArxivId("2401.00003"), "Parens", None),
        (ArxivId("2401.00004"), "The same line", None),
        (Accession("link:https://example.org/x_y.pdf"), "A page", None),
        (Doi("10.1000/eight"), "Eight", "NeurIPS"),
        (ArxivId("hep-th/9901001"), "Nine", None),
        (Accession("pmid:12345678"), "Ten", None),
        (ArxivId("2401.00011"), "Eleven", None),
    ],
)
def test_an_entry_is_named_by_what_is_in_it(bibliography, library, name, title, venue):
    paper = library.papers.get(name)
    assert (paper.title, paper.venue, paper.identifiers) == (title, venue, {name})


def test_nothing_of_a_bibliography_is_news_or_of_the_future(bibliography, library):
    assert library.papers.count(Calendar().current(NOW)) == 0
    paper = library.papers.get(ArxivId("2401.00004"))
    assert (paper.batch, paper.submitted) == (None, datetime(2026, 6, 12, tzinfo=UTC))


def test_what_a_source_says_goes_before_what_a_bibliography_says(bibliography, library, tmp_path):
    record = snapshot(4, id="2401.00004", title="From arXiv", abstract="It says.")
    take_in(written(tmp_path / "papers.jsonl", [record]), library)
    paper = library.papers.get(ArxivId("2401.00004"))
    assert (paper.title, paper.version, paper.submitted.year) == ("From arXiv", 2, 2007)


@pytest.mark.parametrize(
    ("content", "pack"),
    [
        (BIBTEX.encode(), gzip.compress),
        (b"\xef\xbb\xbf" + BIBTEX.encode(), bytes),
        (BIBTEX.replace("\n", "\r\n").encode(), lzma.compress),
    ],
    ids=["gz", "byte order mark", "xz with CRLF"],
)
def test_a_bibliography_is_known_however_it_is_packed(tmp_path, library, content, pack):
    path = tmp_path / "papers.bib.gz"
    path.write_bytes(pack(content))
    assert take_in(path, library).arrivals[Arrival.NEW] == 9


def test_an_older_file_may_be_in_another_encoding(tmp_path, library):
    path = tmp_path / "old.bib"
    path.write_bytes("@article{a, title={Café}, doi={10.1000/a}}\n".encode("cp1252"))
    take_in(path, library)
    assert library.papers.get(Doi("10.1000/a")).title == "Café"


def test_a_bibliography_that_broke_off_goes_on_with_the_strings_it_had(
    tmp_path, library, monkeypatch
):
    monkeypatch.setattr(bulk, "_A_LOT", 10)
    path = tmp_path / "papers.bib"
    entries = [
        f"@misc{{a{at}, title={{T{at}}}, doi={{10.1000/{at}}}, journal=j}}" for at in range(35)
    ]
    path.write_text('@string{j = "Journal"}\n' + "\n".join(entries))

    def stop(_done, records):
        if records == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(path, library, stop)
    assert library.papers.count() == 19
    intake = take_in(path, library)
    assert (intake.skipped, intake.read, intake.arrivals[Arrival.NEW]) == (20, 36, 16)
    assert library.papers.get(Doi("10.1000/34")).venue == "Journal"


def test_a_long_bibliography_is_never_held_whole(tmp_path, library):
    path = tmp_path / "papers.bib"
    abstract = "word " * 2_000
    with path.open("w") as file:
        for at in range(3_000):
            file.write(
                f"@misc{{a{at}, title={{T{at}}}, doi={{10.1000/{at}}}, note={{{abstract}}}}} "
            )
        file.write("@misc{open, title={" + "x" * 4_000_000)
    tracemalloc.start()
    intake = take_in(path, library)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (intake.arrivals[Arrival.NEW], intake.damaged) == (3_000, 1)
    assert peak < path.stat().st_size / 2


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    at=st.integers(0, len(BIBTEX)),
    cut=st.integers(0, 60),
    put=st.text(max_size=8)
    | st.sampled_from(
        ["{", "}", '"', "#", "@", "\x1b[31m", "\u202e", "@misc{", "@string{", "{{", ","]
    ),
)
def test_whatever_is_in_a_bibliography_it_is_taken_in_clean(tmp_path, at, cut, put):
    path = tmp_path / "papers.bib"
    text = BIBTEX[:at] + put + BIBTEX[at + cut :]
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    (tmp_path / "fuzzed.db").unlink(missing_ok=True)
    with Library.open(tmp_path / "fuzzed.db") as library:
        intake = take_in(path, library)
        keys = range(1, library.papers.count() + 1)
        for paper in library.papers.by_keys(list(keys)):
            texts = [paper.title, paper.abstract, paper.venue, paper.comment, paper.journal_ref]
            for each in [*filter(None, texts), *(author.name for author in paper.authors)]:
                assert clean(each) == each
    assert intake.read - intake.empty >= 9


def test_a_folder_is_named_as_one(hub, tmp_path):
    folder = tmp_path / "some papers"
    folder.mkdir()
    ended = hub("import", str(folder))
    assert ended.code == 2
    assert "is a folder" in ended.err
    assert f"hub import '{folder}'/*" in ended.err


def test_the_command_says_what_it_left_out(hub, tmp_path):
    path = tmp_path / "papers.bib"
    path.write_text(BIBTEX, encoding="utf-8")
    ended = hub("import", str(path))
    assert ended.code == 0
    assert (
        "papers.bib: 13 records read, 9 new, 0 known, 2 could not be read, 1 left out as no paper,"
        " 1 left out without DOI, arXiv id or address:\n     line 14: a proceedings is no paper\n"
    ) in ended.err
    assert "10.1038/s41586_020-1" in hub("search", "schrodinger").out
