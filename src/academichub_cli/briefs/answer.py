"""A question put to the library, and a paper in one sentence: small briefs of their own."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from academichub_cli.briefs._tidy import tidied
from academichub_cli.domain.brief import (
    Brief,
    Claim,
    Note,
    NoteKind,
    Quote,
    Reference,
    Theme,
    day_of,
)
from academichub_cli.domain.claims import content_words, speaks_to_a_model, stem
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.periods import Period
from academichub_cli.domain.sentences import sentences

_MOST_PAPERS, _MOST_QUOTES = 24, 5
_ENOUGH = 0.6  # the share of a question's words that a paper which answers it has
_LEAST = 5
_ASKING = frozenset(
    "what which who whose whom when where why how does do is are can could should would will much"
    " many tell know paper papers about best".split()
)
QUESTION = (
    "The theme T1 is a question of the reader. Its claims answer the question, in two to five"
    " sentences. Where the papers do not answer it, give no claims at all. Leave bridges,"
    " agreements, questions and read_first empty."
)
ONE_SENTENCE = (
    "The theme T1 is one paper. Give exactly one claim: one sentence of at most thirty words that"
    " says what the paper found or made. Leave everything else empty."
)


def search_words(question: str) -> tuple[str, ...]:
    """The words of a question that papers are looked for by."""
    words = (word for word in content_words(question) if word not in _ASKING)
    return tuple(dict.fromkeys(words))


def is_in_other_letters(question: str) -> bool:
    """Whether there are letters in it that no paper's English words are written with."""
    return any(
        char.isalpha() and not unicodedata.name(char, "LATIN").startswith("LATIN")
        for char in question
    )


def fitting(question: str, papers: Iterable[Paper]) -> list[Paper]:
    """The papers that have enough of a question's words, those with most of them first."""
    wanted = {stem(word) for word in search_words(question)}
    if not wanted:
        return []
    weighed = [
        (len(wanted & _stems(f"{paper.title} . {paper.abstract or ''}")), at, paper)
        for at, paper in enumerate(papers)
        if paper.abstract
    ]
    least = max(1, round(_ENOUGH * len(wanted)))
    best = sorted((entry for entry in weighed if entry[0] >= least), key=lambda e: (-e[0], e[1]))
    return [paper for _, _, paper in best[:_MOST_PAPERS]]


def answer(question: str, papers: Sequence[Paper], *, now: datetime, lang: str = "en") -> Brief:
    """The sentences of these papers that have most of a question's words, each cited."""
    wanted = {stem(word) for word in search_words(question)}
    found: list[tuple[int, int, Quote]] = []
    for at, paper in enumerate(papers):
        quotes = [(len(wanted & _stems(text)), text) for text in _told(paper)]
        count, text = max(quotes, default=(0, ""), key=lambda entry: entry[0])
        if count:
            found.append((count, at, Quote(paper=paper.id, text=text)))
    best = sorted(found, key=lambda entry: (-entry[0], entry[1]))[:_MOST_QUOTES]
    claims = tuple(Claim.quoting(quote) for _, _, quote in best)
    return tidied(_brief(question, papers, claims, now=now, lang=lang), is_answer=True)


def in_one_sentence(paper: Paper, *, now: datetime, lang: str = "en") -> Brief:
    """The sentence of a paper's abstract that tells most of what its title says."""
    wanted = _stems(paper.title)
    told = _told(paper)
    weighed = [(len(wanted & _stems(text)) + 0.1 * at, text) for at, text in enumerate(told)]
    claims = (
        (Claim.quoting(Quote(paper=paper.id, text=max(weighed, key=lambda e: e[0])[1])),)
        if weighed
        else ()
    )
    return _brief(paper.title, [paper], claims, now=now, lang=lang)


def _brief(
    title: str, papers: Sequence[Paper], claims: tuple[Claim, ...], *, now: datetime, lang: str
) -> Brief:
    days = [day for paper in papers if (day := day_of(paper))]
    start = datetime.combine(min(days), now.timetz()) if days else now - timedelta(days=1)
    known = {paper.id: paper for paper in papers}
    names = tuple(known)
    cited = dict.fromkeys(citation.paper for claim in claims for citation in claim.citations)
    made = Brief(
        period=Period(start=start, end=now),
        topic=title,
        lang=lang,
        made=now,
        total=len(papers),
        fields=_fields(papers),
        themes=(Theme(title=title, terms=(title,), papers=names, claims=claims),) if claims else (),
        references=tuple(Reference.to(known[n], number=at) for at, n in enumerate(cited, start=1)),
    )
    if len(papers) >= _LEAST or not papers:
        return made
    return replace(made, notes=(Note(kind=NoteKind.FEW_PAPERS, count=len(papers)),))


def _fields(papers: Iterable[Paper]) -> tuple[tuple[str, int], ...]:
    counts = Counter(paper.field for paper in papers if paper.field)
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _told(paper: Paper) -> list[str]:
    every = sentences(paper.abstract or "")
    return [text for text in every if len(text.split()) >= _LEAST and not speaks_to_a_model(text)]


def _stems(text: str) -> set[str]:
    return {stem(word) for word in content_words(text)}
