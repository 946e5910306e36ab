"""Whether a claim says the contrary of a quote by another word: unstable, refutes, away from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from academichub_cli.domain.claims import _opposites as table
from academichub_cli.domain.claims.content import root, stem, stems
from academichub_cli.domain.claims.denying import NEAR, is_denied, words

_SHORTEST, _SHORTEST_UNDONE = 4, 6


def contrary(claim: str, quotes: Iterable[str], titles: Iterable[str]) -> str | None:
    """A word of the claim whose opposite its quotes have in its place; None where none is.

    What is denied on one side alone is no contrary: ``does not fail`` says ``succeeds``.
    """
    named = {word for title in titles for word in words(title)}
    said = [words(quote) for quote in quotes]
    known = {root(word) for word in named.union(*said)}
    return next(
        (
            own[at]
            for run in said
            for own in [words(claim)]
            for at, spot in opposites(own, run)
            if root(own[at]) not in known and _times(own, run[spot]) < _times(run, run[spot])
        ),
        None,
    )


def opposites(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand in two runs that say the contrary about the same."""
    places: dict[str, list[int]] = {}
    for spot, word in enumerate(other):
        for form in {word, f"/{root(word)}"}:
            places.setdefault(form, []).append(spot)
    for at, word in enumerate(one):
        for form in _contraries(word):
            for spot in places.get(form, ()):
                is_same_matter = _around(one, at) & _around(other, spot)
                if is_same_matter and is_denied(one, at) == is_denied(other, spot):
                    yield at, spot


def are_contrary(one: str, other: str) -> bool:
    """Whether two words say the contrary of one another."""
    return not {other, f"/{root(other)}"}.isdisjoint(_contraries(one))


@lru_cache(maxsize=20_000)
def _contraries(word: str) -> tuple[str, ...]:
    return tuple(_spelled_contraries(word))


def _spelled_contraries(word: str) -> Iterator[str]:
    """What would contradict a word: forms as they are written, and roots with a stroke."""
    for form in (word, f"/{root(word)}"):
        yield from sorted(table.OPPOSITES_OF.get(form, ()))
    for prefix in table.PREFIXES:
        if _is_deniable(word, prefix):
            yield prefix + word
        bare = word.removeprefix(prefix)
        if bare != word and _is_deniable(bare, prefix):
            yield bare
    for prefix in table.SCOPES:
        bare = word.removeprefix(prefix)
        if bare != word and _is_deniable(bare, prefix):
            yield bare
            yield from (other + bare for other in table.SCOPES if other != prefix)


def _is_deniable(word: str, prefix: str) -> bool:
    if not word.isalpha() or len(word) < _SHORTEST:
        return False
    if word in table.NO_OPPOSITES or root(word) in table.NO_OPPOSITES:
        return False
    if prefix == "de":
        is_undone = any(part in word for part in table.UNDOING)
        return is_undone and len(word) >= _SHORTEST_UNDONE
    return True


def _times(run: Iterable[str], word: str) -> int:
    return sum(root(each) == root(word) for each in run)


def _around(run: Sequence[str], at: int) -> set[str]:
    """The content near a word, without the word itself."""
    near = " ".join([*run[max(0, at - NEAR) : at], "|", *run[at + 1 : at + 1 + NEAR]])
    return stems(near) - {stem(run[at])}
