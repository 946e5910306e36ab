from __future__ import annotations

import pytest

from academichub_cli.sources._counted import Counted


def read(pages, known=(), total=None):
    """What is made of pages, each of some names, or of names, a number of records and a total."""
    counted = Counted(who="Somebody", known=frozenset(known))
    for number, page in enumerate(pages, start=1):
        counted.take(set(page), count=len(page), total=total, goes_on=number < len(pages))
        if counted.is_done or counted.broken:
            return counted, number
    return counted, len(pages)


@pytest.mark.parametrize(
    ("pages", "known", "total", "read_pages", "broken"),
    [
        (["abc", "def"], "", 6, 2, ""),
        (["abc", "def", "xyz"], "", 6, 2, ""),
        (["abc", "def"], "def", 6, 1, ""),
        (["abc", "def"], "", None, 2, ""),
        (["abc", ""], "", None, 2, ""),
        (["abc", ""], "", 9, 2, "its pages end early: 3 of 9 records read"),
        (["abc", ""], "", 5, 2, ""),
        (["abc", "abc", "def"], "", 9, 2, "the same records came again: 3 of 9 records read"),
        (["abc", "cab", "def"], "", None, 2, "the same records came again: 3 records read"),
        (["abc", "def", "ghi"], "", 2, 3, ""),
        (["abc", "def"], "", 0, 2, ""),
        (["abc", "def"], "", -1, 2, ""),
        ([""], "", 0, 1, ""),
        ([""], "abc", 3, 1, ""),
    ],
)
def test_a_list_is_whole_when_it_was_counted(pages, known, total, read_pages, broken):
    counted, number = read(pages, known, total)
    assert number == read_pages
    assert counted.broken == broken
    assert counted.is_done == (not broken)


def test_records_without_a_name_are_counted_too():
    counted = Counted(who="Somebody")
    counted.take({"a"}, count=3, total=3)
    assert counted.is_done


def test_a_list_without_end_is_left():
    counted = Counted(who="Somebody")
    for number in range(300):
        counted.take({f"{number}"}, count=1, total=None)
        if counted.broken:
            break
    assert number == 199
    assert "it has no end: 200 records read" in str(counted.failure())
    assert counted.failure().hint


def test_what_begins_again_is_not_taken_for_a_repetition():
    counted = Counted(who="Somebody")
    counted.take({"a", "b"}, count=2, total=4)
    counted.begin_again()
    counted.take({"a", "b"}, count=2, total=4)
    assert not counted.broken
    counted.take({"c", "d"}, count=2, total=4)
    assert counted.is_done
