"""The radar: what a reader follows and mutes, and how a follow is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module

from academichub_cli.domain.categories import subject_category
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import parse_identifier
from academichub_cli.domain.paper import is_category
from academichub_cli.domain.text_forms import fold

_ORCID = re.compile(
    r"(?:https?://(?:orcid|arxiv)\.org/(?:a/)?)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.ASCII
)
# https://info.arxiv.org/help/author_identifiers.html
_AUTHOR_ID = re.compile(
    r"(?:https?://)?(?:arxiv\.org/a/)?([a-z][a-z-]*(?:_[a-z][a-z-]*)*_[a-z]_\d{1,4})", re.ASCII
)
_TWO_LETTERS = 2
ARCHIVES = frozenset(
    {"astro-ph", "cond-mat", "cs", "econ", "eess", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th"}
    | {"math", "math-ph", "nlin", "nucl-ex", "nucl-th", "physics", "q-bio", "q-fin", "quant-ph"}
    | {"stat"}
)


class FollowKind(StrEnum):
    """What a follow is."""

    AUTHOR = "author"
    TOPIC = "topic"
    CATEGORY = "category"
    JOURNAL = "journal"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """One thing on the radar.

    `id` is what identifies it where that is known: ``orcid:0000-…`` or ``arxiv:warner_s_1`` of an
    author, a paper's identifier; `other_ids` are what other catalogues call the same author. Which
    of the persons of one name an author is, three lists tell: papers that are theirs, names of
    co-authors, and papers that are not theirs. A journal has ISSNs, further names, and the address
    of its feed where that is how to ask for it.
    """

    kind: FollowKind
    text: str
    id: str | None = None
    other_ids: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    coauthors: tuple[str, ...] = ()
    not_papers: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    feed: str | None = None

    @property
    def key(self) -> tuple[FollowKind, str]:
        """Two follows with the same key are one follow."""
        return (self.kind, identity_of(self.kind, self.text))

    @property
    def ids(self) -> tuple[str, ...]:
        """All that identifies it, `id` first."""
        return (self.id, *self.other_ids) if self.id else self.other_ids

    def id_of(self, *schemes: str) -> tuple[str, str] | None:
        """The first of its ids that is of one of these schemes, as scheme and value."""
        for each in self.ids:
            scheme, _, value = each.partition(":")
            if scheme in schemes and value:
                return scheme, value
        return None

    @property
    def is_told_apart(self) -> bool:
        """Whether it is known which of the persons of this name the author is, or is not."""
        return bool(self.papers or self.coauthors or self.not_papers)

    @property
    def is_known_by_papers(self) -> bool:
        """Whether it is an author of whom papers or co-authors are known."""
        return bool(self.papers or self.coauthors)

    @property
    def is_known_by_id(self) -> bool:
        """Whether it is an author of whom only an id is known."""
        is_author = self.kind is FollowKind.AUTHOR
        return is_author and self.text.casefold() in (self.id or "").casefold()

    @property
    def is_doi(self) -> bool:
        """Whether it is a paper named by a DOI."""
        return self.kind is FollowKind.PAPER and (self.id or "").startswith("doi:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """What must not show: text anywhere, or within `scope`; until the end of a day, if given."""

    text: str
    scope: FollowKind | None = None
    until: date | None = None

    @property
    def key(self) -> tuple[FollowKind | None, str]:
        """Two mutes with the same key are one mute."""
        return (self.scope, identity_of(self.scope, self.text))

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and today > self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar:
    """The reader's local profile, in the order in which it was written."""

    follows: tuple[Follow, ...] = ()
    mutes: tuple[Mute, ...] = ()

    def of_kind(self, kind: FollowKind) -> tuple[Follow, ...]:
        """The follows of one kind."""
        return tuple(follow for follow in self.follows if follow.kind is kind)


def identity_of(kind: FollowKind | None, text: str) -> str:
    """What is left of a text when case, Unicode form and spacing are taken away."""
    if kind is FollowKind.AUTHOR:
        # How names are read is much to load, and most commands compare none.
        key: str = import_module("academichub_cli.domain.names").key(text)
        return key
    if kind is FollowKind.PAPER and (identifier := parse_identifier(text)):
        return str(identifier)
    if kind is FollowKind.CATEGORY:
        return subject_category(text) or fold(text)
    return fold(text)


def category_of(text: str) -> str | None:
    """The category as its server writes it, whatever the case; None for anything else.

    An archive of arXiv's is one, and so is bioRxiv or medRxiv as a whole.
    """
    if category := subject_category(text):
        return category
    archive, dot, subject = text.partition(".")
    if not dot:
        return text if text in ARCHIVES else None
    subject = subject.upper() if len(subject) == _TWO_LETTERS else subject.lower()
    category = f"{archive.lower()}.{subject}"
    return category if is_category(category) else None


def identified_author(text: str) -> Follow | None:
    """The author that an ORCID, an arXiv author id or an address of either names."""
    if orcid := _ORCID.fullmatch(text):
        return Follow(kind=FollowKind.AUTHOR, text=orcid[1], id=f"orcid:{orcid[1]}")
    if named := _AUTHOR_ID.fullmatch(text):
        return Follow(kind=FollowKind.AUTHOR, text=named[1], id=f"arxiv:{named[1]}")
    return None


def understand(text: str) -> Follow | None:
    """What a reader means by a bare word or phrase; None where nothing readable is left.

    A category, else an identifier or address of a paper, else an ORCID or arXiv's author id, else
    two to four
    capitalised words (initials and particles allowed) as an author, else a topic.
    """
    text = clean(text)
    if not text:
        return None
    if category := category_of(text):
        return Follow(kind=FollowKind.CATEGORY, text=category)
    if identifier := parse_identifier(text):
        return Follow(kind=FollowKind.PAPER, text=identifier.value, id=str(identifier))
    if identified := identified_author(text):
        return identified
    if import_module("academichub_cli.domain.name_shapes").looks_like_a_name(text):
        return Follow(kind=FollowKind.AUTHOR, text=text)
    return Follow(kind=FollowKind.TOPIC, text=text)
