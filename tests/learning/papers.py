"""Made documents on a few themes, for tests of what is learned."""

from __future__ import annotations

import random
from collections.abc import Iterable

from academichub_cli.domain.features import features
from academichub_cli.domain.learned import Document, Example

THEMES = {
    "cs.SD": "speech phoneme microphone acoustic singing enhancement pitch speaker vocoder prosody",
    "cs.CV": "segmentation detection pixels camera rendering stereo occlusion landmark depth pose",
    "cs.CR": "malware encryption attack vulnerability exploit password signature protocol firewall",
    "q-bio.NC": "neuron cortex spike synapse hippocampus plasticity dendrite connectome brain",
    "cs.IR": "recommendation query ranking click retrieval index session catalogue shopping user",
}
COMMON = "method results model approach large novel framework dataset performance study".split()


def document(draw: random.Random, name: str, category: str) -> Document:
    def text(length: int) -> str:
        own = THEMES[category].split()
        return " ".join(draw.choice(own if draw.random() < 0.7 else COMMON) for _ in range(length))

    return Document(id=name, title=text(7), abstract=text(60), categories=(category,))


def library(seed: int, size: int = 250) -> list[Document]:
    draw = random.Random(seed)
    return [document(draw, f"b{at}", draw.choice(list(THEMES))) for at in range(size)]


def liked(seed: int, category: str, count: int, strength: float = 1.0) -> list[Example]:
    draw = random.Random(f"{seed} {category} {strength}")
    return [
        Example(document=document(draw, f"{category}-{strength}-{at}", category), strength=strength)
        for at in range(count)
    ]


def seen(paper: Document) -> dict[str, float]:
    return features(paper.title, paper.abstract, paper.categories)


def without(counted: dict[str, float], terms: Iterable[str]) -> dict[str, float]:
    """The features of the same paper if it did not have these; a word's pairs go with it."""
    gone = frozenset(terms)
    return {
        term: count
        for term, count in counted.items()
        if term not in gone and (":" in term or gone.isdisjoint(term.split(" ")))
    }
