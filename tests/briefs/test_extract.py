from __future__ import annotations

import random
from dataclasses import replace

import pytest

from academichub_cli.briefs import Limits, brief, unsupported
from academichub_cli.briefs._bridges import is_bridging
from academichub_cli.domain.brief import NoteKind, Verdict
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.ranked import Ranked
from briefs.made_up import JOURNAL, NOW, PAPERS, PERIOD, WEEK, earlier


def written(papers=WEEK, before=(), **more):
    return brief(papers, before, period=PERIOD, now=NOW, **more)


def kinds(made):
    return {note.kind: note.count for note in made.notes}


def test_papers_are_grouped_into_themes_named_by_their_own_terms():
    themes = {theme.title: len(theme.papers) for theme in written().themes}
    assert themes == {
        "Sparse attention · language model": 4,
        "Dark energy": 3,
        "Normalizing flows": 3,
    }


def test_a_theme_is_told_by_sentences_of_different_papers_that_report_something():
    (attention, *_) = written().themes
    assert [claim.text for claim in attention.claims] == [
        (
            "We show that sparse attention over 5% of the tokens keeps 98% of the accuracy of a language"
            " model on documents of 100,000 words."
        ),
        (
            "Across 12 benchmarks we find that sparse attention with a learned pattern outperforms every"
            " fixed pattern by 3.1 points."
        ),
        (
            r"We prove that sparse attention with $k = O(\log n)$ keys per query approximates full"
            r" attention to error $\epsilon$ for inputs of bounded norm."
        ),
    ]
    assert len({claim.citations[0].paper for claim in attention.claims}) == 3


def test_a_bridge_joins_papers_of_different_fields_with_the_words_they_share():
    (bridge,) = written().bridges
    assert set(bridge.fields) <= {"astro-ph", "cs", "q-bio"}
    assert len(set(bridge.fields)) == 2
    assert bridge.terms[0] == "normalizing flows"
    assert all("normalizing flows" in claim.text for claim in bridge.claims)


def test_a_term_rises_where_chance_does_not_explain_its_papers():
    (rising, *_) = written(before=earlier()).rising
    assert (rising.term, rising.count, rising.before, rising.weeks) == ("sparse attention", 4, 2, 4)
    assert (rising.total, rising.before_total) == (len(WEEK), 200)


def test_without_earlier_papers_nothing_rises_and_the_brief_says_so():
    made = written()
    assert made.rising == ()
    assert NoteKind.NO_EARLIER_PAPERS in kinds(made)


def test_as_frequent_as_before_is_not_rising():
    assert (
        written(
            before=[replace(p, id=ArxivId(f"2604.{i:05}")) for i, p in enumerate(PAPERS * 20)]
        ).rising
        == ()
    )


def test_references_are_numbered_as_they_are_first_cited():
    made = written()
    cited = [citation.paper for claim in made.claims for citation in claim.citations]
    assert [line.identifier for line in made.references] == list(dict.fromkeys(cited))
    assert [line.number for line in made.references] == list(range(1, len(made.references) + 1))
    assert all(claim.verdict is Verdict.SUPPORTED for claim in made.claims)


@pytest.mark.parametrize(
    ("papers", "kind", "count"),
    [
        ((), NoteKind.NO_PAPERS, 0),
        (WEEK[:2], NoteKind.FEW_PAPERS, 2),
        (WEEK, NoteKind.WITHOUT_ABSTRACT, 1),
        (WEEK, NoteKind.FURTHER_PAPERS, 4),
        (WEEK[:4], NoteKind.ONE_FIELD, 4),
        (WEEK[:7], NoteKind.NO_BRIDGE, 0),
        ([Ranked(paper=JOURNAL)], NoteKind.NO_THEME, 0),
    ],
)
def test_what_a_brief_cannot_say_it_notes(papers, kind, count):
    assert kinds(written(papers))[kind] == count


def test_a_topic_leaves_the_other_papers_out_and_counts_them():
    made = written(topic="normalizing flow")
    assert made.total == 3
    assert kinds(made)[NoteKind.OUTSIDE_TOPIC] == len(WEEK) - 3


def test_a_paper_with_two_records_counts_once():
    doubled = replace(PAPERS[0], id=JOURNAL.id, aliases=frozenset({PAPERS[0].id}))
    assert written([*WEEK[:4], Ranked(paper=doubled)]).total == 4


def test_a_paper_of_the_period_is_not_one_of_the_weeks_before():
    assert NoteKind.NO_EARLIER_PAPERS in kinds(written(before=PAPERS))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_papers_does_not_matter(seed):
    shuffled, before = list(WEEK), list(earlier())
    random.Random(seed).shuffle(shuffled)
    random.Random(seed).shuffle(before)
    assert written(shuffled, before) == written(before=earlier())


def test_the_limits_are_kept():
    made = written(before=earlier(), limits=Limits(themes=1, claims=1, bridges=0, rising=0))
    assert [len(theme.claims) for theme in made.themes] == [1]
    assert made.bridges == made.rising == ()


def test_a_part_of_a_longer_word_is_no_bridge():
    forward = "We invert a {}forward model of light in 3 steps and show that it is 9 times faster."
    pair = [
        replace(
            PAPERS[0], id=ArxivId(f"2606.4000{at}"), title=f"Paper {at}", categories=(field,),
            abstract=forward.format(prefix),
        )
        for at, (field, prefix) in enumerate([("cs.CV", "feed-"), ("astro-ph.IM", "")])
    ]  # fmt: skip
    assert written([Ranked(paper=paper) for paper in pair]).bridges == ()
    free = [pair[1], replace(pair[0], abstract=forward.format(""))]
    (bridge,) = written([Ranked(paper=paper) for paper in free]).bridges
    assert "forward model" in bridge.terms


def test_an_acronym_means_what_its_field_says():
    """VLA is a telescope here and a kind of model there; neither paper joins the other's theme."""
    models = [
        replace(
            PAPERS[0], id=ArxivId(f"2606.2000{n}"), title=f"Robots {n}", categories=("cs.RO",),
            abstract="We show that vision language action (VLA) models stack 12 cups. VLA models win.",
        )
        for n in range(3)
    ]  # fmt: skip
    stars = [
        replace(
            PAPERS[0], id=ArxivId(f"2606.3000{n}"), title=f"Radio stars {n}",
            categories=("astro-ph.SR",),
            abstract="We observed 12 radio stars with the VLA for 3 hours. Radio stars flare.",
        )
        for n in range(3)
    ]  # fmt: skip
    made = written([Ranked(paper=paper) for paper in (*models, *stars)])
    assert {theme.papers for theme in made.themes} == {
        tuple(paper.id for paper in models),
        tuple(paper.id for paper in stars),
    }
    assert unsupported(made, [Ranked(paper=paper) for paper in (*models, *stars)]) == []


def test_a_radar_of_one_field_is_bridged_to_the_librarys_other_papers():
    own = [entry for entry in WEEK if entry.paper.field == "cs"]
    others = [entry.paper for entry in WEEK]
    alone = brief(own, earlier(), period=PERIOD, now=NOW)
    assert alone.bridges == ()
    made = brief(own, earlier(), period=PERIOD, now=NOW, neighbours=others)
    assert unsupported(made, own, earlier(), others) == []
    assert unsupported(made, own, earlier()) != []
    names = {entry.paper.id for entry in own}
    assert made.bridges
    assert all(len(names.intersection(bridge.papers)) == 1 for bridge in made.bridges)
    assert [note.kind for note in made.notes if note.kind is NoteKind.NEIGHBOURS]
    assert made.fields == alone.fields


@pytest.mark.parametrize("key", ["network classify", "graph network predict", "flow generate"])
def test_what_a_thing_does_is_no_bridge_however_rare(key):
    assert not is_bridging(key, None)
