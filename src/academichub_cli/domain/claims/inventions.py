"""What a claim adds of its own beside what its quotes tell: a clause, a measure, a name, a slur."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from academichub_cli.domain.claims import content
from academichub_cli.domain.claims.content import covered, root, stem, stems

_PARTS = re.compile(
    r"[;:.,()]\s|\s[–—-]\s|\b(?:and|but|while|whereas|although|though|yet|so|which|that|who|because"
    r"|since|thereby|thus|hence|making|plus|unlike|despite|after|before|until|when|where)\b",
    re.IGNORECASE,
)
_LEAST, _FEW, _SHARE, _RUN = 3, 4, 0.3, 4
_ALIKE = 5
_ADDED = re.compile(
    r"(?:,\s|\s)(?:and|but|thereby|thus|hence|making|so|plus)\s|;\s|,\s(?:which|who)\s",
    re.IGNORECASE,
)
# What a number is of; said next to one, it must be what the quotes say it is of.
_MEASURES = frozenset(
    "accuracy precision recall sensitivity specificity correlation coverage perplexity factuality"
    " probability likelihood variance throughput latency reliability correctness auc auroc bleu"
    " rouge iou fid snr significance mortality survival fidelity similarity".split()
)
_MEASURE = "|".join(sorted(_MEASURES))
_MEASURED = re.compile(
    rf"\b\d[\d.,]*\s?(?:\\?%|percent|per cent)?\s(?:of\s)?(?:the\s)?(?:\w+\s)?({_MEASURE})\b"
    rf"|\b({_MEASURE})(?:\s(?:rate|score|value))?\s(?:of|is|was|reaches|at)\s(?:about\s)?\$?\d",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:how|when|where|why|whether|what|which|who)\b", re.IGNORECASE)
_PEOPLE = (
    r"authors?|researchers?|scientists?|writers?|team|they|people|women|men|students|reviewers?"
    r"|physicians?|doctors?|patients|participants|experts?|critics|users"
)
_SAID_TO_BE = re.compile(
    rf"\b(?:{_PEOPLE})\s+(?:(?:who|that)\s+)?(?:is|are|was|were|be|have been|has been|remain|seem"
    r"|look)\s+([^.,;:]+)",
    re.IGNORECASE,
)
# Conduct and character: never a brief's to judge, unless a quote does.
_BLAME = frozenset(
    root(word)
    for word in (
        "fraud fraudster fraudulent fake fabricate falsify forge plagiarise plagiarize plagiarism"
        " liar lied lying dishonest deceive deceit deceptive mislead cheat steal stole stolen thief"
        " crook criminal bribe incompetent stupid idiot idiotic foolish lazy careless"
        " sloppy negligent reckless unethical immoral misconduct racist sexist nazi terrorist"
        " charlatan quack pseudoscience hoax scam worthless shameful disgrace disgraceful laughable"
        " ridiculous nonsense garbage rubbish pathetic retract retraction conspiracy"
        " guilty scandal notorious subhuman insane crazy ugly evil".split()
    )
)
_HAN_BLAME = tuple(
    "造假 伪造 捏造 抄袭 剽窃 撒谎 骗 欺诈 作弊 无能 愚蠢 可耻 丑闻 犯罪 罪犯 不端 贿赂"
    " 懒惰 荒谬 垃圾".split()
)
_KINDS = (
    r"model|system|framework|network|algorithm|dataset|corpus|benchmark|library|package|tool"
    r"|toolkit|platform|pipeline|architecture|software|agent|method|protocol|solver"
)
_NAMED = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Tt]heir|[Ii]ts|[Tt]his)\s+([a-z][a-z]+)\s+(?:{_KINDS})s?\b"
    r"|\b(?:called|named|dubbed|termed|known as)\s+[“\"']?([\w-]+)",
)
# Endings of plain English adjectives and participles, which name nothing.
_PLAIN_ENDING = re.compile(
    r".*(?:al|ic|[aei]ve|ed|ing|able|ible|ous|ful|less|ary|ory|[ae]nt|ar|ly|st|er|or|ish|ist|ized)"
)
_PLAIN = frozenset(
    "new same whole good small large single final first second third joint deep fast strong"
    " weak simple main own one two three four five six such full open free light plain prior"
    " key base core test best long short public private big huge tiny common human machine"
    " other given rare sparse dense broad wide narrow high low old young robust smooth flat"
    " raw rich poor cheap safe secure hybrid novel discrete complete precise concise remote"
    " web code data".split()
)


_SMALL = frozenset("ever become becomes becoming grow grown grows growing come comes goes".split())


def untold(text: str, quotes: Sequence[str], titles: Iterable[str]) -> str | None:
    """A clause of the claim, or a run of its words, of which its quotes and titles have nothing."""
    known = stems(" ".join([*quotes, *titles]))
    for part in _PARTS.split(text):
        own = {stem(word) for word in _telling(part)}
        told = covered(own, known)
        least = _SHARE * len(own) if len(own) >= _FEW else 1
        if len(own) >= _LEAST and len(told) < least:
            return " ".join(part.split())
    for part in _ADDED.split(text)[1:]:
        own = stems(_PARTS.split(part)[0])
        if len(own) > 1 and not covered(own, known) and not _ASKED.match(part):
            return " ".join(part.split())
    lone: list[str] = []
    for word in _telling(text):
        lone = [] if covered([stem(word)], known) else [*lone, word]
        if len(lone) >= _RUN:
            return " ".join(lone)
    return None


def _telling(text: str) -> list[str]:
    """The content words of a text without those that only say how."""
    found = content.content_words(text)
    return [word for word in found if not word.endswith("ly") and word not in _SMALL]


def unmeasured(text: str, sources: Iterable[str]) -> str | None:
    """What the claim says a number is of, where its sources never speak of that."""
    known = {root(word) for source in sources for word in re.findall(r"[a-z]+", source.casefold())}
    grouped = stems(" ".join(sources))
    for found in _MEASURED.finditer(text):
        measure = (found[1] or found[2]).casefold()
        if root(measure) not in known and stem(measure) not in grouped:
            return measure
    return None


def slur(text: str, sources: Iterable[str]) -> str | None:
    """A word that judges people, or what people are said to be, where no source says so."""
    said = " ".join(sources).casefold()
    known = {root(word) for word in re.findall(r"[a-z]+", said)}
    for word in re.findall(r"[a-z]+", text.casefold()):
        if root(word) in _BLAME - known:
            return str(word)
    if han := next((sign for sign in _HAN_BLAME if sign in text and sign not in said), None):
        return han
    every = stems(said)
    for found in _SAID_TO_BE.finditer(text):
        own = [stem(word) for word in content.content_words(found[1])]
        if own and not covered(own[:1], every):
            return found.group()
    return None


def strange_name(text: str, sources: Iterable[str]) -> str | None:
    """A name in small letters that no source has: ``the deepfoo model``, ``called deepfoo``."""
    said = " ".join(sources).casefold()
    every = stems(said)
    for found in _NAMED.finditer(text):
        name = (found[1] or found[2]).casefold()
        is_plain = (
            name in _PLAIN
            or not content.content_words(name)
            or bool(found[1] and _PLAIN_ENDING.fullmatch(name))
        )
        if not is_plain and name not in said and not _is_formed(stem(name), every):
            return name
    return None


def _is_formed(name: str, every: Iterable[str]) -> bool:
    """Whether a source has the word in another form: all but the last letters are alike."""
    alike = max(_ALIKE, len(name) - 3)
    return any(each == name or each[:alike] == name[:alike] for each in every)
