"""What a reader means by a journal's name: the table, then Crossref, then the reader."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from academichub_cli import files, journals
from academichub_cli.commands import _choice
from academichub_cli.commands._session import Session
from academichub_cli.config import OFF, parse_toml
from academichub_cli.domain.clean import clean
from academichub_cli.domain.feed_addresses import called, feed_address, is_address
from academichub_cli.domain.journals import Journal, as_follow, find
from academichub_cli.domain.radar import Follow, FollowKind
from academichub_cli.domain.venues import is_starred, issn_of, looks_like_issn, venue_key
from academichub_cli.errors import ConfigError, SourceError, UsageError

_MOST_OFFERED = 8
_MOST_MEMBERS = 500
_BY_ISSN = "give its ISSN, as in `hub follow --journal 1476-4687`"
_BY_FEED = "the address of its feed, which begins with https://"


def resolved(session: Session, text: str) -> Follow:
    """The journal that is meant, with what it is known by. Raises UsageError where several are."""
    if is_address(text):
        return _fed(session, text)
    if is_starred(text):
        return Follow(kind=FollowKind.JOURNAL, text=text)
    found = find(text, journals.every())
    if found.journal:
        return as_follow(found.journal)
    if found.meant:
        return as_follow(_one_of(session, text, found.meant))
    elsewhere = _at_crossref(session, text)
    if journal := find(text, elsewhere).journal:
        return as_follow(journal)
    return _unknown(session, text, (*found.near, *elsewhere))


def members(session: Session, name: str) -> list[Follow]:
    """The journals of a set. Raises UsageError, or ConfigError for a file that has none."""
    every = journals.sets() | _own_sets(session)
    if name not in every:
        # All of them are more than one sentence of an error may hold.
        session.terminal.say(f"sets of journals: {', '.join(sorted(every))}")
        near = difflib.get_close_matches(name, every, n=3)
        meant = f"did you mean {' or '.join(near)}?" if near else "name one of those above"
        raise UsageError(f"no set of journals named {name[:80]!r}", hint=meant)
    found = ((text, find(text, journals.every()).journal) for text in every[name])
    return [as_follow(journal) if journal else _by_name(text) for text, journal in found]


def is_taken_for_something_else(follow: Follow) -> bool:
    """Whether what is followed as a person or a topic has the name of a journal of several words.

    Who follows the topic "cancer" hardly means the journal.
    """
    key = venue_key(follow.text)
    if follow.kind not in {FollowKind.AUTHOR, FollowKind.TOPIC} or " " not in key:
        return False
    return any(venue_key(name) == key for name in journals.names())


def how_asked(follow: Follow) -> str:
    """How papers of a followed journal come in."""
    if follow.feed:
        return f"its feed at {called(follow.feed)} is read"
    asked = f"asked for at Crossref by ISSN {', '.join(follow.issns)}" if follow.issns else ""
    if any(map(is_starred, follow.also)):
        beside = asked or "it cannot be asked for by itself"
        return f"papers that say they are in it are shown; {beside}"
    if asked:
        return asked
    return "known by this name alone, so only papers that bear it are shown"


def _own_sets(session: Session) -> dict[str, tuple[str, ...]]:
    path = session.paths.journals_file
    content = files.read_bytes(path)
    tables: dict[str, Any] = parse_toml(path, content) if content else {}
    for name, texts in tables.items():
        is_list = isinstance(texts, list) and 0 < len(texts) <= _MOST_MEMBERS
        if not is_list or not all(isinstance(text, str) and clean(text) for text in texts):
            raise ConfigError(
                f"{path}: {name} is no list of journals",
                hint='write it like `mine = ["Nature", "1476-4687"]`',
            )
    return {name: tuple(map(clean, texts)) for name, texts in tables.items()}


def _fed(session: Session, text: str) -> Follow:
    address = feed_address(text)
    if address is None:
        raise UsageError(
            f"{text[:80]} is no address of a feed", hint="it begins with https://, without password"
        )
    title = ""
    if not session.settings.network_offline:
        try:
            title = _looking().feed_title(session, address)
        except SourceError as error:
            session.terminal.warn(f"the feed could not be looked at: {error}", error.hint)
    return Follow(kind=FollowKind.JOURNAL, text=title or called(address), feed=address)


def _at_crossref(session: Session, text: str) -> tuple[Journal, ...]:
    """What Crossref has of this name; nothing where it may not be asked or does not answer."""
    if session.settings.network_offline or session.settings.sources_crossref == OFF:
        return ()
    try:
        found: tuple[Journal, ...] = _looking().journals_at_crossref(session, text)
    except SourceError as error:
        session.terminal.warn(f"Crossref was no help with {text}: {error}", error.hint)
        return ()
    return found


def _one_of(session: Session, text: str, candidates: Sequence[Journal]) -> Journal:
    names = ", ".join(journal.name for journal in candidates)
    several = UsageError(
        f"{text} may be {len(candidates)} journals: {names}", hint="name the one in full"
    )
    if not _choice.can_ask(session):
        raise several
    session.terminal.say(f"{text} may be")
    lines = [_line(journal) for journal in candidates]
    chosen = _choice.choose(session, lines, question="which one?", instead="for none")
    if chosen is None:
        raise several
    return candidates[chosen]


def _unknown(session: Session, text: str, near: Iterable[Journal]) -> Follow:
    """What no table knows: one of those it comes near to, if the reader says so, else its name."""
    offered = list({journal.name: journal for journal in near}.values())[:_MOST_OFFERED]
    if offered and _choice.can_ask(session):
        session.terminal.say(f"{_not_known(text)}; did you mean")
        lines = [_line(journal) for journal in offered]
        chosen = _choice.choose(
            session, lines, question="which one?", instead="to follow the name as it is"
        )
        if chosen is not None:
            return as_follow(offered[chosen])
        session.terminal.say(_better_known(text))
    else:
        names = ", ".join(f"“{journal.name}”" for journal in offered)
        meant = f"did you mean {names}? if not, " if names else ""
        session.terminal.warn(_not_known(text), f"{meant}{_better_known(text)}")
    return _by_name(text)


def _not_known(text: str) -> str:
    if issn := issn_of(text):
        return f"no journal with the ISSN {issn} is known"
    if looks_like_issn(text):
        return f"{text} is no ISSN: its last digit does not fit the others"
    return f"no journal called {text} is known"


def _better_known(text: str) -> str:
    """How to name a journal that no table knows, so that its papers come in."""
    if looks_like_issn(text):
        return f"check it, or give the journal's name or {_BY_FEED}"
    return f"{_BY_ISSN}, or {_BY_FEED}"


def _by_name(text: str) -> Follow:
    issn = issn_of(text)
    issns = (issn,) if issn else ()
    return Follow(kind=FollowKind.JOURNAL, text=issn or text, issns=issns)


def _line(journal: Journal) -> str:
    told = [each for each in (journal.publisher, *journal.issns) if each]
    return f"{journal.name}  ({', '.join(told)})" if told else journal.name


def _looking() -> Any:  # noqa: ANN401 (a module; network and asyncio are most of a start)
    return import_module("academichub_cli.commands._looking")
