"""Bibliographies in BibTeX taken in from a file: without abstracts, with plain ones, with LaTeX."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import papers as paper_list
from academichub_cli.domain.paper import Paper
from measuring import Row, judged, peak_mib
from stage import Stage

_A_SECOND, _CEILING = 5_000, 300
_JOURNALS = ("Journal of Made-Up Results", "Annals of Examples", r"Proc. Natl. Acad. Sci. \& Arts")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ACCENTED = (r"Poincar{\'e}", r"Schr\"odinger", r"Erd{\H o}s", r"na\"{\i}ve", r"Fran\c{c}ois")
_LETTERS = r"x n k \alpha \theta \lambda \mathcal{L} \hat{y}".split()
_SHAPES = (
    "${0}_{{{1}}} = {2}$",
    r"${0} \leq 10^{{-{1}}}$",
    r"$O({0}^{1} \log {0})$",
    r"$\sim{2}\%$",
    "${0}$",
)

Decorate = Callable[[str, random.Random], str]


def rows(stage: Stage) -> Iterator[Row]:
    """`hub import` of made entries, the same ones each time but for their abstracts."""
    kinds: dict[str, Decorate | None] = {
        "without abstracts": None,
        "with plain abstracts": lambda abstract, _: abstract,
        "with LaTeX in every abstract": with_latex,
    }
    peaks = []
    for at, (kind, decorate) in enumerate(kinds.items()):
        home = stage.home(f"bibliography-{at}")
        file = home.folder / "references.bib"
        write(file, stage.large, decorate)
        began = time.perf_counter()
        peaks.append(peak_mib(home.hub("import", str(file))))
        rate = stage.large / (time.perf_counter() - began)
        yield Row(
            f"hub import of {stage.large:,} entries of BibTeX {kind}",
            f"{rate:,.0f} entries/s",
            f"≥ {_A_SECOND:,}/s",
            judged(rate, _A_SECOND, at_least=True),
        )
    peak = max(peaks)
    yield Row("  their memory", f"{peak:.0f} MiB", f"≤ {_CEILING} MiB", judged(peak, _CEILING))


def write(file: Path, size: int, decorate: Decorate | None) -> None:
    """So many entries as reference managers export them; where nothing decorates, no abstracts."""
    chance = random.Random(27)
    with file.open("w", encoding="utf-8") as lines:
        for at, paper in enumerate(paper_list.made(size)):
            lines.write(f"@article{{key{at},\n")
            for name, value in _fields(at, paper):
                lines.write(f"  {name} = {{{value}}},\n")
            if decorate:
                lines.write(f"  abstract = {{{decorate(paper.abstract or '', chance)}}},\n")
            lines.write("}\n\n")


def _fields(at: int, paper: Paper) -> Iterator[tuple[str, str]]:
    """An entry's fields but the abstract; every title has a word in braces."""
    first, _, rest = paper.title.partition(" ")
    people = (", ".join(reversed(each.name.rsplit(" ", 1))) for each in paper.authors)
    yield "title", f"{{{first}}} {rest}"
    yield "author", " and ".join(people)
    yield "journal", _JOURNALS[at % len(_JOURNALS)]
    yield "year", str(1990 + at % 36)
    yield "month", _MONTHS[at % 12]
    yield "volume", str(at % 400)
    yield "number", str(at % 12)
    yield "pages", f"{at % 900}--{at % 900 + 12}"
    yield "doi", f"10.1000/made.{at}"
    yield "url", f"https://doi.org/10.1000/made.{at}"


def with_latex(abstract: str, chance: random.Random) -> str:
    """The abstract with a word of every sentence replaced by LaTeX, most of it seen but once."""
    return ". ".join(_sentence(each.split(), chance) for each in abstract.split(". "))


def _sentence(words: list[str], chance: random.Random) -> str:
    at = chance.randrange(1, len(words) - 1)
    match chance.randrange(6):
        case 0:
            words[at] = chance.choice(_ACCENTED)
        case 1:
            words[at] = rf"\emph{{{words[at]}}}"
        case 2:
            words[at] = f"{{{words[at].upper()}}}"
        case 3:
            words[at] = f"{words[at]}--{words[at]}"
        case _:
            words[at] = _formula(chance)
    return " ".join(words)


def _formula(chance: random.Random) -> str:
    numbers = chance.randrange(1, 10), chance.randrange(1_000) / 10
    return chance.choice(_SHAPES).format(chance.choice(_LETTERS), *numbers)
