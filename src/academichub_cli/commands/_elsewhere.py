"""Who an author is, asked of places beyond the library; loaded only when they are asked.

Somebody waits at a prompt, so all places are asked at the same time, none twice, and after a few
seconds what came is all there is. What a place does not answer costs nothing but its answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from academichub_cli import CONTACT, keys
from academichub_cli.commands._question import ask
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import named
from academichub_cli.config import OFF
from academichub_cli.domain.people import Candidate
from academichub_cli.domain.radar import Follow
from academichub_cli.domain.ranked import Failure
from academichub_cli.errors import HubError, SourceError
from academichub_cli.progress import Reporter
from academichub_cli.sources import Access
from academichub_cli.sources._people import PeopleFinder, finders
from academichub_cli.web.door import Web
from academichub_cli.web.errors import CHECK_NETWORK, UnreachableError

_SECONDS, _SECONDS_MORE, _MOST_SECONDS = 6.0, 2.0, 20.0  # for one name, for each further one


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The persons that places have of each name or id, and the places that were no help.

    `complaints` are what is to be said of those, with its remedy: once for all that failed alike.
    """

    persons: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    complaints: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, kw_only=True)
class _Question:
    """One place asked who one author is, with what came of it."""

    who: Follow
    finder: PeopleFinder
    access: Access
    found: list[Candidate] = field(default_factory=list)
    error: HubError | None = None


def look(session: Session, authors: Sequence[Follow]) -> Elsewhere:
    """Ask all places that may be asked who these authors are."""
    questions = list(_questions(session, authors))
    if not questions:
        return Elsewhere()
    addresses = {each.access.addresses[each.finder.route] for each in questions}
    with Reporter(session.terminal).shown(_label(questions, authors)):
        try:
            ask(session, addresses, lambda web: _answered(questions, web), is_patient=False)
        except HubError as error:  # nothing could be asked at all
            for each in questions:
                each.error = each.error or error
    persons: dict[str, tuple[Candidate, ...]] = {}
    for each in questions:
        persons[each.who.text] = (*persons.get(each.who.text, ()), *each.found)
    failed = _failed(questions)
    return Elsewhere(
        persons=persons,
        failures=tuple(_failure(label, those) for label, those in failed.items()),
        complaints=tuple(_complaints(failed)),
    )


def _questions(session: Session, authors: Sequence[Follow]) -> Iterator[_Question]:
    accesses: dict[str, Access | None] = {}
    for who in authors:
        for finder in finders(who):
            if finder.label not in accesses:
                accesses[finder.label] = _access(session, finder)
            if access := accesses[finder.label]:
                yield _Question(who=who, finder=finder, access=access)


def _access(session: Session, finder: PeopleFinder) -> Access | None:
    """How a place is reached; None for one that is turned off or has no address."""
    settings = session.settings
    addresses = settings.reached(finder.addresses)
    if settings.switch_of(finder.source) == OFF or not addresses.get(finder.route):
        return None
    key = keys.find(finder.key, session.environ) if finder.key else None
    return Access(
        addresses=addresses,
        now=session.now,
        key=key.value if key else None,
        contact=settings.network_contact or CONTACT,
    )


async def _answered(questions: Sequence[_Question], web: Web) -> None:
    """All at once; each ends in time."""
    names = len({each.who.text for each in questions})
    seconds = min(_SECONDS + _SECONDS_MORE * (names - 1), _MOST_SECONDS)
    latest = asyncio.get_running_loop().time() + seconds
    await asyncio.gather(*(_answer(each, web, latest, seconds) for each in questions))


async def _answer(question: _Question, web: Web, latest: float, seconds: float) -> None:
    try:
        async with asyncio.timeout_at(latest):
            async for each in question.finder.people(question.who, web, question.access):
                question.found.append(each)
    except TimeoutError:
        question.error = SourceError(f"no answer came within {seconds:g} s", hint="try again later")
    except HubError as error:
        question.error = error


def _failed(questions: Sequence[_Question]) -> dict[str, list[_Question]]:
    """The questions that were not answered, by the places that did not."""
    failed: dict[str, list[_Question]] = {}
    for each in questions:
        if each.error:
            failed.setdefault(each.finder.label, []).append(each)
    return failed


def _failure(label: str, those: Sequence[_Question]) -> Failure:
    first = those[0]
    return Failure(
        source=first.finder.source,
        message=f"{label} was {_help(those)}: {first.error}",
        hint=first.error.hint if first.error else "",
    )


def _complaints(failed: Mapping[str, Sequence[_Question]]) -> Iterator[tuple[str, str]]:
    """What is to be said of the places that failed, and its remedy; once where they are alike."""
    alike: dict[str, list[str]] = {}
    for label, those in failed.items():
        alike.setdefault(_trouble(those[0].error), []).append(label)
    for trouble, labels in alike.items():
        those = failed[labels[0]]
        one = _failure(labels[0], those)
        if len(labels) == 1:
            yield one.message, one.hint
        elif isinstance(those[0].error, UnreachableError):
            asked = _asked([each.who for each in those])
            yield f"{named(labels)} cannot be reached, so nobody was asked {asked}", trouble
        else:
            yield f"{named(labels)} were {_help(those)}: {those[0].error}", one.hint


def _trouble(error: HubError | None) -> str:
    """What places that fail alike have in common: the remedy where none of them is reached."""
    if not isinstance(error, UnreachableError):
        return str(error)
    is_cut_off = error.hint.startswith(CHECK_NETWORK)
    return f"{CHECK_NETWORK}, then run it again" if is_cut_off else error.hint


def _help(those: Sequence[_Question]) -> str:
    """``no help with Wei Zhang and 2 more``."""
    more = f" and {len(those) - 1} more" if len(those) > 1 else ""
    some = "little" if any(each.found for each in those) else "no"
    return f"{some} help with {those[0].who.text}{more}"


def _label(questions: Sequence[_Question], authors: Sequence[Follow]) -> str:
    """``OpenAlex, ORCID and Semantic Scholar who Wei Zhang is``."""
    return f"{named(dict.fromkeys(each.finder.label for each in questions))} {_asked(authors)}"


def _asked(authors: Sequence[Follow]) -> str:
    if len(authors) == 1:
        return f"who {authors[0].text} is"
    return f"who {len(authors)} authors are"
