from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.paper import (
    AnnounceType,
    Author,
    Paper,
    archive_of,
    is_category,
    merge,
)

START = datetime(2026, 6, 1, tzinfo=UTC)
NAMES = st.sampled_from(
    [ArxivId("2606.10001"), ArxivId("2606.10002"), Doi("10.1/a"), Doi("10.1/b")]
)
MOMENTS = st.none() | st.integers(0, 5).map(lambda hours: START + timedelta(hours=hours))
DAYS = st.none() | st.integers(1, 5).map(lambda day: date(2026, 6, day))
CATEGORIES = st.lists(st.sampled_from(["cs.CL", "cs.AI", "math-ph", "q-bio.NC"]), unique=True)


@st.composite
def papers(draw):
    """Records as sources give them: one with an abstract and a version has categories too."""
    categories = tuple(draw(CATEGORIES))
    announced = draw(DAYS)
    dates = {"submitted": draw(MOMENTS), "updated": draw(MOMENTS), "announced": announced}
    known = sorted(name for name, moment in dates.items() if moment)
    return Paper(
        id=draw(NAMES),
        aliases=frozenset(draw(st.lists(NAMES, max_size=2))),
        title=draw(st.sampled_from(["A", "B"])),
        source=draw(st.sampled_from(["arxiv", "openalex"])),
        abstract=draw(st.none() | st.sampled_from(["a", "b"])) if categories else None,
        version=draw(st.none() | st.integers(1, 3)),
        authors=tuple(Author(name=name) for name in draw(st.lists(st.sampled_from("xy")))),
        categories=categories,
        comment=draw(st.none() | st.just("12 pages")),
        **dates,
        announce_type=draw(st.none() | st.sampled_from(AnnounceType)),
        batch=announced or draw(DAYS),
        first_seen=draw(MOMENTS),
        revised=draw(DAYS),
        dated_by=frozenset((name, draw(st.sampled_from(["api", "rss"]))) for name in known),
        people=frozenset(draw(st.lists(st.sampled_from(["orcid:1", "arxiv:a_b_1"])))),
        venue=draw(st.none() | st.sampled_from(["bioRxiv", "Cell", "Nature"])),
        stated_field=draw(st.none() | st.sampled_from(["biology", "medicine"])),
        issns=tuple(draw(st.lists(st.sampled_from(["1476-4687", "0028-0836"]), unique=True))),
    )


@given(papers(), papers())
def test_it_does_not_matter_which_record_is_merged_into_which(left, right):
    assert merge(left, right) == merge(right, left)


@given(papers(), papers(), papers())
def test_it_does_not_matter_which_records_are_merged_first(one, two, three):
    assert merge(merge(one, two), three) == merge(one, merge(two, three))


@given(papers(), papers())
def test_merging_again_changes_nothing(left, right):
    merged = merge(left, right)
    assert merge(merged, merged) == merged
    assert merge(merged, left) == merged
    assert merge(merged, right) == merged


@given(papers(), papers())
def test_a_merge_loses_no_identifier_category_or_date(left, right):
    merged = merge(left, right)
    assert merged.identifiers == left.identifiers | right.identifiers
    assert merged.id not in merged.aliases
    assert set(merged.categories) == {*left.categories, *right.categories}
    assert len(set(merged.categories)) == len(merged.categories)
    for name in (
        *("submitted", "updated", "announced", "announce_type", "batch", "first_seen", "revised"),
    ):
        told = getattr(left, name) or getattr(right, name)
        assert bool(getattr(merged, name)) == bool(told)
    assert (merged.abstract is None) == (left.abstract is None and right.abstract is None)
    assert set(merged.issns) == {*left.issns, *right.issns}
    for name in ("venue", "stated_field"):
        assert getattr(merged, name) in {getattr(left, name), getattr(right, name)}
        assert bool(getattr(merged, name)) == bool(getattr(left, name) or getattr(right, name))


ONE = Paper(
    id=ArxivId("2606.10001"),
    title="Old title",
    abstract="Old abstract.",
    source="arxiv",
    version=1,
    categories=("cs.AI", "cs.CL"),
    submitted=START,
    updated=START,
)


def test_the_later_version_has_the_words_and_the_primary_category():
    later = Paper(
        id=ArxivId("2606.10001"),
        title="New title",
        abstract="New abstract.",
        source="arxiv",
        version=2,
        categories=("stat.ML",),
        submitted=START,
        updated=START + timedelta(days=3),
    )
    merged = merge(later, ONE)
    assert (merged.title, merged.abstract, merged.version) == ("New title", "New abstract.", 2)
    assert merged.categories == ("stat.ML", "cs.AI", "cs.CL")
    assert (merged.submitted, merged.updated) == (START, START + timedelta(days=3))


def test_a_title_is_never_put_over_another_versions_abstract():
    bare = Paper(id=ArxivId("2606.10001"), title="New title", source="arxiv", version=2)
    assert merge(ONE, bare).title == "Old title"


def test_the_preprints_name_goes_before_the_journals():
    journal = Paper(id=Doi("10.1/a"), title="T", source="crossref", aliases={ArxivId("2606.10001")})
    merged = merge(ONE, journal)
    assert (merged.id, merged.doi) == (ArxivId("2606.10001"), Doi("10.1/a"))


def test_a_preprint_s_doi_names_a_paper_and_the_journal_s_is_its_doi():
    preprint = Paper(id=Doi("10.64898/2026.06.000001"), title="T", source="biorxiv")
    assert preprint.doi == preprint.id
    journal = replace(preprint, id=Doi("10.1038/a"), aliases=frozenset({preprint.id}))
    merged = merge(preprint, journal)
    assert (merged.id, merged.doi) == (preprint.id, Doi("10.1038/a"))
    assert Doi("10.1101/029900").is_posted
    assert not Doi("10.1101/gr.123456.118").is_posted


def test_a_journal_goes_before_the_server_that_posted_the_preprint():
    preprint = Paper(id=Doi("10.1101/a"), title="T", source="biorxiv", venue="bioRxiv")
    journal = replace(preprint, source="crossref", venue="Nature", stated_field="biology")
    assert merge(preprint, journal).venue == "Nature"
    assert merge(preprint, journal).field == "biology"


@pytest.mark.parametrize(
    ("categories", "stated", "venue", "field"),
    [
        (("cs.CL", "math-ph"), "medicine", "Nature", "cs"),
        (("hep-th",), None, None, "hep-th"),
        (("biorxiv:neuroscience",), None, "bioRxiv", "neuroscience"),
        (("biorxiv:zoology",), None, "bioRxiv", "biology"),
        (("medrxiv:neurology",), None, "medRxiv", "medicine"),
        ((), "chemistry", "Nature Chemistry", "chemistry"),
        ((), None, "Nature", "Nature"),
        ((), None, None, None),
    ],
)
def test_every_paper_has_the_field_that_says_most(categories, stated, venue, field):
    paper = replace(ONE, categories=categories, stated_field=stated, venue=venue)
    assert paper.field == field


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(("cs.CL", True), ("math-ph", True), ("q-bio.NC", True), ("cond-mat.mes-hall", True)),
        *(("physics.ao-ph", True), ("hep-th", True), ("astro-ph", True), ("cs", False)),
        *(("68T05", False), ("I.2.7", False), ("", False), ("cs.CL ", False), ("xx.CL", False)),
    ],
)
def test_a_category_is_one_of_arxivs(text, is_one):
    assert is_category(text) is is_one


@pytest.mark.parametrize(
    ("category", "archive"), [("cs.CL", "cs"), ("math-ph", "math-ph"), ("q-bio.NC", "q-bio")]
)
def test_a_category_belongs_to_an_archive(category, archive):
    assert archive_of(category) == archive


def test_what_a_source_states_goes_before_what_was_inferred():
    inferred = replace(ONE, batch=date(2026, 6, 10))
    stated = replace(ONE, announced=date(2026, 6, 30), batch=date(2026, 6, 30))
    assert merge(inferred, stated).batch == date(2026, 6, 30)


def test_a_route_that_gives_days_only_does_not_move_an_instant():
    noon = START.replace(hour=12, minute=30)
    api = replace(ONE, submitted=noon, dated_by=frozenset({("submitted", "api")}))
    oai = replace(
        ONE,
        submitted=noon.replace(hour=0, minute=0),
        dated_by=frozenset({("submitted", "oai")}),
    )
    merged = merge(api, oai)
    assert merged.submitted == noon
    assert merged.dated_by == {("submitted", "api")}
