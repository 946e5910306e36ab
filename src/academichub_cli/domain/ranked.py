"""A paper with its score, and a batch of them: what use cases hand to formats."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from academichub_cli.domain.notices import Notice
from academichub_cli.domain.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Evidence for a score that a person can check.

    `kind` is one of ``author``, ``possible-author``, ``topic``, ``category``, ``journal``,
    ``paper``, ``recency``; of what was learned ``nearest``, ``terms``, ``learned-category``,
    ``learned``; or ``unlike``, which speaks against it. `text` is the sentence shown; `weight` its
    part of the score, below 0 for what takes from it; `evidence` the followed text, the author as
    printed, the title or the terms.
    """

    kind: str
    text: str
    weight: float = 0.0
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A paper with its score between 0 and 1, why, and the marks the reader gave it.

    `number` is what the reader types to name the card, from 1; None where it is no card. `notices`
    and `votes` are what others said of it: corrections and retractions, and how many readers of
    which source voted for it. `ranker` names which of two compared rankers put it there, and is
    empty where none are compared.
    """

    paper: Paper
    score: float | None = None
    reasons: tuple[Reason, ...] = ()
    marks: frozenset[str] = frozenset()
    number: int | None = None
    notices: tuple[Notice, ...] = ()
    votes: tuple[tuple[str, int], ...] = ()
    ranker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source that did not answer, or only in part, and what to do about it.

    `state` is ``failed`` or ``stale``; `not_before` when it may be asked again, if it said so.
    `is_lasting` says that the source did answer, so that asking at once again would change nothing.
    """

    source: str
    message: str
    hint: str = ""
    not_before: datetime | None = None
    state: str = "failed"
    is_lasting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Papers as one command shows them.

    `state` is ``fresh``, ``waiting``, ``quiet``, ``stale``, ``failed``, or None where no source was
    ever asked; `day` the announcement day where all papers are of one; `pool` how many
    papers they were chosen from, or `is_pool_whole` is false and there may be more of them;
    `offered` are earlier ones that a new follow means.
    """

    command: str
    taken: datetime
    papers: tuple[Ranked, ...] = ()
    state: str | None = None
    failures: tuple[Failure, ...] = field(default=())
    day: date | None = None
    pool: int = 0
    is_pool_whole: bool = True
    offered: tuple[Ranked, ...] = ()


def by_date(ranked: Ranked) -> tuple[float, str]:
    """Newest first, then by identifier."""
    submitted = ranked.paper.submitted
    newest = -submitted.timestamp() if submitted else 0.0
    return (newest, str(ranked.paper.id))
