"""What counts as an example, and how strongly: the use case on a library."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.learned import STRENGTHS, Document
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.radar import Radar, understand
from academichub_cli.learning.kept import to_text
from academichub_cli.learning.space import sampled
from academichub_cli.library import Library, Owned
from academichub_cli.teaching import Background, Lessons

NOW = datetime(2026, 6, 11, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as opened, opened.changing():
        yield opened


def add(library, number, title="On graphs", **more):
    one = Paper(id=ArxivId(f"2606.1{number:04}"), title=title, source="arxiv", **more)
    library.papers.add([one], seen=NOW - 5 * DAY, current=NOW.date())
    return library.papers.keys([one.id])[one.id]


def lessons(library, *follows, until=NOW):
    radar = Radar(follows=tuple(understand(each) for each in follows))
    return Lessons(library=library, radar=radar, until=until, background=Background(library))


def strengths(examples):
    return {
        each.document.id.removeprefix("arXiv:2606.1"): round(each.strength, 3) for each in examples
    }


def test_a_paper_speaks_as_strongly_as_what_was_said_of_it(library):
    for number, marks in enumerate(
        [
            ("liked",),
            ("saved",),
            ("opened",),
            ("opened", "saved"),
            ("hidden",),
            ("hidden", "disliked"),
        ]
    ):
        key = add(library, number)
        for mark in marks:
            library.marks.add(key, mark, at=NOW - DAY)
    found = list(lessons(library)._marked())
    assert strengths(found) == {
        "0000": 1,
        "0001": 1,
        "0002": STRENGTHS["opened"],
        "0003": 1,
        "0004": -1,
        "0005": -2,
    }
    assert {each.age for each in found} == {1.0}


def test_what_was_said_later_was_not_known_then(library):
    library.marks.add(add(library, 1), "liked", at=NOW - 2 * DAY)
    library.marks.add(add(library, 2), "liked", at=NOW)
    assert set(strengths(lessons(library, until=NOW - DAY)._marked())) == {"0001"}
    assert set(strengths(lessons(library)._marked())) == {"0001", "0002"}


def test_an_owned_paper_teaches_by_its_text_until_it_comes_in(library):
    name = "doi:10.1/a"
    library.learned.own([Owned(name=name, title="Owned", abstract="Text.", at=NOW - DAY)])
    (text,) = lessons(library)._marked()
    assert (text.document.id, text.document.title, text.strength) == (name, "Owned", 1)
    key = add(library, 1, "It came", aliases=frozenset({Doi("10.1/a")}), categories=("cs.LG",))
    (paper,) = lessons(library)._marked()
    assert (paper.document.title, paper.document.categories) == ("It came", ("cs.LG",))
    library.marks.add(key, "hidden", at=NOW)
    assert strengths(lessons(library)._marked()) == {"0001": -1}


def test_what_is_followed_is_an_example(library):
    add(library, 1, authors=(Author(name="Sanjeev Arora"),))
    add(library, 2, authors=(Author(name="S. Arora"),))
    add(library, 3, authors=(Author(name="Sanjeev Kumar"), Author(name="Ravi Arora")))
    library.marks.add(add(library, 4, authors=(Author(name="Sanjeev Arora"),)), "liked", at=NOW)
    found = lessons(library, "Sanjeev Arora", "diffusion models", "cs.LG", "2606.10003")._followed()
    assert strengths(found) == dict.fromkeys(
        ("0001", "topic:diffusion models", "category:cs.LG"), STRENGTHS["followed"]
    )


def test_what_is_passed_over_speaks_from_the_next_day_on_and_less_further_down(library):
    keys = [add(library, number) for number in range(4)]
    library.shown.expose([(key, 0.5, "") for key in keys[:3]], command="today", at=NOW - 3 * DAY)
    library.shown.expose([(keys[3], 0.5, "")], command="today", at=NOW - timedelta(hours=2))
    library.marks.add(keys[1], "liked", at=NOW)
    asked = lessons(library)
    found = strengths(asked._overlooked(list(asked._marked())))
    assert set(found) == {"0000", "0002"}
    assert found["0000"] < found["0002"] < 0


@pytest.mark.parametrize(
    ("marks", "learned"),
    [
        ((), ()),
        (("opened",) * 4, ()),
        (("opened",) * 5, ("liking",)),
        (("hidden",), ()),
        (("hidden", "hidden"), ("aversion",)),
        (("disliked",), ("aversion",)),
        (("saved", "hidden"), ("liking",)),
    ],
    ids=" ".join,
)
def test_nothing_is_learned_from_too_little(marks, learned, tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        with library.changing():
            for number in range(9):
                add(library, number, abstract=f"Number {number} of the graphs.")
            for number, mark in enumerate(marks):
                library.marks.add(add(library, number), mark, at=NOW)
        taste = lessons(library).taste()
        assert tuple(name for name in ("liking", "aversion") if getattr(taste, name)) == learned


def test_unlearning_ends_with_a_later_mark(library):
    key = add(library, 1)
    library.marks.add(key, "liked", at=NOW - DAY)
    library.learned.unlearn("paper", ["arXiv:2606.10001", "topic:graphs"], at=NOW - DAY)
    asked = lessons(library, "graphs")
    assert (list(asked._marked()), list(asked._followed())) == ([], [])
    library.marks.remove(key, "liked")
    library.marks.add(key, "liked", at=NOW)
    assert strengths(asked._marked()) == {"0001": 1}
    library.learned.learn_again()
    assert set(strengths(asked._followed())) == {"topic:graphs"}


def keep(library, background):
    text = background.to_keep()
    assert text
    library.learned.put_sample(text, name=background.name, made=NOW)


def test_a_sample_is_read_where_it_was_kept(library):
    for number in range(3):
        add(library, number)
    made = Background(library)
    others = sampled([Document(id=f"other{at}", title="On something else") for at in range(5)])
    library.learned.put_sample(to_text(others), name=made.name, made=NOW)
    again = Background(library)
    assert again.sample.ids == others.ids
    assert again.to_keep() is None


def test_a_sample_stays_the_same_until_the_library_has_grown_by_a_tenth(library):
    for number in range(105):
        add(library, number)
    name = Background(library).name
    names = []
    for number in range(105, 140):
        add(library, number)
        names.append(Background(library).name)
    assert 2 <= len({name, *names}) <= 5
    assert len(Background(library).sample.ids) >= 0.9 * 140


@pytest.mark.parametrize("damage", ["", "xx", "eJwDAAAAAAE="])
def test_a_damaged_sample_is_made_anew(library, damage):
    add(library, 1)
    made = Background(library)
    assert len(made.sample.ids) == 1
    library.learned.put_sample(damage, name=made.name, made=NOW)
    anew = Background(library)
    assert anew.sample.ids == made.sample.ids
    keep(library, anew)
    assert Background(library).to_keep() is None
    assert library.learned.sample(made.name) == made.to_keep()
