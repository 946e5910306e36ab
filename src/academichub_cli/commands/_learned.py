"""What the radar has learned, in words or as JSON: for `hub why --model` and `hub unlearn`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from academichub_cli.commands._learning import is_due
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted
from academichub_cli.domain.explaining import is_said
from academichub_cli.domain.features import is_category_term
from academichub_cli.domain.learned import Interest, display, telling
from academichub_cli.domain.taste import Taste, read_taste

SCHEMA = 1
_SHOWN_TERMS, _LOOKED_AT = 10, 60
_AN_EXAMPLE = 3


def known(session: Session) -> Taste | None:
    """What was learned last, as it was learned; None where that is nothing."""
    return read_taste(session.library.learned.document())


def told(session: Session) -> Iterator[str]:
    """What was learned: per interest, what speaks for a paper and what against it."""
    taste, last = known(session), session.library.learned.last()
    if taste is None or last is None:
        yield "Nothing was learned yet: `hub like` and `hub hide` teach, `hub today` learns."
        yield "`hub like --from refs.bib` teaches with what you own."
        return
    hidden = f" and {taste.hidden} that you hid" if taste.hidden else ""
    count = counted(taste.liked, "paper")
    yield f"Learned {age(last.made, session.now)} from {count} that you marked or own{hidden}."
    if is_due(session):
        yield "There is more to learn from, or less, since then: the next `hub today` does it."
    titles = _titles(taste)
    for number, interest in enumerate(taste.liking.interests if taste.liking else (), start=1):
        yield ""
        yield from _interest(session, interest, number, titles)
    if taste.aversion:
        yield ""
        yield "What you hid"
        for interest in taste.aversion.interests:
            up, _ = telling(interest, limit=_LOOKED_AT)
            yield f"  down  {_terms(up)}"
    yield from _forgotten(session)


def document(session: Session) -> dict[str, Any]:
    """The same as JSON; where nothing was learned, `learned` is null and the lists are empty."""
    taste, last = known(session), session.library.learned.last()
    liking, aversion = (taste.liking, taste.aversion) if taste else (None, None)
    titles = _titles(taste)
    return {
        "schema": SCHEMA,
        "command": "why",
        "taken": session.now.isoformat(),
        "learned": last.made.isoformat() if taste and last else None,
        "liked": taste.liked if taste else 0,
        "hidden": taste.hidden if taste else 0,
        "is_due": is_due(session),
        "interests": [
            {"number": number, **_record(session, interest, titles)}
            for number, interest in enumerate(liking.interests if liking else (), start=1)
        ],
        "unwanted": [
            {"terms": _weights(telling(interest, limit=_LOOKED_AT)[0])}
            for interest in (aversion.interests if aversion else ())
        ],
        "unlearned": {
            "terms": sorted(session.library.learned.unlearned("term")),
            "papers": sorted(session.library.learned.unlearned("paper")),
        },
    }


def _record(session: Session, interest: Interest, titles: Mapping[str, str]) -> dict[str, Any]:
    papers = [name for name in interest.examples if not _is_follow(name)]
    follows = [name.partition(":") for name in interest.examples if _is_follow(name)]
    up, down = telling(interest, limit=_LOOKED_AT)
    return {
        "name": interest.name,
        "factor": session.settings.preferences.factor_of(interest.name),
        "papers": [{"id": name, "title": titles.get(name)} for name in papers],
        "follows": [{"kind": kind, "text": text} for kind, _, text in follows],
        "up": _weights(up),
        "down": _weights(down),
    }


def _weights(terms: Sequence[tuple[str, float]]) -> list[dict[str, Any]]:
    return [{"term": term, "weight": round(weight, 4)} for term, weight in _shown(terms)]


def _interest(
    session: Session, interest: Interest, number: int, titles: Mapping[str, str]
) -> Iterator[str]:
    papers = [name for name in interest.examples if not _is_follow(name)]
    follows = [name for name in interest.examples if _is_follow(name)]
    factor = session.settings.preferences.factor_of(interest.name)
    weight = f", weighed {factor:g} times" if factor != 1 else ""
    behind = [counted(len(papers), "paper")] if papers else []
    behind += [f"{kind} “{text}”" for kind, _, text in (name.partition(":") for name in follows)]
    yield f"Interest {number}: {interest.name}  ({', '.join(behind) or 'no paper'}{weight})"
    up, down = telling(interest, limit=_LOOKED_AT)
    yield f"  up    {_terms(up)}"
    if down:
        yield f"  down  {_terms(down)}"
    for name in papers[:_AN_EXAMPLE]:
        if name in titles:
            yield f"  from  {titles[name]}"


def _terms(terms: Sequence[tuple[str, float]]) -> str:
    """The terms that tell a person something, with their weights."""
    return ", ".join(f"{term} {weight:+.2f}" for term, weight in _shown(terms)) or "nothing yet"


def _shown(terms: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The first of the terms that tell a person something; what reads the same is added."""
    said: dict[str, float] = {}
    for term, weight in terms:
        if is_category_term(term) or is_said(term):
            said[display(term)] = said.get(display(term), 0.0) + weight
    return list(said.items())[:_SHOWN_TERMS]


def _is_follow(name: str) -> bool:
    return name.startswith(("topic:", "category:"))


def _titles(taste: Taste | None) -> dict[str, str]:
    """The titles of the papers that were learned from, as far as they were kept."""
    return {each.id: each.title for each in taste.liking.liked} if taste and taste.liking else {}


def _forgotten(session: Session) -> Iterator[str]:
    terms = session.library.learned.unlearned("term")
    papers = session.library.learned.unlearned("paper")
    if terms or papers:
        said = [f"the words {', '.join(sorted(terms))}"] if terms else []
        said += [counted(len(papers), "example")] if papers else []
        yield ""
        yield f"Unlearned: {' and '.join(said)}. `hub unlearn --undo` lets them teach again."
