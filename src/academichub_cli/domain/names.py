"""Names of people: their identity on the radar, and whether a printed one is a followed one.

A name is compared by whole words, with initials, particles, hyphens, diacritics and both orders
understood. `Match.SAME` is for what a careful reader would sign: first and family name in full and
nothing that disagrees, also swapped where one word is a known East Asian, Vietnamese or Hungarian
family name. A middle name or initial on one side only, an initial for the first name, a particle,
suffix or second surname left out, or any other swap is `Match.POSSIBLE`. A single word is only
itself, and so is a group.
Scripts are never transliterated: 王小明 and Wang Xiaoming do not meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from itertools import product

from academichub_cli.domain import _name_tables as tables
from academichub_cli.domain._name_reading import Name, Piece, Pieces, Reading, read
from academichub_cli.domain._name_splits import Split, splits


class Match(Enum):
    """How far two printed names can be one person's; the greater value is the stronger claim."""

    NO = 0
    POSSIBLE = 1
    SAME = 2


def key(name: str) -> str:
    """The identity of a followed author: words in the order given name, family name.

    One key for every case, Unicode form, spacing, diacritics or none, kind of dash and quote, with
    or without dots, title or `et al.`, and for `Family, Given`. The umlaut written out (`Mueller`)
    has a key of its own.
    """
    return read(name).plain.key


def compare(followed: str, printed: str) -> Match:
    """Whether two names can be one person's; the order of the two does not matter."""
    return FollowedName(followed).compare(printed)


def author_tokens(name: str) -> frozenset[str]:
    """Folded words of a name for a cheap first choice.

    Two names that `compare` calls SAME or POSSIBLE share at least one of them.
    """
    return read(name).tokens


@dataclass(frozen=True, slots=True)
class FollowedName:
    """A followed name, read once, to be compared with many printed ones."""

    name: str
    _read: Name = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_read", read(self.name))

    def compare(self, printed: str) -> Match:
        """Whether the printed name is this one."""
        other = read(printed)
        if self._read.tokens.isdisjoint(other.tokens):
            return Match.NO
        return _compare(self._read, other)


def _compare(left: Name, right: Name) -> Match:
    if left.plain.key == right.plain.key:
        return Match.SAME
    found = _compare_readings(left, left.plain, right, right.plain)
    if found is not Match.NO or not (left.spelled_out or right.spelled_out):
        return found
    return _weaker(
        Match.POSSIBLE,
        _stronger(
            _compare_readings(left, mine, right, other)
            for mine in (left.spelled_out, left.plain)
            for other in (right.spelled_out, right.plain)
            if mine and other
        ),
    )


def _compare_readings(left: Name, mine: Reading, right: Name, other: Reading) -> Match:
    if mine.whole or other.whole or (mine.suffix and other.suffix and mine.suffix != other.suffix):
        return Match.NO
    ways = product(splits(left.printed, mine), splits(right.printed, other))
    found = _stronger(_compare_splits(one, another) for one, another in ways)
    if found is Match.NO and _is_swap(mine, other):
        return Match.POSSIBLE
    return found if mine.suffix == other.suffix else _weaker(Match.POSSIBLE, found)


def _is_swap(mine: Reading, other: Reading) -> bool:
    ordered = mine.family_at is not None and other.family_at is not None
    return not ordered and sorted(mine.words) == sorted(other.words)


def _compare_splits(one: Split, other: Split) -> Match:
    family = _compare_families(one, other)
    if family is Match.NO:
        return Match.NO
    if not one.given or not other.given:
        return _compare_lone_families(one, other, family)
    given = _compare_given(one.given, other.given)
    if family is Match.SAME and one.family[-1] in tables.VIETNAMESE:
        given = _stronger((given, _compare_in_any_order(one.given, other.given)))
    if one.doubtful or other.doubtful:
        return Match.POSSIBLE if family is given is Match.SAME else Match.NO
    return _weaker(family, given)


def _compare_in_any_order(one: Pieces, other: Pieces) -> Match:
    """Nguyễn Văn An is An Van Nguyen or Van An Nguyen abroad, and possibly An Nguyen."""
    mine, yours = {piece.text for piece in one}, {piece.text for piece in other}
    if mine == yours and len(one) == len(other):
        return Match.SAME
    return Match.POSSIBLE if mine <= yours or yours <= mine else Match.NO


def _compare_lone_families(one: Split, other: Split, family: Match) -> Match:
    """A single word is nobody but itself; van den Berg is possibly any of them."""
    if family is not Match.SAME:
        return Match.NO
    if not one.given and not other.given:
        return Match.SAME
    lone = other if one.given else one
    return Match.POSSIBLE if len(lone.particles + lone.family) > 1 else Match.NO


def _compare_families(one: Split, other: Split) -> Match:
    mine, yours = "".join(one.family), "".join(other.family)
    if "".join((*one.particles, mine)) == "".join((*other.particles, yours)):
        return Match.SAME
    if mine == yours:
        return Match.POSSIBLE if _particles_agree(one.particles, other.particles) else Match.NO
    halves = {*one.family[:1], *one.family[-1:]}, {*other.family[:1], *other.family[-1:]}
    return Match.POSSIBLE if yours in halves[0] or mine in halves[1] else Match.NO


def _particles_agree(mine: tuple[str, ...], yours: tuple[str, ...]) -> bool:
    """Left out, abbreviated (v. d.), or two spellings of the Arabic article."""
    if not mine or not yours or tables.ARTICLES.issuperset(mine + yours):
        return True
    pairs = zip(mine, yours, strict=False)
    return len(mine) == len(yours) and all(_agree(Piece(a), Piece(b)) for a, b in pairs)


def _compare_given(one: Pieces, other: Pieces) -> Match:
    mine, yours = [piece.text for piece in one], [piece.text for piece in other]
    in_full = not any(piece.is_initial for piece in (*one, *other))
    if mine == yours or (in_full and "".join(mine) == "".join(yours)):
        return Match.SAME
    found = _align(*sorted((one, other), key=len))
    if found is Match.NO and any(
        _drops_first_initial(*pair) for pair in ((one, other), (other, one))
    ):
        return Match.POSSIBLE
    return found


def _align(few: Pieces, many: Pieces) -> Match:
    """Whether the fewer names stand among the many in their order, first name with first name."""
    if not _agree(few[0], many[0]):
        return Match.NO
    in_full = few[0].text == many[0].text and not few[0].is_initial
    certain, taken = in_full, 1
    for piece in many[1:]:
        if taken < len(few) and _agree(few[taken], piece):
            in_full = few[taken].text == piece.text
            # A middle initial rarely misleads, but Jae-W. is both Jae-Won and Jae-Woo.
            certain = certain and (in_full or not (piece.bound or few[taken].bound))
            taken += 1
        elif in_full and piece.bound and not piece.is_initial:
            return Match.NO  # Wei-Ting is one name, and Wei another
        else:
            certain = in_full = False
    if taken < len(few):
        return Match.NO
    return Match.SAME if certain else Match.POSSIBLE


def _drops_first_initial(one: Pieces, other: Pieces) -> bool:
    """J. Robert Oppenheimer, known as Robert."""
    if len(one) == 1 or not one[0].is_initial or one[1].is_initial or other[0].is_initial:
        return False
    return _align(*sorted((one[1:], other), key=len)) is not Match.NO


def _agree(one: Piece, other: Piece) -> bool:
    if one.is_initial or other.is_initial:
        return one.text[0] == other.text[0]
    return one.text == other.text


def _stronger(matches: Iterable[Match]) -> Match:
    return max(matches, key=lambda match: match.value, default=Match.NO)


def _weaker(*matches: Match) -> Match:
    return min(matches, key=lambda match: match.value)
