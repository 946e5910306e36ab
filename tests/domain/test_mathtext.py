from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.clean import clean
from academichub_cli.domain.mathtext import read_latex, unicode_math

FORMULAS = [
    (r"$\sim88\%$", "∼88%"),
    (r"$x^2$", "x²"),
    (r"$10^{-3}$", "10⁻³"),
    (r"$\mathbb{R}^{d\times k}$", "ℝ^{d×k}"),
    (r"$x_i$", "xᵢ"),
    (r"$x_{ij}^2$", "xᵢⱼ²"),
    (r"$x_{i,j}$", "x_{i,j}"),
    (r"$x^{n+1}$", "xⁿ⁺¹"),
    (r"$2^{2^n}$", "2^{2ⁿ}"),
    (r"$\ell_\infty$", "ℓ_∞"),
    (r"$\ell_1$-norm", "ℓ₁-norm"),
    (r"$M_\odot$", "M_⊙"),
    (r"$T_{\rm eff}$", "T_{eff}"),
    (r"$T_\rm{eff}$", "T_{eff}"),
    (r"$H_{0}$", "H₀"),
    (r"$^{14}$C", "¹⁴C"),
    (r"${}^{14}\mathrm{C}$", "¹⁴C"),
    (r"$90^\circ$", "90°"),
    (r"$90^{\circ}$C", "90°C"),
    (r"$30\deg$", "30°"),
    (r"$\deg(v)$", "deg(v)"),
    (r"$f'(x)$", "f′(x)"),
    (r"$x^*$", "x^*".replace("^", "")),
    (r"$A^\top A$", "AᵀA"),
    (r"$A^TB$", "AᵀB"),
    (r"$\alpha\beta$", "αβ"),
    (r"$\alpha \beta$", "αβ"),
    (r"$\alpha$-divergence", "α-divergence"),
    (r"$\Lambda$CDM", "ΛCDM"),
    (r"$a\leq b$", "a ≤ b"),
    (r"$a\leq1$", "a≤1"),
    (r"$a \leq b$", "a ≤ b"),
    (r"$x\in X$", "x ∈ X"),
    (r"$a=b$", "a=b"),
    (r"$a = b$", "a = b"),
    (r"$x = -1$", "x = -1"),
    (r"$\sim 88$", "∼88"),
    (r"$> 5$", ">5"),
    (r"$10\times$", "10×"),
    (r"$5 \times$", "5×"),
    (r"$3\times3$", "3×3"),
    (r"$A\to B$", "A → B"),
    (r"$P(A\mid B)$", "P(A | B)"),
    (r"$O(n\log n)$", "O(n log n)"),
    (r"$\mathcal{O}(\log^2 n)$", "𝒪(log² n)"),
    (r"$\log\log n$", "log log n"),
    (r"$\sin\theta$", "sin θ"),
    (r"$\max_{x\in X} f$", "max_{x∈X} f"),
    (r"$\sum_{i=1}^n x_i$", "∑ᵢ₌₁ⁿ xᵢ"),
    (r"$\frac{a}{b}$", "a/b"),
    (r"$\frac12$", "1/2"),
    (r"$\frac{a+b}{c}$", "(a+b)/c"),
    (r"$\frac{1}{2n}$", "1/(2n)"),
    (r"$\frac{1}{2}n$", "(1/2)n"),
    (r"$\frac{1}{2}^k$", "(1/2)ᵏ"),
    (r"$\frac{1}{\sqrt{n}}$", "1/√n"),
    (r"$O(\frac{1}{\epsilon^2})$", "O(1/ϵ²)"),
    (r"$\sqrt{n}$", "√n"),
    (r"$\sqrt{n+1}$", "√(n+1)"),
    (r"$\sqrt n$", "√n"),
    (r"$\sqrt[3]{x}$", "∛x"),
    (r"$\tilde{O}(n)$", "Õ(n)"),
    (r"$\hat{y}_i$", "ŷᵢ"),
    (r"$\dot{M}$", "Ṁ"),
    (r"$\vec{x}$", "x⃗"),
    (r"$\overline{x}$", "x̄"),
    (r"$\mathcal{L}_{\text{CE}}$", "ℒ_{CE}"),
    (r"$\mathfrak{g}$", "𝔤"),
    (r"$\mathbf{x}$", "𝐱"),
    (r"$\mathbf{Ours}$", "Ours"),
    (r"${\cal N}=4$", "𝒩=4"),
    (r"$\mathrm{km\,s^{-1}}$", "km s⁻¹"),
    (r"$10\,000$", "10 000"),
    (r"$1{,}000$", "1,000"),
    (r"$\{0,1\}^n$", "{0,1}ⁿ"),
    (r"$\langle x, y\rangle$", "⟨x, y⟩"),
    (r"$\|x\|_2$", "‖x‖₂"),
    (r"$\left(\frac{a}{b}\right)$", "(a/b)"),
    (r"$\lfloor n/2 \rfloor$", "⌊n/2⌋"),
    (r"$\not\in$", "∉"),
    (r"$\binom{n}{k}$", "(n choose k)"),
    (r"$n \pmod p$", "n (mod p)"),
    (r"$x \text{ if } y$", "x if y"),
    (r"$\operatorname{argmax} f$", "argmax f"),
    (r"$\stackrel{d}{=}$", "=ᵈ"),
    (r"$0\farcs5$", "0.″5"),
    (r"$\unicode{x2212}$", "−"),
    (r"$$E = mc^2$$", "E = mc²"),
    (r"\(x^2\)", "x²"),
    (r"\[x^2\]", "x²"),
    (r"$ x^2 $", "x²"),
    (r"z$\sim$7", "z∼7"),
    (r"$e>$0.6", "e>0.6"),
]
TEXTS = [
    (r"G\"odel", "Gödel"),
    (r"G\"{o}del", "Gödel"),
    (r"G{\"o}del", "Gödel"),
    (r"caf\'e", "café"),
    (r"na\"{\i}ve", "naïve"),
    (r"Fran\c{c}ois", "François"),
    (r"\v{C}ech", "Čech"),
    (r"Erd\H os", "Erdős"),
    (r"Stra\ss e", "Straße"),
    (r"\L{}ukasz", "Łukasz"),
    (r"30{\deg} C", "30° C"),
    (r"5{\mu}m", "5μm"),
    (r"88\% \& more \#1 a\_b \$5", "88% & more #1 a_b $5"),
    (r"\emph{very} \textbf{bold}", "very bold"),
    (r"\emph{nested \textbf{text}}", "nested text"),
    (r"\textbf{with $x^2$ inside}", "with x² inside"),
    (r"{\em old style}", "old style"),
    (r"\textcolor{red}{seen}", "seen"),
    (r"\url{https://a.org/b\_c}", "https://a.org/b_c"),
    (r"\href{https://a.org}{here}", "here (https://a.org)"),
    (r"\href{https://a.org}{https://a.org}", "https://a.org"),
    (r"CO\textsubscript{2}", "CO₂"),
    (r"\ion{C}{iv}", "C IV"),
    ("Fig.~1", "Fig. 1"),
    ("Navier--Stokes", "Navier–Stokes"),
    ("this---that", "this—that"),
    ("``quoted''", "“quoted”"),
    (r"10\times faster", "10× faster"),
    (r"\sqrt{n} regret", "√n regret"),
    (r"\eg{} this", "e.g. this"),
]
AS_WRITTEN = [
    "$5 and $10",
    "costs $5, or $10",
    "from $1-$2",
    "US$5 million and US$6 million",
    "a $ 5 $ c",
    "lone $",
    "$$",
    r"$\mymacro{x}+1$",
    r"$\frac{a}$",
    r"$\frac{a}{b$",
    r"$}{$",
    r"$x_{$",
    r"$\begin{cases} a \end{cases}$",
    r"$\widehat{Var}$",
    r"$a & b$",
    r"$\unicode{x1b}$",
    r"$\unicode{x202e}$",
    r"\emph{unbalanced",
    r"\cite{smith2020}",
    r"\unknown command",
    r"C:\path\file",
    r"\d{4}-\d{2}",
    "trailing \\",
    "~5 minutes",
    "5~10 minutes",
    "https://a.org/~user/x--y",
    "--verbose",
    "-----",
    "{braces} of {the author}",
    "snake_case and x^2",
    "```code```",
    "it''s",
    "",
]


@pytest.mark.parametrize(("written", "drawn"), FORMULAS)
def test_a_formula_reads_as_people_write_it(written, drawn):
    assert unicode_math(written) == drawn


@pytest.mark.parametrize(("written", "drawn"), TEXTS)
def test_text_loses_its_commands(written, drawn):
    assert unicode_math(written) == drawn


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_what_is_not_understood_stays_as_written(written):
    assert unicode_math(written) == written


@pytest.mark.parametrize("written", [*FORMULAS, *TEXTS])
def test_reading_twice_changes_nothing(written):
    once = unicode_math(written[0])
    assert unicode_math(once) == once


def test_the_caller_can_keep_formulas():
    seen = []

    def keep(written: str, drawn: str | None) -> str:
        seen.append((written, drawn))
        return "…"

    assert read_latex(r"A $x^2$ and \emph{$\foo$}", keep=keep) == "A … and …"
    assert seen == [("$x^2$", "x²"), (r"$\foo$", None)]


FRAGMENTS = st.sampled_from(
    [
        *r"$ $$ \ { } ^ _ \frac \sqrt[ ] \text{ \emph{ \( \) \[ \] \not \left \right \rm \mathcal \hat"
        r" \" \c \unicode{x \href{ ~ -- `` '' x 1 \alpha \% ( ) & \\".split(),
        " ",
        "\n\n",
        "漢",
        "́",
    ]
)


@given(st.one_of(st.text(), st.lists(FRAGMENTS, max_size=40).map("".join)))
def test_any_text_can_be_read(text):
    assert len(unicode_math(text)) <= 2 * len(text)


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_nothing_unseen_is_made(text):
    drawn = unicode_math(clean(text))
    assert clean(drawn) == clean(drawn.replace("\n", " "))
    assert not any(char < " " or "\x7f" <= char < "\xa0" for char in drawn)


@given(st.text(st.characters(exclude_characters="\\$~-`'h")))
def test_text_without_latex_is_left_alone(text):
    assert unicode_math(text) == text


@pytest.mark.parametrize(
    "fragment",
    [
        "$",
        "$x",
        "$x$1",
        "\\(",
        "{",
        "\\emph{",
        "{\\em ",
        "\\sqrt{",
        "$\\sqrt",
        "\\c ",
        "``",
        "~",
        "$\\text{",
        "$x^{",
        "\\not",
        "\\deg",
        "-- ",
        "a" * 50 + " ",
        "$(",
        "\\frac{x}",
        "\\$",
    ],
)
def test_time_grows_with_length_alone(fragment):
    def seconds(size: int) -> float:
        text = (fragment * (size // len(fragment) + 1))[:size]
        started = time.process_time()
        unicode_math(text)
        return time.process_time() - started

    assert seconds(100_000) < 40 * max(seconds(10_000), 0.02)
