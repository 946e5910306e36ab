"""`hub unlearn`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands import _complete, _learned, _options
from academichub_cli.commands._papers import find_key
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import counted
from academichub_cli.domain.clean import clean
from academichub_cli.domain.taste import Taste, term_of, without_term
from academichub_cli.errors import UsageError


def run(
    papers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID...]",
            help="Papers whose marks must teach nothing.",
            autocompletion=_complete.papers,
        ),
    ] = None,
    *,
    interest: Annotated[
        str | None,
        typer.Option("--interest", metavar="N", help="An interest of `hub why --model`."),
    ] = None,
    term: Annotated[
        str | None, typer.Option("--term", metavar="WORD", help="A word or phrase.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All that marks have taught until now.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Let everything unlearned teach again.")
    ] = False,
) -> int:
    """Forget what marks have taught, whole or in part; the marks themselves stay."""
    asked = (bool(papers), interest is not None, term is not None, everything, undo)
    if sum(asked) != 1:
        raise UsageError(
            "say what to forget: papers, --interest N, --term WORD, --all, or --undo",
            hint="hub why --model shows what was learned",
        )
    session = Session()
    with session.library.changing():
        said = _forget(session, papers or [], interest, term, is_undone=undo)
    session.terminal.tell([said])
    return 0


def _forget(
    session: Session,
    papers: list[str],
    interest: str | None,
    term: str | None,
    *,
    is_undone: bool,
) -> str:
    if is_undone:
        count = session.library.learned.learn_again()
        return f"{counted(count, 'thing')} may teach again" if count else "nothing was unlearned"
    if papers:
        return _papers(session, papers)
    if interest is not None:
        return _interest(session, interest)
    if term is not None:
        return _term(session, term)
    return _everything(session)


def _papers(session: Session, texts: list[str]) -> str:
    keys = [find_key(session, text) for text in texts]
    names = [str(paper.id) for paper in session.library.papers.by_keys(keys)]
    session.library.learned.unlearn("paper", names, at=session.now)
    return f"{counted(len(names), 'paper')} will teach nothing; the marks stay"


def _interest(session: Session, text: str) -> str:
    taste = _learned.known(session)
    interests = taste.liking.interests if taste and taste.liking else ()
    number = _options.whole_number("--interest", text, 1)
    if number > len(interests):
        raise UsageError(
            f"there is no interest {number}", hint="hub why --model shows them with their numbers"
        )
    chosen = interests[number - 1]
    session.library.learned.unlearn("paper", chosen.examples, at=session.now)
    count = counted(len(chosen.examples), "example")
    return f"unlearned: {chosen.name} ({count}); the marks stay"


def _term(session: Session, text: str) -> str:
    term = term_of(clean(text))
    if not term:
        raise UsageError(
            f"{clean(text)[:40]!r} has no word in it", hint="hub unlearn --term survey"
        )
    session.library.learned.unlearn("term", [term], at=session.now)
    taste = _learned.known(session)
    rest = without_term(taste, term) if taste else None
    if rest is None or rest == taste:
        return f"unlearned: {clean(text)}; nothing rested on it so far, and nothing will"
    _keep(session, rest)
    return f"unlearned: {clean(text)}; nothing that is learned will rest on it"


def _everything(session: Session) -> str:
    names = {str(mark.paper) for mark in session.library.marks.dated()}
    names |= {each.name for each in session.library.learned.owned()}
    arrived = [key for key, _ in session.library.learned.arrived()]
    names |= {str(paper.id) for paper in session.library.papers.by_keys(arrived)}
    session.library.learned.unlearn("paper", sorted(names), at=session.now)
    _keep(session, Taste())
    return f"unlearned everything: {counted(len(names), 'example')}; the marks stay"


def _keep(session: Session, taste: Taste) -> None:
    """What is left, until the next `hub today` learns anew."""
    session.library.learned.put(taste.to_json(), lesson="unlearned", made=session.now)
