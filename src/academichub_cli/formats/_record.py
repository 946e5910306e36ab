"""A paper, and a batch, as JSON can hold them; the shape is documented in docs/json.md."""

from __future__ import annotations

from typing import Any

from academichub_cli.domain.notices import Notice
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch, Failure, Ranked

SCHEMA = 1


def paper_record(ranked: Ranked) -> dict[str, Any]:
    """One paper with all its keys; what is unknown is null."""
    paper = ranked.paper
    return {
        "id": str(paper.id),
        "version": paper.version,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": [{"name": author.name, "ids": dict(author.ids)} for author in paper.authors],
        "categories": list(paper.categories),
        "source": paper.source,
        "venue": paper.venue,
        **_dates(paper),
        "batch": paper.batch.isoformat() if paper.batch else None,
        "revised": paper.revised.isoformat() if paper.revised else None,
        "date_routes": {name: route for name, route in sorted(paper.dated_by) if route},
        "route": paper.route,
        "announce_type": paper.announce_type.value if paper.announce_type else None,
        "url": paper.url,
        "pdf_url": paper.pdf_url,
        "doi": paper.doi.value if paper.doi else None,
        "comment": paper.comment,
        "journal_ref": paper.journal_ref,
        "score": ranked.score,
        "reasons": [{"kind": reason.kind, "text": reason.text} for reason in ranked.reasons],
        "marks": sorted(ranked.marks),
        "notices": [_notice_record(notice) for notice in ranked.notices],
        "votes": dict(ranked.votes) or None,
    }


def batch_record(batch: Batch) -> dict[str, Any]:
    """The document that a list command prints."""
    return {
        "schema": SCHEMA,
        "command": batch.command,
        "taken": batch.taken.isoformat(timespec="seconds"),
        "papers": [paper_record(ranked) for ranked in batch.papers],
        "state": batch.state,
        "failures": [_failure_record(failure) for failure in batch.failures],
        "offered": [paper_record(ranked) for ranked in batch.offered],
        "day": batch.day.isoformat() if batch.day else None,
        "pool": batch.pool,
    }


def _dates(paper: Paper) -> dict[str, str | None]:
    moments = {
        "submitted": paper.submitted,
        "updated": paper.updated,
        "announced": paper.announced,
        "first_seen": paper.first_seen,
    }
    return {name: moment.isoformat() if moment else None for name, moment in moments.items()}


def _notice_record(notice: Notice) -> dict[str, str | None]:
    return {
        "kind": notice.kind.value,
        "by": str(notice.by) if notice.by else None,
        "day": notice.day.isoformat() if notice.day else None,
    }


def _failure_record(failure: Failure) -> dict[str, Any]:
    return {
        "source": failure.source,
        "message": failure.message,
        "hint": failure.hint,
        "state": failure.state,
        "not_before": failure.not_before.isoformat() if failure.not_before else None,
    }
