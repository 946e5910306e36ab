"""Corrections, retractions and votes: kept, put beside papers, told once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from academichub_cli import cli
from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.identifiers import ArxivId, Doi, parse_identifier
from academichub_cli.domain.notices import Notice, NoticeKind, gravest, kind_of
from academichub_cli.library import Library
from loopback import ArxivServer
from loopback.crossref import Registry, work
from loopback.hf import Daily

PAPER, OTHER = Doi("10.1000/a"), Doi("10.1000/b")


def notice(kind=NoticeKind.CORRECTION, paper=PAPER, by="10.1000/n", day=None):
    return Notice(paper=paper, kind=kind, by=Doi(by) if by else None, day=day)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Retraction in", NoticeKind.RETRACTION),
        ("partial_retraction", NoticeKind.RETRACTION),
        ("Expression of Concern", NoticeKind.CONCERN),
        ("Corrigendum", NoticeKind.CORRECTION),
        ("addendum", NoticeKind.CORRECTION),
        ("removal", NoticeKind.REMOVAL),
        ("Comment on", NoticeKind.OTHER),
        ("", NoticeKind.OTHER),
    ],
)
def test_a_sources_word_for_a_notice(said, kind):
    assert kind_of(said) is kind


def test_the_gravest_notice_counts_and_of_two_alike_the_later():
    early, late = (notice(day=date(2026, 6, day)) for day in (1, 2))
    assert gravest((early, late, notice())) == late
    assert gravest((late, notice(NoticeKind.CONCERN))).kind is NoticeKind.CONCERN
    assert gravest(()) is None


@pytest.mark.parametrize(
    ("written", "named", "address"),
    [
        ("pmid:41792208", "pmid:41792208", "https://pubmed.ncbi.nlm.nih.gov/41792208/"),
        ("PMID: 0041792208", "pmid:41792208", "https://pubmed.ncbi.nlm.nih.gov/41792208/"),
        ("https://pubmed.ncbi.nlm.nih.gov/7/", "pmid:7", "https://pubmed.ncbi.nlm.nih.gov/7/"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/7", "pmid:7", "https://pubmed.ncbi.nlm.nih.gov/7/"),
        ("pmc123", "pmcid:PMC123", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/", "pmcid:PMC123", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/"),
        ("https://openalex.org/w42", "openalex:W42", "https://openalex.org/W42"),
        ("s2:" + "Ab" * 20, "s2:" + "ab" * 20, "https://www.semanticscholar.org/paper/" + "ab" * 20),
        ("epmc:PPR/PPR12", "epmc:PPR/PPR12", "https://europepmc.org/article/PPR/PPR12"),
    ],
)  # fmt: skip
def test_a_number_in_a_database_is_a_papers_name(written, named, address):
    found = parse_identifier(written)
    assert isinstance(found, Accession)
    assert (str(found), found.value, found.url) == (named, named, address)
    assert parse_identifier(str(found)) == found


@pytest.mark.parametrize(
    "text", ["12345", "PMC", "pmid:0", "pmid:x", "W42", "s2:abc", "openalex:A5"]
)
def test_other_numbers_are_none(text):
    assert parse_identifier(text) is None


def test_notices_are_kept_once_and_a_day_is_added(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        with library.changing():
            library.notices.add([notice()], source="crossref")
            library.notices.add(
                [notice(day=date(2026, 6, 1)), notice(NoticeKind.RETRACTION, by=None)],
                source="europepmc",
            )
            library.notices.add([notice(paper=OTHER)], source="crossref")
        found = library.notices.of([PAPER, ArxivId("2606.10001")])
    assert found == {PAPER: (notice(NoticeKind.RETRACTION, by=None), notice(day=date(2026, 6, 1)))}


def test_votes_are_what_they_were_last(tmp_path):
    at = datetime(2026, 6, 11, tzinfo=UTC)
    with Library.open(tmp_path / "library.db") as library:
        with library.changing():
            library.popularity.add({PAPER: 3, OTHER: 1}, source="hf", at=at)
            library.popularity.add({PAPER: 5}, source="hf", at=at)
            library.popularity.add({PAPER: 2}, source="other", at=at)
        assert library.popularity.of([PAPER, PAPER]) == {PAPER: (("hf", 5), ("other", 2))}
        assert library.popularity.of([]) == {}


# With commands


@pytest.fixture
def reader(tmp_path, monkeypatch, capsys):
    """Someone who follows a paper of a journal's, and what commands say."""
    shelf = Registry([work("10.1000/a", title="Grid cells", created="2026-06-09T08:00:00Z")])
    with ArxivServer(routes=shelf.routes()) as server:
        monkeypatch.setenv("HUB_CROSSREF_URL", server.url)
        monkeypatch.setenv("HUB_MIN_INTERVAL", "0")

        def hub(*arguments, code=0):
            assert cli.run(list(arguments)) == code
            return capsys.readouterr()

        hub("follow", "10.1000/a")
        yield hub, shelf


def test_a_retraction_of_a_liked_paper_is_told_once_and_stands_on_its_card(reader, monkeypatch):
    hub, shelf = reader
    hub("fetch")
    hub("like", "10.1000/a")
    hub("follow", "10.1000/z")
    hub("unfollow", "10.1000/a")
    update = {"DOI": "10.1000/a", "type": "retraction", "updated": {"date-parts": [[2026, 6, 11]]}}
    shelf.works.append(work("10.1000/n", title="Retraction note", **{"update-to": [update]}))
    monkeypatch.setenv("HUB_NOW", "2026-06-12T10:00:00+00:00")
    told = hub("fetch")
    assert "retracted by doi:10.1000/n: Grid cells" in told.err
    assert "retracted by" not in hub("fetch", "--again").err
    (shown,) = json.loads(hub("show", "10.1000/a", "--json").out)["papers"]
    assert shown["notices"] == [{"kind": "retraction", "by": "doi:10.1000/n", "day": "2026-06-11"}]
    assert "retracted Thu 11 Jun" in hub("show", "10.1000/a", "--format", "cards").out
    assert "Retraction note" not in hub("search", "retraction").out


def test_votes_stand_on_the_card_where_they_are_asked_for(reader, monkeypatch, tmp_path):
    hub, shelf = reader
    preprint = {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2606.10001"}]}
    shelf.works[0]["relation"] = preprint
    votes = Daily({date(2026, 6, 11): {"2606.10001": 12}}, today=date(2026, 6, 11))
    with ArxivServer(routes=votes.routes()) as server:
        monkeypatch.setenv("HUB_HF_URL", server.url)
        hub("fetch")
        assert not votes.asked
        folder = tmp_path / "home" / "config"
        (folder / "config.toml").write_text("[sources]\nhf = true\n")
        hub("fetch", "--again")
    assert "12 upvotes on Hugging Face" in hub("show", "2606.10001", "--format", "cards").out
    (shown,) = json.loads(hub("show", "10.1000/a", "--json").out)["papers"]
    assert (shown["id"], shown["votes"]) == ("arXiv:2606.10001", {"hf": 12})
