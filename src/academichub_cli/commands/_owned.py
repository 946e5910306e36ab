"""Papers that the reader owns already, from a bibliography or a person's author feed, as likes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TextIO

from academichub_cli import bibliographies
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.domain.bibliography import Entry, Misread
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.radar import Follow, FollowKind, Radar, identified_author
from academichub_cli.domain.text_forms import fold
from academichub_cli.errors import UsageError
from academichub_cli.library import Owned

_AT_ONCE = 500
_LONGEST_LINE = 1_000_000
_MOST_NAMED = 5
_MOST_FETCHED = 300
_SAME_TITLE = 5  # matches of its words that are looked at


@dataclass(slots=True)
class Told:
    """What became of the entries of a bibliography."""

    liked: int = 0
    known: int = 0
    by_text: int = 0
    misread: int = 0
    first_misread: list[str] = field(default_factory=list)
    bare: list[Identifier] = field(default_factory=list)


def like_from(session: Session, source: str) -> int:
    """Like all papers of a file, or of the person whom an ORCID or arXiv author id names."""
    if (person := identified_author(clean(source))) and person.id:
        return _like_of_person(session, person)
    told = Told()
    with _opened(source) as lines:
        entries = bibliographies.read(_bounded(lines), file_name=source)
        while batch := list(islice(entries, _AT_ONCE)):
            _take(session, batch, told)
    if told.bare and not session.settings.network_offline:
        _fetch_bare(session, told)
    _tell(session, told)
    return 0


def _like_of_person(session: Session, person: Follow) -> int:
    if not session.settings.network_offline:
        _fetch(session, [person])
    keys = session.library.papers.of_person(person.id or "")
    if not keys:
        raise UsageError(f"no paper of {person.text} is known", hint=_where_to_look(session))
    told = Told()
    with session.library.changing():
        for key in keys:
            _like(session, key, told)
    _tell(session, told)
    return 0


def _where_to_look(session: Session) -> str:
    if session.settings.network_offline:
        return "unset HUB_OFFLINE, or network.offline in config.toml, to ask for them"
    return "arXiv has author pages for people who made one; or name a file of references"


def _fetch(session: Session, follows: Iterable[Follow]) -> None:
    """Ask for what these follows mean, which are not on the radar, and let the papers come in."""
    asking = Session(session.environ)
    asking.radar = Radar(follows=tuple(follows))
    asking.library = session.library
    last = import_module("academichub_cli.commands._harvesting").harvest_all(asking, again=True)
    for _, message, hint in last.messages:
        session.terminal.warn(message, hint)


def _fetch_bare(session: Session, told: Told) -> None:
    """Fetch papers of which only a name is known, and like those that came."""
    wanted, told.bare = told.bare[:_MOST_FETCHED], told.bare[_MOST_FETCHED:]
    _fetch(
        session,
        [Follow(kind=FollowKind.PAPER, text=name.value, id=str(name)) for name in wanted],
    )
    known = session.library.papers.keys(wanted)
    with session.library.changing():
        for name in wanted:
            if name in known:
                _like(session, known[name], told)
    told.bare += [name for name in wanted if name not in known]


def _opened(source: str) -> TextIO:
    try:
        return Path(source).expanduser().open(encoding="utf-8-sig", errors="replace", newline=None)
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(
            f"{clean(source)[:200]!r} cannot be read",
            hint="name a file of references (BibTeX, RIS, CSL-JSON, ids), or an ORCID",
        ) from error


def _bounded(lines: TextIO) -> Iterator[str]:
    """The lines, a very long one in pieces."""
    try:
        while line := lines.readline(_LONGEST_LINE):
            yield line
    except OSError as error:
        raise UsageError(f"the file cannot be read: {error.strerror}") from error


def _take(session: Session, batch: list[Entry | Misread], told: Told) -> None:
    """Like what the library has, and keep the text of what it has not."""
    entries = [each for each in batch if isinstance(each, Entry)]
    for each in batch:
        if isinstance(each, Misread):
            told.misread += 1
            if len(told.first_misread) < _MOST_NAMED:
                told.first_misread.append(f"{each.place}: {each.why}")
    known = session.library.papers.keys(name for each in entries for name in each.identifiers)
    owned = []
    with session.library.changing():
        for each in entries:
            if (key := _key_of(session, each, known)) is not None:
                _like(session, key, told)
            elif each.title:
                owned.append(_owned(session, each))
            else:
                told.bare += each.identifiers[:1]
        if owned:
            fresh = session.library.learned.own(owned)
            told.by_text += fresh
            told.known += len(owned) - fresh


def _key_of(session: Session, each: Entry, known: dict[Identifier, int]) -> int | None:
    """The library's key of an entry's paper, by identifier, else by its whole title."""
    for name in each.identifiers:
        if name in known:
            return known[name]
    if each.identifiers or not each.title:
        return None
    words = each.title.replace('"', " ")
    matches = session.library.search.find(f'title:"{words}"', limit=_SAME_TITLE)
    papers = session.library.papers.by_keys([match.key for match in matches])
    same = (
        match.key
        for match, paper in zip(matches, papers, strict=True)
        if fold(paper.title) == fold(each.title)
    )
    return next(same, None)


def _owned(session: Session, each: Entry) -> Owned:
    return Owned(name=each.name, title=each.title, abstract=each.abstract, at=session.now)


def _like(session: Session, key: int, told: Told) -> None:
    if session.library.marks.add(key, "liked", at=session.now):
        told.liked += 1
    else:
        told.known += 1


def _tell(session: Session, told: Told) -> None:
    were = "was" if told.known == 1 else "were"
    already = f", {told.known:,} {were} known already" if told.known else ""
    lines = [f"liked {counted(told.liked, 'paper')} of the library{already}"]
    if told.by_text:
        text = counted(told.by_text, "paper")
        lines.append(f"kept the titles and abstracts of {text} that the library does not have")
    if told.bare:
        names = ", ".join(str(name) for name in told.bare[:_MOST_NAMED])
        more = len(told.bare) - _MOST_NAMED
        lines.append(
            f"not liked: {counted(len(told.bare), 'paper')} named without a title and not in the"
            f" library: {names}{f' and {more:,} more' if more > 0 else ''}"
        )
    session.terminal.tell(lines)
    if told.misread:
        shown = "; ".join(told.first_misread)
        more = told.misread - len(told.first_misread)
        rest = f"; and {more:,} more" if more > 0 else ""
        count = counted(told.misread, "entry", "entries")
        session.terminal.warn(f"not understood: {count}: {shown}{rest}")
