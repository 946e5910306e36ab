"""Words that deny, and words that deny by other means: not, lacks, training-free, rarely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from academichub_cli.domain.claims import _word_lists as lists

NEAR = 4
_WORDS = re.compile(r"[a-z]+(?:n['’]t)?|\d[\d.,]*|[%<>≥≤]|[一-鿿]")
# They deny something else than what they stand beside.
_CONTRASTS = frozenset(
    "instead rather different differ differs unlike contrary only alone just".split()
)
_JOINED = re.compile(r"\b(non|anti|un|dis|pre|multi|uni|semi|cross)-(?=[a-z])")
# Words that begin with un- and deny nothing.
_NO_DENIAL = re.compile(r"un(?:der|it|if|iv|til|ion|iq|roll|fold|lock|cover|veil|pack|wrap|ravel)")


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order; ``non-linear`` is one of them."""
    return list(_words(text))


@lru_cache(maxsize=500)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(_JOINED.sub(r"\1", text.casefold().replace("’", "'"))))


def is_negation(word: str) -> bool:
    """Whether a word denies by itself."""
    return word in lists.NEGATIONS or word.endswith("n't")


def is_refusal(word: str) -> bool:
    """Whether a word says that something is not so: refutes, contradicts, rules out."""
    return word.startswith(lists.REFUSALS)


def is_emphasis(run: Sequence[str], at: int) -> bool:
    """Whether a negation denies nothing: not only, no less, not necessarily."""
    return list(run[at : at + 2]) in lists.EMPHASES


def softening(run: Iterable[str]) -> set[str]:
    """The words that deny by other means than ``not``: training-free, unsupervised, rarely."""
    return {word for word in run if _softens(word)}


@lru_cache(maxsize=20_000)
def _softens(word: str) -> bool:
    if word.startswith("un") and not _NO_DENIAL.match(word):
        return True
    return any(
        word.startswith(soft[:-1]) if soft.endswith("*") else word == soft
        for soft in lists.SOFT_NEGATIONS
    )


def is_denied(run: Sequence[str], at: int) -> bool:
    """Whether something near a word of a run denies it; the word itself does not count."""
    near = [*run[max(0, at - NEAR) : at], *run[at + 1 : at + 1 + NEAR]]
    return bool(softening(near) - _CONTRASTS) or any(map(is_negation, near))
