"""Titles and abstracts that were written for web pages or in JATS, as plain text.

What is no mark that we know stays: ``p<0.05 and n>3`` is mathematics. Marks may be hidden once or
twice behind entities, as when ``&lt;i&gt;`` was deposited for ``<i>``.
"""

from __future__ import annotations

import html
import re

from academichub_cli.domain.clean import clean

_INLINE = frozenset(
    "a abbr b big bold citation-ref cite code em email ext-link fixed-case font i inf"
    " inline-formula inline-graphic inter-ref italic ital monospace named-content overline"
    " private-char roman sans-serif sc scp small small-caps span strike strong styled-content"
    " sub sup tt u underline uri xref alternatives graphic img inline-media institution fn".split()
)
_BLOCK = frozenset(
    "abstract article body br break caption dd def def-item def-list div disp-formula"
    " disp-formula-group disp-quote dl dt h1 h2 h3 h4 h5 h6 head hr label li list list-item ol p"
    " para sec section table tbody td th thead title tr trans-abstract ul boxed-text fig term"
    " table-wrap".split()
)
_HEADINGS = frozenset({"title", "h1", "h2", "h3", "h4", "h5", "h6"})
_PREFIXES = frozenset({"jats", "mml", "m", "xhtml", "html"})
_MATH = frozenset({"mml", "m"})
_MARK = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(/?)(?:([A-Za-z]+):)?([A-Za-z][A-Za-z0-9-]*)(\s[^<>]*|/)?>", re.DOTALL
)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_TEX = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_DISPLAYED = re.compile(r"\$\$(.{1,2000}?)\$\$", re.DOTALL)
_FIRST_HEADING = re.compile(
    r"(?:graphical |author )?(?:abstract|summary)\s*[.:]?\s+", re.IGNORECASE
)
_RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_RAISABLE = frozenset("0123456789+-−–=()n")
_LAYERS = 3  # of entities
_END = re.compile(r"[.:;?!]\s*$")


def plain(text: str) -> str:
    """The text without marks and entities, cleaned, on one line."""
    if "<" not in text and "&" not in text:
        return clean(text)
    for _ in range(_LAYERS):
        bare = _without_marks(text) if "<" in text else text
        unescaped = html.unescape(bare)
        if unescaped == text:
            break
        text = unescaped
    return clean(text)


def plain_abstract(text: str) -> str:
    """An abstract as plain text, without the word “Abstract” before it."""
    read = plain(text)
    heading = _FIRST_HEADING.match(read)
    # "Abstract algebra is …" is no heading: one is followed by a sentence, or was marked as one.
    if heading and (_is_marked(text) or ":" in heading[0]):
        return read[heading.end() :]
    return read


def _is_marked(text: str) -> bool:
    return (
        re.match(r"\s*(?:<[^<>]*>\s*)*<(?:jats:)?(?:title|h\d|b|bold|strong)\b", text) is not None
    )


def _without_marks(text: str) -> str:
    reader = _Reader()
    text = _CDATA.sub("", text)
    end = 0
    for mark in _MARK.finditer(text):
        reader.write(text[end : mark.start()])
        reader.mark(mark)
        end = mark.end()
    reader.write(text[end:])
    return reader.read()


class _Reader:
    """Puts the text between marks together; what stands in formulas twice is taken once."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._raised: list[int] = []
        self._headings: list[int] = []
        self._tex: int | None = None
        self._had_tex = False
        self._math = 0

    def write(self, text: str) -> None:
        """Text as it stands; MathML beside its TeX says the same again."""
        if text and not (self._math and self._had_tex):
            self._parts.append(text)

    def mark(self, mark: re.Match[str]) -> None:
        """A mark, or what only looks like one."""
        is_end, prefix, name = mark[1] == "/", (mark[2] or "").lower(), (mark[3] or "").lower()
        if name and prefix not in _PREFIXES and (prefix or name not in _INLINE | _BLOCK | _OTHER):
            self.write(mark[0])
        elif prefix in _MATH or name == "math":
            self._in_math(name, is_end=is_end, is_empty=(mark[4] or "").endswith("/"))
        elif name == "tex-math":
            self._in_tex(is_end=is_end)
        elif name in {"sup", "sub"}:
            self._in_sup(is_end=is_end) if name == "sup" else None
        elif name in _HEADINGS:
            self._in_heading(is_end=is_end)
        elif name in _BLOCK:
            self._parts.append(" ")
        elif name in {"inline-formula", "alternatives"} and not is_end:
            self._had_tex = False

    def read(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def _in_math(self, name: str, *, is_end: bool, is_empty: bool) -> None:
        if name == "math":
            self._math = max(0, self._math + (-1 if is_end else 1))
            if is_end and not self._math:
                self._had_tex = False
        elif name == "mspace" or (is_empty and not is_end):
            self.write(" ")

    def _in_tex(self, *, is_end: bool) -> None:
        if not is_end:
            self._tex = len(self._parts)
        elif self._tex is not None:
            written = "".join(self._parts[self._tex :])
            document = _TEX.search(written)
            formula = document[1].strip() if document else written.strip()
            self._parts[self._tex :] = [_DISPLAYED.sub(r"$\1$", formula)]
            self._tex, self._had_tex = None, True

    def _in_sup(self, *, is_end: bool) -> None:
        if not is_end:
            self._raised.append(len(self._parts))
        elif self._raised:
            start = self._raised.pop()
            written = "".join(self._parts[start:])
            # “10<sup>-3</sup>” must not become “10-3”; a subscript reads well on the line.
            raised = bool(written) and _RAISABLE.issuperset(written)
            self._parts[start:] = [written.translate(_RAISED) if raised else written]

    def _in_heading(self, *, is_end: bool) -> None:
        if not is_end:
            self._parts.append(" ")
            self._headings.append(len(self._parts))
        elif self._headings:
            start = self._headings.pop()
            written = "".join(self._parts[start:]).strip()
            joint = "" if not written or _END.search(written) else ":"
            self._parts[start:] = [f"{written}{joint} "]


_OTHER = frozenset({"math", "tex-math"})
