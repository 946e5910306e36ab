"""XML from outside, read so that it can do no harm; pure functions of bytes.

Nothing outside the document is fetched and no entity of its own making is expanded. What is not
well-formed costs the record in which it stands, and no other.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from lxml import etree

from academichub_cli.domain.clean import clean
from academichub_cli.errors import SourceError

HINT = "try again later; what is in the library is kept"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-fA-F]{1,8})|0*([0-9]{1,10}))")
_SURROGATES = range(0xD800, 0xE000)
_MOST_APART, _LONGEST_HEAD = 2_500, 10_000

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A kind of document: what it is called, and where its records stand.

    `around` names the elements around a record, the root first; any but the root may have another
    name. `namespace` is that of the root and of the records.
    """

    what: str
    namespace: str
    around: tuple[str, ...]
    record: str

    def tag(self, name: str) -> str:
        """The name as lxml writes it."""
        return f"{{{self.namespace}}}{name}" if self.namespace else name

    @property
    def path(self) -> str:
        """The way from the root to the records."""
        return "*/" * (len(self.around) - 1) + self.tag(self.record)

    @property
    def closing(self) -> bytes:
        """What ends a document after a record."""
        return "".join(f"</{name}>" for name in reversed(self.around)).encode()

    @property
    def end(self) -> re.Pattern[bytes]:
        """The end of a whole document."""
        return re.compile(rb"</(?:[\w-]+:)?%b\s*>\s*\Z" % re.escape(self.around[0].encode()))

    @property
    def start(self) -> re.Pattern[bytes]:
        """The beginning of a record."""
        return re.compile(rb"<(?:[\w-]+:)?%b[\s>]" % re.escape(self.record.encode()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Generic[_T]):
    """What was read of the `count` records in a document; the others are named in `damaged`."""

    values: tuple[_T, ...]
    damaged: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document: its root, the records found in it and how many begin in its text."""

    layout: Layout
    body: bytes
    root: etree._Element
    found: list[etree._Element]
    written: int

    def read(
        self, read: Callable[[etree._Element], _T], *, name: Callable[[etree._Element], str]
    ) -> Records[_T]:
        """Each record as `read` makes it; a ValueError of it costs this one, called by its name."""
        whole = self._read(self.found, read, name)
        if self.written <= len(self.found):
            return whole
        # One that is not well-formed takes its neighbours along, unless each is read by itself.
        apart = self._read(_read_apart(self), read, name)
        return max(whole, apart, key=lambda each: len(each.values))

    def _read(
        self,
        found: list[etree._Element],
        read: Callable[[etree._Element], _T],
        name: Callable[[etree._Element], str],
    ) -> Records[_T]:
        values: list[_T] = []
        damaged: list[str] = []
        for element in found:
            try:
                values.append(read(element))
            except ValueError as error:
                damaged.append(f"{name(element)}: {error}")
        swallowed = max(0, self.written - len(found))
        damaged += ["a record that is not well-formed"] * swallowed
        return Records(values=tuple(values), damaged=tuple(damaged), count=len(found) + swallowed)


def parse(body: bytes, layout: Layout) -> Document:
    """The document in an answer's bytes.

    Raises SourceError for a document type and for anything but a whole document of this layout.
    """
    body = without_half_characters(_as_utf8(body))
    root = _root(body, layout)
    found = root.findall(layout.path)
    written = len(layout.start.findall(body))
    return Document(layout=layout, body=body, root=root, found=found, written=written)


def text(element: etree._Element, path: str, namespaces: dict[str, str] | None = None) -> str:
    """The cleaned text of the first element at this path; empty where there is none."""
    found = element.find(path, namespaces)
    return "" if found is None else words(found)


def words(element: etree._Element) -> str:
    """The text in an element, cleaned."""
    return clean("".join(map(str, element.itertext())))


def without_half_characters(body: bytes) -> bytes:
    """The body without references to surrogates, which lxml cannot hold."""
    return _REFERENCE.sub(_character, body)


def _as_utf8(body: bytes) -> bytes:
    """The body with what is no UTF-8 replaced, unless it says to be in another encoding."""
    declared = _ENCODING.match(body)
    if declared and declared[1].lower() != b"utf-8":
        return body
    return body.decode("utf-8", "replace").encode()


def _character(reference: re.Match[bytes]) -> bytes:
    """A reference to a character; half of one is no character."""
    hexadecimal, decimal = reference.groups()
    point = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return b"&#xFFFD" if point in _SURROGATES else reference[0]


def _root(body: bytes, layout: Layout) -> etree._Element:
    what = layout.what
    if _DOCTYPE.search(body):
        # Before parsing, for its entities may be a bomb.
        raise SourceError(f"arXiv's {what} has a document type, which no {what} needs", hint=HINT)
    root = _parsed(body)
    if root is None:
        raise SourceError("arXiv sent what is no XML", hint=HINT)
    if root.tag != layout.tag(layout.around[0]):
        raise SourceError(f"arXiv sent what is no {what}", hint=HINT)
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise SourceError(f"arXiv's {what} has a document type, which no {what} needs", hint=HINT)
    if not layout.end.search(body):
        raise SourceError(f"arXiv's {what} is cut off", hint=HINT)
    return root


def _parsed(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    with contextlib.suppress(etree.XMLSyntaxError, ValueError, LookupError):
        return etree.fromstring(body, parser)
    return None


def _read_apart(document: Document) -> list[etree._Element]:
    """The records of a document in which some are not well-formed."""
    layout, body = document.layout, document.body
    starts = [match.start() for match in layout.start.finditer(body)]
    head = body[: starts[0]]
    if len(starts) > _MOST_APART or len(head) > _LONGEST_HEAD:
        return []
    pieces = (body[start:end] for start, end in pairwise([*starts, len(body)]))
    roots = (_parsed(head + layout.end.sub(b"", piece) + layout.closing) for piece in pieces)
    found = (root.find(layout.path) for root in roots if root is not None)
    return [element for element in found if element is not None]
