"""Good bodies with a few bytes changed, cut, doubled, moved or put in; and texts no one may see."""

from __future__ import annotations

import time

from hypothesis import strategies as st

from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import is_category
from academichub_cli.errors import SourceError

# Seconds after which a reader hangs: none of these takes a hundredth of it on an idle machine.
HANG = 30

_COMMON = [
    *(b"<", b">", b"&", b'"', b"'", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?x?>", b"\0", b"\x1b"),
    *(b"&#0;", b"&#xD800;", b"&#x1b;[31m", b"&x;", b"&#8238;", b"\xff\xfe", b"\xc2\x9b", b"\xed\xa0\x80"),
    *(b"\xf3\xa0\x81\x81", b"9" * 30, b"-", b"(", b",", b"xmlns=''", b"<!DOCTYPE x>", b"<b>" * 40),
]  # fmt: skip

# Written in an XML or HTML text; what is read of it.
HOSTILE = [
    ("0", "0"),
    ("  Two\n   lines ", "Two lines"),
    ("[red]bold[/] $x^2$ :smile:", "[red]bold[/] $x^2$ :smile:"),
    ("C1 \x9b31mred\x9b0m", "C1 red"),
    ("a\u202eb\u2066c\U000e0041", "abc"),
    ("&lt;b&gt;bold&lt;/b&gt; &amp;amp;", "<b>bold</b> &amp;"),
    ("&#8203;&#x200b;x&#xad;", "x"),
    ("in<i>line</i> marks", "inline marks"),
    ("half &#xD83D;&#55357; characters", "half \ufffd\ufffd characters"),
    ("one<!-- two --> three", "one three"),
]

_BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12))
DOCUMENT_TYPES = [
    "<!DOCTYPE x>",
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    f"<!DOCTYPE x [{_BOMB}]>",
    f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>',
]


@st.composite
def mutated(draw, body, tokens=()):
    """The body after one to six accidents."""
    changed = bytearray(body)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(changed)))
        match draw(st.sampled_from(["flip", "cut", "double", "move", "put", "put"])):
            case "flip" if at < len(changed):
                changed[at] = draw(st.integers(0, 255))
            case "cut":
                del changed[at : at + draw(st.integers(1, 120))]
            case "double":
                changed[at:at] = changed[at : at + draw(st.integers(1, 400))]
            case "move":
                to = draw(st.integers(0, len(changed)))
                changed[to:to] = changed[at : at + 40]
            case _:
                changed[at:at] = draw(st.sampled_from([*_COMMON, *tokens]))
    return bytes(changed)


def read_if_sound(parse, body):
    """What was read, None where the body was refused; whatever else happens is a fault."""
    start = time.perf_counter()
    found, refused = None, None
    try:
        found = parse(body)
    except SourceError as error:
        refused = error
    assert time.perf_counter() - start < HANG
    if refused:
        assert clean(str(refused)) == str(refused)
        assert refused.hint
    return found


def assert_presentable(paper):
    """No part of a paper holds what may not reach a screen."""
    texts = [paper.title, paper.abstract, paper.comment, paper.journal_ref]
    for author in paper.authors:
        texts += [author.name, *author.affiliations]
        assert author.name
    assert paper.title
    assert [clean(text) for text in texts if text] == [text for text in texts if text]
    assert all(map(is_category, paper.categories))
    assert all(moment.tzinfo for moment in (paper.submitted, paper.updated) if moment)
