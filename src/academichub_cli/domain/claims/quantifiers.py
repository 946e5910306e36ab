"""How much a claim says of how many: most for many, all for some, reaches for falls short of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from academichub_cli.domain.claims import _word_lists as lists
from academichub_cli.domain.claims.content import content_words, covered, stem, stems
from academichub_cli.domain.claims.denying import is_negation, softening, words

_LEVELS = (
    "few rarely seldom hardly scarcely one single",
    "some several certain sometimes occasionally partly",
    "many often frequently numerous commonly",
    "most usually typically generally majority mostly largely predominantly",
    "all every each always everyone everything everywhere invariably whole entire",
)
_LEVEL_OF = {word: at for at, line in enumerate(_LEVELS) for word in line.split()}
_ONE = ("one", "single")
_MANY = 2
_NOUN = 3
_SUPERLATIVE = re.compile(r".*(?:[ai]ve|[ae]nt|al|ic|ed|ful|able|ible|ous|ly|ar|ing|ex|ise)")
_NOTHING = re.compile(
    r"\b(?:(?:most|best|first|worst) of|above|after|almost|nearly) all\b"
    r"|\b(?:in|of|at) all(?=\s*[,.;]|$)|\bnot (?:all|every|each|always)\b"
    r"|\b(?:at|the) most\b|\beach other\b|\bas a whole\b"
)
_UNIVERSAL = re.compile(r"\b(every|all|any|each)\s+((?:[a-z]+\s+)?[a-z]+)\b", re.IGNORECASE)
_SHORTFALLS = ("short of", "far from", "shy of", "instead of", "rather than")
_TOLD, _BEHIND, _AHEAD = 3, 7, 4


def strengthened(claim: str, quotes: Iterable[str]) -> str | None:
    """A word by which the claim speaks of more than its quotes: most, all, always."""
    own = list(_quantified(claim))
    theirs = [each for quote in quotes for each in _quantified(quote)]
    kept = {level for level, _, _ in own}
    for level, word, nouns in own:
        same = [other for other, _, others in theirs if others & nouns]
        lower = same or [other for other, said, _ in theirs if said not in _ONE]
        if level < _MANY or not lower or max(lower) >= level:
            continue
        if same or max(lower) not in kept:
            return word
    return None


def unbounded(claim: str, quotes: Iterable[str], titles: Iterable[str]) -> str | None:
    """``every`` or ``all`` of something that neither quotes nor titles speak of."""
    known = stems(" ".join([*quotes, *titles]))
    for found in _UNIVERSAL.finditer(_NOTHING.sub(" ", claim)):
        own = [stem(word) for word in content_words(found[2])]
        if own and not covered(own, known):
            return found.group()
    return None


def _quantified(text: str) -> Iterator[tuple[int, str, set[str]]]:
    """The words of a text that say how many or how often, how much they say, and of what."""
    run = words(_NOTHING.sub(" ", text.casefold()))
    for at, word in enumerate(run):
        following = run[at + 1 : at + 1 + _NOUN]
        if word == "most" and following and _SUPERLATIVE.fullmatch(following[0]):
            continue
        if (level := _LEVEL_OF.get(word)) is not None:
            yield level, word, stems(" ".join(following))


def shortfall(claim: str, quotes: Iterable[str]) -> str | None:
    """``short of`` or the like where a quote says so and the claim tells it as reached."""
    own = words(claim)
    for quote in quotes:
        run = words(quote)
        for at, pair in enumerate(pairwise(run)):
            phrase = " ".join(pair)
            missed = [stem(each) for each in run[at + 2 :] if stems(each)][:_TOLD]
            if phrase in _SHORTFALLS and _is_reached(own, missed):
                return phrase
    return None


def _is_reached(own: Sequence[str], missed: Sequence[str]) -> bool:
    """Whether a claim tells of what was missed and nowhere near that it was."""
    places = [at for at, word in enumerate(own) if stem(word) in missed]
    if len({stem(own[at]) for at in places}) < min(2, len(missed)) or not missed:
        return False
    near = {word for at in places for word in own[max(0, at - _BEHIND) : at + _AHEAD]}
    return not (softening(near) or near & lists.DOWN or any(map(is_negation, near)))
