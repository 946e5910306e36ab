"""What like, save, hide and unmark share."""

from __future__ import annotations

from collections.abc import Sequence

from academichub_cli.commands._papers import find_key
from academichub_cli.commands._session import Session

_SAID = {"liked": "liked", "saved": "saved", "hidden": "hidden"}


def mark(texts: Sequence[str], name: str) -> int:
    """Mark the papers that are named, all of them or, where one is unknown, none."""
    session = Session()
    keys = [find_key(session, text) for text in texts]
    with session.library.changing():
        added = [session.library.marks.add(key, name, at=session.now) for key in keys]
    for key, is_new in zip(keys, added, strict=True):
        _tell(session, key, _SAID[name] if is_new else f"already {_SAID[name]}")
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
    session.terminal.write(f"{said}  {paper.id}  {paper.title}")
