"""What a page needs besides its papers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where papers are drawn: `width` in cells, `links` as OSC 8, `head` lines above the first.

    `is_full` draws whole abstracts and all there is to say of a paper.
    """

    width: int = 80
    links: bool = False
    lang: str = "en"
    head: tuple[str, ...] = ()
    is_full: bool = False
