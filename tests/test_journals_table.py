"""The bundled table and sets: every line can be used, and nothing in it contradicts another."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from academichub_cli import journals
from academichub_cli.domain.feed_addresses import feed_address
from academichub_cli.domain.fields import BEYOND_ARXIV
from academichub_cli.domain.journals import Route, find
from academichub_cli.domain.radar import ARCHIVES
from academichub_cli.domain.venues import issn_of, venue_key

ROWS = [
    line.split("\t")
    for line in (files(journals) / "journals.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ORIGINS = {"styles", "list", "both", "records"}


def test_it_has_many_journals_and_series_of_all_fields():
    every = journals.every()
    assert len(every) == len(ROWS) >= 900
    assert sum(journal.is_series for journal in every) >= 50
    fields = Counter(journal.field for journal in every)
    assert fields.keys() - {None} <= ARCHIVES | BEYOND_ARXIV
    assert BEYOND_ARXIV - {"agriculture"} <= fields.keys()
    assert fields[None] >= 5, "journals of no one field"


def test_every_line_says_what_it_must():
    assert {row[0]: told for row in ROWS if (told := list(faults(row)))} == {}


def faults(row):
    """What is wrong with a line."""
    name, abbreviations, issns, publisher, _, kind, route, feed, origin = row
    names = (name, *filter(None, abbreviations.split("; ")))
    for is_wrong, what in (
        ([cell.strip() for cell in row] != row, "blanks"),
        (not publisher, "no publisher"),
        (kind not in {"journal", "series"}, "kind"),
        ([issn_of(issn) for issn in issns.split()] != issns.split(), "an ISSN that is none"),
        (bool(issns) != bool(origin), "an ISSN of which nobody says where it was found"),
        (origin not in ORIGINS | {""}, "origin"),
        (feed and feed_address(feed) != feed, "a feed that may not be asked"),
        (route == "feed" and not feed, "no feed"),
        (route == "crossref" and not issns, "no ISSN to ask for"),
        (not all(map(venue_key, names)), "a name without words"),
    ):
        if is_wrong:
            yield what


def test_no_issn_and_no_name_is_given_twice():
    every = journals.every()
    for texts in (
        [issn for journal in every for issn in journal.issns],
        [venue_key(journal.name) for journal in every],
        [journal.feed for journal in every if journal.feed],
    ):
        assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_each_journal_is_found_by_its_name_and_its_issns():
    every = journals.every()
    for journal in every[::7]:
        assert find(journal.name, every).journal == journal
        assert all(find(issn, every).journal == journal for issn in journal.issns)


def test_the_members_of_sets_are_in_the_table():
    every = journals.every()
    names = {journal.name for journal in every}
    for name, members in journals.sets().items():
        assert name == name.casefold().replace(" ", "-")
        assert set(members) <= names, name
        assert len(set(members)) == len(members) >= 3, name


# Told by hand from the journals' own pages: a table that was shifted by a column would fail here.
@pytest.mark.parametrize(
    ("name", "issns", "field"),
    [
        ("Nature", {"0028-0836", "1476-4687"}, None),
        ("Science", {"0036-8075", "1095-9203"}, None),
        ("Cell", {"0092-8674", "1097-4172"}, "biology"),
        ("Nature Neuroscience", {"1097-6256", "1546-1726"}, "neuroscience"),
        ("Physical Review Letters", {"0031-9007", "1079-7114"}, "physics"),
        ("The Lancet", {"0140-6736", "1474-547X"}, "medicine"),
        ("The New England Journal of Medicine", {"0028-4793", "1533-4406"}, "medicine"),
        ("Annals of Mathematics", {"0003-486X", "1939-8980"}, "math"),
        ("Econometrica", {"0012-9682", "1468-0262"}, "econ"),
        ("PLOS ONE", {"1932-6203"}, None),
        ("eLife", {"2050-084X"}, "biology"),
        ("Neural Computation", {"0899-7667", "1530-888X"}, "neuroscience"),
    ],
)
def test_some_facts_that_everyone_knows(name, issns, field):
    journal = find(name, journals.every()).journal
    assert set(journal.issns) == issns
    assert journal.field == field
    assert journals.field_of([min(issns)]) == field
    assert journals.field_of_name(name) == field


def test_the_field_of_an_unknown_journal_is_unknown():
    assert journals.field_of(["0000-0000"]) is None
    assert journals.field_of([]) is None
    assert journals.field_of_name("Acta Nihil") is None


def test_series_of_which_many_share_an_issn_have_none():
    shared = {"0302-9743", "1611-3349"}  # Lecture Notes in Computer Science
    assert all(shared.isdisjoint(journal.issns) for journal in journals.every())
    assert find("ICML", journals.every()).journal.route is Route.NONE
