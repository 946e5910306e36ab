"""One JSON object a line, one line a paper: docs/json.md."""

from __future__ import annotations

import json

from academichub_cli.domain.ranked import Batch
from academichub_cli.formats._page import Page
from academichub_cli.formats._record import paper_record

SUFFIX = ".ndjson"
MEDIA_TYPE = "application/x-ndjson"


def render(batch: Batch, page: Page) -> str:
    """The batch's papers; nothing for none."""
    del page
    return "".join(
        json.dumps(paper_record(ranked), ensure_ascii=False) + "\n" for ranked in batch.papers
    )
