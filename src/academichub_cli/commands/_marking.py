"""What like, save, hide and unmark share."""

from __future__ import annotations

from collections.abc import Sequence

from academichub_cli.commands._papers import find_key
from academichub_cli.commands._session import Session

_SAID = {
    "liked": "liked",
    "saved": "saved",
    "hidden": "hidden",
    "disliked": "hidden, and others like it ranked down",
}


def mark(texts: Sequence[str], *names: str) -> int:
    """Mark the papers that are named, all of them or, where one is unknown, none.

    Of several marks the last one is said.
    """
    session = Session()
    keys = [find_key(session, text) for text in texts]
    with session.library.changing():
        added = [
            [session.library.marks.add(key, name, at=session.now) for name in names] for key in keys
        ]
    said = _SAID[names[-1]]
    for key, are_new in zip(keys, added, strict=True):
        _tell(session, key, said if any(are_new) else f"already {said}")
    return 0


def unmark(texts: Sequence[str]) -> int:
    """Take every mark off the papers that are named, all of them or none."""
    session = Session()
    keys = [find_key(session, text) for text in texts]
    with session.library.changing():
        for key in keys:
            marks = session.library.marks.of(key) & _SAID.keys()
            for name in marks:
                session.library.marks.remove(key, name)
            _tell(session, key, "unmarked" if marks else "had no mark")
    return 0


def _tell(session: Session, key: int, said: str) -> None:
    paper = session.library.papers.by_keys([key])[0]
    session.terminal.tell([f"{said}  {paper.id}  {paper.title}"])
