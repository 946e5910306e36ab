"""What the server can do wrong, by name.

A mode changes the question (`ask`), the page that answers it (`page`), the bytes of the answer
(`body`), the whole reply (`reply`) or the way it is sent (`send`); `only` says for which questions.
"""

from __future__ import annotations

import email.utils
import os
import socket
import struct
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from loopback.arxiv import Complaint, Page, Paper, retitled, write_complaint

if TYPE_CHECKING:
    from loopback.server import ArxivServer, Ask, Wire

BOMB_SIZE = 300 * 2**20
HUGE_SIZE = 100 * 2**20
_MEGABYTE = bytes(2**20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is sent back; `chunks` instead of a body is sent without a length."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/atom+xml; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    chunks: Callable[[], Iterator[bytes]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One way to misbehave."""

    says: str
    ask: Callable[[Ask], Ask] | None = None
    page: Callable[[Page], Page] | None = None
    body: Callable[[bytes], bytes] | None = None
    reply: Callable[[Ask, ArxivServer], Reply] | None = None
    send: Callable[[Wire, Reply], None] | None = None
    only: Callable[[Ask], bool] | None = None
    times: int | None = None


def _always(**fields: object) -> Callable[[Ask, ArxivServer], Reply]:
    reply = Reply(**fields)
    return lambda ask, server: reply


def _status(status: int, **headers: str) -> Callable[[Ask, ArxivServer], Reply]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return _always(status=status, body=b"<html>busy</html>", kind="text/html", headers=named)


# On the wire


def _silent(wire: Wire, reply: Reply) -> None:
    wire.hold()


def _drip(wire: Wire, reply: Reply) -> None:
    wire.head(reply)
    for byte in reply.body:
        wire.write(bytes([byte]))
        if wire.hold(1.0):
            return


def _slow_headers(wire: Wire, reply: Reply) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: application/atom+xml\r\nX-Slow: " + b"z" * 500:
        wire.write(bytes([byte]))
        if wire.hold(1.0):
            return


def _cut(wire: Wire, reply: Reply) -> None:
    wire.head(reply, length=len(reply.body) + 1000)
    wire.write(reply.body)


def _reset(wire: Wire, reply: Reply) -> None:
    connection = wire.connection
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(connection.detach())


def _chunked(wire: Wire, reply: Reply) -> None:
    wire.head(reply, length=None)
    for at in range(0, len(reply.body), 100):
        piece = reply.body[at : at + 100]
        wire.write(b"%x\r\n%s\r\n" % (len(piece), piece))
    wire.write(b"0\r\n\r\n")


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    squeeze = zlib.compressobj(9, wbits=31)
    pieces = [squeeze.compress(_MEGABYTE) for _ in range(BOMB_SIZE // len(_MEGABYTE))]
    return b"".join([*pieces, squeeze.flush()])


def _gzip_bomb(ask: Ask, server: ArxivServer) -> Reply:
    return Reply(body=_bomb(), headers={"Content-Encoding": "gzip"})


def _zeros() -> Iterator[bytes]:
    for _ in range(HUGE_SIZE // len(_MEGABYTE)):
        yield _MEGABYTE


def _retry_after_date(ask: Ask, server: ArxivServer) -> Reply:
    when = email.utils.formatdate(time.time() + 5, usegmt=True)
    return Reply(status=503, body=b"busy", kind="text/plain", headers={"Retry-After": when})


# Elsewhere


def _redirect(ask: Ask, location: str) -> Reply:
    return Reply(status=302, headers={"Location": location}, kind="text/html")


def _redirect_elsewhere(ask: Ask, server: ArxivServer) -> Reply:
    return _redirect(ask, f"{server.elsewhere}/api/query")


def _redirect_loop(ask: Ask, server: ArxivServer) -> Reply:
    return _redirect(ask, ask.target)


def _redirect_same_host(ask: Ask, server: ArxivServer) -> Reply:
    return _redirect(ask, ask.target.replace("/api/query", "/moved/api/query", 1))


def _is_unmoved(ask: Ask) -> bool:
    return not ask.path.startswith("/moved/")


# In the feed


def _without(*names: str) -> Callable[[Ask], Ask]:
    return lambda ask: replace(
        ask, params={name: value for name, value in ask.params.items() if name not in names}
    )


def _upside_down(ask: Ask) -> Ask:
    order = "descending" if ask.params.get("sortOrder") == "ascending" else "ascending"
    return replace(ask, params={**ask.params, "sortBy": "submittedDate", "sortOrder": order})


def _is_later_page(ask: Ask) -> bool:
    return ask.params.get("start", "0") not in {"", "0"}


def _total(change: Callable[[int], int | None]) -> Callable[[Page], Page]:
    return lambda page: replace(page, total=change(page.total or 0))


def _years_ago(paper: Paper) -> Paper:
    return replace(
        paper,
        published=f"2019{paper.published[4:]}",
        updated=f"2019{paper.changed[4:]}",
        id=f"19{paper.id[2:]}",
    )


def _stale(page: Page) -> Page:
    return replace(page, papers=tuple(_years_ago(paper) for paper in page.papers))


def _without_papers(page: Page) -> Page:
    return replace(page, papers=())


def _twice(page: Page) -> Page:
    return replace(page, papers=tuple(paper for paper in page.papers for _ in range(2)))


HOSTILE_TITLES = (
    "C1 \x9b31mred\x9b0m and \x9d52;c;aGk=\x9c clipboard",
    "Unescaped twice &#27;[31mred&#27;[0m &#x9b;2J",
    "Bidi \u202edesrever\u202c \u2066isolated\u2069 \u200fmark",
    "Zero\u200bwidth\u2060joined\ufeff and soft\xadhyphen",
    "Tags \U000e0001\U000e0068\U000e0069\U000e007f hidden",
    "Selectors \U000e0100\U000e0101 and annotation \ufff9a\ufffab\ufffb",
    "[red]markup[/] [/foo] and [image] captions: [a,b]",
    "An emoji :smile: by name, [link=https://example.org]linked[/link]",
    "Lines\u2028and\u2029paragraphs\x85next",
    "Zalgo z̸̡a̵͇l̶̰g̷͍o and noncharacter \ufdd0",
)


def _hostile(page: Page) -> Page:
    return retitled(page, HOSTILE_TITLES)


def _one_bad_entry(body: bytes) -> bytes:
    """A date that is none, an entry without id, and one without title, in the first three."""
    head, *entries = body.split(b"  <entry>\n")
    damages = (
        (b"<published>", b"<published>the 31st of June, "),
        (b"    <id>", b"    <arxiv:comment>"),
        (b"    <title>", b"    <arxiv:comment>"),
    )
    for index, (right, wrong) in enumerate(damages[: max(0, len(entries) - 1)]):
        closing = right.strip().replace(b"<", b"</")
        damaged = entries[index].replace(right, wrong, 1)
        if wrong.endswith(b"comment>"):
            damaged = damaged.replace(closing, b"</arxiv:comment>", 1)
        entries[index] = damaged
    return b"  <entry>\n".join([head, *entries])


def _with_doctype(doctype: bytes, entity: bytes) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        declaration, feed = body.split(b"\n", 1)
        feed = feed.replace(b"<summary>", b"<summary>" + entity)
        return b"\n".join([declaration, doctype, feed])

    return change


_LAUGHS = b"<!DOCTYPE feed [<!ENTITY a0 'ha'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 11)
)
_OUTSIDE = b"<!DOCTYPE feed [<!ENTITY outside SYSTEM 'file:///etc/passwd'>]>"


def _in_latin1(body: bytes) -> bytes:
    """Bytes of another charset than the declared one, in every title."""
    return body.replace(b"    <title>", b"    <title>caf\xe9 na\xefve ")


def _with_controls(body: bytes) -> bytes:
    return body.replace(b"    <title>", b"    <title>\x1b[31mred\x07\x08\x1b]52;c;aGk=\x07\x00 ")


def _complaining(status: int) -> Callable[[Ask, ArxivServer], Reply]:
    feed = write_complaint(Complaint("something_went_wrong", "something went wrong"))
    return _always(status=status, body=feed)


_PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Welcome</body></html>"

MODES: Mapping[str, Mode] = {
    "silent": Mode(says="accepts and never answers", send=_silent),
    "drip": Mode(says="a byte a second", send=_drip),
    "slow_headers": Mode(says="headers, a byte a second", send=_slow_headers),
    "cut": Mode(says="closes before the promised length", send=_cut),
    "reset": Mode(says="resets the connection", send=_reset),
    "chunked": Mode(says="in chunks, which is right", send=_chunked),
    "gzip_bomb": Mode(says="300 MB in 300 kB", reply=_gzip_bomb),
    "huge": Mode(says="100 MB", reply=_always(chunks=_zeros)),
    "html": Mode(says="a page with 200", reply=_always(body=_PAGE, kind="text/html")),
    "empty": Mode(says="nothing with 200", reply=_always()),
    "rate_exceeded_200": Mode(
        says="`Rate exceeded.` with 200", reply=_always(body=b"Rate exceeded.", kind="text/html")
    ),
    "rate_exceeded_429": Mode(
        says="`Rate exceeded.` with 429",
        reply=_always(status=429, body=b"Rate exceeded.", kind="text/html"),
    ),
    "busy_503": Mode(says="503", reply=_status(503)),
    "retry_after_5": Mode(says="503, again in 5 s", reply=_status(503, Retry_After="5")),
    "retry_after_3600": Mode(says="429, again in an hour", reply=_status(429, Retry_After="3600")),
    "retry_after_date": Mode(says="503, again at a time", reply=_retry_after_date),
    "error_500": Mode(says="500", reply=_status(500)),
    "error_404": Mode(says="404", reply=_status(404)),
    "not_xml": Mode(says="prose with 200", reply=_always(body=b"We are moving house.")),
    "truncated_xml": Mode(
        says="half a feed, with its right length", body=lambda body: body[: len(body) // 2]
    ),
    "stale": Mode(says="papers of years ago", page=_stale),
    "ignores_start": Mode(says="the first page always", ask=_without("start")),
    "ignores_sort": Mode(says="oldest first, whatever was asked", ask=_upside_down),
    "page_two_fails": Mode(
        says="500 after the first page", reply=_status(500), only=_is_later_page
    ),
    "page_two_empty": Mode(
        says="no entries after the first page", page=_without_papers, only=_is_later_page
    ),
    "page_two_empty_once": Mode(
        says="likewise, but once", page=_without_papers, only=_is_later_page, times=1
    ),
    "total_lies_high": Mode(says="more than there are", page=_total(lambda total: total + 5000)),
    "total_lies_low": Mode(says="fewer than there are", page=_total(lambda total: total // 3)),
    "total_missing": Mode(says="no total", page=_total(lambda total: None)),
    "error_entry": Mode(says="an entry titled Error, 400", reply=_complaining(400)),
    "error_entry_200": Mode(says="an entry titled Error, 200", reply=_complaining(200)),
    "one_bad_entry": Mode(says="damaged entries among good ones", body=_one_bad_entry),
    "dtd_bomb": Mode(says="a billion laughs", body=_with_doctype(_LAUGHS, b"&a10;")),
    "external_entity": Mode(says="an outside entity", body=_with_doctype(_OUTSIDE, b"&outside;")),
    "hostile_titles": Mode(says="titles that want the terminal", page=_hostile),
    "redirect_elsewhere": Mode(says="302 to another host", reply=_redirect_elsewhere),
    "redirect_loop": Mode(says="302 to itself", reply=_redirect_loop),
    "redirect_same_host": Mode(
        says="302 to another path", reply=_redirect_same_host, only=_is_unmoved
    ),
    "wrong_charset": Mode(says="Latin-1 said to be UTF-8", body=_in_latin1),
    "control_chars_in_xml": Mode(says="raw controls in titles", body=_with_controls),
    "duplicate_entries": Mode(says="every paper twice", page=_twice),
}
