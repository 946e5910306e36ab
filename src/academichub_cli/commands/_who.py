"""Persons whom a name may mean, as a reader and a program see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.text import Text

from academichub_cli.commands._words import counted
from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.radar import Follow, FollowKind, Radar

if TYPE_CHECKING:
    from academichub_cli.domain.people import Candidate

MOST_COAUTHORS = 6
_MOST_TITLES = 3
_MOST_SAID = 2
LIBRARY = "library"


def with_what_was_said(follow: Follow, radar: Radar) -> Follow:
    """What is on the radar with what was found: a person who was picked, or only who it is by id.

    Papers that are known not to be theirs are left out.
    """
    known = next(each for each in radar.follows if each.key == follow.key)
    if follow.kind is FollowKind.AUTHOR and not follow.is_told_apart:
        ids = known if known.id else follow
        return replace(known, id=ids.id, other_ids=ids.other_ids)
    theirs = tuple(each for each in follow.papers if each not in known.not_papers)
    return replace(follow, papers=theirs, not_papers=known.not_papers)


def told_apart(follow: Follow) -> str:
    """Which of several persons it is: ``, the one who writes with Li Na and Ana Souza``."""
    if follow.kind is not FollowKind.AUTHOR or follow.is_known_by_id:
        return ""
    if follow.coauthors:
        return f", the one who writes with {' and '.join(follow.coauthors[:_MOST_SAID])}"
    if follow.papers:
        return f", the one of {counted(len(follow.papers), 'paper')} here"
    return f", the one with {follow.id}" if follow.id else ""


def drawn(candidate: Candidate, number: int) -> Iterator[Text]:
    """One candidate in a few lines: names, where and when, with whom, on what."""
    head = Text(f"{number}  ", style="bold")
    head.append(" · ".join(candidate.names), style="bold")
    head.append(f"  {_extent(candidate)}", style="not bold dim")
    yield head
    for label, texts in (
        ("", candidate.affiliations),
        ("in ", candidate.fields),
        ("with ", candidate.coauthors[:MOST_COAUTHORS]),
        ("", candidate.ids),
    ):
        if texts:
            yield Text(f"   {label}{', '.join(texts)}")
    for title in candidate.titles[:_MOST_TITLES]:
        yield Text(f"   “{unicode_math(title)}”")


def record_of(candidate: Candidate) -> dict[str, Any]:
    """One candidate as JSON has it."""
    return {
        "names": candidate.names,
        "found_in": candidate.found_in,
        "count": candidate.count,
        "years": candidate.years,
        "affiliations": candidate.affiliations,
        "fields": candidate.fields,
        "coauthors": candidate.coauthors[:MOST_COAUTHORS],
        "titles": candidate.titles[:_MOST_TITLES],
        "papers": candidate.papers,
        "ids": candidate.ids,
        "also_in": [{"place": place, "count": count} for place, count in candidate.also_in],
    }


def _extent(candidate: Candidate) -> str:
    """``12 papers here, 2019 to 2026; also 45 at OpenAlex, and at ORCID``."""
    said = _counted(candidate.found_in, candidate.count)
    if candidate.years is not None:
        first, last = candidate.years
        said += f", {first}" if first == last else f", {first} to {last}"
    if candidate.also_in:
        said += f"; also {', '.join(_at(*each) for each in candidate.also_in)}"
    return said


def _counted(place: str, count: int | None) -> str:
    where = "here" if place == LIBRARY else f"at {place}"
    return where if count is None else f"{counted(count, 'paper')} {where}"


def _at(place: str, count: int | None) -> str:
    return f"at {place}" if count is None else f"{count:,} at {place}"
