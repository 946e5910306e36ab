"""Which sentences of an abstract tell most, and can stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from academichub_cli.briefs._evidence import Evidence, Source
from academichub_cli.briefs._vectors import Vector
from academichub_cli.domain.brief import Quote
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.sentences import sentences

_RESULT = re.compile(
    r"\b(?:we|our [\w ]{3,30}|results?|experiments?|evaluations?|analys[ie]s|simulations?|it)"
    r" (?:also |further |then |clearly |consistently )?"
    r"(?:shows?|finds?|found|demonstrates?|proves?|reveals?|observed?|reports?|establish(?:es)?"
    r"|confirms?|detect(?:s|ed)?|measured?|constrain|obtain|suggests?|indicates?|identif(?:y|ies))\b"
    r"|\b(?:outperform|surpass|exceed|improv|reduc|increas|achiev|reach|attain|yield|rais|cut|boost)"
    r"(?:s|es|ed|ing|e)?\b"
    r"|\b(?:faster|fewer|higher|lower|better|worse|up to|at least|only|significant(?:ly)?)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(r"\b(?:show|find|found|prove|reveal|demonstrate|observe)s?\b", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"\b(?:propos|introduc|present|develop|describ|releas|design|formulat)(?:e|es|ed|ing)?\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.-])\d+(?:[.,]\d+)*\s*(?:\\?%|×|x\b|\$|times|-fold|percent|points?|sigma|σ|hours?|[KMG]\b)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DANGLING = re.compile(
    r"(?:this|these|those|that|it|its|they|their|such|he|both|to (?:this end|address|tackle"
    r"|overcome|solve|fill|bridge|mitigate|achieve|do so)"
    r"|in (?:doing so|this (?:setting|context|way|regime))"
    r"|as a result|the (?:former|latter|resulting|proposed|method|approach|framework|model|system"
    r"|code|dataset|results?|same|other)|here|there|similarly|conversely|likewise|otherwise"
    r"|the second|another|one|by doing so|doing so|in contrast|instead|on the other hand)\b",
    re.IGNORECASE,
)
_CONNECTED = re.compile(
    r"(?:however|moreover|furthermore|in addition|additionally|also|thus|therefore|hence|then|but"
    r"|and|yet|finally|specifically|consequently|besides|meanwhile|nevertheless|nonetheless"
    r"|in particular|for example|for instance|notably|accordingly"
    r"|first(?:ly)?|second(?:ly)?|third(?:ly)?"
    r"|next|lastly|subsequently|importantly|crucially|overall|indeed|still|surprisingly|together)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:in this (?:paper|work|article|study|letter)|this (?:paper|work|article|study|letter)"
    r"|(?:extensive |comprehensive |our )?(?:experiment|evaluation)(?:s|al results)?\b)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"https?://|github|\b(?:code|data|datasets?|models?|weights|demos?|implementation)\b[^.]{0,60}"
    r"\b(?:available|released|open[- ]sourced?|found at)\b|project page|supplementary"
    r"|\bpages\b|\baccepted (?:at|to|by|for)\b|\bpaves? the way|\bfuture (?:work|research|stud)",
    re.IGNORECASE,
)
_VAGUE_NAME = re.compile(
    r"\b(?:the proposed|our proposed|our (?:method|approach|framework|model|system|results?))\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:has|have) (?:become|been|emerged|shown|achieved|attracted|made)\b|\brecent(?:ly)?\b"
    r"|\bremains?\b|\bremarkable\b|\bcrucial\b|\bessential\b|\bexisting\b|\boften\b|\bhowever\b"
    r"|\bsuffers?\b|\bstruggles?\b|\b(?:rely|relies) on\b|\b(?:prior|previous|current|most) \w+ "
    r"|\btypically\b|\bwidely\b|\bplays?\b|\bchalleng",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_POINTING = re.compile(r"(?<!in )\b(?:this|these|those|such(?! as))\s+[a-z]", re.IGNORECASE)
_ADDED = re.compile(r"\b(?:we|our \w+) (?:further|also|additionally)\b", re.IGNORECASE)
_EARLY, _SETTING = 0.4, 1.6
_SHORTEST, _LONGEST = 7, 60
_BEST = range(14, 36)
_LONGEST_TEXT = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A quote with how telling it is, and its terms."""

    quote: Quote
    source: Source
    weight: float
    terms: frozenset[str]


def telling(
    sources: Iterable[Source], evidence: Evidence, *, middle: Vector, names: Collection[str]
) -> Iterator[Weighed]:
    """The quotable sentences of some papers, weighed by what is said and how near the middle.

    `names` are the terms that the group is named by: a sentence with one of them is preferred.
    """
    for source in sources:
        for text, plain in quotable(source.paper):
            every = evidence.terms_in(text, source.paper)
            terms = frozenset(key for key in every if key in middle)
            named = 0.0 if every.isdisjoint(names) else _NAMED
            weight = plain + _LIKED * source.score + named + coverage(terms, middle)
            quote = Quote(paper=source.paper.id, text=text)
            yield Weighed(quote=quote, source=source, weight=weight, terms=terms)


def quotable(paper: Paper) -> Iterator[tuple[str, float]]:
    """The sentences of an abstract that can be quoted, with how plainly each says a finding."""
    every = sentences(paper.abstract or "")
    for at, text in enumerate(every):
        if is_quotable(text):
            is_early = at < _EARLY * len(every) and not _OWN.search(text)
            yield text, plainness(text) - (_SETTING if is_early else 0.0)


def coverage(terms: Collection[str], middle: Vector) -> float:
    """How much of what a group is about stands in a sentence, between 0 and about 1.5."""
    weight = sum(middle[key] for key in sorted(terms))
    return min(1.5, 2.0 * weight)


def is_quotable(text: str) -> bool:
    """Whether a sentence is of a size to quote, whole, and no announcement of code."""
    words = text.count(" ") + 1 if text.isascii() or " " in text else len(text) // 2
    is_whole = text.endswith((".", "!", "。", "！", ".)", ".”", "$.")) and text.count("$") % 2 == 0
    return (
        is_whole
        and _SHORTEST <= words <= _LONGEST
        and len(text) <= _LONGEST_TEXT
        and not _BOILERPLATE.search(text)
        and text.count("(") == text.count(")")
    )


def plainness(text: str) -> float:
    """How far a sentence says what was found, by itself and in good length."""
    words = text.count(" ") + 1
    weight = 1.0 if _RESULT.search(text) else 0.0
    weight += 0.5 if _STRONG.search(text) else 0.0
    weight += 0.5 if _PROPOSAL.search(text) else 0.0
    weight += 0.6 if _has_number(text) else 0.0
    weight += 0.3 if words in _BEST else -0.02 * abs(words - 25)
    for pattern, change, search in _CHANGES:
        weight += change if search(pattern, text) else 0.0
    return weight - 0.15 * text.count("\\")


def _has_number(text: str) -> bool:
    return any(not _YEAR.fullmatch(number.strip()) for number in _NUMBER.findall(text))


_Search = Callable[[re.Pattern[str], str], re.Match[str] | None]
_CHANGES: tuple[tuple[re.Pattern[str], float, _Search], ...] = (
    (_DANGLING, -1.6, re.match),
    (_CONNECTED, -0.9, re.match),
    (_POINTING, -0.7, re.search),
    (_ADDED, -0.3, re.search),
    (_FILLER, -0.5, re.match),
    (_VAGUE_NAME, -0.5, re.search),
    (_BACKGROUND, -0.6, re.search),
    (re.compile(r"\?"), -0.6, re.search),
)


def chosen(weighed: Iterable[Weighed], *, most: int) -> tuple[Quote, ...]:
    """The most telling quotes, of different papers where there are several, and not alike."""
    left = sorted(weighed, key=lambda w: (-w.weight, w.source.name, w.quote.text))
    picked: list[Weighed] = []
    while left and len(picked) < most:
        best = max(left, key=lambda w: w.weight - _likeness(w, picked))
        if picked and best.weight < _ENOUGH:
            break
        picked.append(best)
        left = [w for w in left if w.source.name != best.source.name]
    return tuple(w.quote for w in picked)


_ENOUGH = 0.8
_LIKED, _NAMED = 0.8, 0.4


def _likeness(weighed: Weighed, picked: Iterable[Weighed]) -> float:
    """How much of a sentence's terms the picked ones have already, between 0 and 1."""
    seen = frozenset[str]().union(*(other.terms for other in picked))
    return len(weighed.terms & seen) / len(weighed.terms) if weighed.terms and seen else 0.0
