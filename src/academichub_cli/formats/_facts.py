"""What there is to say of a paper, in the words of a language: for every format people read."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from academichub_cli.domain.categories import LABELS
from academichub_cli.domain.clean import NO_BREAK
from academichub_cli.domain.mathtext import read_latex, unicode_math
from academichub_cli.domain.notices import Notice, gravest
from academichub_cli.domain.paper import AnnounceType, Paper
from academichub_cli.domain.ranked import Ranked, Reason
from academichub_cli.formats._words import Words

_SERVERS = frozenset(LABELS.values())
FOLLOWED, POSSIBLE = "★", "★?"
_SOURCES = {
    "arxiv": "arXiv",
    "biorxiv": "bioRxiv",
    "medrxiv": "medRxiv",
    "crossref": "Crossref",
    "openalex": "OpenAlex",
    "datacite": "DataCite",
    "s2": "Semantic Scholar",
    "europepmc": "Europe PMC",
    "hf": "Hugging Face",
}
ROUTES = {
    "api": "API",
    "rss": "RSS",
    "listing": "listing",
    "oai": "OAI-PMH",
    "author": "author feed",
}
_MAY_BE_SLIGHT = frozenset(
    {"category", "learned", "nearest", "terms", "learned-category", "unlike"}
)
_SLIGHT = 0.02
_REPLACED = frozenset({AnnounceType.REPLACE, AnnounceType.REPLACE_CROSS})
_WITHDRAWN = re.compile(
    r"^\s*withdrawn\b|\b(?:paper|article|manuscript|submission|preprint|work)"
    r" (?:(?:has|have) been|is|was|being) withdrawn\b",
    re.IGNORECASE,
)
_WITHDRAWAL_NOTICE = 300
_SHORT_FORMULA = 20


class Credit(NamedTuple):
    """An author's name, and the sign of a follow before it."""

    name: str
    sign: str = ""


def read_title(paper: Paper, words: Words, *, bound: bool = False) -> str:
    """The title as people read it, on one line; with `bound`, short formulas do not break."""
    return _read(paper.title, bound=bound) or words.untitled


def read_abstract(paper: Paper, *, bound: bool = False) -> tuple[str, ...]:
    """The paragraphs of the abstract as people read them; none where there is none."""
    paragraphs = re.split(r"\n\s*\n", paper.abstract or "")
    read = (_read(paragraph, bound=bound) for paragraph in paragraphs)
    return tuple(paragraph for paragraph in read if paragraph)


def _read(text: str, *, bound: bool) -> str:
    drawn = read_latex(text, keep=_kept_whole) if bound else unicode_math(text)
    return re.sub(r"[ \n]+", " ", drawn).strip(" ")


def _kept_whole(written: str, drawn: str | None) -> str:
    if drawn is None or len(drawn) > _SHORT_FORMULA:
        return written if drawn is None else drawn
    return drawn.replace(" ", NO_BREAK)


def credits_of(ranked: Ranked, limit: int) -> tuple[list[Credit], int]:
    """The first authors and all followed ones, and how many are left out."""
    signs = _signs(ranked)
    authors = [author.name for author in ranked.paper.authors if author.name]
    shown = [
        Credit(name, signs.get(name, ""))
        for place, name in enumerate(authors)
        if place < limit or name in signs
    ]
    return shown, len(authors) - len(shown)


def _signs(ranked: Ranked) -> dict[str, str]:
    possible = {
        reason.evidence: POSSIBLE for reason in ranked.reasons if reason.kind == "possible-author"
    }
    return possible | {
        reason.evidence: FOLLOWED for reason in ranked.reasons if reason.kind == "author"
    }


def origin(paper: Paper) -> list[str]:
    """Where it comes from: the source, then its primary category or its venue."""
    source = _SOURCES.get(paper.source, paper.source)
    server, _, subject = (paper.primary_category or "").rpartition(":")
    place = subject.replace("_", " ") if server else subject or paper.venue
    return [part for part in (source, place if place != source else None) if part]


def news(paper: Paper, words: Words, *, taken: date) -> list[str]:
    """How and when it appeared: ``new``, ``announced Fri 12 Jun``, else when it was submitted."""
    said = [words.announce_types[paper.announce_type]] if paper.announce_type else []
    if paper.announce_type in _REPLACED and paper.revised:
        return [*said, words.announced.format(words.day(paper.revised, taken=taken))]
    if paper.announced:
        return [*said, words.announced.format(words.day(paper.announced, taken=taken))]
    if paper.submitted:
        return [*said, _submitted(paper, words, taken)]
    return [*said, words.no_date]


def particulars(ranked: Ranked, words: Words, *, taken: date) -> list[str]:
    """What else is known: marks, notices, revision, submission, cross-lists, votes."""
    paper = ranked.paper
    said = [text for mark, text in words.marks.items() if mark in ranked.marks]
    if (notice := gravest(ranked.notices)) and notice.kind in words.notices:
        said.append(_noticed(notice, paper, words, taken))
    elif is_withdrawn(paper):
        said.append(words.withdrawn)
    if paper.revised:
        said.append(_revised(paper, words, taken))
    if paper.announced and paper.submitted:
        said.append(_submitted(paper, words, taken))
    if cross_lists := paper.categories[1:]:
        said.append(words.also.format(", ".join(cross_lists)))
    for source, count in ranked.votes:
        vote = words.vote if count == 1 else words.votes
        said.append(vote.format(count, _SOURCES.get(source, source)))
    return said


def summary_of(ranked: Ranked, words: Words, *, taken: date) -> list[str]:
    """Identifier, origin, news and particulars, for formats that have one line for them."""
    paper = ranked.paper
    return [
        str(paper.id),
        *origin(paper)[1:],
        *news(paper, words, taken=taken),
        *particulars(ranked, words, taken=taken),
    ]


def because(ranked: Ranked, words: Words) -> list[str]:
    """Why it is shown. Its date is on the card, so age is a reason only where there is no other."""
    told = [reason for reason in ranked.reasons if not _is_slight(reason)]
    return [words.reason(reason) for reason in told or ranked.reasons]


def _is_slight(reason: Reason) -> bool:
    """Whether a reason moves so little that a card is better without it."""
    is_small = reason.kind in _MAY_BE_SLIGHT and abs(reason.weight) < _SLIGHT
    return reason.kind == "recency" or is_small


def record_of(paper: Paper, words: Words) -> list[tuple[str, list[str]]]:
    """What the record says besides: the authors' comment; venue, journal reference and DOI."""
    doi = paper.doi if paper.doi and not paper.doi.is_posted else None
    venue = None if paper.venue in _SERVERS else paper.venue
    published = (venue, paper.journal_ref, str(doi) if doi else None)
    return [
        (words.comment, [unicode_math(paper.comment)] if paper.comment else []),
        (words.published, [part for part in dict.fromkeys(published) if part]),
    ]


def dates_of(paper: Paper, words: Words, *, taken: date) -> list[str]:
    """The four dates, each with the route it is known by."""
    routes = dict(paper.dated_by)
    found = (
        ("submitted", words.submitted, paper.submitted and paper.submitted.date()),
        ("updated", words.updated, paper.updated and paper.updated.date()),
        ("announced", words.announced, paper.announced),
        ("batch", words.counted_to, None if paper.announced else paper.batch),
        ("first_seen", words.first_seen, paper.first_seen and paper.first_seen.date()),
    )
    said = []
    for name, wording, day in found:
        if day is not None:
            text = wording.format(words.day(day, taken=taken))
            route = ROUTES.get(routes.get(name, ""))
            said.append(words.by_route.format(text, route) if route else text)
    return said


def is_withdrawn(paper: Paper) -> bool:
    """Whether its comment, or a notice in place of its abstract, says so."""
    notice = paper.abstract or ""
    return _WITHDRAWN.search(paper.comment or "") is not None or (
        len(notice) < _WITHDRAWAL_NOTICE and _WITHDRAWN.search(notice) is not None
    )


def _noticed(notice: Notice, paper: Paper, words: Words, taken: date) -> str:
    text = words.notices[notice.kind].format(paper.venue or "")
    return f"{text} {words.day(notice.day, taken=taken)}" if notice.day else text


def _submitted(paper: Paper, words: Words, taken: date) -> str:
    assert paper.submitted is not None
    return words.submitted.format(words.day(paper.submitted.date(), taken=taken))


def _revised(paper: Paper, words: Words, taken: date) -> str:
    assert paper.revised is not None
    version = f" v{paper.version}" if paper.version else ""
    return f"{words.revised}{version} {words.day(paper.revised, taken=taken)}"
