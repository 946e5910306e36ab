"""Whole files of records: read in lots, gone on with after a break, nothing of them news."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from datetime import UTC, datetime

import pytest

from academichub_cli import bulk
from academichub_cli.domain.announcements import Calendar
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
