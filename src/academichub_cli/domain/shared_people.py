"""How many of the people of two bylines are the same, however each prints its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from academichub_cli.domain.names import FollowedName, Match
from academichub_cli.domain.paper import Author
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.text_forms import fold, without_accents

_MOST_AUTHORS = 40  # of a long list the first and the last say enough
_SURE, _POSSIBLE = 1.0, 0.8
_REMEMBERED = 1024  # names: one byline is compared with many
_CUT_OFF = lazily(r"(?:and )?(?:et al\.?|others|and \d+ others|…|\.\.\.)")
_GROUP = lazily(r"\b(?:collaboration|consortium|(?:study|working) group)\b")
_LONG_NAME = lazily(r"[^\W\d_]{7,}")
# What one Slavic or Greek name is in two transcriptions. Only long words are read for their
# digraphs: Zhang and Zang are two families.
_SOUNDS = tuple(
    (lazily(form), plain)
    for form, plain in (
        (r"\b[yj]u(?=[lr])", "iu"),
        (r"\b[yj](?=ev)", ""),
        (r"x", "ks"),
        (r"ander\b", "andr"),
        (r"(?<=[b-df-hj-np-tv-xz])(?:[ei]?[yj]|ii|iy|ij)\b", "i"),
        (r"i[yj](?=a\b)", "i"),
    )
)
_DIGRAPHS = tuple(
    (lazily(form), plain)
    for form, plain in ((r"tch|ch", "c"), (r"sh", "s"), (r"zh", "z"), (r"kh", "h"), (r"w", "v"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The part of the people that two bylines share, and whether the first are one person."""

    part: float
    is_first: bool


def shared_people(left: Sequence[Author], right: Sequence[Author]) -> Shared:
    """The part of the shorter byline that the other has too.

    One much shorter than the other counts for less, unless it was cut off at its first names.
    """
    one, other = (_names(authors) for authors in (left, right))
    if not one or not other:
        return Shared(part=0.0, is_first=False)
    short, long = sorted((one, other), key=len)
    found = _found(short, long)
    is_start = all(_likeness(a, b) for a, b in zip(short, long, strict=False))
    says_so = any(map(_is_cut_off, (left, right)))
    is_whole = is_start and (len(short) > 1 or says_so or _is_group(short[0]))
    people = len(short) if is_whole else (len(short) + len(long)) / 2
    return Shared(part=found / people, is_first=_likeness(short[0], long[0]) > 0)


def _found(short: Sequence[str], long: Sequence[str]) -> float:
    left_over, found = list(long), 0.0
    for name in short:
        best = max(left_over, key=lambda each: _likeness(name, each), default=None)
        if best is not None and (likeness := _likeness(name, best)):
            left_over.remove(best)
            found += likeness
    return found


def _likeness(one: str, other: str) -> float:
    match FollowedName(one).compare(other):
        case Match.SAME:
            return _SURE
        case Match.POSSIBLE:
            return _POSSIBLE
        case _:
            heard = FollowedName(_sound(one)).compare(_sound(other))
            return 0.0 if heard is Match.NO else _POSSIBLE


@lru_cache(maxsize=_REMEMBERED)
def _sound(name: str) -> str:
    heard = without_accents(fold(name))
    for form, plain in _SOUNDS:
        heard = form().sub(plain, heard)
    return _LONG_NAME().sub(lambda word: _without_digraphs(word[0]), heard)


def _without_digraphs(word: str) -> str:
    for form, plain in _DIGRAPHS:
        word = form().sub(plain, word)
    return word


def _is_cut_off(authors: Sequence[Author]) -> bool:
    return any(_CUT_OFF().fullmatch(author.name.strip().casefold()) for author in authors)


def _is_group(name: str) -> bool:
    """Whether this is the name of many people, who may be listed after it or not."""
    return _GROUP().search(name.casefold()) is not None


def _names(authors: Sequence[Author]) -> list[str]:
    printed = (author.name.strip() for author in authors)
    names = [name for name in printed if name and not _CUT_OFF().fullmatch(name.casefold())]
    if len(names) <= _MOST_AUTHORS:
        return names
    return [*names[: _MOST_AUTHORS // 2], *names[-_MOST_AUTHORS // 2 :]]
