from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.people import (
    Company,
    Rarity,
    Surroundings,
    attributed,
    candidates,
    disowned,
    grouped,
    trace,
)

WEI = "Wei Zhang"
DAY = date(2026, 1, 5)
VISION = "Depth estimation for driving scenes from lidar and monocular video"
SPEECH = "Phoneme recognition of whispered speech with acoustic transducers"


def paper(number, title, *others, categories=("cs.CV",), ids=(), affiliations=(), name=WEI):
    author = Author(name=name, ids=tuple(ids), affiliations=tuple(affiliations))
    return Paper(
        id=ArxivId(f"2601.{number:05d}"),
        title=title,
        source="arxiv",
        authors=(author, *(Author(name=each) for each in others)),
        categories=categories,
        announced=DAY + timedelta(days=number),
    )


VISIONARY = (
    paper(1, f"{VISION} at night", "Ana Souza", "Li Na"),
    paper(2, f"{VISION} in rain", "Ana Souza", "Tom Ek"),
    paper(3, f"{VISION} and maps", "Tom Ek", "Li Na"),
)
SPEAKER = (
    paper(11, f"{SPEECH} for Mandarin", "Omar Haddad", "Yu Sato", categories=("cs.CL",)),
    paper(12, f"{SPEECH} for Cantonese", "Omar Haddad", categories=("cs.CL",)),
)
KNOWN = {"Ida Berg": {"ana souza", "per lund"}}


def traces(*papers):
    """What papers of Wei Zhang's tell, in a library where Ida Berg writes with Ana Souza."""

    def company(name):
        return Company(2, frozenset(KNOWN.get(name, ())))

    rarity = Rarity([(each.title, None) for each in (*VISIONARY, *SPEAKER)])
    around = Surroundings(papers=1_000, company=company, rarity=rarity)
    return [trace(each, each.authors[0], around) for each in papers]


def numbers(group):
    return sorted(int(each.id.value[-2:]) for each in group)


def judged(later, **told):
    """What is said of a later paper when the vision person is known by two papers."""
    told = {"theirs": {str(each.id) for each in VISIONARY[:2]}} | told
    return attributed(traces(*VISIONARY, *SPEAKER, later), **told)[str(later.id)]


def test_papers_of_one_name_fall_into_persons_by_whom_they_write_with_and_on_what():
    assert [numbers(group) for group in grouped(traces(*SPEAKER, *VISIONARY))] == [
        [1, 2, 3],
        [11, 12],
    ]


def test_a_name_that_is_rare_enough_is_one_person():
    assert len(grouped(traces(*SPEAKER, *VISIONARY), prior=4.0)) == 1


@pytest.mark.parametrize(
    ("later", "is_sure", "grounds"),
    [
        (paper(20, VISION, "Ana Souza", "Tom Ek", "Li Na"), True, "3 shared co-authors"),
        (paper(20, "Something else", "Ana Souza", "Tom Ek"), True, "2 shared co-authors"),
        (paper(20, f"{VISION} at sea", "Ida Berg"), True, "co-authors who know each other"),
        (paper(20, f"{SPEECH} for Tamil", "Omar Haddad", categories=("cs.CL",)), False, ""),
        (paper(20, "Queues in hospitals", "Eva Roth", categories=("math.PR",)), False, ""),
        (paper(20, VISION), True, "a similar subject"),
    ],
)
def test_a_later_paper_is_theirs_by_what_surrounds_the_name(later, is_sure, grounds):
    found = judged(later)
    assert (found.is_sure, found.grounds) == (is_sure, grounds), found


def test_the_same_id_settles_it_and_another_one_of_its_kind_too():
    seed = paper(5, VISION, "Ana Souza", ids=[("orcid", "1")])
    theirs = {"theirs": {str(seed.id)}}
    odd = paper(20, "Queues in hospitals", categories=("math.PR",), ids=[("orcid", "1")])
    other = replace(
        odd, authors=(Author(name=WEI, ids=(("orcid", "2"),)), Author(name="Ana Souza"))
    )
    same, different = (
        attributed(traces(seed, each), **theirs)[str(each.id)] for each in (odd, other)
    )
    assert (same.is_sure, same.grounds) == (True, "the same id")
    assert not different.is_sure


def test_an_initial_is_one_of_those_it_may_be_and_they_are_not_each_other():
    short, full, other = (
        paper(number, f"{VISION} {number}", "Ana Souza", "Tom Ek", name=name)
        for number, name in ((1, "J. Wang"), (2, "Jing Wang"), (3, "Jie Wang"))
    )
    assert {len(group) for group in grouped(traces(full, other))} == {1}
    assert sorted(map(len, grouped(traces(short, full, other)))) == [1, 2]


def test_what_is_told_goes_before_what_is_found():
    later = paper(20, VISION, "Ana Souza", "Tom Ek", "Li Na")
    assert judged(later, not_theirs={str(later.id)}).confidence == 0
    assert judged(VISIONARY[0]).confidence == 1


def test_a_paper_that_is_not_theirs_draws_others_like_it_away():
    stranger = paper(15, f"{VISION} by radar", "Kim Ono", "Ulf Dahl")
    later = paper(20, f"{VISION} by radar again", "Kim Ono", "Ulf Dahl", "Ana Souza")
    assert judged(later, theirs={str(VISIONARY[0].id)}).is_sure
    told = {"theirs": {str(VISIONARY[0].id)}, "not_theirs": {str(stranger.id)}}
    found = attributed(traces(VISIONARY[0], stranger, later), **told)
    assert not found[str(later.id)].is_sure


def test_coauthors_alone_tell_a_person_whose_papers_are_lost():
    later = paper(20, VISION, "Ana Souza", "Tom Ek")
    found = attributed(traces(later), theirs=(), coauthors=("ana souza", "tom ek"))
    assert found[str(later.id)].is_sure


def test_papers_like_one_that_is_not_theirs_are_in_doubt_and_no_others():
    found = disowned(traces(*VISIONARY, *SPEAKER), {str(SPEAKER[0].id)})
    assert sorted(found) == [str(each.id) for each in SPEAKER]
    assert not any(each.is_sure for each in found.values())


def test_the_order_of_papers_does_not_matter():
    some = traces(*VISIONARY, *SPEAKER)
    theirs = {str(VISIONARY[0].id)}
    assert attributed(some, theirs=theirs) == attributed(some[::-1], theirs=theirs)


def test_a_candidate_is_summed_up_so_that_a_reader_knows_them():
    odd = replace(VISIONARY[2], authors=(Author(name="W. Zhang"), *VISIONARY[2].authors[1:]))
    first, second = candidates(traces(*VISIONARY[:2], odd, *SPEAKER))
    assert first.names == (WEI, "W. Zhang")
    assert first.coauthors == ("Tom Ek", "Li Na", "Ana Souza")
    assert first.fields == ("cs.CV",)
    assert first.years == (2026, 2026)
    assert first.titles == tuple(each.title for each in (odd, VISIONARY[1], VISIONARY[0]))
    assert first.papers == ("arXiv:2601.00003", "arXiv:2601.00002", "arXiv:2601.00001")
    assert (second.count, second.found_in) == (2, "library")


def test_hundreds_of_authors_tell_nothing_of_whom_one_knows():
    crowd = [f"Given{number} Family{number}" for number in range(400)]
    assert traces(paper(20, VISION, *crowd))[0].coauthors == {}
