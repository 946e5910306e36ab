"""For the terminal: sentences with their marks, what they rest on at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import StringIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from academichub_cli.brief_formats._page import Page
from academichub_cli.brief_formats._words import Words, facts, is_quote, sections
from academichub_cli.domain.brief import Bridge, Brief, Claim, Reference, Theme
from academichub_cli.domain.mathtext import unicode_math

SUFFIX = ".txt"
MEDIA_TYPE = "text/plain"

# Lines longer than this are hard to read, however wide the terminal.
_MEASURE = 100
_NARROW = 60


def render(brief: Brief, page: Page) -> str:
    """The drawing without colours and links."""
    console = Console(
        file=StringIO(),
        width=page.width,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as drawn:
        for renderable in draw(brief, page):
            console.print(renderable)
    return "\n".join(line.rstrip() for line in drawn.get().splitlines()) + "\n"


def draw(brief: Brief, page: Page) -> Iterator[RenderableType]:
    """The brief from its head to its references."""
    width = min(page.width, _MEASURE)
    for renderable in _Drawing(brief, page).parts():
        yield Constrain(renderable, width)


class _Drawing:
    """One brief on one page."""

    def __init__(self, brief: Brief, page: Page) -> None:
        self._brief = brief
        self._page = page
        self._words = Words(page.lang)
        self._indent = 0 if page.width < _NARROW else 2

    def parts(self) -> Iterator[RenderableType]:
        """Everything in order, each part after an empty line."""
        yield from self._answer() if self._page.title else self._opening()
        yield from self._section("bridges", (self._bridge(b) for b in self._brief.bridges))
        for name, claims in sections(self._brief):
            yield from self._section(name, [self._listed(claims)])
        yield from self._section("rising", [self._rising()] if self._brief.rising else [])
        yield from self._section("notes", [self._notes()] if self._brief.notes else [])
        listed = [self._references()] if self._brief.references else []
        yield from self._section("references", listed)
        for at, said in enumerate(self._words.footer(self._brief)):
            if at == 0:
                yield Text()
            yield _text(said, "dim")

    def _opening(self) -> Iterator[RenderableType]:
        yield _text(self._words.head(self._brief), "bold")
        yield from self._section("themes", (self._theme(t) for t in self._brief.themes))

    def _answer(self) -> Iterator[RenderableType]:
        """The title, and what is said to it."""
        yield _text(self._page.title, "bold")
        yield _text(self._words.head(self._brief, self._page.title), "dim")
        for theme in self._brief.themes:
            yield Text()
            yield from self._listed(theme.claims)

    def _section(
        self, name: str, parts: Iterable[Iterable[RenderableType]]
    ) -> Iterator[RenderableType]:
        for at, part in enumerate(parts):
            if at == 0:
                yield Text()
                yield _text(self._words[name], "bold underline")
            yield Text() if at or name in {"themes", "bridges"} else _nothing()
            yield from part

    def _theme(self, theme: Theme) -> Iterator[RenderableType]:
        yield self._heading(theme.title, self._words.theme(theme))
        for claim in theme.claims:
            yield self._indented(self._claim(claim, ()), "•")

    def _bridge(self, bridge: Bridge) -> Iterator[RenderableType]:
        yield self._heading(" · ".join(bridge.terms), self._words.bridge(bridge))
        width = max(map(cell_len, bridge.fields), default=0)
        if not all(map(is_quote, bridge.claims)):
            yield from self._listed(bridge.claims)
            return
        for field, claim in zip(bridge.fields, bridge.claims, strict=False):
            label = field if self._page.width < _NARROW else set_cell_size(field, width)
            yield self._indented(self._claim(claim, bridge.terms), label)

    def _listed(self, claims: Iterable[Claim]) -> Iterator[RenderableType]:
        for claim in claims:
            yield self._indented(self._claim(claim, ()), "•")

    def _heading(self, title: str, told: str) -> Text:
        heading = _text(title, "bold cyan")
        heading.append(f"  {told}", "dim")
        return heading

    def _claim(self, claim: Claim, terms: Iterable[str]) -> Text:
        """The sentence, in quotation marks where it is a quote, and the marks of its references."""
        shown = unicode_math(claim.text)
        text = _text(f"“{shown}”" if is_quote(claim) else shown)
        for term in terms:
            text.highlight_regex(_written(term), "bold")
        for paper in dict.fromkeys(citation.paper for citation in claim.citations):
            if number := self._brief.number_of(paper):
                line = self._brief.references[number - 1]
                # Without a space before it, so that no line begins with it.
                text.append(f"[{number}]", self._linked("cyan", line))
        return text

    def _rising(self) -> Iterator[RenderableType]:
        for rising in self._brief.rising:
            line = _text(rising.term, "bold")
            line.append(f"  {self._words.rise(rising)}")
            yield self._indented(line, "↑")

    def _notes(self) -> Iterator[RenderableType]:
        for note in self._brief.notes:
            yield self._indented(_text(self._words.note(note), "dim"), "·")

    def _references(self) -> Iterator[RenderableType]:
        width = cell_len(f"[{len(self._brief.references)}]")
        for line in self._brief.references:
            yield self._indented(self._reference(line), f"[{line.number}]".rjust(width))

    def _reference(self, line: Reference) -> Text:
        text = _text(self._words.ended(self._words.authors(line)))
        text.append(unicode_math(line.title), self._linked("italic", line))
        stop = self._words.ended(line.title).removeprefix(line.title)
        text.append(f"{stop}{' · '.join(facts(line))}", "dim")
        return text

    def _linked(self, style: str, line: Reference) -> Style:
        link = line.url if self._page.links else None
        return Style.parse(style) + Style(link=link) if link else Style.parse(style)

    def _indented(self, text: Text, mark: str) -> RenderableType:
        """A hanging paragraph after its mark; on a narrow page the mark is its first word."""
        if cell_len(mark) * 4 > self._page.width:
            return Text.assemble((f"{mark} ", "dim"), text, overflow="fold")
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold", ratio=1)
        grid.add_row(Text(mark, "dim"), text)
        return Padding(grid, (0, 0, 0, self._indent))


def _text(text: str, style: str = "") -> Text:
    return Text(unicode_math(text), style, overflow="fold")


def _nothing() -> RenderableType:
    return Text("", end="")


def _written(term: str) -> re.Pattern[str]:
    """A term wherever it stands in a sentence, in the singular or the plural."""
    words = (re.escape(word.removesuffix("s")) for word in re.split(r"[\s-]+", term))
    return re.compile(r"(?i)\b" + r"[\s-]+".join(f"{word}(?:s|es)?" for word in words) + r"\b")
