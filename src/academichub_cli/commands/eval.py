"""`hub eval`."""

from __future__ import annotations

import json as json_library
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from academichub_cli.commands import _options
from academichub_cli.commands._evaluated import (
    ENOUGH,
    ENOUGH_DAYS,
    MEASURES,
    Standing,
    cells,
    document,
    gain,
)
from academichub_cli.commands._session import COMPARISON, Session
from academichub_cli.commands._words import counted, long_day_name
from academichub_cli.domain.interleaving import RANKERS, Comparison
from academichub_cli.domain.measures import Estimate
from academichub_cli.errors import UsageError

if TYPE_CHECKING:
    from academichub_cli.teaching import Replay

_SAYING = frozenset({"liked", "saved", "opened"})
_MEANT = {
    "learned": "what your marks have taught, and your follows",
    "follows": "your follows alone",
    "date": "newest first",
}


def run(
    rankers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[A B]", help="With --compare: two of learned, follows, date."),
    ] = None,
    *,
    compare: Annotated[
        bool, typer.Option("--compare", help="Let two rankers take turns in `hub today`.")
    ] = False,
    stop: Annotated[bool, typer.Option("--stop", help="End the comparison.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> int:
    """Measure the ranking on your own marks, or compare two rankers on the days to come."""
    if json and (compare or stop):
        raise UsageError(
            "--json is for the report, which tells of a comparison too", hint="hub eval --json"
        )
    session = Session()
    if stop:
        return _stop(session)
    if rankers and not compare:
        raise UsageError("two rankers are for --compare", hint="hub eval --compare learned follows")
    if compare:
        return _compare(session, rankers or [])
    session.needs_a_radar()
    if json:
        standing = _standing(session, session.comparison) if session.comparison else None
        found = document(_replayed(session), standing, taken=session.now)
        session.terminal.write(json_library.dumps(found, ensure_ascii=False))
        return 0
    session.terminal.tell([*_history(session), *_comparison(session)])
    return 0


def _compare(session: Session, names: list[str]) -> int:
    running = session.comparison
    if not names and running is None:
        raise UsageError(
            "no comparison is running",
            hint=f"begin one: hub eval --compare {' '.join(RANKERS[:2])}",
        )
    if names and len(set(names)) != 2:  # noqa: PLR2004 (a comparison is of two)
        raise UsageError("two different rankers are compared", hint=f"known: {', '.join(RANKERS)}")
    left, right = (_options.one_of("ranker", name, RANKERS) for name in names or RANKERS[:2])
    if names and (running is None or set(running.rankers) != {left, right}):
        kept = {"rankers": [left, right], "begun": session.now.isoformat()}
        with session.library.changing():
            session.library.set_note(COMPARISON, json_library.dumps(kept))
        said = f"comparing {left} ({_MEANT[left]}) with {right} ({_MEANT[right]}): from now on they"
        session.terminal.tell(
            [f"{said} take turns in `hub today`; `hub eval` reports, `hub eval --stop` ends it"]
        )
        return 0
    session.terminal.tell(_comparison(session))
    return 0


def _stop(session: Session) -> int:
    if session.comparison is None:
        raise UsageError("no comparison is running", hint="begin one: hub eval --compare A B")
    session.terminal.tell(_comparison(session))
    with session.library.changing():
        session.library.set_note(COMPARISON, "{}")
    session.terminal.write("the comparison has ended")
    return 0


def _history(session: Session) -> Iterator[str]:
    """How today's ranker and the plain ones would have done so far."""
    found = _replayed(session)
    if found.marks < ENOUGH:
        yield (
            f"too few marks to tell: {counted(found.marks, 'paper')} of those you were shown"
            f" {'is' if found.marks == 1 else 'are'} liked or saved, and it takes {ENOUGH}"
        )
        return
    if len(found.days) < ENOUGH_DAYS:
        count = counted(len(found.days), "announcement")
        yield f"too few days to tell: your marks are of {count}, and it takes {ENOUGH_DAYS}"
        return
    first, last = found.days[0], found.days[-1]
    yield (
        f"{counted(found.marks, 'marked paper')} of {counted(len(found.days), 'announcement')},"
        f" {long_day_name(first)} to {long_day_name(last)};"
        " each ranked with what was known before it"
    )
    yield f"{'':10}" + "".join(f"{title:>22}" for title in MEASURES)
    for name, measured in found.by_ranker.items():
        yield f"{name:10}" + "".join(f"{_told(cell):>22}" for cell in cells(measured).values())
    yield _verdict(found)
    yield "What was never shown could not be marked: this holds for papers like those you saw."


def _replayed(session: Session) -> Replay:
    reporter = import_module("academichub_cli.progress").Reporter(session.terminal)
    teaching = import_module("academichub_cli.teaching")
    with reporter.shown(said="ranking your past days again"):
        replayed: Replay = teaching.replay(
            session.library,
            session.radar,
            session.calendar,
            session.settings.preferences,
            now=session.now,
        )
    return replayed


def _told(cell: Estimate) -> str:
    return f"{cell.mean:.2f} ({cell.low:.2f} to {cell.high:.2f})"


def _verdict(found: Replay) -> str:
    gained = gain(found)
    span = f"{gained.mean:+.2f} nDCG@20, {gained.low:+.2f} to {gained.high:+.2f} with 95 %"
    if not gained.is_certain:
        return (
            f"Whether your marks make the ranking better cannot be told from these days ({span})."
        )
    better = "better" if gained.mean > 0 else "worse"
    return f"Your marks make the ranking {better} than your follows alone ({span})."


def _comparison(session: Session) -> Iterator[str]:
    """What has come of the comparison that is running."""
    comparison = session.comparison
    if comparison is None:
        return
    standing = _standing(session, comparison)
    left, right = comparison.rankers
    scores = standing.scores
    yield (
        f"{left} against {right} since {long_day_name(comparison.begun.date())}:"
        f" {scores[left]} to {scores[right]} marked or opened,"
        f" over {counted(standing.days, 'announcement')}"
    )
    if not standing.is_enough:
        yield f"too few marks to tell: it takes {ENOUGH}"
    elif standing.better:
        yield (
            f"{standing.better} is better:"
            f" chance alone does this in {100 * standing.chance:.1f} % of cases"
        )
    else:
        yield f"no difference that could be told from chance ({100 * standing.chance:.0f} %)"


def _standing(session: Session, comparison: Comparison) -> Standing:
    """How many papers that each put there were marked or opened, and on how many days."""
    exposures = [each for each in session.library.shown.exposures(comparison.begun) if each.ranker]
    first = {each.key: each for each in reversed(exposures)}
    marked = {
        mark.key
        for mark in session.library.marks.dated()
        if mark.name in _SAYING and mark.key in first and mark.at >= first[mark.key].at
    }
    scores = dict.fromkeys(comparison.rankers, 0)
    for key in marked:
        if first[key].ranker in scores:
            scores[first[key].ranker] += 1
    return Standing(
        comparison=comparison, scores=scores, days=len({each.at.date() for each in exposures})
    )
