"""Where the sentences of an abstract end; each is given back as it was written.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number, an address,
mathematics or a bracket. Where it could be either, the next word decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_INSIDE = re.compile(
    r"https?://[^\s<>]*[^\s<>.,;:!?)\]}]"  # an address, without the stop after it
    r"|\$\$[^$]{0,600}\$\$|(?<!\\)\$(?!\s)[^$]{0,400}(?<![\\\s])\$(?!\d)"  # mathematics, not $5
    r"|\$[^$.]{0,400}\$"
    r"|\\\([^$]{0,400}?\\\)"
    r"|\([^()]{0,400}\)|\[[^\[\]]{0,400}\]"  # brackets; those around mathematics come next round
)
_MASK = "\ue000"
_END = re.compile(r"(?:[.!?]+|…)[\"'”’»\ue000]*(?=\s)|[。？！]+[」』”’）\"']*|\n\s*\n")
_LAST_WORD = re.compile(r"[^\s(\[{“\"'/]*$")
_NEXT_WORD = re.compile(r"\s*[\"'“‘«(\[]*(\S*)")
_BARE = re.compile(r"[^\w'’-]+$")

# A stop after these never ends a sentence.
_NEVER = frozenset(
    "e.g. i.e. cf. vs. viz. fig. figs. eq. eqs. sec. sect. secs. ref. refs. tab. ch. thm. prop."
    " def. dr. prof. mr. mrs. ms. st. approx. resp. ca. esp. incl. w.r.t. ver. vol. pp.".split()
)
# After these it does only where a usual first word follows.
_PERHAPS = frozenset(
    "al. etc. i.i.d. a.k.a. u.s. u.k. u.s.a. ph.d. b.c. a.d. inc. ltd. co. corp. jr. sr. no. nos."
    " vs. a.m. p.m. max. min. dept. univ. dim.".split()
)
_NUMBERED = frozenset({"no.", "nos.", "p."})
_STARTERS = frozenset(
    "aims conclusion conclusions context methods method objective objectives purpose background"
    " a after all although among an and another as at based because beyond both building but by"
    " code compared consequently data despite due each empirically evaluation experiments extensive"
    " finally first for from furthermore given here hence how however if importantly in instead it"
    " its many moreover most motivated nevertheless no notably on once one our overall recent"
    " recently results second similarly since some specifically such surprisingly that the their"
    " then there therefore these they third this those though through thus to together under unlike"
    " using we what when where whereas whether which while with without yet you".split()
)


def sentences(abstract: str) -> tuple[str, ...]:
    """The sentences in order, each a verbatim piece of the abstract; nothing but space is lost."""
    masked = _masked(abstract)
    pieces = []
    start = 0
    for end in (*_ends(masked), len(abstract)):
        if piece := abstract[start:end].strip():
            pieces.append(piece)
        start = end
    return tuple(pieces)


def _masked(text: str) -> str:
    """The text, as long as before, with everything hidden in which no sentence ends."""
    for _ in range(2):
        text = _INSIDE.sub(lambda match: _MASK * len(match.group()), text)
    return text


def _ends(masked: str) -> Iterator[int]:
    for match in _END.finditer(masked):
        if match.group()[0] != "." or _is_end(masked, match):
            yield match.end()


def _is_end(masked: str, match: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(masked, match.end())
    next_word = following[1] if following else ""
    if not _can_start(next_word):
        return False
    if match.group()[-1] not in ".!?…":
        return True
    before = _LAST_WORD.search(masked[: match.start()])
    last_word = (before.group() if before else "").lstrip(_MASK) + "."
    if match.group().startswith(".."):
        return True
    return _is_stop(last_word, next_word)


def _is_stop(last_word: str, next_word: str) -> bool:
    """Whether the stop at the end of a word is a full stop and no part of the word."""
    folded = last_word.casefold()
    if folded in _NEVER:
        return False
    if folded in _NUMBERED and next_word[:1].isdigit():
        return False
    is_initial = len(last_word) == len("J.") and last_word[0].isupper()
    if is_initial or folded in _PERHAPS:
        return _BARE.sub("", next_word).casefold() in _STARTERS
    return True


def _can_start(word: str) -> bool:
    """Whether a sentence may begin so; names such as ``vLLM`` and ``mT5`` may."""
    if not word or not word[0].islower():
        return bool(word)
    return any(char.isupper() or char.isdigit() for char in _BARE.sub("", word))
