"""What LaTeX commands look like as characters. The tables hold what titles and abstracts use."""

from __future__ import annotations

import unicodedata
from functools import cache


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


LETTERS = _pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ upmu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ
    Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω digamma ϝ varGamma Γ varDelta Δ
    aleph ℵ beth ℶ gimel ℷ ell ℓ hbar ℏ hslash ℏ lambdabar ƛ imath ı jmath ȷ wp ℘ Re ℜ Im ℑ eth ð
    partial ∂ nabla ∇ infty ∞ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬
    top ⊤ bot ⊥ angle ∠ measuredangle ∡ triangle △ bigtriangleup △ bigtriangledown ▽ square □ Box □
    blacksquare ■ diamond ⋄ Diamond ◇ lozenge ◊ blacklozenge ⧫ star ⋆ bigstar ★ bullet • dagger †
    ddagger ‡ dag † ddag ‡ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯
    checkmark ✓ prime ′ backprime ‵ complement ∁ surd √ degree ° degr ° arcdeg ° arcmin ′ arcsec ″
    arcsecond ″ farcs .″ farcm .′ fdg .° angstrom Å AA Å aa å micro µ celsius °C ohm Ω sun ⊙ earth ⊕
    ldots … dots … dotsc … dotsb ⋯ dotsm ⋯ dotso … cdots ⋯ vdots ⋮ ddots ⋱ S § P ¶ copyright ©
    pounds £ yen ¥ euro € texteuro € circledR ® circledast ⊛ mho ℧ Finv Ⅎ
    blacktriangle ▲ blacktriangledown ▼ triangledown ▽ vartriangle △ Bbbk 𝕜
    vert | Vert ‖ | ‖ % % & & # # $ $ _ _ backslash \\ slash / lbrack [ rbrack ]
    Msun M_⊙ msun M_⊙ MSUN M_⊙ Lsun L_⊙ lsun L_⊙ Rsun R_⊙ rsun R_⊙ kpc kpc Mpc Mpc Gyr Gyr Myr Myr
    deg °
""")

# In text alone: in a formula these names are somebody's own.
TEXT_LETTERS = _pairs("""
    ss ß ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ
""")
TEXT_SIGNS = _pairs("""
    LaTeX LaTeX TeX TeX BibTeX BibTeX quotesingle ' textquotesingle ' lq ‘ rq ’ textasciitilde ~
    textasciicircum ^ textunderscore _ textless < textgreater > textbar | textemdash — textendash –
    textellipsis … textdegree ° textmu µ textpm ± texttimes × textdagger † texttrademark ™
    textregistered ® textquotedblleft “ textquotedblright ” textquoteleft ‘ textquoteright ’
    guillemotleft « guillemotright » textonehalf ½ textbullet • textperiodcentered ·
    textcopyright © textbackslash \\ textdollar $ percent % SS SS
""")

BINARIES = _pairs("""
    times × div ÷ cdot · ast ∗ pm ± mp ∓ circ ∘ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ cup ∪
    cap ∩ uplus ⊎ sqcup ⊔ sqcap ⊓ wedge ∧ land ∧ vee ∨ lor ∨ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿
    boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ ltimes ⋉ rtimes ⋊ bowtie ⋈ barwedge ⊼ veebar ⊻
    dotplus ∔ divideontimes ⋇ centerdot · intercal ⊺ bigcirc ◯ oint ∮ bmod mod
""")

RELATIONS = _pairs("""
    leq ≤ le ≤ leqslant ⩽ geq ≥ ge ≥ geqslant ⩾ gteq ≥ neq ≠ ne ≠ lt < gt > ll ≪ lll ⋘ gg ≫ ggg ⋙
    sim ∼ thicksim ∼ simeq ≃ backsimeq ⋍ approx ≈ thickapprox ≈ approxeq ≊ cong ≅ equiv ≡ propto ∝
    varpropto ∝ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔ coloneq ≔ eqqcolon ≕ lesssim ≲ gtrsim ≳
    lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ gtrless ≷ apgt ≳ aplt ≲ lneq ⪇ gneq ⪈ nleq ≰ ngeq ≱ nless ≮
    ngtr ≯ ncong ≇ in ∈ ni ∋ owns ∋ notin ∉ subset ⊂ subseteq ⊆ subsetneq ⊊ supset ⊃ supseteq ⊇
    supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ Subset ⋐ Supset ⋑ sqsubset ⊏ sqsubseteq ⊑ sqsupset ⊐
    sqsupseteq ⊒ prec ≺ preceq ⪯ preccurlyeq ≼ succ ≻ succeq ⪰ succcurlyeq ≽ precsim ≾ succsim ≿
    mid | nmid ∤ parallel ∥ nparallel ∦ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ nvdash ⊬
    nvDash ⊭ therefore ∴ because ∵ smile ⌣ frown ⌢ unlhd ⊴ lhd ⊲ unrhd ⊵ rhd ⊳ trianglelefteq ⊴
    trianglerighteq ⊵ to → gets ← rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ longrightarrow ⟶ longleftarrow ⟵
    longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦
    longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁
    leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ rightrightarrows ⇉
    leftrightarrows ⇆ rightleftarrows ⇄ twoheadrightarrow ↠ rightsquigarrow ⇝ leadsto ⇝ nrightarrow
    ↛ nleftarrow ↚ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗
    searrow ↘ swarrow ↙ nwarrow ↖ dashrightarrow ⇢ upharpoonright ↾ circlearrowleft ↺
    circlearrowright ↻ curvearrowright ↷ colon : vcentcolon : multimap ⊸ xrightarrow → xleftarrow ←
""")

OPENERS = _pairs(
    "langle ⟨ lfloor ⌊ lceil ⌈ lbrace { { { lvert | lVert ‖ llbracket ⟦ lgroup ⟮ ulcorner ⌜"
)
CLOSERS = _pairs(
    "rangle ⟩ rfloor ⌋ rceil ⌉ rbrace } } } rvert | rVert ‖ rrbracket ⟧ rgroup ⟯ urcorner ⌝"
)

NAMES = {
    name: name
    for name in (
        "arccos arcsin arctan arg cos cosh cot coth csc det dim exp gcd hom inf ker lg lim ln log"
        " max min mod Pr sec sin sinh sup tan tanh argmax argmin sgn poly polylog tr rank diag"
    ).split()
} | {
    "limsup": "lim sup",
    "liminf": "lim inf",
    "kms": "km s⁻¹",
    **_pairs(
        "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂"
        " bigvee ⋁ bigwedge ⋀ bigsqcup ⨆ biguplus ⨄ bigodot ⨀ smallint ∫"
    ),
}

SPACES = dict.fromkeys(
    [*"quad qquad enspace enskip space thinspace nobreakspace , ; : ~ >".split(), " ", "\n"], " "
)
NOTHING = frozenset(
    "! - / @ displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits left right middle"
    " big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl Biggr Biggm boldmath"
    " unboldmath tiny scriptsize footnotesize small normalsize large Large xspace nonumber notag"
    " negthinspace relax protect null mathstrut strut ensuremath".split()
)
SIZES = frozenset({"left", "right", "middle"})

# Commands whose one argument is ordinary text, or shown as it is.
TEXT_WRAPPERS = frozenset(
    "text textnormal textrm textit textbf textsf texttt textsc textsl textup textmd emph mbox hbox"
    " fbox mathtext textquote enquote uline uwave underline ul hl textulc".split()
)
SWITCHES = frozenset(
    "em it bf rm tt sf sc sl small itshape bfseries ttfamily sffamily scshape slshape upshape"
    " normalfont rmfamily footnotesize large tiny boldmath".split()
)
MATH_SWITCHES = SWITCHES | {"cal", "frak"}
TEXT_BLANKS = {
    **dict.fromkeys(("space", "quad", "qquad"), " "),
    **dict.fromkeys(("xspace", "noindent", "par"), ""),
}
# Understood outside a formula too, with as many arguments.
BARE_FORMULAS = {
    **dict.fromkeys(("sqrt", "mathcal", "mathbb", "mathrm", "mathbf", "mathsf", "mathit"), 1),
    **dict.fromkeys(("mathtt", "mathfrak", "mathscr", "boldsymbol", "bm", "overline"), 1),
    **dict.fromkeys(("hat", "tilde", "bar", "operatorname", "unicode"), 1),
    **dict.fromkeys(("frac", "dfrac", "tfrac", "binom"), 2),
}
ABBREVIATIONS = {
    "ie": "i.e.",
    "eg": "e.g.",
    "etal": "et al.",
    "etc": "etc.",
    "HI": "H I",
    "HII": "H II",
}

ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    '"': "\u0308",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "b": "\u0331",
    "d": "\u0323",
}
MATH_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "Bar": "\u0304",
    "overline": "\u0305",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
    "overrightarrow": "\u20d7",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a",
    "underline": "\u0332",
    "underbar": "\u0332",
    "Hat": "\u0302",
    "Tilde": "\u0303",
    "dddot": "\u20db",
    "r": "\u030a",
}
# Drawn over every character where there are several.
LINES = frozenset({"overline", "underline", "underbar"})

_SUPERSCRIPTS = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθϕφχ′″°*†‡⋆∗∘⊤!",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵠᵡ′″°*†‡*∗°ᵀꜝ",
        strict=True,
    )
)
_SUBSCRIPTS = dict(
    zip(
        "0123456789+-=()aehijklmnoprstuvxβγρϕφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵩᵪ",
        strict=True,
    )
)
SCRIPTS = {"^": _SUPERSCRIPTS, "_": _SUBSCRIPTS}

_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALPHABETS = {
    "MATHEMATICAL DOUBLE-STRUCK": "DOUBLE-STRUCK",
    "MATHEMATICAL SCRIPT": "SCRIPT",
    "MATHEMATICAL FRAKTUR": "BLACK-LETTER",
    "MATHEMATICAL BOLD": "",
}


@cache
def alphabet(style: str) -> dict[int, str]:
    """ASCII letters and digits in one mathematical style, by Unicode's own names."""
    older = _ALPHABETS[style]
    letters = [
        *((char, "CAPITAL", char) for char in _UPPER),
        *((char.lower(), "SMALL", char) for char in _UPPER),
        *((str(value), "DIGIT", unicodedata.name(str(value))[6:]) for value in range(10)),
    ]
    found = {}
    for char, kind, name in letters:
        for start in (style, older):
            try:
                found[ord(char)] = unicodedata.lookup(f"{start} {kind} {name}")
                break
            except KeyError:
                continue
    return found


_DOUBLE, _SCRIPT, _FRAKTUR, BOLD = _ALPHABETS
ALPHABETS = {
    "mathbb": _DOUBLE,
    "mathds": _DOUBLE,
    "Bbb": _DOUBLE,
    "mathbbm": _DOUBLE,
    "mathcal": _SCRIPT,
    "mathscr": _SCRIPT,
    "cal": _SCRIPT,
    "mathfrak": _FRAKTUR,
    "frak": _FRAKTUR,
}
BOLDS = frozenset({"mathbf", "boldsymbol", "bm", "pmb", "mathbfit", "symbf", "mathbold", "bbold"})
UPRIGHTS = frozenset(
    "mathrm mathit mathsf mathtt mathnormal mathord mathop smash mathstrut mathup".split()
)
