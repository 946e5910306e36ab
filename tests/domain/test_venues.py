from __future__ import annotations

import pytest

from academichub_cli.domain.feed_addresses import called, feed_address, is_address
from academichub_cli.domain.identifiers import Doi
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import Follow, FollowKind
from academichub_cli.domain.venues import FollowedVenue, is_acronym, issn_of, venue_key

PRL = Follow(
    kind=FollowKind.JOURNAL,
    text="Physical Review Letters",
    issns=("0031-9007", "1079-7114"),
    also=("Phys. Rev. Lett.", "PRL"),
)
ICML = Follow(
    kind=FollowKind.JOURNAL,
    text="International Conference on Machine Learning",
    also=("*International Conference on Machine Learning", "*ICML*"),
)


def paper(**told):
    return Paper(id=Doi("10.1000/a"), title="T", source="s", **told)


@pytest.mark.parametrize(
    ("text", "issn"),
    [
        ("1476-4687", "1476-4687"),
        ("14764687", "1476-4687"),
        ("ISSN 1476-4687", "1476-4687"),
        ("eISSN: 1476-4687", "1476-4687"),
        ("1476–4687", "1476-4687"),
        ("0302-974x", None),
        ("2041-172x", None),
        ("1050-124x", "1050-124X"),
        ("1476-4688", None),
        ("1476-46870", None),
        ("１４７６-4687", None),
        ("Nature", None),
        ("", None),
    ],
)
def test_an_issn_is_one_only_with_the_right_check_digit(text, issn):
    assert issn_of(text) == issn


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Journal of Neuroscience", "journal of neuroscience"),
        ("Nat. Neurosci.", "nat neurosci"),
        ("Astronomy & Astrophysics", "astronomy and astrophysics"),
        ("Noûs", "nous"),
        ("Chemistry – A European Journal", "chemistry a european journal"),
        ("THE", "the"),
        ("中国科学", "中国科学"),
        (" . ", ""),
    ],
)
def test_names_are_compared_without_what_catalogues_vary(name, key):
    assert venue_key(name) == key


@pytest.mark.parametrize(
    ("venue", "is_it"),
    [
        ("Physical Review Letters", True),
        ("PHYSICAL REVIEW LETTERS", True),
        ("Phys. Rev. Lett. 130, 012345 (2026)", True),
        ("Phys.Rev.Lett. 130 (2026) 1", True),
        ("PRL130", True),
        ("Physical Review Letters, vol. 130, p. 1", True),
        ("Physical review letters (College Park, Md.)", True),
        ("Phys. Rev. Lett. (in press)", True),
        ("Physical Review", False),
        ("Physical Review Letters Supplement", False),
        ("Letters of the Physical Review Letters Society", False),
    ],
)
def test_a_journal_is_known_by_its_names_and_no_part_of_them(venue, is_it):
    for told in ({"venue": venue}, {"journal_ref": venue}):
        assert (FollowedVenue(PRL).evidence(paper(**told)) == venue) is is_it


@pytest.mark.parametrize(
    ("name", "venue", "is_it"),
    [
        ("Science", "Science, Technology & Human Values", False),
        ("Science", "Proceedings of the National Academy of Sciences", False),
        ("Nature", "Nature Physics 12 (2026)", False),
        ("Nature", "Nature 612, 1-9 (2026)", True),
        ("Nature", "Nature (London)", True),
        ("2D Materials", "2D Mater. 5, 1", False),
        ("2D Materials", "2D Materials 5 (2026) 1", True),
        ("Machine Learning", "Proceedings of the International Conference on Machine Learning", False),
        ("Journal of Combinatorial Theory, Series A", "Journal of Combinatorial Theory Series A", True),
        ("*Physical Review*", "Physical Review D 99", True),
        ("*Physical Review*", "Biophysical Reviews", False),
        ("*Review*", "Physical Reviews", False),
        ("*Physics", "Nature Physics", True),
        ("*IEEE S&P", "Proc. IEEE S&P 2026", True),
        ("*IEEE S&P", "IEEE S&P Magazine", False),
        ("*Physics", "Physics Letters B", False),
        ("*", "Anything", False),
    ],
)  # fmt: skip
def test_a_name_is_not_taken_for_a_longer_one(name, venue, is_it):
    followed = FollowedVenue(Follow(kind=FollowKind.JOURNAL, text=name))
    assert bool(followed.evidence(paper(venue=venue))) is is_it


@pytest.mark.parametrize(
    ("told", "is_it"),
    [
        ({"venue": "Physical Review Letters", "issns": ("1079-7114",)}, True),
        ({"venue": "Some other name", "issns": ("0031-9007",)}, True),
        ({"issns": ("0031-9007",)}, True),
        ({"venue": "Physical Review Letters", "issns": ("1476-4687",)}, False),
        ({}, False),
    ],
)
def test_where_a_record_has_issns_they_decide(told, is_it):
    assert bool(FollowedVenue(PRL).evidence(paper(**told))) is is_it


def test_an_issn_says_nothing_of_a_journal_that_is_followed_by_name():
    quantum = FollowedVenue(Follow(kind=FollowKind.JOURNAL, text="Quantum"))
    assert quantum.evidence(paper(venue="Quantum", issns=("2521-327X",))) == "Quantum"


@pytest.mark.parametrize(
    ("told", "is_it"),
    [
        ({"venue": "Proceedings of the 43rd International Conference on Machine Learning"}, True),
        ({"venue": "2026 International Conference on Machine Learning (ICML)"}, True),
        ({"venue": "International Conference on Machine Learning, PMLR 300"}, True),
        ({"venue": "International Conference on Machine Learning - Volume 2"}, True),
        ({"venue": "International Conference on Machine Learning and Computing"}, False),
        ({"venue": "International Conference on Machine Learning & Cybernetics"}, False),
        ({"venue": "International Conference on Machine Learning Technologies"}, False),
        ({"venue": "ICML 2026"}, True),
        ({"journal_ref": "Proc. of ICML'26, 1-9"}, True),
        ({"journal_ref": "ICML2026"}, True),
        ({"venue": "ICMLA 2026"}, False),
        ({"venue": "European Conference on Machine Learning"}, False),
        ({"comment": "Accepted at ICML 2026 (spotlight), 12 pages"}, True),
        ({"comment": "Submitted to ICML 2026"}, False),
        ({"comment": "ICML 2026 Workshop on Rats"}, False),
        ({"comment": "Under review, ICML style"}, False),
        ({"comment": "icml 2026"}, False),
        ({"comment": "ICML'26"}, True),
        ({"comment": "To appear in ICML"}, True),
        ({"comment": "ICMLA 2026"}, False),
        ({"comment": "see the ICML page"}, False),
        ({"comment": "12 pages"}, False),
    ],
)
def test_a_series_is_known_anywhere_in_a_venue_and_in_what_authors_announce(told, is_it):
    (text,) = told.values()
    assert FollowedVenue(ICML).evidence(paper(**told)) == (text if is_it else None)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("NeurIPS", True), ("CoRL", True), ("ACL", True), ("Interspeech", False), ("The ACM", False)],
)
def test_an_acronym_has_capitals_enough_to_be_told_from_a_word(name, is_one):
    assert is_acronym(name) is is_one


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.nature.com/nature.rss", "https://www.nature.com/nature.rss"),
        (" https://a.org/x?type=etoc&feed=rss ", "https://a.org/x?type=etoc&feed=rss"),
        ("http://127.0.0.1:8000/feed", "http://127.0.0.1:8000/feed"),
        ("http://[::1]/feed", "http://[::1]/feed"),
        ("http://localhost/feed", "http://localhost/feed"),
        *((f"{bad}/feed", None) for bad in ("http://a.org", "ftp://a.org", "file://", "https://")),
        *((f"https://{bad}", None) for bad in ("a:b@c.org/x", "c.org/#x", "c.org:99999/", "[c/", "c d")),
        *((bad, None) for bad in ("https://c.org/" + "x" * 600, "nature.com/nature.rss", "")),
    ],
)  # fmt: skip
def test_a_feed_is_asked_over_https_or_on_this_machine(text, address):
    assert feed_address(text) == address


def test_a_feed_without_a_name_is_called_by_its_place():
    assert is_address("HTTPS://example.org/feed.xml?x=1")
    assert called("https://example.org/feed.xml?x=1") == "example.org/feed.xml"
