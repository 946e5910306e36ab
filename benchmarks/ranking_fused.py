"""What embeddings add to ours: the same days ranked by ours, and by ours with embeddings added.

A few days by lot, and readers who want a paper of one of them, so that few papers are embedded:
``python benchmarks/ranking_fused.py --vectors wordllama``. The readers of the large table are left
out, since these were for finding out how to add the two.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from academichub_cli.domain.fitting import Fit
from academichub_cli.domain.learned import Model
from papers import REAL, real_data
from ranking import EPISODES, READERS, SEED, evaluated
from ranking_measures import Estimate, estimate
from ranking_methods import RANKERS, Embedder, Ground, Scores, model_of
from ranking_readers import FROM, Reader, drawn, few_days, read, readers

WEIGHT = 0.5
_READERS, _MOST_LIKES = 170, 40
_TOKENS = 128
_USUAL, _COUNTED = 400, 3_000
Embed = Callable[[Sequence[int]], np.ndarray]


class Static:
    """A vector of each word piece, weighed by how rare it is: those that WordLlama has with it."""

    def __init__(self, ground: Ground) -> None:
        import wordllama  # noqa: PLC0415 (a bench extra)
        from safetensors.numpy import load_file  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        folder = Path(wordllama.__file__).parent
        self._papers = ground.corpus.papers
        self._tokenizer = Tokenizer.from_file(
            str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json")
        )
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        weights = load_file(folder / "weights" / "l2_supercat_256.safetensors")
        self._vectors = weights["embedding.weight"].astype(np.float32)
        held = np.zeros(len(self._vectors))
        counted = random.Random(3).sample(range(ground.before), min(_COUNTED, ground.before))
        for at in counted:
            held[np.unique(self._pieces(at))] += 1
        self._rarity = np.log((1 + len(counted)) / (1 + held)).astype(np.float32)

    def __call__(self, places: Sequence[int]) -> np.ndarray:
        return directions(np.stack([self._sum(int(at)) for at in places]))

    def _sum(self, at: int) -> np.ndarray:
        pieces, counts = np.unique(self._pieces(at), return_counts=True)
        return ((1 + np.log(counts)) * self._rarity[pieces]) @ self._vectors[pieces]

    def _pieces(self, at: int) -> list[int]:
        paper = self._papers[at]
        text = f"{paper.title}. {paper.abstract}"
        return self._tokenizer.encode(text, add_special_tokens=False).ids


VECTORS: dict[str, Callable[[Ground], Embed]] = {
    "minilm": partial(Embedder, tokens=_TOKENS),
    "wordllama": Static,
}


def fused(ground: Ground, embed: Embed) -> Callable[[Reader, np.ndarray], Scores]:
    """Ours, and half as much of how a paper stands out by its embedding.

    That is the mean of two numbers, each in spreads above the mean of papers by lot: how near it
    is to the nearest liked paper, and how far a logistic regression puts it on the liked side.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (a bench extra)

    others = embed(random.Random(0).sample(range(ground.before), min(_USUAL, ground.before)))
    middle = others.mean(axis=0)

    def scores(reader: Reader, places: np.ndarray) -> Scores:
        liked, own = embed(reader.likes[-_MOST_LIKES:]), embed(places)
        sides = [1] * len(liked) + [0] * len(others)
        fitted = LogisticRegression(class_weight="balanced", C=1.0, max_iter=1_000)
        plane = fitted.fit(np.vstack([liked, others]), sides).coef_[0]
        wanted = directions(liked - middle).T
        near, usual = ((directions(each - middle) @ wanted).max(axis=1) for each in (own, others))
        closeness = (_standing(near, usual) + _standing(own @ plane, others @ plane)) / 2
        return _totals(ground, model_of(ground, reader.likes), places) + WEIGHT * closeness

    return scores


def directions(vectors: np.ndarray) -> np.ndarray:
    """The vectors, each of length 1."""
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _standing(numbers: np.ndarray, usual: np.ndarray) -> np.ndarray:
    return (numbers - usual.mean()) / usual.std()


def _totals(ground: Ground, model: Model, places: np.ndarray) -> np.ndarray:
    """What ours comes to before it is made a probability."""
    fit = Fit(model)
    return np.array([fit.total(fit.whole(ground.features(place))) for place in places.tolist()])


def gained(before: Mapping[str, Sequence[float]], after: Mapping[str, Sequence[float]]) -> Estimate:
    """By how much one ranker is better than another on the same episodes."""
    more = {
        name: [new - old for old, new in zip(before[name], values, strict=True)]
        for name, values in after.items()
    }
    return estimate(more)


def main() -> int:
    """Print both, and the difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", choices=VECTORS, default="minilm")
    parser.add_argument("--readers", type=int, default=_READERS)
    parser.add_argument("--skip", type=int, default=0, metavar="READERS")
    asked = parser.parse_args()
    corpus = read((real_data() or Path()) / REAL)
    ground = Ground(corpus, FROM)
    everybody = readers(corpus)
    table = drawn(everybody, seed=SEED, at_least=READERS, episodes=EPISODES)
    others = few_days(corpus, everybody, since=FROM, without=table)
    chosen = others[asked.skip : asked.skip + asked.readers]
    own, _ = evaluated(RANKERS["ours"](ground), chosen)
    found, _ = evaluated(fused(ground, VECTORS[asked.vectors](ground)), chosen)
    before, after = own["nDCG@20"], found["nDCG@20"]
    print(f"{len(chosen)} readers, {sum(len(reader.episodes) for reader in chosen)} episodes")
    print(f"nDCG@20 of ours {estimate(before)}, with {asked.vectors} {estimate(after)}")
    print(f"more by {gained(before, after)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
