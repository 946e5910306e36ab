"""BibTeX, with arXiv's fields as https://info.arxiv.org/help/hypertex/bibstyles/ gives them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count

from academichub_cli.domain.identifiers import ArxivId, Identifier
from academichub_cli.domain.mathtext import read_latex
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch
from academichub_cli.formats._latex import latex, latex_title
from academichub_cli.formats._names import parts_of
from academichub_cli.formats._page import Page

SUFFIX = ".bib"
MEDIA_TYPE = "application/x-bibtex"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(r"[a-z0-9]+")
_STOP = frozenset("a an the on of in for to from towards toward with and is are how why".split())
_ADDRESS = str.maketrans({char: f"%{ord(char):02X}" for char in '{}\\^`"<>|'})
_LETTERS = 26
_LONGEST = 30


def render(batch: Batch, page: Page) -> str:
    """One entry a paper, with keys like ``arora2026sparse``; nothing for none."""
    del page
    papers = [ranked.paper for ranked in batch.papers]
    keys = citation_keys(papers)
    return "\n".join(_entry(keys[paper.id], paper) for paper in papers)


def citation_keys(papers: Iterable[Paper]) -> dict[Identifier, str]:
    """A key for each paper, no two alike, whatever the order of the papers."""
    keys: dict[Identifier, str] = {}
    taken: set[str] = set()
    next_suffix: dict[str, Iterator[int]] = {}
    for paper in sorted(papers, key=lambda paper: str(paper.id)):
        key = base = _key(paper)
        while key in taken:
            key = base + _letters(next(next_suffix.setdefault(base, count())))
        taken.add(key)
        keys[paper.id] = key
    return keys


def _entry(key: str, paper: Paper) -> str:
    kind = "article" if paper.venue or paper.journal_ref or paper.doi else "misc"
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(paper) if value)
    return f"@{kind}{{{key},\n{fields}}}\n"


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", _braced(latex_title(paper.title))
    yield "author", _braced(" and ".join(_author(author.name) for author in paper.authors))
    if moment := paper.submitted or paper.announced:
        yield "year", _braced(str(moment.year))
        yield "month", _MONTHS[moment.month - 1]
    yield "journal", _braced(latex(paper.venue or paper.journal_ref or ""))
    if isinstance(paper.id, ArxivId):
        yield "eprint", _braced(paper.id.value)
        yield "archivePrefix", "{arXiv}"
        yield "primaryClass", _braced(paper.primary_category or "")
    yield "doi", _braced(re.sub(r"[{}\\]", "", paper.doi.value) if paper.doi else "")
    yield "url", _braced(paper.url.translate(_ADDRESS))
    yield "abstract", _braced(latex(paper.abstract or ""))
    yield "note", _braced(latex(paper.comment or ""))


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _author(name: str) -> str:
    """A name in parts; what is one name, or holds an ``and``, is braced so that it stays one."""
    parts = parts_of(name)
    if not parts.given or " and " in f" {name.casefold()} ":
        return f"{{{latex(name)}}}"
    return ", ".join(latex(part) for part in (parts.family, parts.suffix, parts.given) if part)


def _key(paper: Paper) -> str:
    """Family name, year and first telling word; the identifier where there is no name or word."""
    family = _ascii(parts_of(paper.authors[0].name).family) if paper.authors else ""
    moment = paper.submitted or paper.announced
    title = read_latex(paper.title, keep=lambda *_: " ")
    words = (word for word in _WORD.findall(_folded(title)) if word not in _STOP)
    word = next(words, "") or _ascii(paper.id.value)
    return f"{family[:_LONGEST]}{moment.year if moment else ''}{word[:_LONGEST]}"


def _letters(place: int) -> str:
    """The place-th of ``a``, ``b``, … ``z``, ``aa``, ``ab`` and so on."""
    rest, last = divmod(place, _LETTERS)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + last)


def _ascii(text: str) -> str:
    return "".join(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return plain.casefold()
