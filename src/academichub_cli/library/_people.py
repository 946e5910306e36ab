"""What the library tells of who a name is: the papers it stands on, and what surrounds them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property

from academichub_cli.domain import names
from academichub_cli.domain.bylines import Attribution, author_named
from academichub_cli.domain.names import FollowedName
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.people import (
    Candidate,
    Company,
    Rarity,
    Surroundings,
    Trace,
    attributed,
    candidates,
    disowned,
    known_as,
    trace,
)
from academichub_cli.domain.radar import Follow
from academichub_cli.library._connection import Connection
from academichub_cli.library._papers import Papers

_MOST_NAMESAKES = 150  # papers of one name; those that came last tell enough
_MOST_LOOKED_AT = 1_000
_MOST_TOGETHER = 30
_MOST_COUNTED = 20_000
_SAMPLE = 1_000
_BETWEEN = 2  # words that may stand between given and family name
_SUREST = 4.0  # what speaks for one person where a name is as rare as can be


class People:
    """Persons behind names, as far as the library knows; worked out once a run for each name."""

    def __init__(self, connection: Connection, papers: Papers) -> None:
        self._connection = connection
        self._papers = papers
        self._attributed: dict[Follow, Mapping[str, Attribution]] = {}

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """The persons whom a name may mean, the one with most papers first."""
        traces = list(self._traces(name))
        return candidates(traces, prior=self._prior(name, len(traces)))

    def attribution(self, follow: Follow, paper: Paper) -> Attribution | None:
        """How likely a paper is by the person who is followed; None where unknown."""
        if follow not in self._attributed:
            self._attributed[follow] = self._of_person(follow)
        return self._attributed[follow].get(str(paper.id))

    def named(self, name: str) -> list[Paper]:
        """The papers that came last of those on which a form of the name stands."""
        if not (expression := " OR ".join(_forms(name))):
            return []
        rows = self._connection.execute(
            "SELECT rowid FROM papers_text WHERE papers_text MATCH ? ORDER BY rowid DESC LIMIT ?",
            (expression, _MOST_LOOKED_AT),
        )
        followed = FollowedName(name)
        found = self._papers.by_keys([row[0] for row in rows])
        return [paper for paper in found if author_named(paper, followed)][:_MOST_NAMESAKES]

    def _of_person(self, follow: Follow) -> Mapping[str, Attribution]:
        traces = list(self._traces(follow.text))
        if not follow.is_known_by_papers:
            return disowned(traces, follow.not_papers)
        return attributed(
            traces,
            theirs=follow.papers,
            coauthors=map(known_as, follow.coauthors),
            not_theirs=follow.not_papers,
        )

    def _traces(self, name: str) -> Iterator[Trace]:
        papers = self.named(name)
        followed = FollowedName(name)
        around = Surroundings(
            papers=self._papers.count(),
            company=cache(self._company({str(paper.id) for paper in papers})),
            rarity=self._rarity,
        )
        for paper in papers:
            if named := author_named(paper, followed):
                yield trace(paper, named[0], around)

    def _company(self, namesakes: set[str]) -> Callable[[str], Company]:
        """Who stands beside a printed name on papers other than these."""

        def company(printed: str) -> Company:
            key, count, met = known_as(printed), 0, set[str]()
            rows = self._connection.execute(
                "SELECT id, authors FROM papers WHERE key IN (SELECT rowid FROM papers_text"
                " WHERE papers_text MATCH ? ORDER BY rowid DESC LIMIT ?)",
                (f"authors : {_quoted(printed)}", _MOST_TOGETHER),
            )
            for identifier, authors in rows:
                people = {known_as(each) for each in authors.split("\n")}
                if identifier not in namesakes and key in people:
                    count += 1
                    met |= people
            return Company(count, frozenset(met - {key}))

        return company

    @cached_property
    def _rarity(self) -> Rarity:
        """How rare words are among the papers that came last."""
        rows = self._connection.execute(
            "SELECT title, abstract FROM papers ORDER BY key DESC LIMIT ?", (_SAMPLE,)
        )
        return Rarity(rows)

    def _prior(self, name: str, own: int) -> float:
        """What speaks for all bearers of a name being one person: that its words seldom meet.

        Where given and family name are both on many other papers, they meet by chance.
        """
        words = names.key(name).split(" ")
        if len(words) == 1 or len(words[0]) == 1:
            return 0.0
        given, family = (max(0, self._count(word) - own) + 1 for word in (words[0], words[-1]))
        expected = given * family / (self._papers.count() + 1)
        return min(_SUREST, max(0.0, -math.log(expected)))

    def _count(self, word: str) -> int:
        """On how many papers an author has a name with this word."""
        count: int = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM papers_text WHERE papers_text MATCH ? LIMIT ?)",
            (f"authors : {_quoted(word)}", _MOST_COUNTED),
        ).fetchone()[0]
        return count


def _forms(name: str) -> Iterator[str]:
    """What finds the forms of a name, in FTS5's language: both in full, or one as an initial."""
    words = names.key(name).split(" ")
    if not any(char.isalnum() for char in name):
        return
    if len(words) == 1:
        yield f"authors : {_quoted(words[0])}"
        return
    first, last = words[0], words[-1]
    for one, other in dict.fromkeys(((first, last), (first[0], last), (first, last[0]))):
        starts = "*" if len(first) == 1 == len(one) else ""
        yield f"authors : NEAR({_quoted(one)}{starts} {_quoted(other)}, {_BETWEEN})"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', " ") + '"'
