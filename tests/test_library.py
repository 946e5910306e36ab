from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from academichub_cli import files, library
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.paper import AnnounceType, Author, Paper, merge
from academichub_cli.errors import StateError
from academichub_cli.library import Arrival, Library, Read
from academichub_cli.library._query import expression, groups_of
from academichub_cli.library._schema import APPLICATION_ID, MIGRATIONS

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 6, 11, 10, tzinfo=UTC)
TODAY = date(2026, 6, 11)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "library.db"


@pytest.fixture
def shelf(path):
    with Library.open(path) as opened:
        yield opened


def paper(number, title="On graphs", **more):
    values = {"source": "arxiv", "version": 1, "categories": ("cs.LG",), "batch": TODAY}
    return Paper(id=ArxivId(f"2606.1{number:04}"), title=title, **{**values, **more})


FULL = paper(
    1,
    "Sparse attention",
    abstract="We look at graphs.\nAnd more.",
    authors=(
        Author(name="王小明", ids=(("orcid", "0000-0002-1825-0097"),), affiliations=("Lab", "Uni")),
        Author(name="A. O'Brien"),
    ),
    categories=("cs.LG", "stat.ML"),
    route="api",
    venue="Journal",
    comment="12 pages",
    journal_ref="J. 1 (2026)",
    aliases=frozenset({Doi("10.1/a"), Doi("10.1/b")}),
    submitted=NOW - timedelta(days=2),
    updated=NOW - timedelta(days=1),
    announced=TODAY,
    announce_type=AnnounceType.CROSS,
    first_seen=NOW,
    revised=TODAY,
    stated_field="biology",
    issns=("0028-0836", "1476-4687"),
)


def add(shelf, *papers, seen=NOW, current=TODAY):
    with shelf.changing():
        return shelf.papers.add(papers, seen=seen, current=current).counts


def key_of(shelf, identifier):
    return shelf.papers.keys([identifier])[identifier]


# Papers


@pytest.mark.parametrize(
    "one",
    [
        FULL,
        replace(paper(2), first_seen=NOW),
        replace(paper(3, authors=(Author(name="", affiliations=("Lab",)),)), first_seen=NOW),
        Paper(id=Doi("10.1/c"), title="T", source="crossref", first_seen=NOW),
    ],
)
def test_a_paper_comes_back_as_it_was(shelf, one):
    add(shelf, one)
    assert shelf.papers.get(one.id) == one
    for alias in one.aliases:
        assert shelf.papers.get(alias) == one


def test_a_paper_is_first_seen_when_it_came(shelf):
    add(shelf, paper(1))
    add(shelf, paper(1), seen=NOW + timedelta(days=1))
    assert shelf.papers.get(paper(1).id).first_seen == NOW


def test_each_paper_is_counted_as_what_it_was_to_the_library(shelf):
    assert add(shelf, paper(1), paper(2), paper(2)) == {"new": 2, "revised": 0, "known": 1}
    assert add(shelf, paper(1), paper(3)) == {"new": 1, "revised": 0, "known": 1}


def test_a_new_version_updates_the_paper_and_is_revised_in_the_current_batch(shelf):
    early = date(2026, 6, 1)
    add(shelf, paper(1, "Old", abstract="a", batch=early))
    later = paper(1, "New", abstract="b", version=2, batch=TODAY)
    assert add(shelf, later)[Arrival.REVISED] == 1
    found = shelf.papers.get(later.id)
    assert (found.title, found.version, found.batch, found.revised) == ("New", 2, early, TODAY)
    assert shelf.papers.of_batch(TODAY) == [found]
    tomorrow = TODAY + timedelta(days=1)
    # The same again, an older version, or one whose words are not taken, is no revision.
    for again in (later, paper(1, "Old", abstract="a"), paper(1, "Bare", version=3)):
        assert add(shelf, again, current=tomorrow)[Arrival.KNOWN] == 1
    assert shelf.papers.get(later.id) == found


def test_two_records_that_turn_out_to_be_one_keep_what_was_said_of_both(shelf):
    journal = Paper(id=Doi("10.1/a"), title="In print", source="crossref", venue="J")
    add(shelf, journal, paper(1), paper(2))
    keys = [key_of(shelf, name) for name in (journal.id, paper(1).id)]
    with shelf.changing():
        shelf.marks.add(keys[0], "saved", at=NOW)
        shelf.marks.add(keys[0], "liked", at=NOW)
        shelf.marks.add(keys[1], "hidden", at=NOW + timedelta(hours=1))
        shelf.marks.add(keys[1], "opened", at=NOW)
        shelf.shown.put([(keys[1], 0.5)], at=NOW)
        shelf.shown.put_cards([keys[1], keys[0]])
    both = paper(1, aliases=frozenset({Doi("10.1/a")}))
    add(shelf, both)
    assert shelf.papers.count() == 2
    merged = shelf.papers.get(Doi("10.1/a"))
    assert merged == shelf.papers.get(paper(1).id)
    assert merged == merge(merged, replace(both, first_seen=NOW))
    assert (merged.id, merged.aliases) == (paper(1).id, {Doi("10.1/a")})
    key = key_of(shelf, Doi("10.1/a"))
    # Liked once and hidden later: the later word holds.
    assert shelf.marks.of(key) == {"saved", "hidden", "opened"}
    assert shelf.shown.of(key).score == 0.5
    assert shelf.shown.cards() == [key, key]
    add(shelf, both, journal)
    assert shelf.papers.get(Doi("10.1/a")) == merged


def test_three_records_become_one_at_once(shelf):
    ours = [Paper(id=Doi(f"10.1/{name}"), title=name, source="crossref") for name in "abc"]
    add(shelf, *ours)
    add(shelf, paper(1, aliases=frozenset(each.id for each in ours)), ours[1])
    assert shelf.papers.count() == 1
    assert shelf.papers.get(Doi("10.1/c")).id == paper(1).id
    assert len(shelf.search.find("graphs", limit=9)) == 1
    assert shelf.search.find("c", limit=9) == []


def test_a_paper_is_found_that_has_the_key_of_one_merged_away(shelf):
    journal = Paper(id=Doi("10.1/a"), title="In print", source="crossref")
    add(shelf, paper(1), journal)
    both = paper(1, "Together", version=2, aliases=frozenset({journal.id}))
    add(shelf, both, paper(2, "Diffusion"), paper(3, "Proteins"))
    for word, count in (("together", 1), ("diffusion", 1), ("proteins", 1), ("print", 0)):
        assert len(shelf.search.find(word, limit=9)) == count
    shelf._connection.execute("INSERT INTO papers_text (papers_text) VALUES ('integrity-check')")


def test_papers_are_found_by_the_day_they_are_counted_to(shelf):
    days = [TODAY - timedelta(days=number) for number in range(4)]
    add(shelf, *(paper(number, batch=day) for number, day in enumerate(days)), paper(9, batch=None))

    def numbers(papers):
        return sorted(int(each.id.value[-1]) for each in papers)

    assert numbers(shelf.papers.of_batch(days[1])) == [1]
    assert numbers(shelf.papers.between(days[3], days[1])) == [1, 2, 3]
    assert numbers(shelf.papers.between(days[0], days[1])) == []
    assert (shelf.papers.count(), shelf.papers.count(days[2])) == (5, 1)
    assert shelf.papers.recent_ids("arXiv:2606.1000", 2) == ["arXiv:2606.10009", "arXiv:2606.10003"]
    assert shelf.papers.recent_ids("arXiv:%", 2) == []


def test_more_papers_than_one_statement_can_name_are_found(shelf):
    many = [paper(number, aliases=frozenset({Doi(f"10.1/{number}")})) for number in range(1_200)]
    add(shelf, *many)
    keys = shelf.papers.keys([Doi(f"10.1/{number}") for number in range(1_200)])
    assert len(keys) == 1_200
    backwards = [keys[Doi(f"10.1/{number}")] for number in range(1_200)][::-1]
    assert [each.id for each in shelf.papers.by_keys(backwards)] == [each.id for each in many[::-1]]


# Marks, cards, reads


def test_marks_are_given_and_taken(shelf):
    add(shelf, paper(1), paper(2))
    one, two = (key_of(shelf, paper(number).id) for number in (1, 2))
    with shelf.changing():
        assert shelf.marks.add(one, "liked", at=NOW)
        assert not shelf.marks.add(one, "liked", at=NOW)
        assert shelf.marks.add(one, "hidden", at=NOW)  # and liked no more
        assert shelf.marks.add(two, "saved", at=NOW)
        assert shelf.marks.all() == {paper(1).id: {"hidden"}, paper(2).id: {"saved"}}
        assert shelf.marks.add(one, "saved", at=NOW + timedelta(hours=1))
        assert [each.id for each in shelf.papers.marked("saved")] == [paper(1).id, paper(2).id]
        assert shelf.marks.remove(one, "saved")
        assert not shelf.marks.remove(one, "saved")
    assert shelf.marks.of(one) == frozenset()


def test_what_was_shown_is_remembered_with_its_first_and_last_time(shelf):
    add(shelf, paper(1), paper(2))
    one, two = (key_of(shelf, paper(number).id) for number in (1, 2))
    with shelf.changing():
        shelf.shown.put([(one, 0.9), (two, None)], at=NOW)
        shelf.shown.put([(two, 0.4)], at=NOW + timedelta(days=1))
        shelf.shown.put_cards([two, one])
        shelf.shown.put_cards([two])
    showing = shelf.shown.of(two)
    assert (showing.first_at, showing.last_at) == (NOW, NOW + timedelta(days=1))
    assert (showing.times, showing.score, showing.position) == (2, 0.4, 1)
    assert shelf.shown.of(99) is None
    assert (shelf.shown.card(1), shelf.shown.card(2), shelf.shown.cards()) == (two, None, [two])
    assert shelf.shown.before(NOW) == frozenset()
    assert shelf.shown.before(NOW + timedelta(seconds=1)) == {paper(1).id, paper(2).id}


def test_what_was_asked_is_remembered_until_it_is_forgotten(shelf):
    read = Read(
        query="q", source="arxiv", terms=("ti:é",), read_at=NOW, complete=True, completed_at=NOW,
        newest=NOW, message=None,
    )  # fmt: skip
    part = replace(read, query="p", complete=False, completed_at=None, newest=None, message="cut")
    old = NOW - timedelta(days=20)
    with shelf.changing():
        shelf.reads.put(part)
        shelf.reads.put(read)
        shelf.reads.add_answered("q", {"a": NOW, "b": old})
        shelf.reads.add_answered("p", {"c": NOW})
        shelf.reads.join("qp", ["q", "p"])
    assert shelf.reads.all("arxiv") == [part, read]
    assert shelf.reads.all("other") == []
    assert shelf.reads.answered("q", since=old) == {"a", "b"}
    assert shelf.reads.answered("qp", since=NOW) == {"a", "c"}
    with shelf.changing():
        shelf.reads.forget(["p"], before=NOW)
    assert shelf.reads.all("arxiv") == [read]
    assert shelf.reads.answered("q", since=old) == {"a"}
    assert shelf.reads.answered("p", since=old) == frozenset()


def test_single_facts_are_kept_under_a_name(shelf):
    with shelf.changing():
        shelf.set_note("x", "1")
        shelf.set_note("x", "2")
    assert (shelf.note("x"), shelf.note("y")) == ("2", None)


# Search


@pytest.fixture
def searched(shelf):
    add(
        shelf,
        paper(1, "Diffusion models", abstract="On proteins.", authors=(Author(name="S. Arora"),)),
        paper(2, "Proteins", abstract="A café of diffusion.", authors=(Author(name="M. Li"),)),
        paper(3, "面向大模型的推理", abstract="Nothing in common."),
    )
    return shelf


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("diffusion", [1, 2]),
        ("DIFFUSION proteins", [1, 2]),
        ("title:diffusion", [1]),
        ("abstract:diffusion", [2]),
        ("author:arora", [1]),
        ('author:"s arora"', [1]),
        ('"diffusion models"', [1]),
        ('"models diffusion"', []),
        ("diff*", [1, 2]),
        ("diffusion NOT title:proteins", [1]),
        ("arora OR li", [1, 2]),
        ("cafe", [2]),
        ("面向大模型的推理", [3]),
        ("quantum", []),
        ("AND", []),
        *((empty, []) for empty in ("", " ", "*", '"', "NOT", "OR", "()", "NEAR/", "-", ":")),
        ("OR diffusion", [1, 2]),
        ("diffusion NOT", [1, 2]),
        ("diffusion OR NOT proteins", [1, 2]),
        ("diffusion\0 models", [1]),
        ("\udc80diffusion", [1, 2]),
        ("drop table; --", []),
    ],
)
def test_a_search_finds_words(searched, query, numbers):
    found = searched.search.find(query, limit=9)
    papers = searched.papers.by_keys([each.key for each in found])
    assert sorted(int(each.id.value[-1]) for each in papers) == numbers


@pytest.mark.parametrize("a_word", [0.01, 5, 500], ids=["named", "too many", "none named"])
@pytest.mark.parametrize(
    "query",
    [
        "diff*",
        "title:p*",
        "D*",
        '"on prot*"',
        "p* NOT title:diff*",
        "m* OR s*",
        "caf*",
        "café*",
        "éco*",
        "école co*",
        "x*",
    ],
)
def test_a_beginning_finds_the_same_however_it_is_looked_up(searched, monkeypatch, query, a_word):
    add(
        searched,
        paper(4, "Prototypes of the diffuse", abstract="Mice, not protein-folding."),
        paper(5, "Café de Paris", abstract="Onprotest."),
        paper(6, "École", abstract="Cole and colt."),
    )
    monkeypatch.setattr("academichub_cli.library._search._PAPERS_A_WORD", a_word)
    monkeypatch.setattr("academichub_cli.library._search._MANY", 1)
    expected = searched._connection.execute(
        "SELECT rowid FROM papers_text WHERE papers_text MATCH ?",
        (expression(groups_of(query), lambda _: None),),
    ).fetchall()
    found = searched.search.find(query, limit=9)
    assert sorted(each.key for each in found) == [key for (key,) in expected]
    assert all(each.score > 0 for each in found)


@pytest.mark.parametrize("many", [1, 1_000], ids=["by texts", "by the index"])
def test_a_beginning_in_the_title_says_more_than_in_the_abstract(searched, monkeypatch, many):
    monkeypatch.setattr("academichub_cli.library._search._MANY", many)
    add(searched, paper(4, "Of fishes", abstract="A fisher fishes fish."), paper(5, "Fish"))
    add(searched, paper(6, "None", abstract="Fisheries."))
    found = searched.search.find("fish*", limit=9)
    papers = searched.papers.by_keys([each.key for each in found])
    assert [each.title for each in papers] == ["Fish", "Of fishes", "None"]


@pytest.mark.parametrize("many", [1, 1_000], ids=["by texts", "by the index"])
def test_of_very_many_matches_the_last_are_weighed(searched, monkeypatch, many):
    monkeypatch.setattr("academichub_cli.library._search._MANY", many)
    monkeypatch.setattr("academichub_cli.library._search.MOST_WEIGHED", 2)
    add(searched, *(paper(number, "Fish pond", abstract="x " * number) for number in range(4, 10)))
    for query in ("fish", '"fish pond"', "fis*", "fish fis*"):
        found = searched.search.find(query, limit=2)
        papers = searched.papers.by_keys([each.key for each in found])
        assert [each.id.value[-1] for each in papers] == ["8", "9"]


@given(st.text() | st.text(alphabet='ab"*:^+-(){}~ \0ORNOTAND\n') | st.lists(
    st.sampled_from(["OR", "NOT", "AND", "NEAR(a b)", "title:", "author:a", '"', "a*", "^a", "{a}"])
).map(" ".join))  # fmt: skip
@example("a OR " * 5_000)
@example("a NOT " * 5_000)
@example("a " * 50_000)
@example("a" * 1_000_000)
@example('"' * 1_000_001)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_is_a_fault(searched, query):
    searched.search.find(query, limit=5)


# The file


def test_the_file_is_private_and_of_this_version(path, shelf):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_file_or_none_becomes_a_library(path, content):
    path.parent.mkdir()
    if content is not None:
        path.write_bytes(content)
    with Library.open(path) as opened:
        add(opened, FULL)
    with Library.open(path) as opened:
        assert opened.papers.get(FULL.id) == FULL


def test_a_migration_that_fails_leaves_the_file_as_it_was(path, monkeypatch, shelf):
    add(shelf, FULL)
    shelf.close()
    before = path.read_bytes()
    broken = (*MIGRATIONS, "CREATE TABLE more (x);\nCREATE TABLE papers (y);\n")
    with monkeypatch.context() as patched:
        patched.setattr("academichub_cli.library._schema.MIGRATIONS", broken)
        with pytest.raises(StateError):
            Library.open(path)
        assert path.read_bytes() == before
        patched.setattr(
            "academichub_cli.library._schema.MIGRATIONS",
            (*MIGRATIONS, "ALTER TABLE papers ADD COLUMN more TEXT;\n"),
        )
        with Library.open(path) as opened:
            assert opened.papers.get(FULL.id) == FULL
    with pytest.raises(StateError, match="written by a newer hub"):
        Library.open(path)


def test_a_library_of_an_earlier_version_is_carried_forward(path, monkeypatch):
    path.parent.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr("academichub_cli.library._schema.MIGRATIONS", MIGRATIONS[:3])
        Library.open(path).close()
    sql(
        path,
        "INSERT INTO papers (key, id, title, authors, categories, source, first_seen)"
        " VALUES (1, 'arXiv:2606.10001', 'Old', 'Ada Lovelace', 'cs.LG', 'arxiv', "
        f"'{NOW.isoformat()}')",
        "INSERT INTO papers_text (rowid, title, abstract, authors)"
        " SELECT key, title, abstract, authors FROM papers",
    )
    with Library.open(path) as opened:
        (found,) = [opened.papers.get(ArxivId("2606.10001"))]
        assert (found.title, found.stated_field, found.issns) == ("Old", None, ())
        add(opened, replace(FULL, stated_field="chemistry"))
        assert opened.papers.get(FULL.id).stated_field == "chemistry"


def test_an_announced_paper_is_here_under_whatever_name(shelf):
    preprint = Doi("10.1101/2026.06.01")
    with shelf.changing():
        shelf.ledger.announce(
            "biorxiv", "biorxiv:zoology", TODAY, {preprint: AnnounceType.NEW}, is_exact=True
        )
    assert shelf.ledger.missing("biorxiv", "biorxiv:zoology", TODAY) == (preprint.value,)
    add(shelf, paper(7, abstract="A.", aliases=frozenset({preprint})))
    assert shelf.ledger.missing("biorxiv", "biorxiv:zoology", TODAY) == ()
    assert shelf.ledger.coverage(TODAY, ["biorxiv:zoology"]).fetched == 1


def test_a_posted_record_without_abstract_is_here_and_a_listed_one_is_not(shelf):
    names = {ArxivId("2606.10001"): AnnounceType.NEW, ArxivId("2606.10002"): AnnounceType.NEW}
    with shelf.changing():
        shelf.ledger.announce("biorxiv", "biorxiv", TODAY, names, is_exact=True)
    add(shelf, paper(1, route="days"), paper(2, route="listing"))
    assert shelf.ledger.missing("biorxiv", "biorxiv", TODAY) == ("2606.10002",)


def sql(path, *statements):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: sql(path, "CREATE TABLE t (x)"), "is another program's database"),
        (
            lambda path: sql(path, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 99"),
            "was written by a newer hub",
        ),
        (lambda path: path.write_bytes(b"no database at all" * 100), "is damaged"),
        (lambda path: path.write_bytes(b"x"), "is damaged"),
        (lambda path: path.mkdir(), "cannot be used"),
    ],
)  # fmt: skip
def test_what_is_no_library_is_refused_and_left_byte_for_byte(path, make, said):
    path.parent.mkdir()
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StateError, match=said) as refused:
        Library.open(path)
    assert str(path) in str(refused.value)
    assert refused.value.hint
    if path.is_file():
        assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["library.db"]


def filled(path, count=3_000):
    with Library.open(path) as opened:
        papers = [
            paper(
                number,
                f"Title {number}",
                abstract="word " * 60,
                authors=(Author(name=f"Author {number}"),),
                aliases=frozenset({Doi(f"10.1/{number}")}),
            )
            for number in range(count)
        ]
        add(opened, *papers)
        with opened.changing():
            for number in range(0, count, 10):
                opened.marks.add(key_of(opened, paper(number).id), "saved", at=NOW)
            opened.set_note("x", "1")
    return count


def truncated(path):
    os.truncate(path, path.stat().st_size * 2 // 3 // 4096 * 4096 + 100)


def overwritten(path):
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40_000] = random.Random(1).randbytes(40_000)
    path.write_bytes(content)


def without_a_table(path):
    sql(path, "DROP TABLE marks")


def read_everything(path):
    with Library.open(path) as opened:
        opened.papers.between(date(2000, 1, 1), date(2100, 1, 1))
        opened.papers.by_keys(range(1, 3_001))
        opened.marks.all()
        opened.search.find("word", limit=9)


@pytest.mark.parametrize("spoil", [truncated, overwritten, without_a_table])
def test_a_damaged_library_says_so_wherever_it_is_read_and_is_left_alone(path, spoil):
    filled(path)
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(StateError, match="is damaged") as refused:
        read_everything(path)
    assert "hub doctor --repair" in refused.value.hint
    assert path.read_bytes() == before


@pytest.mark.parametrize("has_backup", [True, False])
@pytest.mark.parametrize("spoil", [truncated, overwritten])
def test_a_repair_saves_what_can_be_read_and_keeps_the_damaged_file(path, spoil, has_backup):
    count = filled(path)
    if has_backup:
        with Library.open(path) as opened:
            assert opened.back_up() == files.backup_of(path)
        assert stat.S_IMODE(files.backup_of(path).stat().st_mode) == 0o600
    spoil(path)
    damaged = path.read_bytes()
    assert library.complaint(path)
    aside, saved = library.repair(path, now=NOW)
    assert aside.read_bytes() == damaged
    assert library.complaint(path) is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert saved == count if has_backup else count // 2 < saved <= count
    with Library.open(path) as opened:
        assert opened.papers.count() == saved
        assert len(opened.papers.between(TODAY, TODAY)) == saved
        for name in (paper(1).id, Doi("10.1/2")):
            if found := opened.papers.get(name):
                assert opened.search.find(f'"{found.title}"', limit=1)
        assert set(opened.marks.all().values()) <= {frozenset({"saved"})}
        add(opened, *(paper(number) for number in range(count)))
        assert opened.papers.count() == count


def test_a_second_repair_in_the_same_second_keeps_both_damaged_files(path):
    path.parent.mkdir()
    for content in (b"first" * 1_000, b"second" * 1_000):
        path.write_bytes(content)
        aside, saved = library.repair(path, now=NOW)
        assert (aside.read_bytes(), saved) == (content, 0)
    assert len(list(path.parent.glob("*.damaged-*"))) == 2


@pytest.mark.parametrize(
    "spoil", ["authors = 'x', author_details = '['", "batch = 'someday'", "id = 'arXiv:'||x'ff'"]
)
def test_a_record_that_is_sound_to_sqlite_and_none_to_us_costs_itself_alone(path, spoil):
    filled(path, 5)
    sql(path, f"UPDATE papers SET {spoil} WHERE key = 3")
    with pytest.raises(StateError, match="is damaged"):
        read_everything(path)
    assert library.complaint(path)
    _, saved = library.repair(path, now=NOW)
    assert saved >= 4
    with Library.open(path) as opened:
        assert len(opened.papers.by_keys([1, 2, 3, 4, 5])) == saved
        assert library.complaint(path) is None


KILLED = """
import os, sys
from datetime import UTC, date, datetime
from pathlib import Path
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper
from academichub_cli.library import Library
with Library.open(Path(sys.argv[1])) as shelf:
    shelf._connection.execute("PRAGMA cache_size = 5")
    with shelf.changing():
        papers = (
            Paper(id=ArxivId(f"2606.2{n:04}"), title="t" * 500, source="arxiv") for n in range(2_000)
        )
        shelf.papers.add(papers, seen=datetime.now(UTC), current=date(2026, 6, 11))
        os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("look", [library.complaint, lambda path: library.repair(path, now=NOW)])
def test_a_kill_in_the_middle_of_a_change_leaves_what_was_there(path, look):
    count = filled(path, 50)
    subprocess.run(
        [sys.executable, "-c", KILLED, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
        timeout=60,
    )
    assert path.with_name("library.db-journal").exists()
    look(path)
    assert library.complaint(path) is None
    with Library.open(path) as opened:
        assert opened.papers.count() == count


@pytest.mark.parametrize("pages", [0, 20])
def test_a_full_disk_changes_nothing(path, pages):
    count = filled(path, 50)
    with Library.open(path) as opened:
        now = opened._connection.execute("PRAGMA page_count").fetchone()[0]
        opened._connection.execute(f"PRAGMA max_page_count = {now + pages}")
        many = [paper(number, "t" * 3_000) for number in range(1_000, 2_000)]
        with pytest.raises(StateError, match="disk is full") as refused:
            add(opened, *many)
        assert "nothing was changed" in refused.value.hint
        assert opened.papers.count() == count
        add(opened, paper(1))
    assert library.complaint(path) is None


def add_and_fail(shelf):
    with shelf.changing():
        shelf.papers.add([FULL], seen=NOW, current=TODAY)
        raise KeyError


def test_a_change_that_fails_changes_nothing(shelf):
    with pytest.raises(KeyError):
        add_and_fail(shelf)
    assert shelf.papers.count() == 0
    add(shelf, FULL)


def test_a_library_that_is_held_is_named_after_a_while(path, shelf, monkeypatch):
    monkeypatch.setattr(files, "LOCK_WAIT", 0.1)
    held = pytest.raises(StateError, match="another hub has held")
    with Library.open(path) as other, shelf.changing(), held:
        add(other, FULL)


def test_reading_sees_one_state(path, shelf):
    add(shelf, paper(1))
    with shelf.reading():
        assert shelf.papers.count() == 1
    assert shelf.papers.count() == 1


WRITING = """
import os, sys
from datetime import UTC, date, datetime
from pathlib import Path
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper
from academichub_cli.library import Library
for writer in range(12):
    if not os.fork():
        with Library.open(Path(sys.argv[1])) as shelf:
            for n in range(3):
                mine = Paper(id=ArxivId(f"2606.2{writer:02}{n:02}"), title="mine", source="arxiv")
                ours = Paper(id=ArxivId("2606.10000"), title="ours", source="arxiv")
                with shelf.changing():
                    shelf.papers.add([mine, ours], seen=datetime.now(UTC), current=date(2026, 6, 11))
        os._exit(0)
sys.exit(any(os.wait()[1] for _ in range(12)))
"""


def test_twelve_processes_that_write_at_once_keep_everything(path):
    subprocess.run(
        [sys.executable, "-c", WRITING, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=True,
        timeout=60,
    )
    assert library.complaint(path) is None
    with Library.open(path) as opened:
        assert opened.papers.count() == 37
