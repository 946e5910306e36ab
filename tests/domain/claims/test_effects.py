"""Misreadings in plain words: another animal, an effect that was not, an error for an accuracy."""

from __future__ import annotations

import pytest

from academichub_cli.domain.brief import Verdict
from academichub_cli.domain.claims import DraftCitation, DraftClaim, Evidence, verify
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper

SAID = {
    "scan": "Our method reaches an accuracy of 93.5% on 1,200 patients with Alzheimer's disease,"
    " compared with 88.1% for DTI-Net.",
    "mice": "In mice, the drug reduced tumour growth but had no effect on survival.",
    "error": "The model has an error of 4.2% on held-out scans.",
}
EVIDENCE = Evidence({
    name: Paper(id=ArxivId(f"2505.{at:05}"), title="A Study", source="arxiv", abstract=text)
    for at, (name, text) in enumerate(SAID.items(), start=1)
})  # fmt: skip


def verdict(name: str, text: str, lang: str = "en") -> Verdict:
    cited = (DraftCitation(key=name, quote=SAID[name]),)
    return verify(DraftClaim(text=text, citations=cited), EVIDENCE, lang=lang).claim.verdict


@pytest.mark.parametrize(("name", "text"), [
    ("scan", "DTI-Net reaches an accuracy of 93.5%."),
    ("scan", "The method reaches an error of 93.5% on 1,200 patients with Alzheimer's disease."),
    ("scan", "The method reaches an accuracy of 93.5% on 1,200 healthy patients."),
    ("scan", "The method cures Alzheimer's disease in 93.5% of 1,200 patients."),
    ("scan", "Its accuracy of 93.5% is lower than the 88.1% of DTI-Net."),
    ("scan", "The method reaches 93.5% accuracy on 1,200 patients with Parkinson's disease."),
    ("mice", "In humans, the drug reduced tumour growth."),
    ("mice", "In rats, the drug reduced tumour growth."),
    ("mice", "In mice, the drug reduced survival but had no effect on tumour growth."),
    ("mice", "In mice, the drug had no effect on tumour growth."),
    ("mice", "The drug did not affect tumour growth in mice."),
    ("mice", "The drug extended survival in mice."),
    ("mice", "The drug improved survival."),
    ("mice", "The vaccine reduced tumour growth in mice."),
    ("error", "The model has an accuracy of 4.2% on held-out scans."),
])  # fmt: skip
def test_a_plain_misreading_is_found(name, text):
    assert verdict(name, text) is not Verdict.SUPPORTED


@pytest.mark.parametrize(("name", "text"), [
    ("scan", "The method reaches 93.5% accuracy on 1,200 patients, against 88.1% for DTI-Net."),
    ("scan", "With 93.5% accuracy the method is better than DTI-Net, which reaches 88.1%."),
    ("scan", "DTI-Net reaches an accuracy of 88.1%."),
    ("scan", "On 1,200 Alzheimer's patients the method is 93.5% accurate."),
    ("scan", "On 1,200 individual patients the method is 93.5% accurate."),
    ("scan", "Its accuracy is higher than that of DTI-Net, 93.5% against 88.1%."),
    ("mice", "In mice, the drug slowed tumour growth."),
    ("mice", "The drug reduced the growth of tumours but did not change survival."),
    ("mice", "The drug did not affect survival in mice."),
    ("mice", "Tumours grew less in mice given the drug, but survival did not change."),
    ("mice", "The medicine reduced tumour growth in murine tests."),
    ("error", "On held-out scans the model errs in 4.2% of cases."),
])  # fmt: skip
def test_a_plain_retelling_is_kept(name, text):
    assert verdict(name, text) is Verdict.SUPPORTED


@pytest.mark.parametrize(("name", "text", "is_true"), [
    ("scan", "该方法在1200名患者上的准确率为93.5%，优于DTI-Net的88.1%。", True),
    ("scan", "DTI-Net的准确率为88.1%，该方法为93.5%。", True),
    ("scan", "该方法以93.5%的准确率优于DTI-Net。", True),
    ("scan", "该方法的准确率93.5%高于DTI-Net的88.1%。", True),
    ("scan", "该方法的准确率93.5%低于DTI-Net的88.1%。", False),
    ("scan", "该方法的准确率为93.5%，不如DTI-Net的88.1%。", False),
    ("scan", "DTI-Net的准确率为93.5%，该方法为88.1%。", False),
    ("scan", "该方法的错误率为93.5%。", False),
    ("error", "该模型的误差为4.2%。", True),
    ("error", "该模型的准确率为4.2%。", False),
    ("mice", "在小鼠中，该药物减小了肿瘤。", True),
    ("mice", "在小鼠中，该药物使肿瘤增大。", False),
    ("mice", "在小鼠中，该药物使肿瘤变大。", False),
])  # fmt: skip
def test_ways_measures_and_names_are_held_to_in_chinese(name, text, is_true):
    assert (verdict(name, text, "zh") is Verdict.SUPPORTED) is is_true
