from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub_cli.domain.brief import Verdict
from academichub_cli.domain.claims import DraftCitation, DraftClaim, Evidence, locate, verify
from academichub_cli.domain.claims.naming import is_known, names
from academichub_cli.domain.claims.plain import plain
from academichub_cli.domain.claims.quantities import offered, quantities
from academichub_cli.domain.claims.scripts import is_foreign
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper

VIDEO = (
    "Attention over space and time makes video diffusion transformers costly. Retrofitted to an"
    " existing video model, sparse attention (SA) shortens generation from 31 to 18 seconds, which"
    " may help with $\\sim 88\\%$ of prompts. No labels are needed. The coarse stage outperforms the"
    " fine stage on VBench."
)
DUST = (
    "Among 557,674 quasars we identify 843 absorbers at redshifts 0.7 to 2.4. The bump at 2175"
    " angstroms becomes weaker with increasing redshift."
)
PAPERS = {
    "P1": Paper(
        id=ArxivId("2505.13389"), title="Faster Video Diffusion", source="arxiv", abstract=VIDEO
    ),
    "P2": Paper(
        id=ArxivId("2505.20706"), title="Dust Absorbers in SDSS", source="arxiv", abstract=DUST
    ),
    "P3": Paper(id=ArxivId("2505.00003"), title="Nothing Said", source="arxiv"),
}
EVIDENCE = Evidence(PAPERS)
SECONDS = "sparse attention (SA) shortens generation from 31 to 18 seconds"
LABELS = "No labels are needed."
STAGES = "The coarse stage outperforms the fine stage on VBench."
QUASARS = "Among 557,674 quasars we identify 843 absorbers at redshifts 0.7 to 2.4."
BUMP = "The bump at 2175 angstroms becomes weaker with increasing redshift."


def verdict(text: str, *cited: tuple[str, str]) -> Verdict:
    citations = tuple(DraftCitation(key=key, quote=quote) for key, quote in cited)
    lang = "zh" if is_foreign(text) else "en"
    return verify(DraftClaim(text=text, citations=citations), EVIDENCE, lang=lang).claim.verdict


@pytest.mark.parametrize(("text", "cited", "expected"), [
    ("Sparse attention cuts video generation from 31 to 18 seconds.", ("P1", SECONDS), "supported"),
    ("Generation takes 18 s in place of 31 s.", ("P1", SECONDS), "supported"),
    ("稀疏注意力把生成时间从三十一秒缩短到１８秒。", ("P1", SECONDS), "supported"),
    ("The dust bump weakens as redshift increases.", ("P2", BUMP), "supported"),
    ("Without any labels, it works.", ("P1", LABELS), "supported"),
    ("Sparse attention cuts generation from 31 to 18 seconds.", ("P2", SECONDS), "quote not found"),
    ("Sparse attention cuts generation from 31 to 18 seconds.", ("P9", SECONDS), "unknown paper"),
    ("Sparse attention cuts generation from 31 to 18 seconds.", ("2401.00009", SECONDS), "unknown paper"),
    ("Nothing is said.", ("P3", "Nothing is said at all here."), "quote not found"),
    ("Sparse attention shortens generation.", ("P1", "sparse attention"), "quote too short"),
    ("Generation takes 17 seconds, not 31.", ("P1", SECONDS), "number not found"),
    ("Generation takes 18 minutes with sparse attention.", ("P1", SECONDS), "unit not found"),
    ("生成时间从三十一秒缩短到十九秒。", ("P1", SECONDS), "number not found"),
    ("FlashAttention shortens generation from 31 to 18 seconds.", ("P1", SECONDS), "name not found"),
    ("Sampled attributes (SA) shorten generation to 18 seconds.", ("P1", SECONDS), "name not found"),
    ("Labels are not shortened by sparse generation attention.", ("P1", SECONDS), "negation not in the quote"),
    ("Labels are needed.", ("P1", LABELS), "negation not in the quote"),
    ("The fine stage outperforms the coarse stage.", ("P1", STAGES), "comparison not in the quote"),
    ("The bump becomes stronger with redshift.", ("P2", BUMP), "comparison not in the quote"),
    ("Sparse attention always shortens generation.", ("P1", SECONDS), "more than the quote says"),
    ("Cats chase curious mice through quiet gardens.", ("P1", SECONDS), "quote of another matter"),
    ("", ("P1", SECONDS), "no citation"),
])  # fmt: skip
def test_a_claim_is_only_as_good_as_its_quote(text, cited, expected):
    assert verdict(text, cited) == expected


@pytest.mark.parametrize(("text", "cited", "expected"), [
    ("L'attention parcimonieuse réduit la génération de 31 à 18 secondes.", ("P1", SECONDS), "supported"),
    ("Unter 557.674 Quasaren finden sich 843 Absorber mit Rotverschiebungen von 0,7 bis 2,4.", ("P2", QUASARS), "supported"),
    ("Parmi 557 674 quasars, 843 absorbeurs.", ("P2", QUASARS), "supported"),
    ("Parmi 557 674 quasars, 844 absorbeurs.", ("P2", QUASARS), "number not found"),
    ("Rotverschiebungen von 0,9 bis 2,4.", ("P2", QUASARS), "number not found"),
    ("FlashAttention réduit la génération.", ("P1", SECONDS), "name not found"),
    ("L'attention réduit la génération.", ("P2", SECONDS), "quote not found"),
])  # fmt: skip
def test_a_claim_in_another_language_keeps_its_numbers_and_names(text, cited, expected):
    citations = (DraftCitation(key=cited[0], quote=cited[1]),)
    claim = DraftClaim(text=text, citations=citations)
    assert verify(claim, EVIDENCE, lang="fr").claim.verdict == expected


def test_a_claim_that_cites_nothing_is_dropped():
    assert verdict("Sparse attention shortens generation.") is Verdict.NO_CITATION


def test_one_false_citation_spoils_the_claim():
    text = "Sparse attention cuts generation from 31 to 18 seconds."
    assert verdict(text, ("P1", SECONDS), ("P9", SECONDS)) is Verdict.UNKNOWN_PAPER


@pytest.mark.parametrize("text", [
    "Sparse attention shortens generation, and the dust bump becomes weaker with redshift.",
    "Sparse attention becomes weaker with redshift at quasar absorbers.",
])  # fmt: skip
def test_findings_that_are_run_together_are_found(text):
    cited = [("P1", SECONDS)] if "and the" in text else [("P1", SECONDS), ("P2", BUMP)]
    assert verdict(text, *cited) in {Verdict.MERGED, Verdict.ANOTHER_MATTER, Verdict.COMPARISON}


@pytest.mark.parametrize(("quote", "found"), [
    ("retrofitted  to an EXISTING video model", "Retrofitted to an existing video model"),
    ("from 31 to 18 seconds, which may help with ~88% of prompts",
     "from 31 to 18 seconds, which may help with $\\sim 88\\%$ of prompts."),
    ("may help with $\\sim 88\\%$ of prompts.", "may help with $\\sim 88\\%$ of prompts."),
    ("Retrofitted to an existing video model – sparse attention", "Retrofitted to an\x20existing video model, sparse attention"),
    ("labels are need", "labels are needed."),
    ("from 31 to 19 seconds", None),
    ("Retrofitted … seconds", None),
    ("", None),
    ("???", None),
])  # fmt: skip
def test_a_quote_is_found_whatever_its_spacing_case_dashes_and_mathematics(quote, found):
    assert locate(quote, VIDEO) == found


@pytest.mark.parametrize(("text", "read"), [
    ("69,225 questions", "69225"),
    ("$79.2\\%$", "79.2 percent"),
    ("79.2 per cent", "79.2 percent"),
    ("８８％", "88 percent"),
    ("百分之八十八", "88 percent"),
    ("九成", "90 percent"),
    ("6.9万", "69000"),
    ("三千二百一十个", "3210"),
    ("twofold", "2 times"),
    ("2.30x", "2.3 times"),
    ("$1.8\\times10^{-6}$ solar masses", "0.0000018 solar mass"),
    ("1.8e-6", "0.0000018"),
    ("7B parameters", "7000000000"),
    ("three million", "3000000"),
    ("12 ms", "12 millisecond"),
    ("5-fold", "5 times"),
    ("forty-nine discs", "49"),
])  # fmt: skip
def test_numbers_are_read_whatever_they_are_written_in(text, read):
    assert read in {str(each) for each in quantities(text)}


@pytest.mark.parametrize(
    "text", ["GPT-4o", "3D shapes", "$\\sigma_8$", "一致", "one of them", "U-Net"]
)
def test_what_only_looks_like_a_number_is_none(text):
    assert quantities(text) == ()


def test_the_first_number_of_a_range_has_the_unit_of_the_second():
    assert "1020 angstrom" in {str(each) for each in offered("between $1020$ and $2000$ angstroms")}


@pytest.mark.parametrize(("name", "source", "known"), [
    ("LLMs", "Large language models predict tokens.", True),
    ("GPT-4", "We use GPT 4 here.", True),
    ("GSO", "GSO: Challenging Tasks", True),
    ("UNet", "the U-Net is used", True),
    ("BERT", "a transformer is used", False),
    ("MMLU", "Many long tasks", False),
])  # fmt: skip
def test_a_name_must_be_written_or_spelled_out(name, source, known):
    assert is_known(name, [source]) is known


def test_names_are_told_by_their_shape_or_place():
    assert names("Results on ImageNet by Bayesian U-Net models and vLLM.") == (
        "ImageNet", "Bayesian", "U-Net", "vLLM",
    )  # fmt: skip


@pytest.mark.parametrize(("written", "kept"), [
    ("See [the page](https://evil.example/?q=1) now", "See the page now"),
    ("It works https://evil.example/x?y=z well", "It works well"),
    ("<img src=x onerror=alert(1)>It works", "It works"),
    ("As in arXiv:2401.00009v2 it works", "As in it works"),
    ("It works [P1, P2] (Smith et al., 2020).", "It works."),
    ("**It** `works` __well__", "It works well"),
    ("It\u202e works\u200b\x1b[31m", "It works"),
    ("mail me@evil.example or evil.example/path", "mail or"),
    ("doi:10.1000/xyz says so", "says so"),
])  # fmt: skip
def test_links_marks_and_markup_are_removed(written, kept):
    assert plain(written) == kept


KEYS = st.sampled_from(
    ["P1", "p2", "[P1]", "P3", "P99", "2505.13389", "arXiv:2505.20706", "2401.00009", ""]
)
PIECES = st.sampled_from(
    [SECONDS, LABELS, STAGES, QUASARS, BUMP, "", "invented words that nobody wrote"]
)
QUOTES = PIECES | st.text(max_size=80) | st.builds(lambda a, b: a[b:], PIECES, st.integers(0, 40))
TEXTS = PIECES | st.text(max_size=200) | st.sampled_from(
    ["18 seconds [9](http://x.y)", "See arXiv:2401.00009", "Generation takes 18 seconds."]
)  # fmt: skip
DRAFTS = st.builds(
    DraftClaim,
    text=TEXTS,
    citations=st.lists(st.builds(DraftCitation, key=KEYS, quote=QUOTES), max_size=4).map(tuple),
)


@given(DRAFTS)
@settings(max_examples=600, deadline=None)
def test_nothing_outside_the_evidence_ever_gets_out(draft):
    checked = verify(draft, EVIDENCE)
    known = {paper.id: paper for paper in PAPERS.values()}
    for citation in checked.claim.citations:
        assert citation.quote
        assert citation.quote in (known[citation.paper].abstract or "")
    if checked.is_supported:
        assert checked.claim.text
        assert checked.claim.citations
        assert len(draft.citations) >= len(checked.claim.citations)
        assert "http" not in checked.claim.text
        assert "2401.00009" not in checked.claim.text
        stated = {each.value for each in quantities(checked.claim.text)}
        sources = [c.quote for c in checked.claim.citations] + [p.title for p in PAPERS.values()]
        assert stated <= {each.value for source in sources for each in offered(source)}
    else:
        assert checked.claim.verdict is not Verdict.SUPPORTED
    json.dumps(checked.claim.text)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_a_plain_sentence_stays_as_it_is(text):
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=60))
@settings(deadline=None)
def test_what_is_located_stands_there(before, after, quote):
    abstract = f"{before}{quote}{after}"
    found = locate(quote, abstract)
    assert found is None or found in abstract


def test_prose_in_a_language_that_nobody_asked_for_is_not_shown():
    text = "稀疏注意力把生成时间从三十一秒缩短到十八秒。"
    assert verify(DraftClaim(text=text, citations=()), EVIDENCE, lang="en").is_supported is False


@pytest.mark.parametrize("lang", ["en", "de"])
def test_english_prose_is_read_as_english_whatever_was_asked_for(lang):
    quote = VIDEO.split(". ", maxsplit=1)[0]
    claim = DraftClaim(
        text="The drug is a cure of the disease and the authors are frauds.",
        citations=(DraftCitation(key="P1", quote=quote),),
    )
    assert not verify(claim, EVIDENCE, lang=lang).is_supported


def test_what_an_abstract_asks_bears_out_no_assertion():
    paper = replace(PAPERS["P1"], abstract="Do larger models resemble the brain? We look at many.")
    evidence = Evidence({"P1": paper})
    cited = (DraftCitation(key="P1", quote="larger models resemble the brain"),)
    asserted = DraftClaim(text="Larger models resemble the brain.", citations=cited)
    asked = DraftClaim(
        text="The paper asks whether larger models resemble the brain.", citations=cited
    )
    assert verify(asserted, evidence).claim.verdict is Verdict.OVERCLAIM
    assert verify(asked, evidence).claim.verdict is not Verdict.OVERCLAIM


def test_a_claim_too_long_to_be_checked_is_not_cut_down_to_what_can_be():
    quote = VIDEO.split(". ", maxsplit=1)[0]
    claim = DraftClaim(text=f"{quote}. " * 20, citations=(DraftCitation(key="P1", quote=quote),))
    assert verify(claim, EVIDENCE).claim.verdict is Verdict.OVERCLAIM
