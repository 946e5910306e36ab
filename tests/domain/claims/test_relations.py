"""Two papers agree or contradict each other only where their quotes do."""

from __future__ import annotations

import pytest

from academichub_cli.domain.brief import Verdict
from academichub_cli.domain.claims import DraftCitation, DraftClaim, Evidence, verify
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper

SAID = {
    "rises": "The bump at 2175 angstroms becomes stronger with increasing redshift in quasar spectra.",
    "falls": "The bump at 2175 angstroms becomes weaker with increasing redshift in quasar spectra.",
    "again": "In other quasar spectra the bump at 2175 angstroms also weakens with redshift.",
    "labels": "The segmentation of living cells needs no labels at all.",
    "needs": "The segmentation of living cells needs many labels of experts.",
    "few": "The expansion rate of the universe is 67 km/s/Mpc from the microwave background.",
    "many": "The expansion rate of the universe is 73 km/s/Mpc from nearby supernovae.",
    "near": "The expansion rate of the universe is 68 km/s/Mpc from galaxy clustering.",
    "stable": "Training of the diffusion model remains stable with large batches.",
    "unstable": "Training of the diffusion model becomes unstable with large batches.",
    "proteins": "Protein language models generate enzymes that work in the laboratory.",
}
EVIDENCE = Evidence({
    name: Paper(id=ArxivId(f"2505.{at:05}"), title="A Study", source="arxiv", abstract=text)
    for at, (name, text) in enumerate(SAID.items(), start=1)
})  # fmt: skip


def verdict(text: str, *names: str, lang: str = "en", is_relation: bool = True) -> Verdict:
    cited = tuple(DraftCitation(key=name, quote=SAID[name]) for name in names)
    draft = DraftClaim(text=text, citations=cited)
    return verify(draft, EVIDENCE, lang=lang, is_relation=is_relation).claim.verdict


@pytest.mark.parametrize(("names", "text"), [
    (("rises", "falls"), "One paper finds the bump stronger with redshift, which contradicts the other, which finds it weaker."),
    (("falls", "again"), "Both papers agree that the bump weakens with redshift."),
    (("labels", "needs"), "The papers disagree on whether the segmentation of cells needs labels."),
    (("few", "many"), "The expansion rates of the universe, 67 and 73 km/s/Mpc, contradict each other."),
    (("few", "near"), "The expansion rates of the universe, 67 and 68 km/s/Mpc, agree."),
    (("stable", "unstable"), "Whether training with large batches remains stable is in dispute: one paper contradicts the other, finding it unstable."),
    (("rises", "falls"), "The bump becomes stronger with redshift in one paper, whereas it becomes weaker in the other."),
])  # fmt: skip
def test_a_relation_that_the_quotes_bear_out_is_supported(names, text):
    assert verdict(text, *names) is Verdict.SUPPORTED


@pytest.mark.parametrize(("names", "text"), [
    (("falls", "again"), "The papers contradict each other on whether the bump weakens with redshift."),
    (("rises", "falls"), "Both papers agree on how the bump changes with redshift."),
    (("labels", "needs"), "Both papers agree on the labels that the segmentation of cells needs."),
    (("few", "many"), "Both papers agree on the expansion rate of the universe."),
    (("few", "near"), "The expansion rates of the universe contradict each other."),
    (("stable", "unstable"), "The papers agree on training the diffusion model with large batches."),
    (("falls", "proteins"), "Protein models that generate enzymes agree with the bump in quasar spectra."),
    (("falls", "proteins"), "Enzymes by protein language models contradict the bump in quasar spectra."),
])  # fmt: skip
def test_a_relation_that_the_quotes_do_not_bear_out_is_dropped(names, text):
    assert verdict(text, *names) is not Verdict.SUPPORTED


def test_a_contradiction_is_asked_for_wherever_it_is_claimed():
    text = "The bump weakens with redshift, which contradicts the other paper on quasar spectra."
    assert verdict(text, "falls", "again", is_relation=False) is Verdict.RELATION


@pytest.mark.parametrize(("names", "text", "expected"), [
    (("falls", "again"), "两篇论文一致认为该特征随红移减弱。", "supported"),
    (("falls", "again"), "两篇论文关于该特征随红移的变化相互矛盾。", "relation not in the quotes"),
    (("rises", "falls"), "两篇论文关于该特征随红移的变化相互矛盾。", "supported"),
])  # fmt: skip
def test_a_relation_is_read_in_chinese_too(names, text, expected):
    assert verdict(text, *names, lang="zh") == expected
