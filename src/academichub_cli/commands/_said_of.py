"""What others said of papers, put beside them; and what is new of it on papers that were marked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from academichub_cli.commands._session import Session
from academichub_cli.domain.identifiers import Doi
from academichub_cli.domain.notices import Notice, NoticeKind, gravest, said
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.library import Library

_KEPT = frozenset({"liked", "saved"})
_TOLD = "notices told"
_MOST_WATCHED = 200


def with_what_was_said(session: Session, batch: Batch) -> Batch:
    """The batch with the notices on its papers, and the votes for them."""
    if not batch.papers:
        return batch
    names = [name for ranked in batch.papers for name in ranked.paper.identifiers]
    notices = session.library.notices.of(names)
    votes = session.library.popularity.of(names)
    if not notices and not votes:
        return batch

    def completed(ranked: Ranked) -> Ranked:
        found = sorted(ranked.paper.identifiers, key=str)
        return replace(
            ranked,
            notices=tuple(each for name in found for each in notices.get(name, ())),
            votes=tuple(each for name in found for each in votes.get(name, ())),
        )

    return replace(batch, papers=tuple(map(completed, batch.papers)))


def watched(library: Library) -> tuple[Doi, ...]:
    """The DOIs of papers that the reader liked or saved: what happens to them is asked for."""
    dois = (paper.doi for paper in _kept(library))
    return tuple(sorted({doi for doi in dois if doi})[:_MOST_WATCHED])


def tell_of_marked(session: Session) -> None:
    """Say, once, what happened to papers that the reader liked or saved."""
    library = session.library
    papers = _kept(library)
    notices = library.notices.of(name for paper in papers for name in paper.identifiers)
    if not notices:
        return
    told = set(_told(library))
    news = False
    for paper in papers:
        on_it = tuple(each for name in paper.identifiers for each in notices.get(name, ()))
        worst = gravest(tuple(each for each in on_it if said(each.kind) and _key(each) not in told))
        if worst is None:
            continue
        news = True
        if worst.kind is NoticeKind.PUBLICATION:
            session.terminal.say(f"published in {paper.venue}: {paper.title}  ({paper.id})")
            continue
        where = f" by {worst.by}" if worst.by else ""
        session.terminal.warn(f"{said(worst.kind)}{where}: {paper.title}  ({paper.id})")
    if news:
        every = sorted(told | {_key(each) for some in notices.values() for each in some})
        with library.changing():
            library.set_note(_TOLD, json.dumps(every))


def _kept(library: Library) -> list[Paper]:
    names = [name for name, marks in library.marks.all().items() if not _KEPT.isdisjoint(marks)]
    return library.papers.by_keys(list(library.papers.keys(names).values()))


def _key(notice: Notice) -> str:
    return f"{notice.paper} {notice.kind} {notice.by or ''}"


def _told(library: Library) -> Iterable[str]:
    try:
        found = json.loads(library.note(_TOLD) or "[]")
    except ValueError:
        return ()
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else ()
