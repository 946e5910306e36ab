"""Papers of different fields that share a method or a problem."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from academichub_cli.briefs._evidence import Evidence, Source
from academichub_cli.briefs._quotes import quotable
from academichub_cli.domain.brief import Bridge, Claim, Quote
from academichub_cli.domain.fields import distance, field_of
from academichub_cli.domain.terms import forms_in, is_specific, overlaps

_KNOWN_IN = 0.012
_ANY_IN = 0.004
_ALWAYS_FEW = 5
_FIELD_HAS = 8
_MOST_PAPERS = 60
_SHOWN_TERMS = 3
_TRIED = 80
_WORTH = 0.3
_CROSSED = 0.75
_PASSING, _THING, _PLAIN_WORDS = 0.02, 0.4, 0.7
_DULL, _PLAIN = 0.2, 1.5
_ENDING = 0.3
_METHODS = frozenset(
    "algorithm approximation autoencoder bandit bound calibration clustering code decoding"
    " decomposition descent design detection diffusion dynamics equation ensemble estimation"
    " estimator factorization field filter filtering flow forest game graph hypothesis imaging"
    " inference integration interpolation kernel law learning likelihood machine matching mechanism"
    " model modeling network operator optimization posterior prior problem process"
    " programming propagation quantization reconstruction regression regularization sampler"
    " sampling scattering search segmentation sensing simulation solver statistic theorem theory"
    " transform transformer transport tree".split()
)

# Tools of every empirical paper: to share them is no news.
_COMMONPLACE = frozenset(
    "monte carlo, monte carlo simulation, carlo simulation, signal-to-noise ratio, error rate,"
    " linear regression, maximum likelihood, finite sample, parameter estimation, 2d model,"
    " 3d model, numerical simulation, learning model, reinforcement learning model,"
    " random variable, learning algorithm, predictive model, prediction model, large network,"
    " distribution function, loss function, objective function, cross validation, mean field,"
    " standard model, statistical analysis, sensitivity analysis, time series".split(", ")
)
# Words that are verbs alone, as those in -ify are: what a network does is not what it is.
_VERBS = frozenset(
    "achieve allow become capture contain enable exhibit extract generate improve infer learn"
    " operate outperform predict provide remain require reveal suggest".split()
)
# With a hyphen they make one word, not a term of two.
_PREFIXES = frozenset(
    "non multi pre self semi micro anti inter intra cross sub super co re un quasi pseudo hyper"
    " post bi tri meta auto mid over under out counter".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting:
    """Two papers of different fields and what they share, the most specific term first."""

    sides: tuple[Source, Source]
    fields: tuple[str, str]
    terms: tuple[str, ...]
    weight: float
    quotes: tuple[Quote, ...] = ()

    @property
    def order(self) -> tuple[float, str, str]:
        """The weightiest first; equals by identifier."""
        return (-self.weight, self.sides[0].name, self.sides[1].name)


def bridges(evidence: Evidence, *, most: int) -> tuple[Bridge, ...]:
    """The most specific and farthest bridges; each paper and each term in one of them."""
    found: list[Bridge] = []
    used: set[str] = set()
    said: list[str] = []
    for meeting in _best(evidence):
        names = {side.name for side in meeting.sides}
        if len(found) == most:
            break
        if used.isdisjoint(names) and not any(overlaps(meeting.terms[0], term) for term in said):
            found.append(_bridge(meeting, evidence))
            used |= names
            said.extend(meeting.terms)
    return tuple(found)


def _best(evidence: Evidence) -> list[_Meeting]:
    """The most promising meetings, quoted, in the order of what is shared and how it is said."""
    meetings = sorted(_meetings(evidence), key=lambda meeting: meeting.order)[:_TRIED]
    quoted = [_quoted(meeting, evidence) for meeting in meetings]
    worthy = sorted((meeting for meeting in quoted if meeting), key=lambda meeting: meeting.order)
    return [meeting for meeting in worthy if meeting.weight >= _WORTH * worthy[0].weight]


def _meetings(evidence: Evidence) -> Iterator[_Meeting]:
    shared: dict[tuple[str, str], list[str]] = {}
    by_name = {source.name: source for source in evidence.sources}
    for key in sorted(evidence.counts):
        if is_bridging(key, evidence):
            for pair in _pairs(evidence.with_term[key], key):
                shared.setdefault(pair, []).append(key)
    for (left, right), keys in shared.items():
        yield _meeting(by_name[left], by_name[right], keys, evidence)


def is_bridging(key: str, evidence: Evidence) -> bool:
    """Whether a term is specific enough to mean the same work in two fields."""
    first, last = key.partition(" ")[0], key.rpartition(" ")[2]
    is_one_word = first in _PREFIXES and key.count(" ") == 1
    if is_one_word or key in _COMMONPLACE or last in _VERBS or last.endswith("ify"):
        return False
    limit = _KNOWN_IN if is_specific(key) else _ANY_IN
    is_rare = evidence.weights.counts[key] <= max(_ALWAYS_FEW, limit * evidence.weights.papers)
    few = is_rare and evidence.counts[key] <= _MOST_PAPERS
    return (" " in key and few) or (few and key.isupper() and evidence.is_spelled_out(key))


def _pairs(sources: Sequence[Source], key: str) -> Iterator[tuple[str, str]]:
    """Pairs across fields among the papers of each field that a term weighs most in."""
    by_field: dict[str, list[Source]] = {}
    for source in sources:
        if source.paper.field and source.paper.abstract:
            by_field.setdefault(source.paper.field, []).append(source)
    for left, right in combinations(sorted(by_field), 2):
        sides = (_foremost(by_field[field], key) for field in (left, right))
        for a, b in product(*sides):
            yield (a.name, b.name) if a.name < b.name else (b.name, a.name)


def _foremost(sources: Iterable[Source], key: str) -> list[Source]:
    weighed = sorted(sources, key=lambda s: (-s.vector.get(key, 0.0) * (0.5 + s.score), s.name))
    return weighed[:_FIELD_HAS]


def _meeting(left: Source, right: Source, keys: Sequence[str], evidence: Evidence) -> _Meeting:
    weights = {key: _specificity(key, left, right, evidence) for key in keys}
    terms: list[str] = []
    for key in sorted(weights, key=lambda key: (-weights[key], key)):
        if len(terms) < _SHOWN_TERMS and not any(overlaps(key, other) for other in terms):
            terms.append(key)
    shared = math.fsum(weights[key] / at for at, key in enumerate(terms, start=1))
    fields = (left.paper.field or "", right.paper.field or "")
    is_crossed = _reaches(left, fields[1]) or _reaches(right, fields[0])
    far = distance(*fields) * (_CROSSED if is_crossed else 1.0)
    weight = shared * far * (1 + 0.5 * (left.score + right.score))
    return _Meeting(sides=(left, right), fields=fields, terms=tuple(terms), weight=weight)


def _reaches(source: Source, field: str) -> bool:
    """Whether a paper is cross-listed in a field."""
    return any(field_of(category) == field for category in source.paper.categories)


def _specificity(key: str, left: Source, right: Source, evidence: Evidence) -> float:
    """How much of both papers a term makes up, and whether it ends like a method or a problem."""
    weight = math.sqrt((_PASSING + left.vector.get(key, 0)) * (_PASSING + right.vector.get(key, 0)))
    support = min(evidence.support(key, side.paper.field or "") for side in (left, right))
    weight *= 0.8 + 0.1 * min(support, 4)
    is_method = key.rpartition(" ")[2] in _METHODS
    return weight * (1.0 if is_method else _THING) * (1.0 if is_specific(key) else _PLAIN_WORDS)


def _quoted(meeting: _Meeting, evidence: Evidence) -> _Meeting | None:
    """The meeting with a sentence of each side that has the first term that both can quote.

    It weighs as much as the duller of the two sentences says.
    """
    terms = tuple(term for term in meeting.terms if evidence.ending(term) >= _ENDING)
    for term in terms:
        found = [_sentence_with(term, source, evidence) for source in meeting.sides]
        quotes = [entry for entry in found if entry]
        if len(quotes) == len(found):
            said = min(weight for _, weight in quotes)
            return replace(
                meeting,
                terms=(term, *(other for other in terms if other != term)),
                weight=meeting.weight * max(_DULL, min(_PLAIN, 0.5 + 0.3 * said)),
                quotes=tuple(quote for quote, _ in quotes),
            )
    return None


def _bridge(meeting: _Meeting, evidence: Evidence) -> Bridge:
    return Bridge(
        papers=tuple(source.paper.id for source in meeting.sides),
        fields=meeting.fields,
        terms=tuple(evidence.written(key, evidence.with_term[key]) for key in meeting.terms),
        claims=tuple(Claim.quoting(quote) for quote in meeting.quotes),
    )


def _stands_free(term: str, text: str, evidence: Evidence) -> bool:
    """Whether a sentence has a term that is no part of a longer word: no feed-forward model."""
    pieces = {piece for form, piece in forms_in(text, evidence.folding) if form == term}
    return not pieces or any(re.search(rf"(?<![-‐‑]){re.escape(it)}", text) for it in pieces)


def _sentence_with(term: str, source: Source, evidence: Evidence) -> tuple[Quote, float] | None:
    """The plainest sentence of a paper that has a term, and how plain it is."""
    having = [
        (weight, text)
        for text, weight in quotable(source.paper)
        if term in evidence.terms_in(text, source.paper) and _stands_free(term, text, evidence)
    ]
    if not having:
        return None
    weight, text = max(having)
    return Quote(paper=source.paper.id, text=text), weight
