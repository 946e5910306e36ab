"""CSL-JSON: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html."""

from __future__ import annotations

import json
from typing import Any

from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch
from academichub_cli.formats._names import parts_of
from academichub_cli.formats._page import Page

SUFFIX = ".csl.json"
MEDIA_TYPE = "application/vnd.citationstyles.csl+json"


def render(batch: Batch, page: Page) -> str:
    """The papers as one array."""
    del page
    records = [_record(ranked.paper) for ranked in batch.papers]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _record(paper: Paper) -> dict[str, Any]:
    """What is known of a paper; CSL leaves out what is not."""
    journal = paper.venue or paper.journal_ref
    moment = paper.submitted or paper.announced
    date = {"date-parts": [[moment.year, moment.month, moment.day]]} if moment else None
    record = {
        "id": str(paper.id),
        "type": "article-journal" if journal else "article",
        "title": paper.title,
        "author": [_author(author.name) for author in paper.authors],
        "issued": date,
        "container-title": journal,
        "publisher": "arXiv" if paper.source == "arxiv" and not journal else None,
        "number": str(paper.id) if paper.source == "arxiv" else None,
        "DOI": paper.doi.value if paper.doi else None,
        "URL": paper.url,
        "abstract": paper.abstract,
        "note": paper.comment,
        "keyword": ", ".join(paper.categories) or None,
    }
    return {name: value for name, value in record.items() if value}


def _author(name: str) -> dict[str, str]:
    family, given, suffix = parts_of(name)
    if not given:
        return {"literal": family}
    return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})
