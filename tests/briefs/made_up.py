"""A small made-up week of papers of three fields, and the weeks before it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.periods import Period
from academichub_cli.domain.ranked import Ranked

NOW = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)
PERIOD = Period(datetime(2026, 6, 5, 8, 0, tzinfo=UTC), NOW)

_ATTENTION = (
    ("Sparse Attention Keeps What Matters", ("cs.CL", "cs.LG"), ("Mira Sand", "Jo Okafor"),
     ("Long documents are costly to read for a language model. We show that sparse attention over"
     " 5% of the tokens keeps 98% of the accuracy of a language model on documents of 100,000"
     " words. The code is available at https://example.org/sparse.")),
    ("How Much Attention Does a Language Model Need?", ("cs.CL",), ("Wei Lin",),
     ("Recent work has proposed many patterns. Across 12 benchmarks we find that sparse attention"
     " with a learned pattern outperforms every fixed pattern by 3.1 points. What remains open is"
     " why.")),
    ("Sparse Attention at Test Time", ("cs.LG",), ("Ana Ruiz", "Tomas Berg", "Li Na", "Ed Poe"),
     ("In this paper, we propose a way to switch a trained language model to sparse attention at"
     " test time, i.e. without training. It halves memory on GPUs of 24 GB and loses 0.4 points.")),
    ("A Theory of Sparse Attention", ("cs.LG", "stat.ML"), ("Ada Chen",),
     ("We prove that sparse attention with $k = O(\\log n)$ keys per query approximates full"
     " attention to error $\\epsilon$ for inputs of bounded norm. However, this fails for"
     " adversarial inputs.")),
)  # fmt: skip
_ENERGY = (
    ("Dark Energy after the Third Survey Year", ("astro-ph.CO",), ("Rosa Vera", "Sun Mi"),
     ("The nature of dark energy remains unknown. From 2.1 million galaxies we measure the"
     " dark energy equation of state as $w = -0.97 \\pm 0.03$, consistent with a cosmological"
     " constant.")),
    ("Dark Energy Does Not Cluster", ("astro-ph.CO", "gr-qc"), ("Ines Kowalski",),
     ("Models of clustering dark energy predict an excess of massive haloes. We find no such excess"
     " in 4,200 clusters and exclude sound speeds below 0.1 at 95% confidence.")),
    ("A Forecast for Dark Energy from Voids", ("astro-ph.CO",), ("Jan de Wit",),
     ("Voids are nearly empty. We forecast that voids in the next survey constrain dark energy twice"
     " as tightly as galaxy clusters alone.")),
)  # fmt: skip
_FLOWS = (
    ("Normalizing Flows for Galaxy Spectra", ("astro-ph.IM", "cs.LG"), ("Omar Haddad",),
     ("Simulators of galaxy spectra are slow. We train normalizing flows on 50,000 simulated galaxy"
     " spectra and infer redshifts with an error of 0.2%, 300 times faster than sampling.")),
    ("Normalizing Flows Detect Anomalies in Traffic", ("cs.LG",), ("Kim Park", "Lea Roth"),
     ("Roads are watched by sensors that fail. We show that normalizing flows flag faulty traffic"
     " sensors with a precision of 91%, where thresholds reach 64%.")),
    ("Normalizing Flows for Cell Shapes", ("q-bio.QM",), ("Noor Ali",),
     ("Cell shapes vary. Using normalizing flows, we find three families of cell shapes in 9,000"
     " images, two of which were unknown.")),
)  # fmt: skip
_OTHERS = (
    ("On the Counting of Lattice Points in Thin Sets", ("math.NT",), ("E. Weiss",),
     "We improve the error term of a classical estimate from $x^{1/3}$ to $x^{131/416}$."),
    ("An Abstract That Never Came", ("q-bio.NC",), ("Pat Doe",), None),
    ("关于稀疏矩阵的快速乘法", ("cs.DS",), ("王小明",), "我们提出一种稀疏矩阵乘法。它比已有方法快 2.5 倍！"),
)  # fmt: skip


def _paper(number: int, record: tuple[str, tuple[str, ...], tuple[str, ...], str | None]) -> Paper:
    title, categories, authors, abstract = record
    return Paper(
        id=ArxivId(f"2606.{10000 + number}"),
        title=title,
        source="arxiv",
        abstract=abstract,
        authors=tuple(Author(name=name) for name in authors),
        categories=categories,
        announced=date(2026, 6, 8 + number % 5),
    )


PAPERS = tuple(
    _paper(number, record)
    for number, record in enumerate((*_ATTENTION, *_ENERGY, *_FLOWS, *_OTHERS), start=1)
)
JOURNAL = Paper(
    id=Doi("10.1000/xyz.7"),
    title="Attention [in] *Mice* <and> Men",
    source="crossref",
    abstract="We report that mice attend to 2 of 3 sounds. This was found in 40 mice.",
    authors=(Author(name="J. Smith"),),
    venue="Journal of Attention",
)
WEEK = (
    *(Ranked(paper=paper, score=round(0.9 - at / 20, 2)) for at, paper in enumerate(PAPERS)),
    Ranked(paper=JOURNAL),
)


def earlier(count: int = 200) -> tuple[Paper, ...]:
    """Papers of the four weeks before; one in a hundred is about sparse attention."""
    texts = (
        "We study dark energy in a survey of galaxies.",
        "We train a language model on long documents.",
        "We count cells in images of tissue.",
        "We bound an error term.",
    )
    return tuple(
        Paper(
            id=ArxivId(f"2605.{number:05}"),
            title=f"An Earlier Study, Part {number}",
            source="arxiv",
            abstract="We look at sparse attention." if number % 100 == 0 else texts[number % 4],
            categories=(("astro-ph.CO", "cs.CL", "q-bio.QM", "math.NT")[number % 4],),
            announced=date(2026, 5, 8 + number % 20),
        )
        for number in range(count)
    )
