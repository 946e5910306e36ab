"""What a page needs besides its brief."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where a brief is drawn: `width` in cells, `links` as OSC 8, headings in `lang`.

    With a `title`, such as a question, the brief is what is said to it: no theme has a heading.
    """

    width: int = 80
    links: bool = False
    lang: str = "en"
    title: str = ""
