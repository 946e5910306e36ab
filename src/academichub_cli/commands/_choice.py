"""Asking which of several things is meant, of a person who can answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from academichub_cli.commands._session import Session

_MOST_TRIES = 3


def can_ask(session: Session) -> bool:
    """Whether a person sees what is said and can type an answer."""
    try:
        is_typed = sys.stdin.isatty()
    except (AttributeError, ValueError, OSError):
        return False
    return is_typed and session.terminal.talks_to_a_person


def choose(session: Session, lines: Sequence[str], *, question: str, instead: str) -> int | None:
    """The position of the line that is chosen by its number; None for an empty answer.

    `instead` says what an empty answer means.
    """
    for number, line in enumerate(lines, start=1):
        session.terminal.say(f"  {number}  {line}")
    for _ in range(_MOST_TRIES):
        session.terminal.say(f"{question} (1-{len(lines)}, or Enter {instead})")
        try:
            answer = input().strip()
        except EOFError:
            return None
        if not answer:
            return None
        if answer.isascii() and answer.isdigit() and 1 <= int(answer[:4]) <= len(lines):
            return int(answer[:4]) - 1
    return None


def choose_some(session: Session, count: int, *, question: str, instead: str) -> list[int]:
    """The positions of those that are chosen by their numbers; none for an empty answer."""
    for _ in range(_MOST_TRIES):
        session.terminal.say(f"{question} (1-{count}, several by spaces, or Enter {instead})")
        try:
            answers = input().replace(",", " ").split()
        except EOFError:
            return []
        if all(each.isascii() and each.isdigit() for each in answers):
            chosen = sorted({int(each[:4]) - 1 for each in answers})
            if all(0 <= at < count for at in chosen):
                return chosen
    return []
