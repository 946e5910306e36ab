"""Papers that break careless formats, as sources could send them; all text has been cleaned."""

from __future__ import annotations

from datetime import UTC, date, datetime

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, Doi
from academichub_cli.domain.paper import AnnounceType, Author, Paper
from academichub_cli.domain.ranked import Batch, Failure, Ranked, Reason

TAKEN = datetime(2026, 6, 12, 7, 30, tzinfo=UTC)
SUBMITTED = datetime(2026, 6, 10, 17, 59, 59, tzinfo=UTC)
ABSTRACT = (
    r"We show that sparse attention with $O(n\log n)$ cost loses at most $\sim2\%$ against full"
    r" attention on texts of $10^{6}$ tokens. The proof bounds $\|QK^\top\|_2$ by"
    r" $\frac{1}{2}\sqrt{d}$; experiments on five languages agree. We release code at"
    " https://example.org/~lab/sparse_attention."
)


def authors(*names: str) -> tuple[Author, ...]:
    return tuple(Author(name=clean(name)) for name in names)


def paper(number: int, title: str, **more) -> Paper:
    known = {
        "source": "arxiv",
        "version": 1,
        "abstract": ABSTRACT,
        "authors": authors("Ada Lovelace", "Alan M. Turing"),
        "categories": ("cs.CL", "cs.LG"),
        "submitted": SUBMITTED,
        "announced": date(2026, 6, 12),
        "announce_type": AnnounceType.NEW,
    }
    return Paper(id=ArxivId(f"2606.{number:05}"), title=clean(title), **(known | more))


def reason(kind: str, text: str, evidence: str = "", weight: float = 0.5) -> Reason:
    return Reason(kind=kind, text=text, evidence=evidence, weight=weight)


LONG_TITLE = (
    "A Very Long Title That Goes On and On, as Titles of Proceedings, Collaborations and"
    " Supplementary Reports Sometimes Do: Part the First, in Which Sparse Attention Is Introduced,"
    " Measured, Compared with Everything That Came before It, and Found to Be, on the Whole, Neither"
    " Better nor Worse Than Expected"
)
FOUR_HUNDRED = authors(*(f"Person Number{number}" for number in range(1, 400)), "Sanjeev Arora")
HOSTILE = (
    "\x1b[31mRed\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \u202eoverride\u202c"
    " <script>alert(1)</script> [click](javascript:alert(1)) ![x](https://evil.example/x.png)"
    r" \input{/etc/passwd} & % # _ ^ ~ {unbalanced"
)

PAPERS: dict[str, Paper] = {
    "ordinary": paper(1, "Sparse Attention Is Enough for BERT"),
    "no abstract": paper(2, "A Paper without an Abstract", abstract=None),
    "no authors": paper(3, "A Paper without Authors", authors=()),
    "no date": paper(4, "A Paper without Dates", submitted=None, announced=None, announce_type=None),
    "nothing": Paper(id=Doi("10.1000/nothing"), title="", source="crossref"),
    "400 authors": paper(5, "Observation of Everything", authors=FOUR_HUNDRED),
    "collaboration": paper(
        6, "Search for Dark Matter", authors=authors("ATLAS Collaboration", "Barnes and Noble")
    ),
    "cjk": paper(
        7,
        "面向长文本检索的 Transformer 模型：基于稀疏注意力机制的高效预训练方法，以及在中文语料上的大规模实验",
        authors=authors("王小明", "李娜"),
        abstract="我们提出一种稀疏注意力机制，将复杂度从 $O(n^2)$ 降到 $O(n\\log n)$。" * 6,
    ),
    "brackets": paper(
        8, "Attention for [image] captions: [/red] teams :smile: and $x^2$ in $\\mathbb{R}^{d\\times k}$"
    ),
    "right to left": paper(
        9, "למידה עמוקה and تعلم الآلة in One Title", authors=authors("דוד בן־גוריון", "محمد بن سلمان")
    ),
    "300 characters": paper(10, LONG_TITLE),
    "endless word": paper(
        11,
        "On " + "Donaudampfschifffahrtsgesellschaft" * 6,
        authors=authors("Wolfeschlegelsteinhausenbergerdorff" * 4),
        abstract="https://example.org/" + "a" * 300,
    ),
    "withdrawn": paper(
        12, "A Proof of P = NP", comment="This paper has been withdrawn: an error in Lemma 3",
        abstract="This paper has been withdrawn by the author.",
    ),
    "emoji": paper(
        13, "👩‍👩‍👧‍👦 Families, 🇩🇪 Flags and ❤️ Hearts: Emoji in 🔥 Titles ✨ of Papers 👩🏽‍💻👩🏽‍💻👩🏽‍💻👩🏽‍💻👩🏽‍💻",
        authors=authors("Zoë 🌸 Müller"),
    ),
    "zalgo": paper(14, "Z̸̢̛̖̞͍̓̇̾͜ă̵̧̧̟͎̈́l̷̨̛̻̯̈́g̶̡̛̺̎o̵̢͎̅ Text in Titles"),
    "hostile": paper(15, HOSTILE, abstract=clean(HOSTILE), authors=authors(HOSTILE)),
    "latex": paper(
        16,
        r"G\"odel, Erd\H{o}s \& \emph{Others}: 100\% of $\mathcal{O}(n^{1/2})$ and $\mymacro{x}$",
        authors=authors("John von Neumann", "Martin Luther King Jr.", "Jürgen O'Müller", "Plato"),
    ),
    "published": paper(
        17,
        "Deep Learning in Journals",
        aliases=frozenset({Doi("10.1103/physrevlett.1.1")}),
        journal_ref="Phys. Rev. Lett. 1, 1 (2026)",
        comment="12 pages, 3 figures & 1 table",
        version=3,
        revised=date(2026, 6, 12),
        announce_type=AnnounceType.REPLACE,
        submitted=datetime(2024, 2, 29, 12, tzinfo=UTC),
    ),
    "journal": Paper(
        id=Doi("10.1002/(sici)1097<1::aid-1>3.0.co;2-#"),
        title="An Old DOI",
        source="crossref",
        venue="Proceedings of the National Academy of Sciences of the United States of America",
        authors=authors("Lovelace, Ada"),
        submitted=datetime(2026, 1, 1, tzinfo=UTC),
    ),
    "paragraphs": paper(18, "An Abstract in Paragraphs", abstract="First paragraph.\n\nSecond one."),
    "old": Paper(id=ArxivId("math/0309136"), title="An Old Identifier", source="arxiv",
                 categories=("math.GT",), authors=authors("G. Perelman")),
}  # fmt: skip

_REASONS = {
    "ordinary": (reason("topic", "“sparse attention” in its title", "sparse attention"),),
    "400 authors": (reason("author", "by Sanjeev Arora", "Sanjeev Arora", 0.8),),
    "cjk": (
        reason("possible-author", "perhaps by Li Na, printed as 李娜", "李娜", 0.25),
        reason("recency", "submitted 1 day ago", "", 0.05),
    ),
    "right to left": (reason("author", "by David Ben-Gurion", "דוד בן־גוריון", 0.8),),
    "published": (reason("recency", "submitted today"),),
    "hostile": (reason("topic", clean(f"“{HOSTILE}” in its title")),),
}
_MARKS = {"ordinary": frozenset({"liked", "saved"}), "withdrawn": frozenset({"hidden"})}


def ranked(name: str, number: int | None = None) -> Ranked:
    """One of the papers, with its score and reasons."""
    return Ranked(
        paper=PAPERS[name],
        score=0.5,
        reasons=_REASONS.get(name, ()),
        marks=_MARKS.get(name, frozenset()),
        number=number,
    )


def batch(*names: str) -> Batch:
    """A batch of these papers; of all of them where none is named."""
    papers = tuple(ranked(name, number) for number, name in enumerate(names or PAPERS, start=1))
    failure = Failure(source="openalex", message="did not answer", hint="try later")
    return Batch(
        command="today", taken=TAKEN, papers=papers, day=date(2026, 6, 12), pool=486, state="stale",
        failures=(failure,),
    )  # fmt: skip


EMPTY = Batch(command="today", taken=TAKEN, state="quiet")
