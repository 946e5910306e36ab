"""Claims written by a model, and how code holds them against the abstracts they cite."""

from __future__ import annotations

from academichub_cli.domain.claims.content import shared_words
from academichub_cli.domain.claims.draft import Draft, DraftCitation, DraftClaim, DraftPart
from academichub_cli.domain.claims.hostile import without_instructions
from academichub_cli.domain.claims.quoting import locate
from academichub_cli.domain.claims.verification import Evidence, verify

__all__ = [
    "Draft",
    "DraftCitation",
    "DraftClaim",
    "DraftPart",
    "Evidence",
    "locate",
    "shared_words",
    "verify",
    "without_instructions",
]
