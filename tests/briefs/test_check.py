from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub_cli.briefs import brief, unsupported
from academichub_cli.domain.brief import Citation, Note, NoteKind, Verdict
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.ranked import Ranked
from briefs.made_up import NOW, PERIOD, WEEK, earlier

TRUE = brief(WEEK, earlier(), period=PERIOD, now=NOW)
NOBODY = ArxivId("2606.99999")

WORDS = (
    "dark energy sparse attention normalizing flows language models we show find that 12 3.1% of the"
    " galaxies survey. survey: (LLMs) large model however, $x. y$ e.g. et al. Fig. 2 https://a.b/c."
    " and. Results improve! 我们提出。 mice? -- [1] “quoted.” \\textbf{bold} VLA (VLA) UAVs 5-fold"
).split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
WILD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"]), max_size=200)
CATEGORIES = st.sampled_from([("cs.CL",), ("astro-ph.CO", "cs.LG"), ("q-bio.QM",), ()])
NAMES = st.integers(0, 25)


@st.composite
def papers(draw):
    number = draw(NAMES)
    return Paper(
        id=draw(st.sampled_from([ArxivId(f"2606.{number:05}"), Doi(f"10.1000/{number}")])),
        title=draw(TEXTS),
        source="arxiv",
        abstract=draw(st.none() | TEXTS | WILD),
        authors=(Author(name="Ada Chen"),),
        categories=draw(CATEGORIES),
        venue=draw(st.sampled_from([None, "Journal of Attention"])),
        aliases=draw(st.just(frozenset()) | st.just(frozenset({Doi("10.1000/1")}))),
    )


RANKED = st.builds(Ranked, paper=papers(), score=st.none() | st.floats(0, 1))
TOPICS = st.sampled_from([None, "dark energy", "attention", "模型", "nothing at all"])


@given(st.lists(RANKED, max_size=25), st.lists(papers(), max_size=25), TOPICS, st.randoms())
@settings(max_examples=150, deadline=None)
def test_nothing_in_a_brief_lacks_its_source(ranked, before, topic, chance):
    made = brief(ranked, before, period=PERIOD, topic=topic, now=NOW)
    assert unsupported(made, ranked, before) == []
    chance.shuffle(ranked)
    chance.shuffle(before)
    assert brief(ranked, before, period=PERIOD, topic=topic, now=NOW) == made


def with_first_claim(made, **changes):
    first, *themes = made.themes
    claim, *claims = first.claims
    changed = replace(first, claims=(replace(claim, **changes), *claims))
    return replace(made, themes=(changed, *themes))


def with_first_citation(made, **changes):
    (citation,) = made.themes[0].claims[0].citations
    return with_first_claim(made, citations=(replace(citation, **changes),))


def with_first(made, part, **changes):
    first, *others = getattr(made, part)
    return replace(made, **{part: (replace(first, **changes), *others)})


MUTATIONS = {
    "a changed number": lambda b: with_first_claim(b, text=b.themes[0].claims[0].text.replace("98", "99")),
    "an invented sentence": lambda b: with_first_claim(b, text="We cure everything."),
    "an invented quote": lambda b: with_first_citation(b, quote="We cure everything."),
    "an empty quote": lambda b: with_first_citation(b, quote=""),
    "another paper's quote": lambda b: with_first_citation(b, paper=b.themes[1].papers[0]),
    "an invented paper": lambda b: with_first_citation(b, paper=NOBODY),
    "no citation": lambda b: with_first_claim(b, citations=()),
    "two citations, one false": lambda b: with_first_claim(
        b, citations=(*b.themes[0].claims[0].citations, Citation(paper=NOBODY, quote="x"))
    ),
    "an unsupported verdict": lambda b: with_first_claim(b, verdict=Verdict.NUMBER_NOT_FOUND),
    "a term nobody wrote": lambda b: with_first(b, "themes", terms=("perpetual motion",)),
    "a strange paper in a theme": lambda b: with_first(b, "themes", papers=(*b.themes[0].papers, NOBODY)),
    "a paper in two themes": lambda b: with_first(b, "themes", papers=(*b.themes[0].papers, b.themes[1].papers[0])),
    "a bridge of one field": lambda b: with_first(b, "bridges", fields=("cs", "cs")),
    "a bridge over nothing": lambda b: with_first(b, "bridges", terms=("dark energy",)),
    "a strange paper at a bridge": lambda b: with_first(b, "bridges", papers=(NOBODY, NOBODY)),
    "a higher count": lambda b: with_first(b, "rising", count=b.rising[0].count + 1),
    "a lower count before": lambda b: with_first(b, "rising", before=b.rising[0].before - 1),
    "a wrong total": lambda b: with_first(b, "rising", total=10_000),
    "another term": lambda b: with_first(b, "rising", term="perpetual motion"),
    "another title": lambda b: with_first(b, "references", title="Perpetual Motion"),
    "another author": lambda b: with_first(b, "references", authors=("I. Newton",)),
    "another number": lambda b: with_first(b, "references", number=7),
    "a reference too many": lambda b: replace(b, references=(*b.references, b.references[0])),
    "a reference missing": lambda b: replace(b, references=b.references[1:]),
    "a note with another number": lambda b: with_first(b, "notes", count=1_000),
    "an invented note": lambda b: replace(b, notes=(Note(kind=NoteKind.FEW_PAPERS, count=3),)),
    "more papers": lambda b: replace(b, total=b.total + 1),
    "another field": lambda b: replace(b, fields=(("magic", 3),)),
}  # fmt: skip


def test_a_true_brief_is_borne_out():
    assert unsupported(TRUE, WEEK, earlier()) == []
    assert TRUE.themes
    assert TRUE.bridges
    assert TRUE.rising
    assert TRUE.notes


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_what_the_papers_do_not_say_is_found(mutation):
    assert unsupported(MUTATIONS[mutation](TRUE), WEEK, earlier()) != []


def test_a_paper_that_is_gone_takes_its_sentences_along():
    for line in TRUE.references:
        left = [entry for entry in WEEK if entry.paper.id != line.identifier]
        assert unsupported(TRUE, left, earlier()) != []


def test_an_abstract_that_changed_no_longer_bears_its_quote_out():
    name = TRUE.themes[0].claims[0].citations[0].paper
    changed = [
        replace(
            entry, paper=replace(entry.paper, abstract=entry.paper.abstract.replace("98%", "89%"))
        )
        if entry.paper.id == name
        else entry
        for entry in WEEK
    ]
    assert unsupported(TRUE, changed, earlier()) != []
