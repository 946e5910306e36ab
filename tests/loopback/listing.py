"""arXiv's listing pages, laid out as the templates of github.com/arXiv/arxiv-browse do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote_plus

from loopback.arxiv import Paper
from loopback.rss import Row, licence_of
from loopback.taxonomy import ARCHIVES, CATEGORIES, archive_of, display

SHOWS = (25, 50, 100, 250, 500, 1000, 2000)
DEFAULT_SHOW = 50

_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_SECTIONS = {
    "new": ("New submissions", "New submissions"),
    "cross": ("Cross-lists", "Cross submissions"),
    "replace": ("Replacements", "Replacement submissions"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A listing and the part of it that is shown.

    `rows` are all rows of the listing of `day` (``new``), or those of each of the last five
    listings (``pastweek``, ``recent``), in order. Of what a heading says to show, only a `share`
    is there.
    """

    topic: str
    kind: str
    days: tuple[tuple[date, tuple[Row, ...]], ...]
    skip: int = 0
    show: int = SHOWS[-1]
    has_abstracts: bool = True
    share: float = 1.0

    @property
    def total(self) -> int:
        return sum(len(rows) for _, rows in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    title: str
    rows: tuple[Row, ...]
    first: int


def read_part(kind: str, skip: str, show: str) -> tuple[int, int]:
    """Which rows are asked for: how many to skip, how many to show."""
    skipped = int(skip) if skip.isdecimal() else 0
    if not show.isdecimal():
        return skipped, SHOWS[-1] if kind == "new" else DEFAULT_SHOW
    return skipped, max(min(int(show), SHOWS[-1]), SHOWS[0])


def write_page(page: Page) -> bytes:
    """The listing as HTML."""
    name = CATEGORIES.get(page.topic) or ARCHIVES[page.topic]
    is_new = page.kind == "new"
    sections = list(_by_type(page) if is_new else _by_day(page))
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>',
        f"  <title>{escaped(name)}  </title>",
        '  <meta charset="utf-8"/>\n</head>\n<body class="with-cu-identity">',
        "<div id='content-inner'>\n<div id='dlpage'>",
        f"  <h1>{escaped(name)}</h1>\n",
        "\n".join(_index_of_types(page) if is_new else _index_of_days(page)),
        *_paging(page),
        *(text for section in sections if (text := _section(page, section))),
        *(["    <p>No updates today.</p>"] if is_new and not page.total else []),
        *_paging(page),
        "</div>\n</div>\n</body>\n</html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    """As the services' templates write text."""
    named = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return named.replace('"', "&#34;").replace("'", "&#39;")


def _kind(row: Row) -> str:
    return row.type.removesuffix("-cross")


def _by_type(page: Page) -> Iterator[_Section]:
    (_, rows), first = page.days[0], 0
    for kind, (_, title) in _SECTIONS.items():
        chosen = tuple(row for row in rows if _kind(row) == kind)
        yield _Section(title=title, rows=chosen, first=first)
        first += len(chosen)


def _by_day(page: Page) -> Iterator[_Section]:
    first = 0
    for day, rows in page.days:
        yield _Section(title=f"{day:%a}, {day.day} {day:%b %Y}", rows=rows, first=first)
        first += len(rows)


def _index_of_types(page: Page) -> Iterator[str]:
    day, _ = page.days[0]
    yield "<ul>"
    for (label, _), section in zip(_SECTIONS.values(), _by_type(page), strict=True):
        if section.rows:
            to = 0 if section.first == 0 else section.first + 1
            start = section.first // page.show * page.show
            elsewhere = start != page.skip
            address = _address(page, skip=start) if elsewhere else ""
            yield f'  <li><a href="{address}#item{to}" rel="nofollow">{label}</a></li>'
    yield "</ul>\n"
    recent = f"recent-{page.topic}"
    yield (
        f'<p>See <a id="{recent}" aria-labelledby="{recent}"'
        f' href="/list/{page.topic}/recent">recent</a> articles</p>'
    )
    yield f"<h3>Showing new listings for {day:%A}, {day.day} {day:%B %Y}</h3>"


def _index_of_days(page: Page) -> Iterator[str]:
    yield "  <h2>Authors and titles for recent submissions</h2>\n  <ul>"
    for section in _by_day(page):
        address = _address(page, skip=section.first, kind="recent")
        yield f'<li>\n        <a href="{address}" rel="nofollow">\n          {section.title}'
        yield "        </a>\n      </li>"
    yield "</ul>"
    new = f"new-{page.topic}"
    yield (
        f'  <p>See today\'s <a id="{new}" aria-labelledby="{new}"'
        f' href="/list/{page.topic}/new">new</a> changes</p>'
    )


def _address(page: Page, *, skip: int, show: int = 0, kind: str = "") -> str:
    return f"/list/{page.topic}/{kind or page.kind}?skip={skip}&amp;show={show or page.show}"


def _paging(page: Page) -> Iterator[str]:
    if not page.total:
        return
    yield f"    <div class='paging'>Total of {page.total} entries"
    if page.show < page.total:
        yield ":"
        for start in range(0, page.total, page.show):
            text = f"{start + 1}-{min(page.total, start + page.show)}"
            is_here = start == page.skip
            link = f'<a href={_address(page, skip=start)} rel="nofollow">{text}</a>'
            yield f"      <span>{text}</span>" if is_here else f"      {link}"
    yield "    </div>"
    yield f"    <div class='morefewer'>Showing up to {page.show} entries per page:"
    fewer = max((show for show in SHOWS if show < page.show), default=0)
    more = min((show for show in SHOWS if page.show < show < page.total), default=0)
    everything = SHOWS[-1] if page.show < page.total else 0
    yield " |\n".join(
        _show_link(page, text, show)
        for text, show in (("fewer", fewer), ("more", more), ("all", everything))
    )
    yield "    </div>"


def _show_link(page: Page, text: str, show: int) -> str:
    if not show:
        return f'      <span style="color: #454545">{text}</span>'
    return f'      <a href={_address(page, skip=page.skip, show=show)} rel="nofollow">{text}</a>'


def _section(page: Page, section: _Section) -> str:
    start = max(page.skip - section.first, 0)
    room = max(page.skip + page.show - section.first - start, 0)
    rows = section.rows[start : start + room]
    is_hidden = not rows and (page.kind == "new" or bool(section.rows) or not room)
    if is_hidden:
        return ""
    head = [f"<dl id='articles'>\n    <h3>{_heading(page, section, start, len(rows))}</h3>"]
    if not rows:
        head.append("    <p>No updates for this time period.</p>")
    written = rows[: int(len(rows) * page.share)]
    number = section.first + start + 1
    entries = [_entry(page, row, number + index) for index, row in enumerate(written)]
    return "\n".join([*head, *entries, "</dl>"])


def _heading(page: Page, section: _Section, start: int, shown: int) -> str:
    total = len(section.rows)
    if not total:
        return section.title
    is_last = start + shown == total
    words = "continued, showing " if start else "showing "
    if start and is_last:
        words += "last "
    if not start and not is_last:
        words += "first "
    blank = "" if page.kind == "new" else " "
    return f"{section.title} ({words}{shown} of {total} entries{blank})"


def _entry(page: Page, row: Row, number: int) -> str:
    paper = row.paper
    lines = [
        "<dt>",
        f"      <a name='item{number}'>[{number}]</a>",
        f'      <a href ="/abs/{paper.id}" title="Abstract" id="{paper.id}">',
        f"        arXiv:{paper.id}\n      </a>",
        f"      {_remark(row)}\n",
        f"        {_downloads(paper)}\n    </dt>\n    <dd>\n      <div class='meta'>",
        "        <div class='list-title mathjax'><span class='descriptor'>Title:</span>",
        f"          {escaped(paper.title)}\n        </div>",
        f"        <div class='list-authors'>{_authors(paper)}</div>\n",
        *_descriptor("list-comments mathjax", "Comments", _linked(paper.comment)),
        *_descriptor("list-journal-ref", "Journal-ref", escaped(paper.journal_ref)),
        *_descriptor("list-subjects", "Subjects", _subjects(paper)),
    ]
    if page.kind == "new" and page.has_abstracts:
        lines.append(
            f"        <p class='mathjax'>\n          {_linked(paper.abstract)}\n        </p>"
        )
    return "\n".join([*lines, "      </div>\n    </dd>"])


def _remark(row: Row) -> str:
    if row.type == "cross":
        return f"    (cross-list from {row.paper.categories[0]})"
    return "    (replaced)" if row.type.startswith("replace") else ""


def _downloads(paper: Paper) -> str:
    name = paper.id
    links = [("/pdf/" + name, "Download PDF", "pdf", "pdf", "")]
    if licence_of(paper).endswith("/1.0/"):
        outside = ' rel="noopener noreferrer" target="_blank"'
        page = f"https://arxiv.org/html/{name}v{paper.version}"
        links.append((page, "View HTML", "html", "html", outside))
    links.append((f"/format/{name}", "Other formats", "oth", "other", ""))
    written = (
        f'<a href="{address}" title="{title}" id="{short}-{name}"'
        f' aria-labelledby="{short}-{name}"{more}>{text}</a>'
        for address, title, short, text, more in links
    )
    return f"[{', '.join(written)}]"


def _authors(paper: Paper) -> str:
    place = f"https://arxiv.org/search/{archive_of(paper.categories[0])}"
    return ", ".join(
        f'<a href="{place}?searchtype=author&amp;query={_query(author)}">{escaped(author)}</a>'
        for author in paper.authors
    )


def _query(author: str) -> str:
    *names, last = author.split()
    initials = "".join(f"+{quote_plus(name[0])}" for name in names)
    return quote_plus(last) + (f",{initials}" if initials else "")


def _descriptor(kind: str, name: str, written: str) -> Iterator[str]:
    if written:
        yield f"        <div class='{kind}'><span class='descriptor'>{name}:</span>"
        yield f"          {written}\n        </div>\n"


def _subjects(paper: Paper) -> str:
    primary, *others = (escaped(display(category)) for category in paper.categories)
    return "; ".join([f'<span class="primary-subject">{primary}</span>', *others])


def _linked(text: str) -> str:
    """The text with its addresses as links that do not spell them out."""
    pieces, at = [], 0
    for match in _URL.finditer(text):
        scheme = match[0].partition(":")[0]
        pieces.append(escaped(text[at : match.start()]))
        pieces.append(
            f'<a href="{escaped(match[0])}" rel="external noopener nofollow"'
            f' class="link-external link-{scheme}">this {scheme} URL</a>'
        )
        at = match.end()
    return "".join([*pieces, escaped(text[at:])])
