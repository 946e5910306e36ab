"""Text as LaTeX that compiles: formulas we can read are kept, everything else means itself."""

from __future__ import annotations

import re

from academichub_cli.domain.mathtext import read_latex

_SPECIAL = str.maketrans(
    {"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "~": r"\textasciitilde{}"}
    | {"^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
    # BibTeX counts escaped braces too, so they are written by name.
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
)
# Private characters are never in text from outside, which is cleaned of them.
_KEPT, _OPEN, _CLOSE = "\ue000", "\ue001", "\ue002"
_BRACE = re.compile(r"[{}]")
_WORD = re.compile(r"[^\W\d_]+")


def latex(text: str) -> str:
    """The text as LaTeX on one line. A formula stays as written where all its commands are known.

    Commands outside formulas are read, not kept, so none that a stranger wrote is ever run.
    """
    return _with_formulas(text, protect=False)


def latex_title(text: str) -> str:
    """Like `latex`; braces keep the capitals inside words, and formulas, from a style's changes."""
    return _with_formulas(text, protect=True)


def _with_formulas(text: str, *, protect: bool) -> str:
    formulas: list[str] = []

    def keep(written: str, drawn: str | None) -> str:
        if drawn is None:
            return written
        if not _is_balanced(written) or "%" in written.replace(r"\%", ""):
            return drawn
        formulas.append(f"{{{written}}}" if protect else written)
        return _KEPT

    read = " ".join(read_latex(text, keep=keep).split())
    shielded = _WORD.sub(_shielded, read) if protect else read
    escaped = shielded.translate(_SPECIAL).replace(_OPEN, "{").replace(_CLOSE, "}")
    return re.sub(_KEPT, lambda _: formulas.pop(0), escaped)


def _shielded(word: re.Match[str]) -> str:
    has_inner_capital = any(char.isupper() for char in word[0][1:])
    return f"{_OPEN}{word[0]}{_CLOSE}" if has_inner_capital else word[0]


def _is_balanced(formula: str) -> bool:
    depth = 0
    for brace in _BRACE.findall(formula):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
