from __future__ import annotations

from datetime import date

import pytest

from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.paper import Author, Paper, is_within
from academichub_cli.domain.radar import Follow, FollowKind, Mute, Radar
from academichub_cli.domain.rules import Phrase, RadarRules

TODAY = date(2026, 6, 11)
PAPER = Paper(
    id=ArxivId("2606.10001"),
    aliases=frozenset({Doi("10.1000/x")}),
    title="Self-supervised Gaussian Processes for graph neural networks",
    abstract="We train diffusion models (DDPMs) on proteins.",
    source="arxiv",
    authors=(
        Author(name="Sanjeev Arora"),
        Author(name="M. Li", ids=(("orcid", "0000-0002-1825-0097"),)),
        Author(name="Ming Li"),
        Author(name="Mei Li"),
    ),
    categories=("cs.LG", "stat.ML", "hep-th"),
    journal_ref="Nature Machine Intelligence 8 (2026)",
)


def rules(*follows, mutes=()):
    return RadarRules(Radar(follows=follows, mutes=tuple(mutes)), today=TODAY)


def follow(kind, text, name=None):
    return Follow(kind=FollowKind(kind), text=text, id=name)


@pytest.mark.parametrize(
    ("phrase", "text", "is_in"),
    [
        ("diffusion models", "A Diffusion Model for graphs", True),
        ("diffusion model", "All diffusion models", True),
        ("diffusion models", "Models of diffusion", False),
        ("diffusion models", "A diffusion-model approach", True),
        ("self supervised", "Self-Supervised learning", True),
        ("self-supervised", "Self–supervised learning", True),
        ("self-supervised", "supervised", False),
        ("Gaussian processes", "A Gaussian process", True),
        ("Gaussian process", "Gaussian processes", True),
        ("loss", "losses", True),
        ("matrix", "many matrixes", True),
        ("theories", "a theory", True),
        ("theory", "theories", True),
        ("graph search", "graph searches", True),
        ("database", "databases", True),
        ("bus", "bu", False),
        ("analysis", "analysi", False),
        ("gas", "ga", False),
        ("art", "The State of the Art.", True),
        ("art", "artificial", False),
        ("naïve Bayes", "nai\u0308ve bayes", True),
        ("naive Bayes", "Naïve Bayes", False),
        ("k-means", "$k$-means clustering", True),
        ("大模型", "面向大模型的推理", True),
        ("大模型", "模型大", False),
        ("ニューラル", "ニューラルネットワーク", True),
        ("확산 모델", "새로운 확산 모델", True),
        ("C++", "", False),
        ("...", "... and more", False),
        ("", "anything", False),
    ],
)
def test_a_phrase_is_in_a_text_by_whole_words(phrase, text, is_in):
    assert Phrase(phrase).is_in(text) is is_in


@pytest.mark.parametrize(
    ("category", "followed", "is_one"),
    [
        *(("cs.CL", "cs.CL", True), ("cs.CL", "CS.cl", True), ("cs.CL", "cs", True)),
        *(("cs.CL", "c", False), ("cs.CL", "cs.C", False), ("math-ph", "math", False)),
        *(("hep-th", "hep-th", True), ("astro-ph.GA", "astro-ph", True), (None, "cs", False)),
    ],
)
def test_a_category_is_within_itself_and_its_archive(category, followed, is_one):
    assert is_within(category, followed) is is_one


@pytest.mark.parametrize(
    ("followed", "hits"),
    [
        (follow("author", "Sanjeev Arora"), [("author", "Sanjeev Arora", False)]),
        (follow("author", "S. Arora"), [("author", "Sanjeev Arora", True)]),
        # One person is one author, the surest of those the name could mean.
        (follow("author", "Ming Li"), [("author", "Ming Li", False)]),
        (follow("author", "Max Li"), [("author", "M. Li", True)]),
        (
            follow("author", "Someone Else", "orcid:0000-0002-1825-0097"),
            [("author", "M. Li", False)],
        ),
        (follow("author", "Xiaoming Li"), []),
        (follow("topic", "gaussian process"), [("title", "", False)]),
        (follow("topic", "diffusion model"), [("abstract", "", False)]),
        (follow("topic", "quantum"), []),
        (follow("category", "cs.LG"), [("primary category", "", False)]),
        (follow("category", "cs"), [("primary category", "", False)]),
        (follow("category", "stat.ML"), [("cross-list", "", False)]),
        (follow("category", "hep-th"), [("cross-list", "", False)]),
        (follow("category", "cs.CL"), []),
        (
            follow("journal", "Nature Machine Intelligence"),
            [("journal", "Nature Machine Intelligence 8 (2026)", False)],
        ),
        (follow("journal", "Science"), []),
        (follow("paper", "2606.10001"), [("paper", "", False)]),
        (follow("paper", "https://doi.org/10.1000/X"), [("paper", "", False)]),
        (follow("paper", "2606.10002"), []),
        (follow("paper", "nonsense"), []),
    ],
)  # fmt: skip
def test_a_follow_means_a_paper(followed, hits):
    found = rules(followed).hits(PAPER)
    assert [(hit.place, hit.evidence, hit.is_possible) for hit in found] == hits
    assert all(hit.follow is followed for hit in found)


@pytest.mark.parametrize(
    ("mute", "is_muted"),
    [
        (Mute(text="graph neural network"), True),
        (Mute(text="proteins"), True),
        (Mute(text="Sanjeev Arora"), True),
        (Mute(text="S. Arora"), False),  # what is only possible is no ground to hide a paper
        (Mute(text="stat.ML"), True),
        (Mute(text="cs"), True),
        (Mute(text="quantum"), False),
        (Mute(text="Sanjeev Arora", scope=FollowKind.AUTHOR), True),
        (Mute(text="Sanjeev Arora", scope=FollowKind.TOPIC), False),
        (Mute(text="proteins", scope=FollowKind.AUTHOR), False),
        (Mute(text="proteins", scope=FollowKind.TOPIC), True),
        (Mute(text="cs.LG", scope=FollowKind.CATEGORY), True),
        (Mute(text="cs.LG", scope=FollowKind.TOPIC), False),
        (Mute(text="proteins", until=date(2026, 6, 11)), True),
        (Mute(text="proteins", until=date(2026, 6, 10)), False),
    ],
)
def test_a_mute_means_a_paper_within_its_scope_until_its_end(mute, is_muted):
    assert (rules(mutes=[mute]).muted_by(PAPER) == mute) is is_muted
