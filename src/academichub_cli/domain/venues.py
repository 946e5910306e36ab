"""Names of venues: ISSNs, the forms in which names are compared, and whether one is followed.

ISSNs and their check digit: https://www.issn.org/understanding-the-issn/what-is-an-issn/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from academichub_cli.domain.paper import Paper
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.radar import Follow
from academichub_cli.domain.text_forms import fold, without_accents

_ISSN = lazily(r"(?ai)(?:e?issn[:\s]*)?(\d{4})[-‐–]?(\d{3}[\dx])")
_WORDS = lazily(r"[^\W_]+")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
_MODULUS, _TEN = 11, 10
# Where the name ends and the place in it begins: "Phys. Rev. Lett. 130, 012345 (2026)".
_PLACE = lazily(r"(?i)\d|[\s,;:(]+(?:vol|volume|in press|to appear|accepted)\b")
_ASIDE = lazily(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")
_STAR = "*"
_CAPITALS = 2
# What is said of a paper that will be, or is, in a venue.
_IN_IT = lazily("accept|appear|publish|present|proceeding|camera|oral|spotlight|poster")
# What is said of a paper that is not in the venue yet, or not in its main part.
_NOT_IN_IT = lazily(
    "submitted|submission|under review|rejected|withdrawn|workshop|format|style|template"
)


def issn_of(text: str) -> str | None:
    """The ISSN as it is printed, ``1476-4687``; None where the text is none or a digit is wrong."""
    if not (found := _ISSN().fullmatch(text.strip())):
        return None
    digits = f"{found[1]}{found[2]}".upper()
    weighed = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    check = -weighed % _MODULUS
    if digits[-1] != ("X" if check == _TEN else str(check)):
        return None
    return f"{digits[:4]}-{digits[4:]}"


def looks_like_issn(text: str) -> bool:
    """Whether this has the shape of an ISSN, right or wrong."""
    return _ISSN().fullmatch(text.strip()) is not None


def venue_key(name: str) -> str:
    """A name without what catalogues vary: case, accents, dots, dashes, "&" and a first "the"."""
    words: list[str] = _WORDS().findall(_folded(name))
    return " ".join(words[1:] if words[:1] == ["the"] and words[1:] else words)


class FollowedVenue:
    """A followed journal or series made ready to be held against many papers.

    It is known by its ISSNs where the record of a paper has any, else by its names. A name in
    stars, such as ``*ICML*``, may stand anywhere in that of the venue; one with a star before it
    must end that, but for a year, an acronym and the like.
    """

    def __init__(self, follow: Follow) -> None:
        names = (follow.text, *follow.also)
        self._issns = frozenset(follow.issns)
        self._keys = frozenset(venue_key(name) for name in names if not is_starred(name))
        self._acronyms = tuple(map(_acronym, acronyms_of(follow)))
        phrases = [name for name in names if is_starred(name) and not is_acronym(_bare(name))]
        self._phrases = tuple(map(_phrase, phrases))

    def evidence(self, paper: Paper) -> str | None:
        """What shows that the paper is of this venue; None where nothing does."""
        if self._issns and paper.issns:
            is_it = not self._issns.isdisjoint(paper.issns)
            return (paper.venue or paper.journal_ref or paper.issns[0]) if is_it else None
        for venue in (paper.venue, paper.journal_ref):
            if venue and self._is_called(venue):
                return venue
        return self._announced_in(paper.comment) if paper.comment and self._acronyms else None

    def _is_called(self, venue: str) -> bool:
        if not self._keys.isdisjoint(_forms(venue)):
            return True
        if any(acronym.search(venue) for acronym in self._acronyms):
            return True
        folded = _folded(venue) if self._phrases else ""
        return any(phrase.search(folded) for phrase in self._phrases)

    def _announced_in(self, comment: str) -> str | None:
        """The authors' word for where it will appear: "Accepted at ICML 2026"."""
        if _NOT_IN_IT().search(comment.casefold()):
            return None
        is_said = _IN_IT().search(comment.casefold()) is not None
        found = (acronym.search(comment) for acronym in self._acronyms)
        return comment if any(each and (is_said or each["year"]) for each in found) else None


def is_acronym(name: str) -> bool:
    """Whether this is one word with two capitals or more, so that its case tells it from words."""
    return " " not in name and sum(char.isupper() for char in name) >= _CAPITALS


def acronyms_of(follow: Follow) -> tuple[str, ...]:
    """Acronyms that may stand anywhere in the name of a followed venue."""
    names = (_bare(name) for name in (follow.text, *follow.also) if is_starred(name))
    return tuple(name for name in names if is_acronym(name))


def starred(names: Iterable[str]) -> tuple[str, ...]:
    """The names as those of a series, which stand in that of a venue each year in another way."""
    return tuple(f"*{name}*" if is_acronym(name) else f"*{name}" for name in names)


def is_starred(name: str) -> bool:
    """Whether a name stands for whatever has it in its own."""
    return name.startswith(_STAR) and venue_key(name) != ""


def _folded(text: str) -> str:
    return without_accents(fold(text.replace("&", " and ")))


def _bare(name: str) -> str:
    return name.strip(_STAR).strip()


def _acronym(name: str) -> re.Pattern[str]:
    """The acronym as a word of its own, with or without a year."""
    year = "['’ -]{0,2}(?:20)?[0-9]{2}(?![0-9])"
    return re.compile(rf"(?<![^\W_]){re.escape(name)}(?P<year>{year})?(?![^\W\d_])")


def _phrase(name: str) -> re.Pattern[str]:
    """The words of a name with stars, in a folded text."""
    words = r"\W+".join(map(re.escape, venue_key(name).split()))
    # "… on Machine Learning (ICML)" and "…, PMLR", but not "… on Machine Learning and Computing".
    end = r"(?!\w)" if name.endswith(_STAR) else r"(?=\s*(?:\Z|\d|-\s|[^\w\s-]))"
    return re.compile(rf"(?<!\w){words}{end}")


@lru_cache(maxsize=4096)
def _forms(venue: str) -> frozenset[str]:
    """The keys under which a venue may be followed: its whole text, or that without place."""
    place = _PLACE().search(venue, 1)
    short = venue[: place.start()] if place else venue
    texts = (venue, _ASIDE().sub("", venue), short)
    return frozenset(map(venue_key, texts)) - {""}
