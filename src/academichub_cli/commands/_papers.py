"""Papers as people name them: an identifier, an address, or the number of a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from academichub_cli.commands._session import Session
from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import parse_identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Ranked
from academichub_cli.errors import UsageError

_LONGEST_NUMBER = 6


def find_key(session: Session, text: str) -> int:
    """The library's key of the paper that is meant. Raises UsageError where there is none."""
    text = clean(text[:1_000])
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        if (key := session.library.shown.card(int(text))) is None:
            raise UsageError(f"there is no card {text}", hint="see `hub today` for the numbers")
        return key
    if (identifier := parse_identifier(text)) is None:
        raise UsageError(
            f"{text[:80]!r} names no paper",
            hint="use an arXiv id such as 2606.10001, a DOI, or the number of a card",
        )
    if (key := session.library.papers.keys([identifier]).get(identifier)) is None:
        raise UsageError(
            f"{identifier} is not in the library",
            hint=f"`hub follow {identifier.value}` and `hub fetch` bring it in",
        )
    return key


def find_paper(session: Session, text: str) -> Paper:
    """The paper that is meant. Raises UsageError where there is none."""
    return session.library.papers.by_keys([find_key(session, text)])[0]


def weighed(session: Session, papers: Iterable[Paper]) -> tuple[Ranked, ...]:
    """Papers with the scores and the reasons they have for this radar now, in their order."""
    return session.reader.weighed(papers)


def keys_of(session: Session, papers: Sequence[Ranked]) -> list[int]:
    """The library's keys of papers, in their order."""
    known = session.library.papers.keys([ranked.paper.id for ranked in papers])
    return [known[ranked.paper.id] for ranked in papers]
