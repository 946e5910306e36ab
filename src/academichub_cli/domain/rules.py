"""Which papers a radar means: how follows and mutes match a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from academichub_cli.domain.bylines import Attribute, author_named
from academichub_cli.domain.identifiers import parse_identifier
from academichub_cli.domain.names import FollowedName, Match
from academichub_cli.domain.paper import Author, Paper, is_within
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.radar import Follow, FollowKind, Mute, Radar
from academichub_cli.domain.text_forms import fold
from academichub_cli.domain.venues import FollowedVenue

_WORDS = lazily(r"[^\W_]+")
_UNSPACED = lazily("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_SHORT = 3
_SHORT_IES = 4  # "ties", "dies"
_ES = ("sses", "xes", "ches", "shes", "zzes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A follow that means a paper: where it was found, and the text that made it so.

    `grounds` say why it is the person who is followed, where others have the name.
    """

    follow: Follow
    place: str
    evidence: str = ""
    is_possible: bool = False
    grounds: str = ""


class RadarRules:
    """A radar made ready to be held against many papers.

    `attribute` tells how likely a paper is by one of several persons of a name; without it every
    paper of such a name is possibly theirs.
    """

    def __init__(self, radar: Radar, *, today: date, attribute: Attribute | None = None) -> None:
        self._attribute = attribute
        self._authors = [
            (follow, FollowedName(follow.text)) for follow in radar.of_kind(FollowKind.AUTHOR)
        ]
        self._topics = [(follow, Phrase(follow.text)) for follow in radar.of_kind(FollowKind.TOPIC)]
        self._categories = radar.of_kind(FollowKind.CATEGORY)
        self._journals = [
            (follow, FollowedVenue(follow)) for follow in radar.of_kind(FollowKind.JOURNAL)
        ]
        self._papers = {
            parse_identifier(follow.text): follow for follow in radar.of_kind(FollowKind.PAPER)
        }
        self._mutes = [(mute, MuteRule(mute)) for mute in radar.mutes if not mute.is_over(today)]

    def hits(self, paper: Paper) -> tuple[Hit, ...]:
        """All follows that mean this paper, by kind and then in the radar's order."""
        return (
            *self._paper_hits(paper),
            *self._author_hits(paper),
            *self._phrase_hits(paper),
            *self._category_hits(paper),
        )

    def muted_by(self, paper: Paper) -> Mute | None:
        """The first mute that means this paper."""
        return next((mute for mute, rule in self._mutes if rule.matches(paper)), None)

    def _paper_hits(self, paper: Paper) -> Iterator[Hit]:
        for identifier in sorted(paper.identifiers, key=str):
            if follow := self._papers.get(identifier):
                yield Hit(follow=follow, place="paper")

    def _author_hits(self, paper: Paper) -> Iterator[Hit]:
        for follow, followed in self._authors:
            # A person is one of the authors once, however many of them the name could mean.
            possible = ""
            if follow.id and not paper.people.isdisjoint(follow.ids):
                yield Hit(follow=follow, place="author", evidence=follow.text)
                continue
            if follow.is_told_apart:
                yield from self._hits_of_one_person(paper, follow, followed)
                continue
            for author in paper.authors:
                match = followed.compare(author.name)
                if match is Match.SAME or _is_named(follow, author):
                    yield Hit(follow=follow, place="author", evidence=author.name)
                    break
                if match is Match.POSSIBLE:
                    possible = possible or author.name
            else:
                if possible:
                    yield Hit(follow=follow, place="author", evidence=possible, is_possible=True)

    def _hits_of_one_person(
        self, paper: Paper, follow: Follow, followed: FollowedName
    ) -> Iterator[Hit]:
        """By id, else by name and evidence, for a follow of one among several of the name."""
        for author in paper.authors:
            if _is_named(follow, author):
                yield Hit(follow=follow, place="author", evidence=author.name)
                return
        identifiers = {str(each) for each in paper.identifiers}
        named = author_named(paper, followed)
        if named is None or not identifiers.isdisjoint(follow.not_papers):
            return
        author, match = named
        is_known = not identifiers.isdisjoint(follow.papers)
        found = self._attribute(follow, paper) if self._attribute and not is_known else None
        # Of others nothing may be known but that some papers of the name are not theirs.
        by_name = is_known or (match is Match.SAME and not follow.is_known_by_papers)
        yield Hit(
            follow=follow,
            place="author",
            evidence=author.name,
            is_possible=not (found.is_sure if found else by_name),
            grounds=found.grounds if found else "",
        )

    def _phrase_hits(self, paper: Paper) -> Iterator[Hit]:
        for follow, phrase in self._topics:
            if phrase.is_in(paper.title):
                yield Hit(follow=follow, place="title")
            elif paper.abstract and phrase.is_in(paper.abstract):
                yield Hit(follow=follow, place="abstract")
        for follow, followed in self._journals:
            if evidence := followed.evidence(paper):
                yield Hit(follow=follow, place="journal", evidence=evidence)

    def _category_hits(self, paper: Paper) -> Iterator[Hit]:
        for follow in self._categories:
            if is_within(paper.primary_category, follow.text):
                yield Hit(follow=follow, place="primary category")
            elif any(is_within(category, follow.text) for category in paper.categories):
                yield Hit(follow=follow, place="cross-list")


class MuteRule:
    """A mute made ready to be held against many papers."""

    def __init__(self, mute: Mute) -> None:
        self._mute = mute
        self._phrase = Phrase(mute.text)
        self._name = FollowedName(mute.text)

    def matches(self, paper: Paper) -> bool:
        """Whether the paper must not show. Without a scope, any of the scopes will do."""
        match self._mute.scope:
            case FollowKind.AUTHOR:
                return self._by_author(paper)
            case FollowKind.TOPIC:
                return self._by_topic(paper)
            case FollowKind.CATEGORY:
                return self._by_category(paper)
            case _:
                return self._by_author(paper) or self._by_topic(paper) or self._by_category(paper)

    def _by_author(self, paper: Paper) -> bool:
        return any(self._name.compare(author.name) is Match.SAME for author in paper.authors)

    def _by_topic(self, paper: Paper) -> bool:
        return self._phrase.is_in(paper.title) or self._phrase.is_in(paper.abstract or "")

    def _by_category(self, paper: Paper) -> bool:
        return any(is_within(category, self._mute.text) for category in paper.categories)


class Phrase:
    """Words that must stand next to each other; case, hyphens and a regular plural do not matter.

    In scripts without spaces the characters must stand next to each other.
    """

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self._unspaced = folded if _UNSPACED().search(folded) else None
        self._words = f" {' '.join(_stems(folded))} "
        # What singular and plural of the longest word have in common, for a quick no.
        self._longest = max(_stems(folded), key=len, default="").removesuffix("y")

    @property
    def is_empty(self) -> bool:
        """Whether there is no word in it, so that it is in no text."""
        return not self._words.strip()

    def is_in(self, text: str) -> bool:
        """Whether the text has the phrase."""
        folded = _folded(text)
        if self._unspaced:
            return self._unspaced in folded
        if self.is_empty or self._longest not in folded:
            return False
        return self._words in _stemmed(folded)


def author_ids(ids: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """Ids as follows write them: ``orcid:0000-…``."""
    return frozenset(f"{scheme}:{value}" for scheme, value in ids)


def _is_named(follow: Follow, author: Author) -> bool:
    """Whether a record says that this author is the one who is followed."""
    return bool(follow.id) and not author_ids(author.ids).isdisjoint(follow.ids)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=4096)
def _stemmed(folded: str) -> str:
    return f" {' '.join(_stems(folded))} "


def _stems(folded: str) -> list[str]:
    return [_singular(word) for word in _WORDS().findall(folded)]


def _singular(word: str) -> str:
    if len(word) <= _SHORT or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > _SHORT_IES:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_ES) else word[:-1]
