"""What a model wrote, before anything in it was checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCitation:
    """A key that should be a paper's, and words that should stand in its abstract."""

    key: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClaim:
    """A sentence and what the model says it rests on."""

    text: str
    citations: tuple[DraftCitation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPart:
    """The claims about one theme or bridge, named as the prompt named it: ``T1``, ``B2``."""

    name: str
    claims: tuple[DraftClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything a model wrote for one brief."""

    themes: tuple[DraftPart, ...] = ()
    bridges: tuple[DraftPart, ...] = ()
    agreements: tuple[DraftClaim, ...] = ()
    questions: tuple[DraftClaim, ...] = ()
    first: tuple[DraftClaim, ...] = ()

    @property
    def claims(self) -> Iterator[DraftClaim]:
        """All claims in the order in which they are read."""
        for part in (*self.themes, *self.bridges):
            yield from part.claims
        yield from (*self.agreements, *self.questions, *self.first)
