from __future__ import annotations

import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
# Read once: tests run without the variables of whoever starts them.
RENEW = os.environ.get("HUB_RENEW_GOLDEN") == "1"


@pytest.fixture
def golden():
    """Compares text with a file that shows what people see; HUB_RENEW_GOLDEN=1 writes it anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if RENEW:
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
