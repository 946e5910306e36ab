"""Learning from marks before papers are shown, where there is something new to learn."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from importlib import import_module

from academichub_cli import LEARNING, __version__
from academichub_cli.commands._session import Session
from academichub_cli.errors import StateError

_LASTS = timedelta(days=7)  # then the library has grown enough to learn anew


def learn(session: Session) -> bool:
    """Learn from the marks where they, or the radar, changed since; whether it was done.

    Raises StateError where what was learned cannot be kept.
    """
    if not session.settings.ranking_learned or not is_due(session):
        return False
    # The trainer's arithmetic is most of a command's start, and mostly not needed.
    reporting = import_module("academichub_cli.progress")
    teaching = import_module("academichub_cli.teaching")
    read_taste = import_module("academichub_cli.domain.taste").read_taste
    reporter = reporting.Reporter(session.terminal)
    lesson = lesson_of(session)
    with reporter.shown(said="learning from your marks"):
        background = teaching.Background(session.library)
        lessons = teaching.Lessons(
            library=session.library,
            radar=session.radar,
            until=session.now,
            background=background,
        )
        taste = lessons.taste(read_taste(session.library.learned.document()))
    with session.library.changing():
        session.library.learned.put(taste.to_json(), lesson=lesson, made=session.now)
    if (kept := background.to_keep()) is not None:
        # Only a saving of time: without it the next lesson takes longer.
        with suppress(StateError), session.library.changing():
            session.library.learned.put_sample(kept, name=background.name, made=session.now)
    return True


def is_due(session: Session) -> bool:
    """Whether there is something to learn from that was not learned yet."""
    if not session.library.learned.taught:
        return False
    last = session.library.learned.last()
    return last is None or last.lesson != lesson_of(session) or session.now - last.made > _LASTS


def lesson_of(session: Session) -> str:
    """All that can be learned from, as one text."""
    follows = repr(sorted(follow.key for follow in session.radar.follows))
    return f"{__version__}.{LEARNING} {session.library.learned.taught} {follows}"
