"""Papers as cards: a rail on the left, nothing on the right that a wide character could push.

Colour and weight only repeat what signs and words say, so a card reads the same without them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.style import Style
from rich.text import Text

from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.formats import _facts as facts
from academichub_cli.formats._head import head_of
from academichub_cli.formats._page import Page
from academichub_cli.formats._plain import plain
from academichub_cli.formats._words import Words, words_of
from academichub_cli.wrapping import bound, cells, flow, wrap, wrap_short

MEDIA_TYPE = "text/plain"
SUFFIX = ".txt"

MEASURE = 100  # lines longer than this are hard to read, however wide the screen
_TITLE_LINES, _ABSTRACT_LINES, _REASON_LINES = 10, 7, 4
_AUTHORS, _ALL_AUTHORS, _NARROW, _NARROW_AUTHORS = 8, 60, 60, 4
_LONGEST_NAME = 60
_SLIGHT_INDENT = 2
_LEAST_ROOM = 10
_ACCENT, _QUIET = "magenta", "dim"
_TOP, _RAIL, _FOOT = "╭─ ", "│ ", "╰─ "
_DOT = " · "


def draw(batch: Batch, page: Page) -> Iterator[RenderableType]:
    """The head lines, then a card a paper; no line is wider than the page."""
    words = words_of(page.lang)
    if page.head:
        yield _Head(page)
    for place, ranked in enumerate(batch.papers):
        if place or page.head:
            yield Text()
        yield Card(ranked, page, batch, words)
    if batch.offered:
        yield _Offer(page, batch, words)
    if not batch.papers and not page.head:
        yield Text(words.no_papers, style=_QUIET)


def render(batch: Batch, page: Page) -> str:
    """The cards as plain text."""
    return plain(draw(batch, page), page.width)


class _Lines(ABC):
    """Something made of lines, as wide as the page or the console, whichever is less."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @abstractmethod
    def lines(self, width: int) -> Iterable[Text]:
        """The lines, none wider than this."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(self._page.width, options.max_width, MEASURE)
        for line in self.lines(width):
            # As segments, so that rich does not look once more for where to break it.
            yield from line.render(console, end="\n")


class _Head(_Lines):
    """What stands above the cards: what is followed, then what was found."""

    def lines(self, width: int) -> Iterator[Text]:
        *quiet, last = [line for line in head_of(self._page) if line] or [""]
        for line in quiet:
            yield from _facts_in_lines(line.split(_DOT), width)[:_REASON_LINES]
        yield from wrap(Text(last, style="bold"), width)


class _Offer(_Lines):
    """Earlier papers that a new follow means: a line each, for they are no news of the day."""

    def __init__(self, page: Page, batch: Batch, words: Words) -> None:
        super().__init__(page)
        self._batch = batch
        self._words = words

    def lines(self, width: int) -> Iterator[Text]:
        """A heading, then number, day and title of each."""
        yield Text()
        yield from wrap(Text(self._words.offered, style="bold"), width)
        for ranked in self._batch.offered:
            day = ranked.paper.batch
            when = self._words.day(day, taken=self._batch.taken.date()) if day else ""
            lead = Text.assemble(
                (f"{ranked.number or ''}", f"bold {_ACCENT}"), (f"  {when}  ", _QUIET)
            )
            title = Text(facts.read_title(ranked.paper, self._words, bound=True))
            room = max(width - cells(lead.plain), _LEAST_ROOM)
            yield Text.assemble(lead, _first(wrap_short(title, room, most=1)))


class Card(_Lines):
    """One paper."""

    def __init__(self, ranked: Ranked, page: Page, batch: Batch, words: Words) -> None:
        super().__init__(page)
        self._ranked = ranked
        self._words = words
        self._taken = batch.taken.date()

    def lines(self, width: int) -> Iterator[Text]:
        """The card from its top to its foot."""
        top, left_over = self._top(width)
        yield top
        for line in self._body(width - len(_RAIL), left_over):
            yield _led(_RAIL if line.plain else _RAIL.rstrip(), line)
        yield from self._foot(width)

    def _top(self, width: int) -> tuple[Text, list[str]]:
        """The line with number, origin and news; and the news, where there is no room for it."""
        news = facts.news(self._ranked.paper, self._words, taken=self._taken)
        left = Text.assemble((_TOP, _QUIET))
        if self._ranked.number:
            left.append(str(self._ranked.number), style=f"bold {_ACCENT}").append(" ─ ", _QUIET)
        origin = Text(_DOT.join(facts.origin(self._ranked.paper)))
        left.append_text(_first(wrap_short(origin, max(width - cells(left.plain) - 2, 4), most=1)))
        right = f" {_DOT.join(news)} ─"
        rest = width - cells(left.plain) - cells(right) - 1
        if rest >= 1:
            return left.append(f" {'─' * rest}{right}", style=_QUIET), []
        rest = max(width - cells(left.plain) - 1, 0)
        return left.append(f" {'─' * rest}" if rest else "", style=_QUIET), news

    def _body(self, width: int, left_over: Sequence[str]) -> Iterator[Text]:
        paper, words, is_full = self._ranked.paper, self._words, self._page.is_full
        title = Text(facts.read_title(paper, words, bound=True), style="bold")
        yield from wrap_short(title, width, most=None if is_full else _TITLE_LINES)
        yield from wrap(self._authors(width), width)
        said = [*left_over, *facts.particulars(self._ranked, words, taken=self._taken)]
        yield from _facts_in_lines(said, width)
        yield Text()
        yield from self._abstract(width)
        yield from self._quiet(width)

    def _authors(self, width: int) -> Text:
        limit = _NARROW_AUTHORS if width < _NARROW else _AUTHORS
        limit = _ALL_AUTHORS if self._page.is_full else limit
        shown, more = facts.credits_of(self._ranked, limit)
        if not shown:
            return Text(self._words.no_authors, style="dim italic")
        names = [_signed(credit) for credit in shown]
        if more:
            names.append(Text(self._words.more.format(more), style=_QUIET))
        is_short = all(cells(name.plain) < width // 2 for name in names)
        return Text(", ").join(bound(name) if is_short else name for name in names)

    def _abstract(self, width: int) -> Iterator[Text]:
        paragraphs = facts.read_abstract(self._ranked.paper, bound=True)
        if not paragraphs:
            yield Text(self._words.no_abstract, style="dim italic")
        left = None if self._page.is_full else _ABSTRACT_LINES
        for place, paragraph in enumerate(paragraphs):
            if left is not None and left < 1:
                return
            if place:
                yield Text()
            lines = wrap_short(Text(paragraph), width, most=left)
            left = None if left is None else left - len(lines) - 1
            yield from lines

    def _quiet(self, width: int) -> Iterator[Text]:
        """The lines below the abstract: reasons, and in full what the record says besides."""
        words, is_full = self._words, self._page.is_full
        groups = [(words.because, facts.because(self._ranked, words))]
        if is_full:
            groups += facts.record_of(self._ranked.paper, words)
            dates = facts.dates_of(self._ranked.paper, words, taken=self._taken)
            groups.append((words.dates, dates))
        groups = [(label, said) for label, said in groups if said]
        if groups:
            yield Text()
        for label, said in groups:
            lines = _labelled(label, said, width)
            yield from lines if is_full else lines[:_REASON_LINES]

    def _foot(self, width: int) -> Iterator[Text]:
        """The address: short and clickable where links are, else in full."""
        url = self._ranked.paper.url
        if self._page.links:
            text = Text(url.removeprefix("https://"), style=Style(link=url))
        else:
            text = Text(url)
        lead = _FOOT
        for line in wrap(text, width - len(_FOOT)):
            yield _led(lead, line)
            lead = " " * len(_FOOT)


def _facts_in_lines(said: Sequence[str], width: int) -> list[Text]:
    return flow([Text(fact, style=_QUIET) for fact in said], width, between=_DOT)


def _labelled(label: str, said: Sequence[str], width: int) -> list[Text]:
    """Facts after a label; further lines are set in below the first."""
    indent = cells(label) if width > _NARROW else _SLIGHT_INDENT
    lines = _facts_in_lines(said, width - cells(label))
    if len(lines) > 1 and indent != cells(label):
        lines = _facts_in_lines([label + said[0], *said[1:]], width - indent)
        label = ""
    return [_led(" " * indent if place else label, line) for place, line in enumerate(lines)]


def _first(lines: Sequence[Text]) -> Text:
    return lines[0] if lines else Text()


def _led(lead: str, line: Text) -> Text:
    return Text.assemble((lead, _QUIET), line)


def _signed(credit: facts.Credit) -> Text:
    name = credit.name
    if cells(name) > _LONGEST_NAME:
        name = wrap_short(Text(name), _LONGEST_NAME, most=1)[0].plain
    if not credit.sign:
        return Text(name)
    return Text(f"{credit.sign} {name}", style=f"bold {_ACCENT}")
