"""Who of a paper's authors is meant by a name, and how likely that is the person meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from academichub_cli.domain.names import FollowedName, Match
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.radar import Follow

MOST_SEEDS = 20  # papers by which a person who was picked is known from then on
SURE = 0.5  # the confidence from which a paper counts as a person's


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """How likely a paper is by a person, between 0 and 1, and what a reader can check of it."""

    confidence: float
    grounds: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether the paper counts as the person's; else it is possibly theirs."""
        return self.confidence >= SURE


# How likely a paper is by the person who is followed; None where nothing is known of that.
Attribute = Callable[[Follow, Paper], Attribution | None]


def author_named(paper: Paper, name: FollowedName) -> tuple[Author, Match] | None:
    """The author whom a name fits best, and how well; None where it fits nobody."""
    found = [(author, name.compare(author.name)) for author in paper.authors]
    best = max(found, key=lambda pair: pair[1].value, default=None)
    return best if best and best[1] is not Match.NO else None
