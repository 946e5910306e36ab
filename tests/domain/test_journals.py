from __future__ import annotations

import pytest

from academichub_cli.domain.journals import Journal, Route, as_follow, find

NATURE = Journal(name="Nature", issns=("0028-0836", "1476-4687"), route=Route.CROSSREF)
NEURO = Journal(name="Nature Neuroscience", abbreviations=("Nat. Neurosci.",), route=Route.CROSSREF)
ACOUSTIC = Journal(name="The Journal of the Acoustical Society of America", abbreviations=("JASA",))
STATISTIC = Journal(name="Journal of the American Statistical Association", abbreviations=("JASA",))
NEURONS = Journal(name="The Journal of Neuroscience", abbreviations=("J. Neurosci.",))
JMLR = Journal(
    name="Journal of Machine Learning Research",
    abbreviations=("JMLR",),
    issns=("1532-4435",),
    route=Route.FEED,
    feed="https://www.jmlr.org/jmlr.xml",
)
ICML = Journal(
    name="International Conference on Machine Learning", abbreviations=("ICML",), is_series=True
)
# Its abbreviation is another's name.
DOUBLE = Journal(name="Nature of Things", abbreviations=("Nature",))
EVERY = (NATURE, NEURO, ACOUSTIC, STATISTIC, NEURONS, JMLR, ICML, DOUBLE)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Nature", [NATURE]),
        ("nature", [NATURE]),
        ("1476-4687", [NATURE]),
        ("ISSN 0028 0836", []),
        ("Nat Neurosci", [NEURO]),
        ("journal of neuroscience", [NEURONS]),
        ("JASA", [ACOUSTIC, STATISTIC]),
        ("icml", [ICML]),
        ("2041-1723", []),
        ("Nature Nonsense", []),
        ("...", []),
    ],
)
def test_a_text_means_the_journal_of_this_issn_name_or_abbreviation(text, meant):
    found = find(text, EVERY)
    assert list(found.meant) == meant
    assert found.journal == (meant[0] if len(meant) == 1 else None)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Nature Neurosciense", [NEURO]),
        ("nat neuro", [NEURO]),
        ("journal machine learning", [JMLR]),
        ("machine learning", [JMLR, ICML]),
        ("Quarterly of Nothing", []),
    ],
)
def test_an_unknown_name_is_offered_what_it_comes_near_to(text, near):
    found = find(text, EVERY)
    assert not found.meant
    assert list(found.near)[: len(near)] == near
    assert bool(found.near) is bool(near)


def test_what_is_put_on_the_radar_says_how_to_know_and_how_to_ask():
    assert as_follow(NATURE).issns == NATURE.issns
    assert (as_follow(JMLR).feed, as_follow(JMLR).issns) == (JMLR.feed, JMLR.issns)
    assert as_follow(NEURO).also == ("Nat. Neurosci.",)
    assert as_follow(ICML).also == ("*International Conference on Machine Learning", "*ICML*")
    fed = Journal(name="X", issns=("1476-4687",), route=Route.CROSSREF, feed="https://x.org/")
    assert as_follow(fed).feed is None, "Crossref is asked instead"
