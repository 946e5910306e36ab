"""Claims held against abstracts by code: errors are caught, correct claims pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from academichub_cli import sample
from academichub_cli.domain.claims import DraftClaim, Evidence, verify
from academichub_cli.domain.claims.scripts import is_foreign
from academichub_cli.domain.paper import Paper
from drafts import CLASSES, STRUCTURAL, Base, bases, by_hand, seeded
from measuring import Row, judged
from papers import lines_of, paper_of, real_data
from stage import Stage

_BY_HAND = Path(__file__).with_name("paraphrases.tsv")
_MISREAD = Path(__file__).with_name("misreadings.tsv")
_REAL = "corpus/arxiv-full-fields-2025-2026.jsonl.gz"
_READ, _READ_QUICKLY = 3_000, 600
_EACH, _CORRECT = 100, 400
_CAUGHT, _MISREAD_CAUGHT, _REJECTED = 0.97, 0.85, 0.05


def rows(stage: Stage) -> Iterator[Row]:
    """The share of each class that is caught, of all of them, and of correct claims rejected."""
    every = bases(_papers(_READ_QUICKLY if stage.quick else _READ))
    evidence = Evidence({str(base.paper.id): base.paper for base in every})
    caught: list[bool] = []
    for name in CLASSES:
        found = [not _checked(each, evidence) for each in seeded(name, every, most=_EACH)]
        caught += found
        yield _row(f"caught: {name}", found, 1.0 if name in STRUCTURAL else None)
    yield _row("caught: all ten classes", caught, _CAUGHT)
    known = {paper.id.value: paper for paper in _sample()}
    misread = _rejected(list(by_hand(_MISREAD, known)), Evidence(known))
    yield _row("caught: misreadings by hand", misread, _MISREAD_CAUGHT)
    yield from _correct(every, evidence)


def _correct(every: Sequence[Base], evidence: Evidence) -> Iterator[Row]:
    known = {paper.id.value: paper for paper in _sample()}
    written = list(by_hand(_BY_HAND, known))
    by_rules = [base.draft() for base in every[:_CORRECT]]
    rejected = _rejected(written, Evidence(known))
    retold = _rejected(by_rules, evidence)
    yield _row("rejected: correct, by hand", rejected, _REJECTED, at_most=True)
    yield _row("rejected: correct, by rules", retold, _REJECTED, at_most=True)


def _rejected(drafts: Sequence[DraftClaim], evidence: Evidence) -> list[bool]:
    return [not _checked(each, evidence) for each in drafts]


def _checked(draft: DraftClaim, evidence: Evidence) -> bool:
    """Whether a claim is let through, in a brief of its own language."""
    lang = "zh" if is_foreign(draft.text) else "en"
    return verify(draft, evidence, lang=lang).is_supported


def _row(what: str, found: Sequence[bool], bound: float | None, *, at_most: bool = False) -> Row:
    share = sum(found) / max(1, len(found))
    measured = f"{100 * share:.1f} % of {len(found)}"
    if bound is None:
        return Row(what, measured)
    sign = "≤" if at_most else "≥"
    return Row(
        what, measured, f"{sign} {100 * bound:.0f} %", judged(share, bound, at_least=not at_most)
    )


def _papers(most: int) -> list[Paper]:
    """Real papers where there are any, else those of the sample."""
    if (folder := real_data()) is None or not (folder / _REAL).is_file():
        return list(_sample())
    found = {paper.id: paper for paper in map(paper_of, islice(lines_of(folder / _REAL), most))}
    return list(found.values())


def _sample() -> Iterator[Paper]:
    for line in sample.lines():
        yield replace(paper_of(line), batch=None)
