"""The use case of the brief: what a period's papers say, every claim cited and checked."""

from __future__ import annotations

from academichub_cli.briefs._tidy import tidied
from academichub_cli.briefs.answer import (
    ONE_SENTENCE,
    QUESTION,
    answer,
    fitting,
    in_one_sentence,
    is_in_other_letters,
    search_words,
)
from academichub_cli.briefs.asking import Asking, Priced
from academichub_cli.briefs.check import Unsupported, unsupported
from academichub_cli.briefs.expecting import estimate, further
from academichub_cli.briefs.extract import Limits, brief
from academichub_cli.briefs.write import Wish, dropped_by_reason, write

__all__ = [
    "ONE_SENTENCE",
    "QUESTION",
    "Asking",
    "Limits",
    "Priced",
    "Unsupported",
    "Wish",
    "answer",
    "brief",
    "dropped_by_reason",
    "estimate",
    "fitting",
    "further",
    "in_one_sentence",
    "is_in_other_letters",
    "search_words",
    "tidied",
    "unsupported",
    "write",
]
