from __future__ import annotations

import pytest

from academichub_cli.domain import fields
from academichub_cli.domain.categories import SUBJECTS, is_known, subject_slug
from academichub_cli.domain.fields import BEYOND_ARXIV, distance, field_of, known
from academichub_cli.domain.radar import ARCHIVES


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Computer Science", "cs"),
        ("Biochemistry, Genetics and  Molecular Biology", "biology"),
        ("earth-science", "earth-science"),
        ("Physics and Astronomy", "physics"),
        ("Multidisciplinary", None),
        ("", None),
    ],
)
def test_a_field_is_known_by_what_others_call_it(name, field):
    assert known(name) == field


def test_every_field_is_one_of_arxivs_archives_or_of_those_beyond():
    named = {*fields._CALLED.values(), *fields._OF_SUBJECTS.values(), *fields._OF_SERVERS.values()}
    assert named <= ARCHIVES | BEYOND_ARXIV
    assert {name for group in fields._NEAR for name in group} <= ARCHIVES | BEYOND_ARXIV
    assert all(any(field in group for group in fields._NEAR) for field in BEYOND_ARXIV)


def test_every_subject_has_a_field():
    for server, subjects in SUBJECTS.items():
        for subject in subjects:
            assert field_of(f"{server}:{subject}") in ARCHIVES | BEYOND_ARXIV
            assert subject_slug(subject.replace("_", " ").title()) == subject
            assert is_known(f"{server}:{subject}")
    assert all(is_known(name) for name in fields._OF_SUBJECTS)


@pytest.mark.parametrize(
    ("left", "right", "far"),
    [
        ("biology", "biology", 0.0),
        ("q-bio", "neuroscience", 0.5),
        ("cs", "biology", 1.0),
        ("cs", "eess", 0.5),
        ("chemistry", "Nature", 1.0),
    ],
)
def test_fields_are_as_far_apart_as_their_readers(left, right, far):
    assert distance(left, right) == distance(right, left) == far
