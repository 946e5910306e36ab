"""What one paper tells of one of its authors: with whom, on what, where, under which ids."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from academichub_cli.domain import terms
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.text_forms import fold, without_accents

MOST_AUTHORS = 60  # a paper by more does not tell who knows whom
_LONGEST_ABSTRACT = 4_000
_TITLE_WEIGHT = 2
_RAREST = 5.0  # how much one word may weigh
_FOLDING = terms.Folding()


@dataclass(frozen=True, slots=True)
class Company:
    """On how many papers a name stands, and who stands there with it, as `known_as` has them."""

    papers: int
    others: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a library of so many papers can tell of what surrounds a name.

    `company` is asked for a co-author's printed name, and leaves out the papers of the name that
    is in question; `rarity` weighs a word.
    """

    papers: int
    company: Callable[[str], Company]
    rarity: Callable[[str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a paper tells of the author printed on it under a name.

    `coauthors` has the others as `known_as` has them, each with how rare that name is, between 0
    and 1; `beyond` has for each of them who wrote with that person elsewhere. `words` is a vector
    of length one.
    """

    paper: Paper
    author: Author
    coauthors: Mapping[str, float] = field(default_factory=dict)
    beyond: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)

    @property
    def id(self) -> Identifier:
        """The paper's."""
        return self.paper.id

    @property
    def printed(self) -> str:
        """The author's name as it is printed."""
        return self.author.name

    @property
    def others(self) -> tuple[str, ...]:
        """The other authors' names as they are printed."""
        return tuple(each.name for each in self.paper.authors if each is not self.author)

    @property
    def place(self) -> str:
        """Where the author stands among the authors: habits of rank and field."""
        authors = self.paper.authors
        if len(authors) == 1:
            return "alone"
        if authors[0] is self.author:
            return "first"
        return "last" if authors[-1] is self.author else "between"

    @property
    def ids(self) -> frozenset[str]:
        """What the record says of this very author, such as ``orcid:0000-…``."""
        return frozenset(f"{scheme}:{value}" for scheme, value in self.author.ids)

    @property
    def affiliations(self) -> frozenset[str]:
        """The author's affiliations, as they are compared."""
        return frozenset(map(fold, self.author.affiliations))

    @property
    def fields(self) -> tuple[str, ...]:
        """Its primary category, else what else says where it belongs."""
        paper = self.paper
        return paper.categories[:1] or ((paper.field,) if paper.field else ())

    @property
    def day(self) -> date:
        """When it appeared; the first of all days where that is unknown."""
        paper = self.paper
        moment = paper.submitted or paper.updated
        return paper.announced or paper.batch or (moment.date() if moment else date.min)

    @property
    def year(self) -> int | None:
        """The year in which it appeared."""
        return self.day.year if self.day > date.min else None


def trace(paper: Paper, author: Author, surroundings: Surroundings) -> Trace:
    """What the paper tells of this author of its."""
    others = [other.name for other in paper.authors if other is not author]
    company = {}
    if len(others) < MOST_AUTHORS:
        company = {known_as(name): surroundings.company(name) for name in others}
    return Trace(
        paper=paper,
        author=author,
        coauthors={key: _rarity(met.papers, surroundings.papers) for key, met in company.items()},
        beyond={key: met.others for key, met in company.items()},
        words=_vector(paper, surroundings.rarity),
    )


def known_as(name: str) -> str:
    """A co-author's name without what printing varies; quicker than `names.key`, and coarser."""
    return without_accents(fold(name)).replace(".", "")


class Rarity:
    """How telling words are among some papers: the inverse document frequency."""

    def __init__(self, texts: Iterable[tuple[str, str | None]]) -> None:
        """Of each paper its title and its abstract."""
        self._counts = Counter[str]()
        self._papers = 0
        for title, abstract in texts:
            self._papers += 1
            self._counts.update(_words(title, abstract).keys())

    def __call__(self, word: str) -> float:
        """0 for a word in every paper, and for one in none of them, which may be a slip."""
        count = self._counts.get(word, 0)
        return min(math.log((self._papers + 1) / (count + 0.5)), _RAREST) if count else 0.0


def _rarity(papers: int, of: int) -> float:
    """1 for a name on one paper, 0 for one on all."""
    return max(0.0, 1 - math.log(max(papers, 1)) / math.log(of + 1)) if of else 0.0


def _words(title: str, abstract: str | None) -> Counter[str]:
    """The telling words of title and abstract, those of the title twice."""
    found = Counter(terms.keys(title, _FOLDING) * _TITLE_WEIGHT)
    found.update(terms.keys((abstract or "")[:_LONGEST_ABSTRACT], _FOLDING))
    del found[""]
    return found


def _vector(paper: Paper, rarity: Callable[[str], float]) -> dict[str, float]:
    """The words weighed by how often and how rare they are; of length one."""
    weighed = {
        word: (1 + math.log(count)) * weight
        for word, count in _words(paper.title, paper.abstract).items()
        if (weight := rarity(word))
    }
    length = math.sqrt(sum(weight * weight for weight in weighed.values()))
    return {word: weight / length for word, weight in weighed.items()} if length else {}
