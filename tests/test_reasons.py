"""What a reason names really drove the score: without it the score is lower. Over random radars."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from academichub_cli.domain.features import CATEGORY, PRIMARY
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.learned import Document, Example
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.preferences import Preferences
from academichub_cli.domain.radar import Follow, FollowKind, Radar
from academichub_cli.domain.ranked import Reason
from academichub_cli.domain.ranking import MOST_ADMITTED, rank, weigh
from academichub_cli.domain.rules import RadarRules
from academichub_cli.domain.taste import Judge, Taste, features_of, tuned
from academichub_cli.formats._words import CHINESE, ENGLISH
from academichub_cli.learning.train import train
from learning.papers import without

NOW = datetime(2026, 6, 11, 10, tzinfo=UTC)
TODAY = NOW.date()
THEMES = {
    "cs.CL": "translation parsing dialogue summarization tokenizer multilingual prompting corpus",
    "cs.CV": "segmentation detection pixels camera rendering stereo occlusion landmark",
    "cs.SD": "speech phoneme microphone acoustic singing enhancement pitch speaker",
    "q-bio.NC": "neuron cortex spike synapse hippocampus plasticity dendrite connectome",
}
COMMON = "method results model approach large novel framework data performance study".split()
PEOPLE = ["Ada Lovelace", "Emmy Noether", "Alan Turing", "Grace Hopper", "Mary Somerville"]
PREFERENCES = Preferences()


def written(draw, category, length):
    words = THEMES[category].split()
    return " ".join(draw.choice(words if draw.random() < 0.5 else COMMON) for _ in range(length))


def paper(draw, number, category=None, **more):
    category = category or draw.choice(list(THEMES))
    others = [each for each in THEMES if each != category and draw.random() < 0.2]
    values = {
        "title": written(draw, category, 6).capitalize(),
        "abstract": written(draw, category, 40),
        "authors": tuple(Author(name=name) for name in draw.sample(PEOPLE, 2)),
        "categories": (category, *others),
        "batch": TODAY,
        "submitted": NOW - timedelta(days=draw.randrange(10)),
    }
    return Paper(id=ArxivId(f"2606.{number:05}"), source="arxiv", **{**values, **more})


def document(one):
    return Document(
        id=str(one.id), title=one.title, abstract=one.abstract, categories=one.categories
    )


def radar_of(draw):
    follows = [Follow(kind=FollowKind.CATEGORY, text=draw.choice(list(THEMES)))]
    follows.append(Follow(kind=FollowKind.AUTHOR, text=draw.choice(PEOPLE)))
    theme = THEMES[draw.choice(list(THEMES))]
    follows.append(Follow(kind=FollowKind.TOPIC, text=draw.choice(theme.split())))
    return Radar(follows=tuple(draw.sample(follows, draw.randint(1, 3))))


def taught(seed):
    """A random radar, what random marks have taught, and random papers of today."""
    draw = random.Random(seed)
    background = [paper(draw, number) for number in range(200)]
    liked = [paper(draw, number, draw.choice(["cs.SD", "q-bio.NC"])) for number in range(200, 212)]
    hidden = [paper(draw, number, "cs.CV") for number in range(212, 216)]
    documents = [document(each) for each in background]
    examples = [
        *(Example(document=document(each), strength=1.0) for each in liked),
        *(Example(document=document(each), strength=-1.0) for each in hidden),
    ]
    turned = [replace(each, strength=-each.strength) for each in examples]
    taste = Taste(
        liking=train(examples, documents, now=NOW),
        aversion=train(turned, documents, now=NOW),
        liked=len(liked),
        hidden=len(hidden),
    )
    return radar_of(draw), taste, [paper(draw, number) for number in range(300, 360)]


def ranked(radar, taste, papers):
    rules = RadarRules(radar, today=TODAY)
    return rank(papers, rules, marks={}, now=NOW, taste=taste, preferences=PREFERENCES)


def score(radar, taste, one, *, unseen=()):
    rules = RadarRules(radar, today=TODAY)
    judge = Judge(taste, PREFERENCES)
    fitness = judge.explained(without(features_of(one), unseen))
    return weigh(one, rules.hits(one), now=NOW, fitness=fitness, trust=judge.trust).score


def without_follow(radar, kind, text):
    left = [each for each in radar.follows if (each.kind.value, each.text) != (kind, text)]
    return replace(radar, follows=tuple(left))


def without_words(one, terms):
    """The paper with a word that means nothing in the place of each that the terms have."""
    gone = {word for term in terms for word in term.casefold().split()}

    def left(text):
        return " ".join("xyzzy" if word.casefold() in gone else word for word in text.split())

    return replace(one, title=left(one.title), abstract=left(one.abstract))


def without_liked(taste, title):
    liked = tuple(each for each in taste.liking.liked if each.title != title)
    return replace(taste, liking=replace(taste.liking, liked=liked))


def lowered(radar, taste, found, reason):
    """The score that is left without the evidence that a reason names."""
    one = found.paper
    match reason.kind:
        case "author" | "topic" | "category":
            text = next(
                each.text
                for each in radar.follows
                if each.kind.value == reason.kind and each.text in reason.text
            )
            return score(without_follow(radar, reason.kind, text), taste, one)
        case "terms":
            return score(radar, taste, without_words(one, reason.evidence.split(", ")))
        case "nearest":
            return score(radar, without_liked(taste, reason.evidence), one)
        case "learned-category":
            category = reason.evidence
            return score(radar, taste, one, unseen=(CATEGORY + category, PRIMARY + category))
        case "recency":
            return score(radar, taste, replace(one, submitted=None))
        case kind:
            raise AssertionError(kind)


@pytest.mark.parametrize("seed", range(12))
def test_without_what_a_reason_names_the_score_is_lower(seed):
    radar, taste, papers = taught(seed)
    for found in ranked(radar, taste, papers)[:10]:
        for reason in found.reasons:
            if reason.kind in {"unlike", "learned"}:
                continue
            left = lowered(radar, taste, found, reason)
            assert left < found.score, (reason, found.paper)


def test_every_kind_of_reason_was_among_them():
    found = [each for seed in range(12) for each in ranked(*taught(seed))[:10]]
    kinds = {reason.kind for each in found for reason in each.reasons}
    assert {"author", "topic", "category", "nearest", "terms", "learned-category"} <= kinds
    assert {"recency", "unlike"} <= kinds


def test_every_reason_has_a_sentence_in_chinese_with_what_it_names():
    found = [each for seed in range(6) for each in ranked(*taught(seed))]
    for reason in (reason for each in found for reason in each.reasons):
        said = CHINESE.reason(reason)
        named = (part.strip() for part in reason.evidence.split(","))
        assert said != reason.text
        assert ENGLISH.reason(reason) == reason.text
        assert all(part in said for part in named if part in reason.text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("by Wei Zhang (3 shared co-authors)", "作者 Wei Zhang（3 位共同合作者）"),
        ("perhaps by Li Na, printed as 李娜", "可能是 Li Na，署名为 李娜"),
        ("perhaps by Li Na, a similar subject", "可能是 Li Na（主题相近）"),
        ("“{graphs} in its title” in its abstract", "摘要含“{graphs} in its title”"),
        ("in cs.CL", "属于 cs.CL"),
        ("in cs.CL, as much of what you like", "属于你常喜欢的 cs.CL"),
        ("a paper you follow", "你关注的论文"),
        ("like “In mice”, which you hid", "与你隐藏的“In mice”相近"),
        ("like “In mice”", "与“In mice”相近"),
        ("like what you marked", "与你标记的论文相近"),
        ("near your topic “causality”", "接近你的主题“causality”"),
        ("on folding, protein (+0.21)", "关于 folding, protein（+0.21）"),
        ("submitted 9 Jun", "6月9日提交"),
        ("revised v2: title and abstract changed", "已修订 v2：标题与摘要有变"),
        ("revised v3: neither title nor abstract changed", "已修订 v3：标题与摘要未变"),
        ("revised", "已修订"),
        ("something that is new", "something that is new"),
    ],
)
def test_a_reason_in_chinese(text, said):
    assert CHINESE.reason(Reason(kind="any", text=text)) == said


@pytest.mark.parametrize("seed", range(12))
def test_a_score_is_the_sum_that_its_reasons_make_and_what_is_against_it(seed):
    radar, taste, papers = taught(seed)
    for found in ranked(radar, taste, papers):
        left = 1.0
        for reason in found.reasons:
            if reason.kind != "unlike":
                assert 0 < reason.weight < 1
                left *= 1 - reason.weight
        unlike = [reason for reason in found.reasons if reason.kind == "unlike"]
        whole = (1 - left) * (1 + sum(reason.weight for reason in unlike))
        assert found.score == pytest.approx(whole, abs=1e-5)
        if any(reason.kind in {"author", "paper"} for reason in found.reasons):
            assert not unlike


@pytest.mark.parametrize("seed", range(6))
def test_the_order_does_not_depend_on_the_order_of_what_is_ranked(seed):
    radar, taste, papers = taught(seed)
    shuffled = random.Random(seed).sample(papers, len(papers))
    assert ranked(radar, taste, shuffled) == ranked(radar, taste, papers)


@pytest.mark.parametrize("seed", range(6))
def test_follows_are_never_lost_and_marks_never_flood(seed):
    radar, taste, papers = taught(seed)
    rules = RadarRules(radar, today=TODAY)
    meant = {each.id for each in papers if rules.hits(each)}
    draw = random.Random(seed)
    alike = [paper(draw, number, "cs.SD") for number in range(400, 480)]
    found = ranked(radar, taste, [*papers, *alike])
    meant |= {each.id for each in alike if rules.hits(each)}
    names = {each.paper.id for each in found}
    assert meant <= names
    assert len(names - meant) <= MOST_ADMITTED
    assert all(each.score >= PREFERENCES.admit for each in found if each.paper.id not in meant)


def test_marks_order_what_a_category_leaves_equal():
    draw = random.Random(5)
    radar = Radar(follows=(Follow(kind=FollowKind.CATEGORY, text="cs"),))
    _, taste, _ = taught(5)
    day = [
        paper(draw, number, draw.choice(["cs.CL", "cs.CV", "cs.SD"])) for number in range(500, 600)
    ]
    first = [each.paper.primary_category for each in ranked(radar, taste, day)[:10]]
    assert first.count("cs.SD") >= 9
    assert date(2026, 6, 11) == TODAY


@pytest.mark.parametrize("seed", range(6))
def test_many_followed_categories_do_not_reorder_what_marks_tell_apart(seed):
    _, taste, papers = taught(seed)
    plain = replace(PREFERENCES, diversity=0.0)

    def order_for(*categories):
        follows = tuple(Follow(kind=FollowKind.CATEGORY, text=each) for each in categories)
        rules = RadarRules(Radar(follows=follows), today=TODAY)
        found = rank(papers, rules, marks={}, now=NOW, taste=taste, preferences=plain)
        for each in found:
            assert sum(reason.kind == "category" for reason in each.reasons) <= 1
        return [each.paper.id for each in found]

    primary = {each.primary_category for each in papers}
    assert order_for(*primary) == order_for("cs", "q-bio")


@pytest.mark.parametrize("seed", range(4))
def test_an_interest_of_a_tenth_of_the_likes_has_its_place_among_the_first(seed):
    draw = random.Random(seed)
    background = [document(paper(draw, number)) for number in range(300)]
    themes = [*["cs.SD"] * 27, *["q-bio.NC"] * 3]
    liked_papers = [paper(draw, 300 + at, theme) for at, theme in enumerate(themes)]
    examples = [Example(document=document(each), strength=1.0) for each in liked_papers]
    taste = Taste(liking=train(examples, background, now=NOW), liked=len(examples))
    follows = tuple(Follow(kind=FollowKind.CATEGORY, text=each) for each in ("cs", "q-bio"))
    day = [paper(draw, 400 + at, "cs.SD") for at in range(40)]
    day += [paper(draw, 500, "q-bio.NC", categories=("q-bio.NC",), submitted=None)]
    rules = RadarRules(Radar(follows=follows), today=TODAY)

    def first(diversity):
        wanted = replace(PREFERENCES, diversity=diversity)
        found = rank(day, rules, marks={}, now=NOW, taste=taste, preferences=wanted)
        return [each.paper.primary_category for each in found[:10]]

    assert first(0.15).count("q-bio.NC") == 1
    # What is liked already does not take the place of what is new.
    known = replace(liked_papers[-1], batch=TODAY)
    marks = {known.id: frozenset({"liked"})}
    found = rank([*day, known], rules, marks=marks, now=NOW, taste=taste)[:10]
    assert day[-1].id in {each.paper.id for each in found}
    assert first(0.0).count("q-bio.NC") == 0


def test_without_anything_learned_follows_rank_alone():
    radar, _, papers = taught(1)
    plain = rank(papers, RadarRules(radar, today=TODAY), marks={}, now=NOW)
    off = replace(PREFERENCES, learned=0.0)
    _, taste, _ = taught(1)
    rules = RadarRules(radar, today=TODAY)
    found = rank(papers, rules, marks={}, now=NOW, taste=taste, preferences=off)
    assert {each.paper.id for each in found} == {each.paper.id for each in plain}
    assert all(not each.kind.startswith("learned") for one in found for each in one.reasons)


@pytest.mark.parametrize("seed", range(4))
def test_an_interest_counts_as_much_as_the_reader_wants(seed):
    _, taste, papers = taught(seed)
    name = taste.liking.interests[0].name

    def mean(factor):
        wanted = Preferences(interests=((name, factor),))
        judge = Judge(tuned(taste, wanted), wanted)
        return sum(judge.quickly(features_of(each)).liking for each in papers) / len(papers)

    assert mean(0.1) < mean(1.0) < mean(5.0)
