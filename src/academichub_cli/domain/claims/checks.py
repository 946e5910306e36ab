"""The checks that a claim's sentence must pass, one after the other; the first fault decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from academichub_cli.domain.brief import Citation, Verdict
from academichub_cli.domain.claims import (
    comparing,
    content,
    effects,
    foreign,
    inventions,
    quantifiers,
    roles,
    wording,
)
from academichub_cli.domain.claims.alignment import substituted
from academichub_cli.domain.claims.bounds import loosened
from academichub_cli.domain.claims.clauses import crossed, misattributed, other_side
from academichub_cli.domain.claims.figures import misplaced
from academichub_cli.domain.claims.hostile import speaks_to_a_model, speaks_to_the_reader
from academichub_cli.domain.claims.merging import is_merged
from academichub_cli.domain.claims.naming import expansions, is_known, is_spelled_so, names
from academichub_cli.domain.claims.opposed import contrary
from academichub_cli.domain.claims.quantities import Quantity, offered, quantities
from academichub_cli.domain.claims.scripts import (
    has_letters,
    in_plain_letters,
    is_english,
    is_foreign,
    is_in_letters_of,
    is_latin,
    strange_script,
)
from academichub_cli.domain.paper import Paper

_BORNE_OUT = 0.34  # the least share of a claim's content that quotes and titles must have
_QUOTED = 0.22  # and the quotes alone
_SHORT = 3
_OF_THE_TWO = re.compile(r"\bof the two\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim's text with what it may rest on."""

    text: str
    citations: Sequence[Citation]
    papers: Sequence[Paper]
    lang: str

    @property
    def quotes(self) -> list[str]:
        """The words it cites."""
        return [in_plain_letters(citation.quote) for citation in self.citations]

    @property
    def titles(self) -> list[str]:
        """The titles of the papers it cites."""
        return [in_plain_letters(paper.title) for paper in self.papers]

    @property
    def sources(self) -> list[str]:
        """Both."""
        return [*self.quotes, *self.titles]


Fault = tuple[Verdict, str]


def first_fault(case: Case) -> Fault | None:
    """What first speaks against a claim, and the word that does; None where nothing does."""
    case = replace(case, text=in_plain_letters(case.text))
    is_asked = case.lang.casefold().startswith("en")
    if not has_letters(case.text) or not is_in_letters_of(case.text, case.lang):
        return Verdict.ANOTHER_MATTER, ""
    if is_asked and (word := strange_script(case.text, case.sources)):
        return Verdict.ANOTHER_MATTER, word
    if speaks_to_a_model(case.text) or speaks_to_the_reader(case.text, case.quotes):
        return Verdict.OVERCLAIM, "speaks to the reader"
    if word := inventions.slur(case.text, case.sources):
        return Verdict.ANOTHER_MATTER, word
    is_read = is_asked or (is_english(case.text, case.lang) and not is_foreign(case.text))
    checks = _ENGLISH_CHECKS if is_read else _FOREIGN_CHECKS
    return next((fault for check in checks if (fault := check(case))), None)


def _figures(case: Case) -> Fault | None:
    if fault := _numbers(case.text, case.quotes, case.titles):
        return fault
    if fault := _names(case.text, case.sources, by_shape_alone=False):
        return fault
    if number := misplaced(case.text, case.quotes):
        return Verdict.NUMBER_MISPLACED, number
    if number := loosened(case.text, case.quotes):
        return Verdict.OVERCLAIM, number
    if measure := inventions.unmeasured(case.text, case.sources):
        return Verdict.UNIT_NOT_FOUND, measure
    return _measures(case)


def _measures(case: Case) -> Fault | None:
    if measure := effects.opposed_measure(case.text, case.quotes):
        return Verdict.UNIT_NOT_FOUND, measure
    word = effects.misordered(case.text)
    return (Verdict.COMPARISON, word) if word else None


def _effects(case: Case) -> Fault | None:
    abstracts = [in_plain_letters(paper.abstract or "") for paper in case.papers]
    if word := effects.other_matter(case.text, case.quotes, [*case.sources, *abstracts]):
        return Verdict.ANOTHER_MATTER, word
    word = effects.other_effect(case.text, case.quotes)
    return (Verdict.NEGATION, word) if word else None


def _foreign_figures(case: Case) -> Fault | None:
    digits = foreign.in_english_digits(case.text, case.lang)
    if fault := _numbers(digits, case.quotes, case.titles, counts=case.text):
        return fault
    if fault := _names(case.text, case.sources, by_shape_alone=not is_foreign(case.text)):
        return fault
    if not is_latin(case.text) and (term := foreign.strange_term(case.text, case.sources)):
        return Verdict.NAME_NOT_FOUND, term
    if number := misplaced(digits, case.quotes) or foreign.turned(digits, case.quotes):
        return Verdict.NUMBER_MISPLACED, number
    if number := loosened(digits, case.quotes):
        return Verdict.OVERCLAIM, number
    return _measures(case)


def _foreign_words(case: Case) -> Fault | None:
    if found := foreign.unfounded_mark(case.text, case.quotes, case.lang):
        word, is_denial = found
        return (Verdict.NEGATION if is_denial else Verdict.COMPARISON), word
    if not is_foreign(case.text):
        return None
    digits = foreign.in_english_digits(case.text, case.lang)
    return _small_words(replace(case, text=digits))


def _small_words(case: Case) -> Fault | None:
    text, quotes, titles = case.text, case.quotes, case.titles
    if word := wording.unfounded_negation(text, quotes) or quantifiers.shortfall(text, quotes):
        return Verdict.NEGATION, word
    if len(case.papers) == 1 and (word := wording.unfounded_refusal(text, quotes)):
        return Verdict.NEGATION, word
    if word := comparing.unfounded_comparison(text, quotes) or contrary(text, quotes, titles):
        return Verdict.COMPARISON, word
    word = wording.overclaim(text, quotes, titles) or quantifiers.strengthened(text, quotes)
    if word := word or quantifiers.unbounded(text, quotes, titles):
        return Verdict.OVERCLAIM, word
    return None


def _roles(case: Case) -> Fault | None:
    word = None
    if not comparing.is_seen_from_the_other_side(case.text, case.quotes):
        word = roles.strange_object(case.text, case.quotes, case.titles)
    if word := word or roles.exchanged(case.text, case.quotes):
        return Verdict.COMPARISON, word
    ways = (misattributed, other_side, crossed)
    word = next((found for way in ways if (found := way(case.text, case.quotes))), None)
    return (Verdict.MERGED, word) if word else None


def _content(case: Case) -> Fault | None:
    if not _is_borne_out(case.text, case.quotes, case.titles):
        return Verdict.ANOTHER_MATTER, ""
    if name := inventions.strange_name(case.text, case.sources):
        return Verdict.NAME_NOT_FOUND, name
    if is_merged(case.text, case.citations, case.papers):
        return Verdict.MERGED, ""
    words = inventions.untold(case.text, case.quotes, case.titles)
    words = words or substituted(case.text, case.quotes, case.titles)
    return (Verdict.ANOTHER_MATTER, words) if words else None


_ENGLISH_CHECKS = (_figures, _small_words, _effects, _roles, _content)
_FOREIGN_CHECKS = (_foreign_figures, _foreign_words)


def _numbers(
    text: str, quotes: Sequence[str], titles: Sequence[str], *, counts: str = ""
) -> Fault | None:
    known = frozenset[Quantity]().union(*(offered(each) for each in (*quotes, *titles)))
    values = {each.value for each in known}
    papers = " ".join(f"{each}个" for each in foreign.papers_counted(counts or text))
    counted = {each.value for each in quantities(papers)}
    for quantity in quantities(_OF_THE_TWO.sub(" ", text)):
        if quantity.value not in values:
            if quantity.value not in counted:
                return Verdict.NUMBER_NOT_FOUND, str(quantity)
        elif quantity.unit and quantity not in known and not quantity.is_word:
            return Verdict.UNIT_NOT_FOUND, str(quantity)
    return None


def _names(text: str, sources: Sequence[str], *, by_shape_alone: bool) -> Fault | None:
    for acronym, words in () if by_shape_alone else expansions(text):
        if not is_spelled_so(acronym, words, sources):
            return Verdict.NAME_NOT_FOUND, f"{words} ({acronym})"
    stated = names(text, by_shape_alone=by_shape_alone)
    unknown = next((name for name in stated if not is_known(name, sources)), None)
    return (Verdict.NAME_NOT_FOUND, unknown) if unknown else None


def _is_borne_out(text: str, quotes: Iterable[str], titles: Iterable[str]) -> bool:
    own = content.stems(text)
    if len(own) < _SHORT:
        return bool(content.covered(own, content.stems(" ".join(quotes))))
    quoted = content.covered(own, content.stems(" ".join(quotes)))
    titled = content.covered(own, content.stems(" ".join(titles)))
    every = len(quoted | titled) >= _BORNE_OUT * len(own)
    return every and len(quoted) >= _QUOTED * len(own)
