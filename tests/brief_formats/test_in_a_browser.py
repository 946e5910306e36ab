"""The page as a browser has it; skips where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

PAGE = Path(__file__).parent / "golden" / "written.html"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here")


def browse(folder, *arguments):
    ended = subprocess.run(
        [BROWSER, *QUIET, f"--user-data-dir={folder / 'profile'}", *arguments, PAGE.as_uri()],
        capture_output=True,
        timeout=120,
        check=False,
        cwd=folder,
    )
    assert ended.returncode == 0, ended.stderr[-500:]
    return ended.stdout


def test_a_browser_finds_claims_that_open_and_nothing_to_fetch(tmp_path):
    page = html.fromstring(browse(tmp_path, "--dump-dom"))
    claims = page.findall(".//details")
    assert claims
    for claim in claims:
        assert claim.findtext("summary") is not None
        assert claim.findall(".//blockquote")
        assert claim.findall(".//mark")
    fetched = page.xpath("//script | //link[@rel='stylesheet'] | //img | //iframe | //@src")
    assert not fetched


@pytest.mark.parametrize("scheme", [0, 1])
def test_it_is_drawn_light_and_dark_at_any_width(scheme, tmp_path):
    drawn = []
    for width in (360, 900):
        picture = tmp_path / f"{width}.png"
        scheme_option = f"--blink-settings=preferredColorScheme={scheme}"
        browse(tmp_path, scheme_option, f"--window-size={width},800", f"--screenshot={picture}")
        drawn.append(picture.read_bytes())
    assert all(len(each) > 5_000 for each in drawn)


def test_it_can_be_printed(tmp_path):
    paper = tmp_path / "brief.pdf"
    browse(tmp_path, f"--print-to-pdf={paper}")
    assert paper.read_bytes().startswith(b"%PDF")
