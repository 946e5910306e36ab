"""Claims with errors seeded by code, and claims that are correct, both from real abstracts.

A correct claim is a sentence of an abstract, told again by rules; each of the ten classes of error
changes one thing about such a claim. The same seed makes the same drafts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from academichub_cli.domain.claims import DraftCitation, DraftClaim
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.sentences import sentences

_LEAST, _MOST = 9, 45
_SEED = 4


@dataclass(frozen=True, slots=True)
class Base:
    """A correct claim about a paper, the sentence it rests on, and the paper's other sentences."""

    paper: Paper
    sentence: str
    claim: str
    others: tuple[str, ...]

    def draft(self, text: str | None = None, **changes: str) -> DraftClaim:
        """The claim as a model would hand it in, or one with something changed."""
        key, quote = changes.get("key", str(self.paper.id)), changes.get("quote", self.sentence)
        return DraftClaim(
            text=self.claim if text is None else text,
            citations=(DraftCitation(key=key, quote=quote),),
        )


Seeder = Callable[[Base, Sequence[Base], random.Random], DraftClaim | None]

_OPENINGS = "Moreover|Furthermore|Finally|In addition|Additionally|However|Thus|Therefore|Notably"
_RESULTS = "results|experiments|findings"
_RETOLD = (
    (r"^(?:In this (?:paper|work|study|article|letter|report),? |Here,? |Specifically,? )", ""),
    (rf"^(?:{_OPENINGS}),? ", ""),
    (r"^We (?:show|find|demonstrate|observe|report|prove) that ", ""),
    (rf"^(?:Our|The) (?:{_RESULTS}) (?:show|demonstrate|suggest|indicate) that ", ""),
    (r"^(?:Extensive )?experiments (?:show|demonstrate|on [^,]{1,60} show) that ", ""),
    (r"\b[Ww]e\b", "the authors"),
    (r"\b[Oo]ur\b", "their"),
    (r"\bus\b", "them"),
    (r"\butilize(s?)\b", r"use\1"),
    (r"\bdemonstrate(s?)\b", r"show\1"),
    (r"\bachieve(s?)\b", r"reach\1"),
    (r"\bin order to\b", "to"),
    (r"\b(?:extensive|comprehensive|novel|significantly|substantially) ", ""),
    (r"\bnumerous\b", "many"),
    (r"\bapproximately\b", "about"),
    (r"\bdue to\b", "because of"),
    (r"\bsuch as\b", "like"),
    (r"\bvia\b", "through"),
    (r"\bemploy(s?)\b", r"use\1"),
    (r"\bobtain(s?)\b", r"get\1"),
)  # fmt: skip


def retold(sentence: str) -> str:
    """The sentence in a reporter's words, by rules that leave its meaning as it is."""
    text = sentence
    for pattern, by in _RETOLD:
        text = re.sub(pattern, by, text)
    return text[:1].upper() + text[1:]


def bases(papers: Sequence[Paper], *, seed: int = _SEED) -> list[Base]:
    """One correct claim about each paper that has a sentence of a usual length."""
    chance = random.Random(seed)
    found = []
    for paper in papers:
        every = [each for each in sentences(paper.abstract or "") if _is_usual(each)]
        if len(every) > 1:
            chosen = chance.choice(every[1:])
            others = tuple(each for each in every if each != chosen)
            found.append(Base(paper, chosen, retold(chosen), others))
    return found


def by_hand(path: Path, papers: Mapping[str, Paper]) -> Iterator[DraftClaim]:
    """The claims written by hand, each with the sentences that it quotes."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, numbers, text = line.split("\t")
        own = sentences(papers[name].abstract or "")
        quotes = (own[int(number) - 1] for number in numbers.split(","))
        citations = tuple(DraftCitation(key=name, quote=quote) for quote in quotes)
        yield DraftClaim(text=text, citations=citations)


def _is_usual(sentence: str) -> bool:
    return _LEAST <= len(sentence.split()) <= _MOST and "http" not in sentence


def wrong_paper(base: Base, others: Sequence[Base], chance: random.Random) -> DraftClaim:
    """The claim and its quote, cited as another paper's."""
    return base.draft(key=str(_another(base, others, chance).paper.id))


def invented_paper(base: Base, others: Sequence[Base], chance: random.Random) -> DraftClaim:
    """The claim, cited as a paper's that nobody wrote."""
    del others
    made = (f"arXiv:29{chance.randrange(10, 99)}.{chance.randrange(10_000, 99_999)}", "P999")
    return base.draft(key=chance.choice(made))


_NUMBER = re.compile(r"(?<![\w.$^_{-])(\d+(?:\.\d+)?)(?=\\?%| ?[a-z×]| ?$|[ ,;.)]\s?)(?!\.\d)")


def changed_number(base: Base, others: Sequence[Base], chance: random.Random) -> DraftClaim | None:
    """One of the claim's numbers, another one."""
    del others
    if not (found := list(_NUMBER.finditer(base.claim))):
        return None
    number = chance.choice(found)
    changed = _other_number(number[1], chance)
    if changed in base.sentence or changed in base.paper.title:
        return None
    return base.draft(base.claim[: number.start()] + changed + base.claim[number.end() :])


def _other_number(written: str, chance: random.Random) -> str:
    if "." in written:
        places = len(written.partition(".")[2])
        return f"{float(written) * chance.choice((0.5, 0.9, 1.1, 1.7)) + 0.1:.{places}f}"
    return str(int(written) + chance.choice((1, 3, 7, 10, 40)))


_SWAPS = (
    *(("higher", "lower"), ("more", "less"), ("better", "worse"), ("larger", "smaller")),
    *(("faster", "slower"), ("stronger", "weaker"), ("outperforms", "underperforms")),
    *(("outperform", "underperform"), ("improves", "degrades"), ("improve", "degrade")),
    *(("increases", "decreases"), ("increase", "decrease"), ("reduces", "increases")),
    *(("reduce", "increase"), ("lower", "higher"), ("fewer", "more"), ("exceeds", "falls below")),
)


def swapped_comparison(
    base: Base, others: Sequence[Base], chance: random.Random
) -> DraftClaim | None:
    """The claim with a comparison turned round, or with its sides exchanged."""
    del others
    sides = re.fullmatch(
        r"(.{8,80}?) ((?:significantly |consistently )?(?:outperforms|exceeds|surpasses))"
        r" (.{8,90}?)((?:,| on | in | by ).*)?\.?",
        base.claim,
    )
    if sides and chance.random() < 0.6:
        return base.draft(f"{sides[3]} {sides[2]} {sides[1]}{sides[4] or ''}.")
    possible = [pair for pair in _SWAPS if re.search(rf"\b{pair[0]}\b", base.claim)]
    if not possible:
        return None
    old, new = chance.choice(possible)
    return base.draft(re.sub(rf"\b{old}\b", new, base.claim, count=1))


_AUXILIARY = re.compile(r"\b(is|are|can|was|were|will|may|should)\b (?!not\b)")
_VERB = re.compile(
    r"\b(improve|reduce|outperform|achieve|show|require|provide|enable|reach|increase|exist|depend"
    r"|allow|support|generalize|remain|help)(s?)\b"
)
_DENIAL = re.compile(r"\b(?:does not|do not|did not|is not|are not|cannot|not|without)\b")


def negation(base: Base, others: Sequence[Base], chance: random.Random) -> DraftClaim | None:
    """The claim denied, or its denial left out."""
    del others, chance
    if denial := _DENIAL.search(base.claim):
        by = {"is not": "is", "are not": "are", "cannot": "can", "without": "with"}
        kept = by.get(denial.group(), "")
        changed = base.claim[: denial.start()] + kept + base.claim[denial.end() :]
        return base.draft(" ".join(changed.split()))
    if found := _AUXILIARY.search(base.claim):
        return base.draft(f"{base.claim[: found.end()]}not {base.claim[found.end() :]}")
    if found := _VERB.search(base.claim):
        does = "does not" if found[2] else "do not"
        rest = base.claim[found.end() :]
        return base.draft(f"{base.claim[: found.start()]}{does} {found[1]}{rest}")
    return None


_STRONGER = (
    (r"\b(?:may|might|could)\b", "will always"),
    (r"\bcan\b", "always can"),
    (r"\b(?:suggests?|indicates?)\b", "proves"),
    (r"\b(?:improves?)\b", "guarantees"),
    (r"\b(?:reduces?)\b", "completely eliminates"),
    (r"\b(?:reach(?:es)?)\b", "always reaches perfect"),
    (r"\b(?:many|most|several|some)\b", "all"),
    (r"\b(?:shows?)\b", "proves definitively"),
    (r"\b(?:is|are)\b", "is, in every setting,"),
)


def overclaim(base: Base, others: Sequence[Base], chance: random.Random) -> DraftClaim | None:
    """The claim, more certain or more general than its quote."""
    del others
    possible = [pair for pair in _STRONGER if re.search(pair[0], base.claim)]
    if not possible:
        return None
    old, new = chance.choice(possible)
    if old.endswith(("could)\\b", "indicates?)\\b")) and chance.random() < 0.4:
        # The careful word is only left out.
        return base.draft(" ".join(re.sub(old, "", base.claim, count=1).split()))
    return base.draft(re.sub(old, new, base.claim, count=1))


def merged_findings(base: Base, others: Sequence[Base], chance: random.Random) -> DraftClaim | None:
    """Two papers' findings in one sentence: one not cited, or one's subject, the other's verb."""
    other = _another(base, others, chance)
    if chance.random() < 0.5:
        return base.draft(
            f"{base.claim.rstrip('. ')}, and {other.claim[:1].lower()}{other.claim[1:]}"
        )
    verb = re.compile(r" (?:is|are|outperforms?|improves?|shows?|reach(?:es)?|reduces?|uses?|can) ")
    mine, theirs = verb.search(base.claim), verb.search(other.claim)
    if not mine or not theirs or mine.start() < 12:
        return None
    text = base.claim[: mine.start()] + other.claim[theirs.start() :]
    citations = tuple(
        DraftCitation(key=str(each.paper.id), quote=each.sentence) for each in (base, other)
    )
    return DraftClaim(text=text, citations=citations)


_UNIT_SWAPS = (
    (r"(\d\s?)\\?%", r"\1 times"),
    (r"(\d\s?)\\?%", r"\1 percentage points"),
    (r"(\d)(?:\s?\$?\\times\$?|[x×]\b|×)(?!\s?\d)", r"\1%"),
    (r"(\d\s?)GB\b", r"\1MB"),
    (r"(\d\s?)ms\b", r"\1s"),
    (r"(\d\s?)GHz\b", r"\1MHz"),
    (r"(\d\s?)dB\b", r"\1%"),
    (r"(\d\s?)(?:seconds|s)\b", r"\1 minutes"),
    (r"(\d\s?)minutes\b", r"\1 hours"),
    (r"(\d\s?)hours\b", r"\1 days"),
    (r"(\d\s?)days\b", r"\1 weeks"),
    (r"(\d\s?)years\b", r"\1 months"),
    (r"(\d\s?)km\b", r"\1 m"),
    (r"(\d\s?)mm\b", r"\1 cm"),
    (r"(\d\s?)kpc\b", r"\1 Mpc"),
    (r"(\d\s?)Mpc\b", r"\1 kpc"),
    (r"(\d\s?)keV\b", r"\1 MeV"),
    (r"(\d\s?)GeV\b", r"\1 TeV"),
    (r"(\d\s?)percent\b", r"\1 points"),
)


def wrong_unit(base: Base, others: Sequence[Base], chance: random.Random) -> DraftClaim | None:
    """One of the claim's units, another one."""
    del others
    possible = [pair for pair in _UNIT_SWAPS if re.search(pair[0], base.claim)]
    if not possible:
        return None
    old, new = chance.choice(possible)
    return base.draft(re.sub(old, new, base.claim, count=1))


def fabricated_quote(base: Base, others: Sequence[Base], chance: random.Random) -> DraftClaim:
    """A quote that the paper has not: words exchanged, or a claim passed off as one."""
    kind = chance.randrange(3)
    words = base.sentence.split()
    if kind == 0:
        at = chance.randrange(1, len(words) - 1)
        words[at] = "substantially" if words[at] != "substantially" else "rather"
        return base.draft(quote=" ".join(words))
    if kind == 1:
        at = chance.randrange(2, len(words) - 2)
        return base.draft(quote=" ".join(words[:at] + words[at + 1 :]))
    return base.draft(quote=_another(base, others, chance).sentence)


def wrong_claim(base: Base, others: Sequence[Base], chance: random.Random) -> DraftClaim | None:
    """A quote that stands there, for a claim it says nothing of."""
    if base.others and chance.random() < 0.5:
        return base.draft(retold(chance.choice(base.others)))
    return base.draft(_another(base, others, chance).claim)


def _another(base: Base, others: Sequence[Base], chance: random.Random) -> Base:
    while (other := chance.choice(others)).paper.id == base.paper.id:
        pass
    return other


STRUCTURAL: Mapping[str, Seeder] = {
    "wrong paper": wrong_paper,
    "invented paper": invented_paper,
    "changed number": changed_number,
    "wrong unit": wrong_unit,
    "fabricated quote": fabricated_quote,
}
CLASSES: Mapping[str, Seeder] = {
    **STRUCTURAL,
    "swapped comparison": swapped_comparison,
    "negation": negation,
    "overclaim": overclaim,
    "merged findings": merged_findings,
    "right quote, wrong claim": wrong_claim,
}


def seeded(name: str, every: Sequence[Base], *, most: int, seed: int = _SEED) -> list[DraftClaim]:
    """So many claims with one class of error, or as many as the papers give."""
    chance = random.Random(f"{seed} {name}")
    order = list(every)
    chance.shuffle(order)
    made: list[DraftClaim] = []
    for base in order:
        if len(made) == most:
            break
        if (draft := CLASSES[name](base, every, chance)) is not None and draft != base.draft():
            made.append(draft)
    return made
