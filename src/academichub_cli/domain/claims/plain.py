"""A model's sentence without what only our own records may say: links, marks, other papers."""

from __future__ import annotations

import html
import re

from academichub_cli.domain.clean import clean

LONGEST = 600
# Ends of names of hosts. Countries' are two letters: all but those that end names of files.
_HOSTS = (
    r"com|org|net|edu|gov|mil|int|info|biz|name|pro|mobi|asia|jobs|travel|tel|cat|coop|aero|museum"
    r"|app|dev|page|site|online|store|shop|blog|cloud|tech|top|xyz|club|vip|win|bid|loan|click|link"
    r"|live|life|world|today|news|media|space|website|web|host|press|wiki|zone|work|works|agency"
    r"|email|chat|social|group|team|systems|network|software|digital|solutions|services|science"
    r"|academy|university|institute|foundation|center|finance|money|bank|casino|porn|sex|adult"
    r"|example|test|invalid|localhost|onion|rest|monster|quest|icu|cyou|sbs|lol|fun|buzz|cam|gdn"
)
_FILES = "py|rs|md|sh|js|ts|cc|hs|pl|ps|so|ml|st|al|eg"
_DOT = r"(?:\.|\s\.\s?|\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?)"
_REMOVED = re.compile(
    r"!?\[([^\[\]]{0,200})\]\([^()]{0,400}\)"  # a Markdown link: its words stay
    r"|\\href\s*\{[^{}]{0,400}\}\s*\{([^{}]{0,200})\}|\\url\s*\{[^{}]{0,400}\}"
    r"|<[^<>]{0,300}>"
    r"|\b(?:h(?:tt|xx)ps?|ftp|javascript|data|mailto|file)\s?[:：]\S*"
    r"|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.[\w.]+"
    r"|\b(?:arxiv\s*:\s*)?\d{4}\.\d{4,5}(?:v\d+)?\b|\barxiv\s*:\s*\S+|\bdoi\s*:\s*\S+|\b10\.\d{4,9}/\S+"
    r"|\[(?:\s*[PTB@]?\d+\s*[,;]?)+\]|\((?:\s*P\d+\s*[,;]?)+\)"
    r"|\(\s*[A-Z][\w'’-]+(?:\s+(?:et\s+al\.?|and|&)\s*[A-Z]?[\w'’-]*)?,?\s*(?:19|20)\d\d\s*\)"
    r"|\b[A-Z][\w'’-]+\s+et\s+al\.?(?:\s*\(?(?:19|20)\d\d\)?)?"
    rf"|\b(?:[\w-]+{_DOT})+(?:{_HOSTS}|(?!(?:{_FILES})\b)[a-z]{{2}})\b(?![.](?=\w))(?:[:/]\S*)?"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}/\S*"
    rf"|\b[\w-]+(?:\.\s| dot )(?-i:com|org|net|info|biz|ru|io|xyz)\b(?:/\S*)?",
    re.IGNORECASE,
)
# An address that closes a sentence goes with the word that leads to it: ``is available at …``.
_CLOSING = re.compile(
    r"(?:,\s*see|\s(?:at|via|under|from))\s+(?:h(?:tt|xx)ps?\s?:\S*[^\s.,;]|www\.\S*[^\s.,;])"
    r"(?=[.;]?$|[.;]\s)",
    re.IGNORECASE,
)
_ABBREVIATIONS = frozenset("e.g i.e a.k.a u.s u.k w.r.t i.i.d et.al cf.".split())
_DOTS = str.maketrans(
    {chr(0xFF21 + at): chr(0x41 + at) for at in range(26)}
    | {chr(0xFF41 + at): chr(0x61 + at) for at in range(26)}
    | dict.fromkeys("．｡․", ".")
)
_WIDE_STOP = re.compile(r"(?<=[A-Za-z0-9])。(?=[A-Za-z]{2})")
_MARKUP = re.compile(r"\*\*|__|`|^#+\s*|^\s*[-*•]\s+|^\s*\d+[.)]\s+(?=[A-Z])|~~")
_GAPS = re.compile(r"\(\s*\)|\[\s*\]|\s+(?=[.,;:!?)])")


def plain(text: str) -> str:
    """The sentence on one line, without links, addresses, identifiers, marks and markup."""
    cleaned = clean(text[: 4 * LONGEST])[:LONGEST]
    while (kept := _once(cleaned)) != cleaned:
        cleaned = kept
    return cleaned


def is_broken(text: str) -> bool:
    """Whether a sentence would be broken prose without the links and mentions `plain` removes."""
    cleaned = clean(text[: 4 * LONGEST])[:LONGEST]
    marked = " ".join(_REMOVED.sub(_marked, _CLOSING.sub("", cleaned)).split())
    return _BROKEN.search(marked) is not None


def _marked(found: re.Match[str]) -> str:
    if found.group()[0] == "<":
        return ""
    kept = _kept(found)
    return kept if kept == found.group() else f"{_GAP}{kept}"


_GAP = "\ufffc"
# What cannot stand without the mention behind it, or before it, that was removed.
_BROKEN = re.compile(
    rf"\b(?:see|as|by|in|of|with|from|at|to|on|for|than|like|via|per|cf\.?|also|extends?|follows?"
    rf"|following|and|or|unlike|contradicts?|confirms?|against|between)\s*(?:the\s)?[(\[]?"
    rf"{_GAP}(?!\w)"
    rf"|\b(?:see|visit|at)\s*{_GAP}"
    rf"|\bas\s+(?:found|shown|reported|described|noted|seen|stated|proposed)\s*(?:in|by)?\s*[(\[]?"
    rf"{_GAP}"
    rf"|^\W*{_GAP}(?:\s*{_GAP})*\s+(?-i:[a-z])"
    rf"|[见如据由照]\s?{_GAP}",
    re.IGNORECASE,
)


def _once(text: str) -> str:
    if "&" in text:
        text = clean(html.unescape(text))
    if not text.isascii():
        text = _WIDE_STOP.sub(".", text.translate(_DOTS))
    text = _REMOVED.sub(_kept, _CLOSING.sub("", text))
    return " ".join(_GAPS.sub("", _MARKUP.sub("", text)).split())


def _kept(found: re.Match[str]) -> str:
    """The words of a link; all of what only looks like one."""
    if found.group().casefold().rstrip(".") in _ABBREVIATIONS:
        return found.group()
    return found[1] or found[2] or ""
