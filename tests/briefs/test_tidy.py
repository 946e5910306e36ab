from __future__ import annotations

from dataclasses import replace

import pytest

from academichub_cli.briefs import answer, brief, tidied, unsupported
from academichub_cli.domain.brief import Bridge, Brief, Citation, Claim, Reference, Theme, Verdict
from academichub_cli.domain.ranked import Ranked
from briefs.made_up import NOW, PERIOD, WEEK, earlier

PAPERS = [entry.paper for entry in WEEK]
ONE, TWO, THREE = (paper.id for paper in PAPERS[:3])


def claim(text, *papers, quote="words of it"):
    cited = tuple(Citation(paper=paper, quote=quote) for paper in papers or (ONE,))
    return Claim(text=text, citations=cited, verdict=Verdict.SUPPORTED)


def theme(*claims):
    return Theme(title="t", terms=("t",), papers=(ONE, TWO), claims=claims)


def made(**parts):
    lines = [Reference.to(paper, number=at) for at, paper in enumerate(PAPERS[:3], start=1)]
    return Brief(period=PERIOD, references=tuple(lines), **parts)


@pytest.mark.parametrize("again", [
    "Sparse attention helps.", "sparse Attention helps", "Sparse  attention\nhelps .",
    "Sparse attention helps。",
])  # fmt: skip
def test_a_claim_is_told_once_however_it_is_typed(again):
    first = claim("Sparse attention helps.")
    told = tidied(made(themes=(theme(first, claim(again)),), first=(claim(again),)))
    assert [each.text for each in told.claims] == ["Sparse attention helps."]


@pytest.mark.parametrize("other", [
    "Sparse attention helps little.", "Sparse attention helps?", "Sparse attention helps 2.5",
])  # fmt: skip
def test_another_claim_stays(other):
    told = tidied(made(themes=(theme(claim("Sparse attention helps."), claim(other)),)))
    assert len(told.themes[0].claims) == 2


def test_told_twice_in_one_place_it_cites_all_its_papers():
    told = tidied(made(themes=(theme(claim("It helps.", ONE), claim("it helps", ONE, TWO)),)))
    (kept,) = told.claims
    assert [cited.paper for cited in kept.citations] == [ONE, TWO]


def test_references_are_those_that_are_left_numbered_in_their_order():
    told = tidied(
        made(themes=(theme(claim("It helps.", TWO)),), first=(claim("it helps", THREE, ONE),))
    )
    assert [(line.number, line.identifier) for line in told.references] == [(1, TWO)]


def test_a_theme_and_a_bridge_never_lose_all_that_they_say():
    bridge = Bridge(papers=(ONE, TWO), fields=("a", "b"), terms=("t",), claims=(claim("It helps"),))
    told = tidied(
        made(themes=(theme(claim("It helps")), theme(claim("It helps"))), bridges=(bridge,))
    )
    assert [len(each.claims) for each in (*told.themes, *told.bridges)] == [1, 1, 1]


def test_a_bridge_of_quotes_keeps_one_for_each_field():
    quotes = (claim("Same.", ONE, quote="Same."), claim("Same.", TWO, quote="Same."))
    bridge = Bridge(papers=(ONE, TWO), fields=("a", "b"), terms=("t",), claims=quotes)
    assert tidied(made(bridges=(bridge,))).bridges == (bridge,)


def test_an_answer_is_nothing_but_one():
    said = claim("It helps.")
    whole = made(themes=(theme(said),), first=(claim("To begin with: it helps.", TWO),))
    told = tidied(whole, is_answer=True)
    assert list(told.claims) == [said]
    assert len(told.references) == 1


def test_a_brief_without_doubles_stays_as_it_is():
    plain = brief(WEEK, earlier(), period=PERIOD, now=NOW)
    assert tidied(plain) == plain
    assert unsupported(tidied(plain), WEEK, earlier()) == []


def test_an_answer_in_quotes_tells_no_sentence_twice_and_counts_its_fields():
    paper = PAPERS[0]
    twin = replace(PAPERS[1], abstract=paper.abstract.upper(), title=paper.title)
    told = answer("sparse attention memory", [paper, twin], now=NOW)
    texts = [each.text.casefold() for each in told.claims]
    assert len(texts) == len(set(texts)) > 0
    assert sum(count for _, count in told.fields) == 2
    assert unsupported(told, [Ranked(paper=paper), Ranked(paper=twin)], []) is not None
