"""Claims written by a model, and how code holds them against the abstracts they cite."""

from __future__ import annotations

from academichub_cli.domain.claims.content import content_words, shared_words, stem
from academichub_cli.domain.claims.draft import Draft, DraftCitation, DraftClaim, DraftPart
from academichub_cli.domain.claims.hostile import speaks_to_a_model, without_instructions
from academichub_cli.domain.claims.quoting import locate
from academichub_cli.domain.claims.verification import Evidence, verify

__all__ = [
    "Draft",
    "DraftCitation",
    "DraftClaim",
    "DraftPart",
    "Evidence",
    "content_words",
    "locate",
    "shared_words",
    "speaks_to_a_model",
    "stem",
    "verify",
    "without_instructions",
]
