r"""LaTeX in titles and abstracts as people read it: ``$\sim88\%$`` is ``∼88%``.

What cannot be read in full stays exactly as it was written: a formula with an unknown command, a
command with unbalanced braces. A dollar begins a formula by pandoc's rule (nothing blank after the
first, nothing blank before the second and no digit after it), so ``$5 and $10`` are money. Authors
also write ``$ x^2 $`` and ``$\sim$7``; the rule bends where no money looks like that.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from academichub_cli.domain._latex_text import Keep, TextReader


def unicode_math(text: str) -> str:
    """The text with its LaTeX as Unicode. Never fails; linear in the length of the text."""
    return _read(text)


def read_latex(text: str, *, keep: Keep) -> str:
    """Like `unicode_math`, but the caller decides what becomes of a formula.

    `keep` is handed each formula as it is written, and as Unicode or None where it is unreadable.
    """
    return _read(text, keep)


def _read(text: str, *keep: Keep) -> str:
    # Asked of every text there is, and quicker one by one than in a loop.
    if not ("\\" in text or "$" in text or "~" in text or "--" in text or "``" in text):
        return text
    return _reader()(text, *keep).read()


@cache
def _reader() -> type[TextReader]:
    """Loaded where a text has LaTeX, for its tables take a while."""
    reader: type[TextReader] = import_module("academichub_cli.domain._latex_text").TextReader
    return reader
