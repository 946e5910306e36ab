from __future__ import annotations

import itertools

import pytest

from academichub_cli.domain.people import Candidate, joined, unmistakable

DEPTH = "Depth estimation for driving scenes from lidar"
QUEUES = "Queues in hospitals and the time that is lost in them"
ONE, OTHER = "orcid:0000-0002-1825-0097", "orcid:0000-0001-5109-3700"


def at(place, *ids, name="Wei Zhang", count=1, titles=(), coauthors=(), **more):
    return Candidate(
        names=(name,), found_in=place, count=count, ids=ids, titles=titles, coauthors=coauthors, **more
    )  # fmt: skip


@pytest.mark.parametrize(
    ("why", "found", "persons"),
    [
        ("one ORCID", [at("OpenAlex", ONE), at("ORCID", ONE, name="Z. Other")], 1),
        ("two ORCIDs", [at("OpenAlex", ONE, titles=(DEPTH,)), at("ORCID", OTHER, titles=(DEPTH,))], 2),
        ("one other id", [at("OpenAlex", "openalex:A1"), at("library", "openalex:A1")], 1),
        (
            "one other id and two ORCIDs",
            [at("OpenAlex", "openalex:A1", ONE), at("library", "openalex:A1", OTHER)],
            2,
        ),
        ("nothing but the name", [at("OpenAlex", ONE), at("Semantic Scholar", "s2:1")], 2),
        (
            "a title, printed otherwise",
            [at("library", titles=(DEPTH,)), at("OpenAlex", ONE, titles=(DEPTH.upper() + ".",))],
            1,
        ),
        ("a title of no length", [at("A", titles=("Editorial",)), at("B", titles=("Editorial",))], 2),
        (
            "a title, and an initial",
            [at("A", titles=(DEPTH,)), at("B", titles=(DEPTH,), name="W. Zhang")],
            1,
        ),
        (
            "a title, and another name",
            [at("A", titles=(DEPTH,)), at("B", titles=(DEPTH,), name="Wen Zhang")],
            2,
        ),
        (
            "two co-authors",
            [at("A", coauthors=("Ana Souza", "Li Na")), at("B", coauthors=("Li Na", "ANA SOUZA"))],
            1,
        ),
        ("one co-author", [at("A", coauthors=("Li Na",)), at("B", coauthors=("Li Na",))], 2),
        ("one place", [at("A", "s2:1", titles=(DEPTH,)), at("A", "s2:2", titles=(DEPTH,))], 2),
        (
            "either of two",
            [
                at("A", "s2:1", titles=(DEPTH,)),
                at("A", "s2:2", titles=(QUEUES,)),
                at("B", titles=(DEPTH, QUEUES)),
            ],
            3,
        ),
        (
            "the same id again, with more",
            [at("ORCID", ONE, count=None), at("ORCID", ONE, count=7, titles=(DEPTH,))],
            1,
        ),
        (
            "a title by way of an ORCID",
            [at("library", titles=(DEPTH,)), at("OpenAlex", ONE), at("ORCID", ONE, titles=(DEPTH,))],
            1,
        ),
    ],
)  # fmt: skip
def test_places_tell_of_one_person_where_ids_or_names_and_papers_agree(why, found, persons):
    for order in itertools.permutations(found):
        assert len(joined(order)) == persons, why


def test_who_is_joined_has_what_all_places_tell():
    library = at(
        "library", name="W. Zhang", count=2, titles=(DEPTH,), years=(2024, 2026), papers=("arXiv:1",)
    )  # fmt: skip
    openalex = at(
        "OpenAlex", "openalex:A1", ONE, count=41, titles=(f"{DEPTH}.", QUEUES), years=(2010, 2026),
        affiliations=("Lund University",),
    )  # fmt: skip
    (person,) = joined([openalex, at("ORCID", ONE, count=None), library])
    assert person == Candidate(
        names=("W. Zhang", "Wei Zhang"),
        found_in="library",
        count=2,
        papers=("arXiv:1",),
        titles=(DEPTH, QUEUES),
        affiliations=("Lund University",),
        years=(2024, 2026),
        ids=(ONE, "openalex:A1"),
        also_in=(("OpenAlex", 41), ("ORCID", None)),
    )
    assert person.most == 41


def test_those_of_the_library_come_first_then_who_has_most_papers():
    found = [at("A", count=3), at("B", count=None), at("C", count=40), at("library", count=1)]
    assert [each.found_in for each in joined(found)] == ["library", "C", "A", "B"]


@pytest.mark.parametrize(
    ("persons", "which"),
    [
        ([at("A")], 0),
        ([at("A", name="W. Zhang")], 0),
        ([at("A"), at("B")], None),
        ([at("A", count=40), at("B", count=1, name="W. Zhang")], 0),
        ([at("A", count=1, name="W. X. Zhang"), at("B", count=40)], 1),
        ([at("A", count=4), at("B", count=40, name="W. Zhang")], None),
        ([at("A", count=None), at("B", count=None, name="W. Zhang")], None),
        ([at("A", name="W. Zhang"), at("B", name="Wei X. Zhang")], None),
        ([], None),
    ],
)
def test_a_name_means_one_person_where_no_other_could_be_meant(persons, which):
    assert unmistakable("Wei Zhang", persons) is (None if which is None else persons[which])
