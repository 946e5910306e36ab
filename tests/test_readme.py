"""README's console blocks, run as they stand on the bundled sample.

HUB_RENEW_README=1 writes what the commands print now into them.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from blackbox import stage

pytestmark = pytest.mark.blackbox

README = Path(__file__).parents[1] / "README.md"
# Read once: tests run without the variables of whoever starts them.
IS_RENEWED = os.environ.get("HUB_RENEW_README", "") not in {"", "0"}
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def reader(hub, tmp_path):
    """A home with the bundled sample as the demo keeps it, read at 80 columns."""
    stage.settle(hub, stage.sample_home(tmp_path / "sample"))
    hub.radar.unlink()
    hub.variables["COLUMNS"] = "80"
    return hub


def played(block, reader):
    """The block with what its commands print now: results first, what is said about them below."""
    written = []
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        program, *arguments = shlex.split(line.removeprefix("$ "))
        assert program == "hub"
        ended = reader(*arguments)
        assert ended.code == 0, ended
        written.append(f"{line}\n{ended.out}{ended.err}".rstrip("\n"))
    return "\n\n".join(written) + "\n"


def test_what_the_readme_shows_is_what_is_printed(reader):
    text = README.read_text("utf-8")
    blocks = BLOCK.findall(text)
    assert len(blocks) == 1
    now = [played(block, reader) for block in blocks]
    if IS_RENEWED:
        fresh = iter(now)
        README.write_text(BLOCK.sub(lambda _: f"```console\n{next(fresh)}```", text), "utf-8")
        pytest.skip("README.md has been renewed")
    assert blocks == now
