"""Whether a claim that follows a quote has another modifier or subject in the place of one of its.

Only words that no source has are looked at, where they stand before a word that the quote has,
with another word before it: ``animal data`` for ``clinical data``, ``patients judged`` for
``experts judged``. Verbs in another's place are as often as not a fair paraphrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from academichub_cli.domain.claims.content import content_words, covered, stem, stems
from academichub_cli.domain.mathtext import unicode_math

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][a-z]+)?|[,;:.](?=\s)")
_LONGEST, _ALIKE = 2, 4
_OPENING = frozenset(
    "the a an its their his her our this these those such any some no each every of in on at by for"
    " with from to as than over under between among within across about into through".split()
)

_EDGES = frozenset(",;:.")


def substituted(claim: str, quotes: Iterable[str], titles: Iterable[str]) -> str | None:
    """Words of the claim that no source has, where the quote has others before the same word."""
    quotes = list(quotes)
    known = stems(" ".join([*quotes, *titles]))
    own = _pieces(claim)
    told = {stem(piece) for piece in own if _is_content(piece)}
    said = [_pieces(quote) for quote in quotes]
    for start, end in _strange(own, known):
        head = stem(own[end])
        for theirs in said:
            others = list(_before(theirs, head))
            if others and all(run and not told.intersection(run) for run in others):
                return " ".join(own[start:end])
    return _last(own, known, told, said)


def _last(
    own: Sequence[str], known: set[str], told: set[str], said: Iterable[Sequence[str]]
) -> str | None:
    """The unknown last word of a clause, behind a word that ends another way in the quote."""
    for at, piece in enumerate(own[1:], start=1):
        is_end = at + 1 == len(own) or own[at + 1] in _EDGES
        if not is_end or not (_is_content(piece) and _is_content(own[at - 1])):
            continue
        if piece.endswith("ly") or covered([stem(piece)], known):
            continue
        for theirs in said:
            if any(each[:_ALIKE] == piece[:_ALIKE] for each in theirs):
                continue
            ends = [
                stem(theirs[spot + 1])
                for spot, each in enumerate(theirs[:-1])
                if stem(each) == stem(own[at - 1]) and _is_content(theirs[spot + 1])
            ]
            if ends and not told.intersection(ends):
                return piece
    return None


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(unicode_math(text).casefold())


def _is_content(piece: str) -> bool:
    return piece[0].isalpha() and bool(content_words(piece))


def _strange(own: Sequence[str], known: set[str]) -> Iterator[tuple[int, int]]:
    """Where unknown words stand between an opening, a determiner or so, and a known word."""
    for start, piece in enumerate(own):
        is_open = not start or own[start - 1] in _OPENING
        if not _is_content(piece) or not is_open:
            continue
        end = start
        while end < len(own) and _is_content(own[end]) and not covered([stem(own[end])], known):
            end += 1
        is_whole = end < len(own) and _is_content(own[end]) and 0 < end - start <= _LONGEST
        if is_whole and not piece.endswith("ly"):
            yield start, end


def _before(theirs: Sequence[str], head: str) -> Iterator[list[str]]:
    """The content that stands right before each place of a word in a quote."""
    for at, piece in enumerate(theirs):
        if not _is_content(piece) or stem(piece) != head:
            continue
        start = at
        while start > 0 and _is_content(theirs[start - 1]):
            start -= 1
        yield [stem(each) for each in theirs[start:at]]
