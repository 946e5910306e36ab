"""One JSON document: docs/json.md."""

from __future__ import annotations

import json

from academichub_cli.domain.ranked import Batch
from academichub_cli.formats._page import Page
from academichub_cli.formats._record import batch_record

SUFFIX = ".json"
MEDIA_TYPE = "application/json"


def render(batch: Batch, page: Page) -> str:
    """The batch as one object, texts as the source wrote them."""
    del page
    return json.dumps(batch_record(batch), ensure_ascii=False, indent=2) + "\n"
