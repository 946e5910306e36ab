"""A model's sentence without what only our own records may say: links, marks, other papers."""

from __future__ import annotations

import re

from academichub_cli.domain.clean import clean

LONGEST = 600
_REMOVED = re.compile(
    r"!?\[([^\[\]]{0,200})\]\([^()]{0,400}\)"  # a Markdown link: its words stay
    r"|<[^<>]{0,300}>"
    r"|(?:https?|ftp|javascript|data|mailto|file):\S*|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.[\w.]+"
    r"|\b(?:arxiv\s*:\s*)?\d{4}\.\d{4,5}(?:v\d+)?\b|\barxiv\s*:\s*\S+|\bdoi\s*:\s*\S+|\b10\.\d{4,9}/\S+"
    r"|\[(?:\s*[PTB@]?\d+\s*[,;]?)+\]|\((?:\s*P\d+\s*[,;]?)+\)"
    r"|\(\s*[A-Z][\w'’-]+(?:\s+(?:et\s+al\.?|and|&)\s*[A-Z]?[\w'’-]*)?,?\s*(?:19|20)\d\d\s*\)"
    r"|\b[A-Z][\w'’-]+\s+et\s+al\.?(?:\s*\(?(?:19|20)\d\d\)?)?"
    r"|\b[\w-]+\.(?:com|org|net|io|ai|dev|example|xyz|cn)\b(?:/\S*)?",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\*\*|__|`|^#+\s*|^\s*[-*•]\s+|^\s*\d+[.)]\s+(?=[A-Z])|~~")
_GAPS = re.compile(r"\(\s*\)|\[\s*\]|\s+(?=[.,;:!?)])")


def plain(text: str) -> str:
    """The sentence on one line, without links, addresses, identifiers, marks and markup."""
    cleaned = clean(text[: 4 * LONGEST])[:LONGEST]
    while (kept := _once(cleaned)) != cleaned:
        cleaned = kept
    return cleaned


def _once(text: str) -> str:
    text = _REMOVED.sub(lambda found: found[1] or "", text)
    return " ".join(_GAPS.sub("", _MARKUP.sub("", text)).split())
