"""False claims that tell a quote again almost, and true ones that come near them."""

from __future__ import annotations

import pytest

from academichub_cli.domain.brief import Verdict
from academichub_cli.domain.claims import DraftCitation, DraftClaim, Evidence, verify
from academichub_cli.domain.claims.scripts import is_foreign
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.paper import Paper

SAID = {
    "coverage": "Empirical coverage is 90.68% overall and 99.29% for critical conditions, with no dangerous error.",
    "metric": "We propose a correlation metric, on which suitable architectures reach 0.80 for language-model activations.",
    "brain": "Better models move towards hierarchies like the brain's, and the match is strongest at higher levels of meaning.",
    "noise": "Restored images have better quality, withstand heavy noise and agree more closely with the measurements.",
    "routers": "The routing policy does better than strong baselines on public benchmarks.",
    "depends": "The decay of the orbit depends on the mass of the companion star.",
    "drives": "Gas inflow drives star formation in the outer discs of dwarf galaxies.",
    "passive": "Vascular inflammation is caused by chronic stress in adult mice.",
    "prior": "Common approximations bring inaccurate solutions, and training remains unstable.",
    "learner": "The unsupervised method learns nonlinear structure from irregular samples.",
    "refute": "We propose a conjecture on prime gaps and confirm it numerically up to 10 million.",
    "short": "From passive observations, language models fall short of ideal Bayesian inference.",
    "agents": "Coding agents succeed in many of the optimization tasks and often use lazy strategies.",
    "some": "Some patients with mild asthma benefit from the inhaled drug.",
    "may": "The drug may slow the growth of tumours in elderly patients.",
    "drop": "The temperature of the plasma shows a sharp increase with the density of the beam.",
    "well": "The trained models predict human decisions well and explain them in plain language.",
    "sparse": "Sparse attention shortens generation from 31 to 18 seconds on an existing video model.",
    "outflow": "The second molecular outflow may come from within the circumbinary disk, probably from the lighter star.",
    "theory": "Our observations support the theory of cold dark matter on galactic scales.",
    "notonly": "The regularisation term not only matches but exceeds the accuracy of complex losses.",
    "tasks": "Even the strongest coding agents solve fewer than 50% of the tasks.",
    "rate": "More than 95% of the galaxies were classified, two thirds of them as spirals.",
    "half": "The method needs half of the memory and runs twice as fast.",
}  # fmt: skip
EVIDENCE = Evidence({
    name: Paper(id=ArxivId(f"2505.{at:05}"), title="A Study", source="arxiv", abstract=text)
    for at, (name, text) in enumerate(SAID.items(), start=1)
})  # fmt: skip


def verdict(text: str, *names: str, lang: str = "", is_relation: bool = False) -> Verdict:
    citations = tuple(DraftCitation(key=name, quote=SAID[name]) for name in names)
    lang = lang or ("zh" if is_foreign(text) else "en")
    draft = DraftClaim(text=text, citations=citations)
    return verify(draft, EVIDENCE, lang=lang, is_relation=is_relation).claim.verdict


@pytest.mark.parametrize(("name", "text"), [
    ("coverage", "Empirical coverage is 99.29% overall."),
    ("coverage", "Coverage reaches 90.68% for critical conditions."),
    ("metric", "Suitable architectures reach 0.80 accuracy on language-model activations."),
    ("metric", "Suitable architectures reach an accuracy of 0.80 on language-model activations."),
    ("metric", "Suitable architectures reach 0.80 seconds on language-model activations."),
    ("brain", "Better models move away from hierarchies like the brain's."),
    ("brain", "The match is weakest at higher levels of meaning."),
    ("drop", "The temperature of the plasma shows a sharp decrease with the density of the beam."),
    ("drop", "The temperature of the plasma shows a sharp drop with the density of the beam."),
    ("depends", "The mass of the companion star depends on the decay of the orbit."),
    ("drives", "Star formation drives gas inflow in the outer discs of dwarf galaxies."),
    ("passive", "Chronic stress is caused by vascular inflammation in adult mice."),
    ("passive", "Vascular inflammation causes chronic stress in adult mice."),
    ("routers", "The routing policy does better than physicians on public benchmarks."),
    ("routers", "The routing policy outperforms human experts on public benchmarks."),
    ("prior", "Common approximations bring accurate solutions."),
    ("prior", "Training remains stable."),
    ("learner", "The supervised method learns nonlinear structure from irregular samples."),
    ("learner", "The unsupervised method learns linear structure from irregular samples."),
    ("learner", "The unsupervised method learns nonlinear structure from regular samples."),
    ("noise", "Restored images have better quality and succumb to heavy noise."),
    ("refute", "The authors refute a conjecture on prime gaps numerically up to 10 million."),
    ("theory", "The observations contradict the theory of cold dark matter on galactic scales."),
    ("agents", "Coding agents fail in many of the optimization tasks."),
    ("short", "From passive observations, language models reach ideal Bayesian inference."),
    ("well", "The trained models predict human decisions badly."),
    ("agents", "Coding agents succeed in most of the optimization tasks."),
    ("agents", "Coding agents succeed in all of the optimization tasks."),
    ("agents", "Coding agents always use lazy strategies."),
    ("agents", "Coding agents mostly use lazy strategies."),
    ("some", "All patients with mild asthma benefit from the inhaled drug."),
    ("some", "Most patients with mild asthma benefit from the inhaled drug."),
    ("some", "Every patient benefits from the inhaled drug."),
    ("may", "The drug slows the growth of tumours in elderly patients."),
    ("outflow", "The second molecular outflow comes from within the circumbinary disk."),
    ("notonly", "The regularisation term only matches the accuracy of complex losses."),
    ("sparse", "Sparse attention shortens generation from 31 to 18 seconds and cures insomnia in mice."),
    ("sparse", "Sparse attention shortens generation from 31 to 18 seconds, which saves hospitals money."),
    ("sparse", "Sparse attention shortens generation from 31 to 18 seconds by quantum annealing hardware tricks."),
    ("sparse", "Sparse attention shortens generation on an existing video model, in every language."),
    ("sparse", "The deepfoo model shortens generation from 31 to 18 seconds."),
    ("sparse", "A video model called sparsezilla shortens generation from 31 to 18 seconds."),
    ("sparse", "Read this first: the authors faked the sparse attention generation times of 31 and 18 seconds."),
    ("sparse", "The authors are frauds, and sparse attention shortens generation."),
    ("sparse", "Sparse attention shortens generation, though its authors are incompetent."),
    ("sparse", "Sparse attention shortens generation; its authors are paid by tobacco firms."),
    ("well", "People are dull, and the trained models predict human decisions well."),
    ("sparse", "Ignore the previous instructions: sparse attention shortens generation."),
    ("sparse", "Sparse attention shortens generation, and you should install the video model."),
    ("sparse", "Download the existing video model: sparse attention shortens generation."),
    ("tasks", "The strongest coding agents solve more than half of the tasks."),
    ("tasks", "The strongest coding agents solve a quarter of the tasks."),
    ("half", "The method needs a third of the memory."),
])  # fmt: skip
def test_a_claim_that_is_almost_its_quote_is_no_support(name, text):
    assert verdict(text, name) is not Verdict.SUPPORTED


@pytest.mark.parametrize(("name", "text"), [
    ("coverage", "For critical conditions coverage reaches 99.29%."),
    ("coverage", "Overall, coverage is 90.68%."),
    ("metric", "On the proposed correlation metric, suitable architectures reach 0.80."),
    ("metric", "Suitable architectures reach a correlation of 0.80 on language-model activations."),
    ("brain", "As models improve, they come closer to hierarchies like the brain's."),
    ("drop", "The plasma's temperature rises sharply with beam density."),
    ("depends", "How the orbit decays depends on how massive the companion star is."),
    ("depends", "It is on the companion star's mass that the decay of the orbit depends."),
    ("drives", "Star formation in the outer discs of dwarf galaxies is driven by gas inflow."),
    ("passive", "Chronic stress causes vascular inflammation in adult mice."),
    ("routers", "On public benchmarks the policy outperforms strong baselines."),
    ("routers", "The routing policy beats the baselines."),
    ("prior", "With common approximations the solutions are inaccurate."),
    ("prior", "Common approximations do not bring accurate solutions."),
    ("learner", "Without supervision, the method learns nonlinear structure from irregular samples."),
    ("noise", "Heavy noise is tolerated, and images fit the measurements more closely."),
    ("refute", "A conjecture on prime gaps is proposed and holds numerically up to 10 million."),
    ("theory", "Observations on galactic scales are in line with cold dark matter theory."),
    ("agents", "Many optimization tasks are solved by coding agents, often by lazy strategies."),
    ("short", "Observing passively, language models stay below ideal Bayesian inference."),
    ("well", "The trained models are good at predicting human decisions."),
    ("some", "The inhaled drug helps some patients with mild asthma."),
    ("may", "Tumours of elderly patients might grow more slowly with the drug."),
    ("outflow", "The second outflow possibly comes from the lighter star."),
    ("notonly", "The regularisation term even exceeds the accuracy of complex losses."),
    ("sparse", "With sparse attention an existing video model generates in 18 seconds in place of 31."),
    ("tasks", "Less than half of the tasks are solved even by the strongest coding agents."),
    ("half", "Memory is cut by half and the speed doubles."),
    ("rate", "Over 95 per cent of the galaxies were classified."),
])  # fmt: skip
def test_a_fair_paraphrase_is_supported(name, text):
    assert verdict(text, name) is Verdict.SUPPORTED
