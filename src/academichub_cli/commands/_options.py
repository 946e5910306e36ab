"""Options that several commands take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import typer

from academichub_cli import formats
from academichub_cli.commands import _complete
from academichub_cli.domain.categories import subject_category
from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import AnnounceType, Paper, archive_of, is_within
from academichub_cli.domain.radar import ARCHIVES, category_of
from academichub_cli.errors import UnknownNameError, UsageError

_MOST = 1_000_000
_DIGITS = 7

Format = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", help="How to write papers.", autocompletion=_complete.formats,
        metavar="FORMAT",
    ),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Limit = Annotated[
    str | None, typer.Option("--limit", "-n", metavar="N", help="At most so many papers.")
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Only papers of this source.")
]
Category = Annotated[
    str | None,
    typer.Option("--category", metavar="NAME", help="Only papers of this category or archive."),
]
AnnouncedAs = Annotated[
    str | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        help="Only new, cross, replace or replace-cross; several by commas.",
    ),
]
Out = Annotated[str | None, typer.Option("--out", "-o", metavar="FILE", help="Write to this file.")]
PaperIds = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...", help="An arXiv id, a DOI, or a card's number.",
        autocompletion=_complete.papers,
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Output:
    """The format papers are written in, by name, and how many."""

    format: str
    limit: int


def output(
    *, name: str | None, json: bool, limit: str | None, default_limit: int, is_terminal: bool
) -> Output:
    """What the options ask for. Raises UsageError where they cannot be met."""
    if json and name not in {None, "json"}:
        raise UsageError(
            f"--json and --format {clean(name or '')} contradict each other", hint="use one of them"
        )
    by_default = "cards" if is_terminal else "line"
    chosen = "json" if json else by_default if name is None else name
    formats.find(chosen)
    return Output(chosen, default_limit if limit is None else whole_number("--limit", limit, 1))


def whole_number(option: str, text: str, least: int) -> int:
    """The number in an option's text. Raises UsageError for anything else, or one out of range."""
    digits = text.strip()
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS
    if is_number and least <= int(digits) <= _MOST:
        return int(digits)
    raise UsageError(
        f"{option} {clean(text)[:40]!r} is out of range or no number",
        hint=f"use a whole number from {least:,} to {_MOST:,}",
    )


def one_of(kind: str, text: str, known: Sequence[str]) -> str:
    """The word in an option's text. Raises UnknownNameError for one that is not known."""
    if text not in known:
        raise UnknownNameError(kind, clean(text)[:40], list(known))
    return text


def announce_types(text: str | None) -> frozenset[AnnounceType] | None:
    """The announce types in an option's text. Raises UsageError for an unknown one."""
    if text is None:
        return None
    known = [kind.value for kind in AnnounceType]
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in known:
            raise UnknownNameError("announce type", clean(name)[:40], known)
    return frozenset(AnnounceType(name) for name in names)


def wanted(*, source: str | None, category: str | None) -> Callable[[Paper], bool]:
    """Whether a paper is among those that the options leave. Raises UsageError for unknown ones."""
    if source is not None:
        _require_source(source)
    category = subject_category(category or "") or category
    if category is not None and not _is_known(category):
        raise UsageError(
            f"{clean(category)[:40]!r} is no category",
            hint="they look like cs.CL, hep-th or biorxiv:neuroscience",
        )

    def is_wanted(paper: Paper) -> bool:
        if source is not None and paper.source != source:
            return False
        return category is None or any(is_within(each, category) for each in paper.categories)

    return is_wanted


def _is_known(category: str) -> bool:
    """Whether this can be a category, an archive or a server, in any case."""
    if subject_category(category):
        return True
    folded = category.casefold()
    return folded in ARCHIVES or (
        archive_of(folded) in ARCHIVES and category_of(category) is not None
    )


def _require_source(name: str) -> None:
    # The sources' package speaks to the network, whose import most runs never need.
    known: tuple[str, ...] = import_module("academichub_cli.sources").names()
    if name not in known:
        raise UnknownNameError("source", clean(name)[:40], known)
