"""Feeds of journals in three layouts, and what goes wrong with them.

    shelf = Shelf({"/feeds/nature": rdf("Nature", [entry("10.1038/s41586-026-1")])})
    shelf.fault = "challenge"

What can go wrong: `FAULTS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from loopback.faults import Reply

FAULTS = {
    "challenge": "a page that wants a browser, with 200",
    "kept_out": "the same with 403",
    "gone": "404",
    "cut": "half of the feed",
    "not_well_formed": "an ampersand that is none",
    "document_type": "entities of its own making",
}
_CHALLENGE = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Enable JavaScript"
    b"</body></html>"
)
_NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
)


def entry(doi="", *, title="A title", authors=("Ann Lee",), day="2026-06-10", link="", text=""):
    link = link or (f"https://www.nature.com/articles/{doi.partition('/')[2]}" if doi else "")
    return {"doi": doi, "title": title, "authors": authors, "day": day, "link": link, "text": text}


def rdf(title, entries):
    """RSS 1.0, as Nature and Cell write it."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF {_NAMESPACES}>'
        f'<channel rdf:about="https://example.org"><title>{escape(title)}</title></channel>'
        + "".join(map(_rdf_item, entries))
        + "</rdf:RDF>"
    ).encode()


def rss(title, entries):
    """RSS 2.0, as jmlr.org writes it."""
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(title)}</title>'
        + "".join(
            f"<item><title>{escape(each['title'])}</title><link>{escape(each['link'])}</link>"
            f"<description>{escape(each['text'])}</description><pubDate>{each['day']}</pubDate>"
            f"<author>{escape(', '.join(each['authors']))}</author></item>"
            for each in entries
        )
        + "</channel></rss>"
    ).encode()


def atom(title, entries):
    """Atom, as PLOS writes it."""
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(title)}</title>"
        + "".join(
            f"<entry><title>{escape(each['title'])}</title><id>{each['doi']}</id>"
            f'<link rel="alternate" href="{escape(each["link"])}"/>'
            f"<published>{each['day']}T14:00:00Z</published>"
            + "".join(f"<author><name>{escape(name)}</name></author>" for name in each["authors"])
            + f'<content type="html">{escape(each["text"])}</content></entry>'
            for each in entries
        )
        + "</feed>"
    ).encode()


@dataclass
class Shelf:
    """Feeds by path."""

    feeds: dict[str, bytes]
    fault: str = ""
    asked: list[str] = field(default_factory=list)

    def routes(self):
        return {"/feeds": self.answer}

    def answer(self, ask, mode):
        self.asked.append(ask.target)
        feed = self.feeds[ask.path]
        match self.fault:
            case "challenge":
                return Reply(body=_CHALLENGE, kind="text/html")
            case "kept_out":
                return Reply(status=403, body=_CHALLENGE, kind="text/html")
            case "gone":
                return Reply(status=404)
            case "cut":
                feed = feed[: len(feed) * 2 // 3]
            case "not_well_formed":
                feed = feed.replace(b"</title>", b" & more</title>")
            case "document_type":
                feed = feed.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
        return Reply(body=feed, kind="application/rdf+xml")


def _rdf_item(each):
    authors = "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in each["authors"])
    doi = f"<dc:identifier>doi:{each['doi']}</dc:identifier>" if each["doi"] else ""
    day = f"<dc:date>{each['day']}</dc:date>" if each["day"] else ""
    return (
        f'<item rdf:about="{escape(each["link"])}"><title>{escape(each["title"])}</title>'
        f"<link>{escape(each['link'])}</link>{authors}{doi}{day}"
        f"<description>{escape(each['text'])}</description></item>"
    )
