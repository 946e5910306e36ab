"""What became of a paper after it appeared: corrected, retracted, doubted, published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.patterns import lazily


class NoticeKind(StrEnum):
    """What a notice says of a paper, the gravest first."""

    RETRACTION = "retraction"
    WITHDRAWAL = "withdrawal"
    REMOVAL = "removal"
    CONCERN = "concern"
    CORRECTION = "correction"
    PUBLICATION = "publication"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice of a `kind` on a `paper`; `by` is the notice itself, where it has a name."""

    paper: Identifier
    kind: NoticeKind
    by: Identifier | None = None
    day: date | None = None


# https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/
# registering-updates/ lists types; PubMed says "Retraction in", "Erratum in", "Expression of
# concern in". Of a retraction with replacement the retraction is what matters.
_WORDS = (
    (NoticeKind.RETRACTION, "retract"),
    (NoticeKind.WITHDRAWAL, "withdraw"),
    (NoticeKind.REMOVAL, "remov"),
    (NoticeKind.CONCERN, "concern"),
    (NoticeKind.CORRECTION, "correct|corrigend|errat|addend|clarification"),
)
_FORMS = tuple((kind, lazily(words, re.IGNORECASE)) for kind, words in _WORDS)


def kind_of(said: str) -> NoticeKind:
    """The kind in a source's own words: ``expression_of_concern``, ``Erratum in``."""
    return next((kind for kind, form in _FORMS if form().search(said)), NoticeKind.OTHER)


_SAID = {
    NoticeKind.RETRACTION: "retracted",
    NoticeKind.WITHDRAWAL: "withdrawn",
    NoticeKind.REMOVAL: "removed",
    NoticeKind.CONCERN: "expression of concern",
    NoticeKind.CORRECTION: "corrected",
    NoticeKind.PUBLICATION: "published",
}


def said(kind: NoticeKind) -> str:
    """What a notice of this kind says of its paper; "" where nobody can tell."""
    return _SAID.get(kind, "")


def gravest(notices: tuple[Notice, ...]) -> Notice | None:
    """The notice that matters most; of two alike the later one."""
    order = tuple(NoticeKind)
    return min(
        notices,
        key=lambda notice: (order.index(notice.kind), -(notice.day or date.min).toordinal()),
        default=None,
    )
