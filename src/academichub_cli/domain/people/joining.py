"""Persons of whom several places tell: who is one and the same, and whether a name means just one.

Two persons taken for one would put a stranger's papers on somebody's radar, one taken for two costs
a glance; so places are joined where they name one id, or where names agree and a title or two
co-authors are the same. What one place tells apart stays apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, product

from academichub_cli.domain.names import Match, compare
from academichub_cli.domain.people.candidates import MOST_KNOWN, Candidate
from academichub_cli.domain.people.traces import known_as
from academichub_cli.domain.text_forms import fold, without_accents

_ORCID = "orcid"
_SHORTEST_TITLE = 25  # letters; many papers are called "Introduction"
_FEWEST_COAUTHORS = 2  # one name may be two persons'
_MOST_NAMES, _MOST_FIELDS = 4, 6


def joined(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The persons of whom these tell, those of the library first, then who has most papers."""
    persons = [_merged(each) for each in _by_evidence(_by_ids(found))]
    return tuple(sorted(persons, key=lambda each: (not each.is_here, -each.most)))


def unmistakable(name: str, persons: Sequence[Candidate]) -> Candidate | None:
    """The one person whom the name means; None where it may be more than one.

    That is the only one there is, or the only one who bears just this name where nobody who may
    bear it too, with an initial or a middle name, has as many papers.
    """
    if len(persons) == 1:
        return persons[0]
    same = [each for each in persons if _bears(each, name)]
    if len(same) != 1 or any(each.most >= same[0].most for each in persons if each is not same[0]):
        return None
    return same[0]


def _bears(person: Candidate, name: str) -> bool:
    return any(compare(name, known) is Match.SAME for known in person.names)


def _by_ids(found: Iterable[Candidate]) -> list[list[Candidate]]:
    """Who shares an id is one, unless there are two ORCIDs."""
    groups: list[list[Candidate]] = []
    for each in found:
        ids = set(each.ids)
        same = [
            group
            for group in groups
            if not ids.isdisjoint(_ids(group)) and not _differ([each], group, schemes={_ORCID})
        ]
        # What joins two groups that differ belongs to the first of them.
        merged = same[:1]
        merged += [group for group in same[1:] if not _differ(group, same[0], schemes={_ORCID})]
        groups = [group for group in groups if group not in merged]
        groups.append([*(known for group in merged for known in group), each])
    return groups


def _by_evidence(groups: Sequence[list[Candidate]]) -> list[list[Candidate]]:
    """Groups that are one person's by what they tell; who may be either of two is neither."""
    apart = {
        frozenset(pair) for pair in combinations(range(len(groups)), 2) if _is_two(groups, *pair)
    }
    alike = [
        pair
        for pair in combinations(range(len(groups)), 2)
        if frozenset(pair) not in apart and _tell_of_one(groups[pair[0]], groups[pair[1]])
    ]
    of: dict[int, set[int]] = {at: {at} for at in range(len(groups))}
    for one, other in alike:
        merged = of[one] | of[other]
        of |= dict.fromkeys(merged, merged)
    return [
        [each for at in sorted(members) for each in groups[at]]
        for members in _whole(of.values(), apart)
    ]


def _whole(sets: Iterable[set[int]], apart: Collection[frozenset[int]]) -> Iterator[set[int]]:
    """Each set once; one in which two are apart falls to pieces."""
    for members in {frozenset(each): each for each in sets}.values():
        if any(frozenset(pair) in apart for pair in combinations(members, 2)):
            yield from ({each} for each in members)
        else:
            yield members


def _is_two(groups: Sequence[list[Candidate]], one: int, other: int) -> bool:
    """Whether two groups cannot be one person's, whatever else they tell."""
    mine, yours = groups[one], groups[other]
    if not _places(mine).isdisjoint(_places(yours)) or _differ(mine, yours):
        return True
    return any(compare(a.names[0], b.names[0]) is Match.NO for a, b in product(mine, yours))


def _tell_of_one(one: Sequence[Candidate], other: Sequence[Candidate]) -> bool:
    if not _titles(one).isdisjoint(_titles(other)):
        return True
    return len(_coauthors(one) & _coauthors(other)) >= _FEWEST_COAUTHORS


def _differ(
    one: Sequence[Candidate],
    other: Sequence[Candidate],
    *,
    schemes: Collection[str] | None = None,
) -> bool:
    """Whether both have ids of one scheme, and none in common."""
    mine, yours = _by_scheme(one), _by_scheme(other)
    return any(
        mine[scheme].isdisjoint(yours[scheme])
        for scheme in mine.keys() & yours.keys()
        if schemes is None or scheme in schemes
    )


def _by_scheme(group: Sequence[Candidate]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in _ids(group):
        found.setdefault(each.partition(":")[0], set()).add(each)
    return found


def _ids(group: Sequence[Candidate]) -> set[str]:
    return {name for each in group for name in each.ids}


def _places(group: Sequence[Candidate]) -> set[str]:
    return {each.found_in for each in group}


def _titles(group: Sequence[Candidate]) -> set[str]:
    keys = (_title_key(title) for each in group for title in each.titles)
    return {key for key in keys if len(key) >= _SHORTEST_TITLE}


def _title_key(title: str) -> str:
    return "".join(filter(str.isalnum, without_accents(fold(title))))


def _coauthors(group: Sequence[Candidate]) -> set[str]:
    return {known_as(name) for each in group for name in each.coauthors}


def _merged(group: Sequence[Candidate]) -> Candidate:
    """One person: counted as where the library tells of them, else where most papers are known."""
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda each: (not each.is_here, -(each.count or 0)))
    main = ordered[0]
    places = {each.found_in: each.count for each in reversed(ordered)}
    others = [each.found_in for each in ordered if each.found_in != main.found_in]
    ids = dict.fromkeys(name for each in ordered for name in each.ids)
    return Candidate(
        names=_first(_MOST_NAMES, (each.names for each in ordered)),
        found_in=main.found_in,
        count=main.count,
        papers=main.papers,
        titles=tuple(_each_title(ordered))[:MOST_KNOWN],
        coauthors=_first(MOST_KNOWN, (each.coauthors for each in ordered)),
        fields=_first(_MOST_FIELDS, (each.fields for each in ordered)),
        affiliations=_first(_MOST_FIELDS, (each.affiliations for each in ordered)),
        years=next((each.years for each in ordered if each.years), None),
        ids=tuple(sorted(ids, key=lambda name: not name.startswith(_ORCID))),
        also_in=tuple((place, places[place]) for place in dict.fromkeys(others)),
    )


def _first(most: int, lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Each text once however it is written, in the order of first mention."""
    distinct: dict[str, str] = {}
    for text in (text for texts in lists for text in texts):
        distinct.setdefault(known_as(text), text)
    return tuple(distinct.values())[:most]


def _each_title(group: Sequence[Candidate]) -> Iterator[str]:
    seen: set[str] = set()
    for title in (title for each in group for title in each.titles):
        if (key := _title_key(title) or title) not in seen:
            seen.add(key)
            yield title
