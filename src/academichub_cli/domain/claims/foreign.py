"""What can be held against English quotes without a translator, in a claim of another language.

Checked are numbers and units, in digits, in local signs and in the commonest words; which way a
change goes; the order of numbers of one unit; names and technical terms in Latin letters; whether
claim and quote deny, and which of them calls something better or worse. Not checked, for it would
take a translator: what the other words mean, who does what to whom, hedges, quantifiers, and what
stands beside a number other than words that both languages write alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from academichub_cli.domain.claims import _foreign_words as tables
from academichub_cli.domain.claims._han import FINANCIAL, han_numbers
from academichub_cli.domain.claims.comparing import directions, implied
from academichub_cli.domain.claims.content import covered, stem, stems
from academichub_cli.domain.claims.denying import is_emphasis, is_negation, softening, words
from academichub_cli.domain.mathtext import unicode_math

_KANA, _HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\uac00-\ud7af]")
_HAN, _CYRILLIC = re.compile("[\u3400-\u9fff]"), re.compile("[\u0400-\u04ff]")
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[.'’\u00a0\u202f ]\d{3})+(?![\d.])")
_COMMA = re.compile(r"(\d),(\d{1,2}|\d{4,})(?![\d,])")
_UNITS = tuple(
    (re.compile(rf"(?<=\d)[\s-]*(?:{written})(?![a-zà-ÿа-я])"), f" {unit} ")
    for unit, written in tables.UNITS.items()
)
_LATIN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z][A-Za-z-]{2,}(?![A-Za-z0-9_-])")
_ANY_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNITED = re.compile(r"(\d+(?:[.,]\d+)*)\s*\\?(%|percent\b|[A-Za-z×]{1,12})")
_CLAUSES = re.compile(
    r"[,;:.]\s|[，。；、：]|\s(?:and|but|while|whereas|although|though|yet|und|aber|et|mais|y|pero"
    r"|e|mas|ma|и|но)\s|[和与與而但]"
)
_EVERYBODYS = frozenset("the and for with from vs via not pdf web".split())
_AHEAD = re.compile(r"\b(?:than|outperform\w*|beats?|surpass\w*|exceed\w*)\b", re.IGNORECASE)
_HAN_AHEAD = re.compile("优于|胜过|好于|强于|超越|不如|劣于|逊于|差于")
_HAN_BEHIND = re.compile("不如|劣于|逊于|差于")


def language_of(text: str, lang: str) -> str:
    """The language of a text by its script, where that tells; else the one asked for."""
    for script, name in ((_KANA, "ja"), (_HANGUL, "ko"), (_HAN, "zh"), (_CYRILLIC, "ru")):
        if script.search(text):
            return name
    return lang.casefold()[:2]


def in_english_digits(text: str, lang: str) -> str:
    """The text with numbers and units as English writes them, as far as they are known."""
    language = language_of(text, lang)
    is_wide = language in {"zh", "ja", "ko"}
    if is_wide:
        text = _han_in_digits(text)
    else:
        text = _GROUPED.sub(lambda found: re.sub(r"\D", "", found.group()), text)
        text = _COMMA.sub(r"\1.\2", text)
    if language == "ko":
        for word, number in tables.HANGUL_NUMBERS.items():
            text = re.sub(rf"(?<![가-힣]){word}(?=\s(?:배|개|명|가지|편|번|층))", str(number), text)
    for written, unit in _UNITS:
        text = written.sub(unit, text)
    known = tables.NUMBERS.get(language, {})
    if known:
        text = _ANY_NUMBER_WORD.sub(lambda w: known.get(w.group().casefold(), w.group()), text)
    for written, unit in _UNITS if known else ():
        text = written.sub(unit, text)
    return text


_ANY_NUMBER_WORD = re.compile(r"[^\W\d_]+")


def _han_in_digits(text: str) -> str:
    text = text.translate(FINANCIAL)
    for number in sorted(han_numbers(text), key=lambda each: -each.start):
        unit = {"percent": "%", "times": "倍", "percentage point": "个百分点"}.get(number.unit, "")
        text = f"{text[: number.start]}{number.value:f}{unit}{text[number.end :]}"
    return text


def papers_counted(text: str) -> list[str]:
    """Where a text counts papers: ``zwei Arbeiten``, ``两篇论文``."""
    return re.findall(
        rf"([\d一二两三四五六]+|two|three|four|five|both)\s?(?:{tables.PAPERS})", text
    )


def strange_term(text: str, sources: Sequence[str]) -> str | None:
    """A word in Latin letters, amid another script, that no source has."""
    said = " ".join(sources).casefold()
    known = stems(said)
    for word in _LATIN.findall(text):
        folded = word.casefold()
        is_known = folded in said or folded in _EVERYBODYS or covered([stem(folded)], known)
        parts = folded.split("-")
        if not is_known and not all(part in said for part in parts):
            return str(word)
    return None


def turned(digits: str, quotes: Iterable[str]) -> str | None:
    """Numbers of a claim, in English digits, that change the other way or in another order."""
    for quote in map(unicode_math, quotes):
        known = set(_ENGLISH_FROM_TO.findall(quote))
        for pattern in tables.FROM_TO:
            for a, b in pattern.findall(digits):
                if (b.rstrip("."), a.rstrip(".")) in known and a != b:
                    return f"{a}, {b}"
        if found := _in_another_order(digits, quote):
            return found
    return None


_ENGLISH_FROM_TO = re.compile(
    r"\b(?:from|between)\s+\D{0,12}?([\d.,]*\d)\D{0,24}?\b(?:to|and)\s+\D{0,12}?([\d.,]*\d)",
    re.IGNORECASE,
)


def _in_another_order(digits: str, quote: str) -> str | None:
    """Two numbers of one unit in the other order, with no word beside them that both have."""
    units = dict(_UNITED.findall(quote))
    order = [n for n in _NUMBER.findall(quote) if n in units]
    if len(order) != len(set(order)):
        return None
    clauses = {n: clause for clause in _CLAUSES.split(digits) for n in _NUMBER.findall(clause)}
    told = [n for n in dict.fromkeys(_NUMBER.findall(digits)) if n in order]
    for one, other in combinations(told, 2):
        is_alike = units[one] == units[other] and order.index(one) > order.index(other)
        if is_alike and not _is_anchored(clauses.get(one, ""), one, other, quote):
            return f"{one}, {other}"
    return None


def _is_anchored(clause: str, one: str, other: str, quote: str) -> bool:
    """Whether a word that both languages write alike stands with the number in both."""
    spot, far = quote.find(one), quote.find(other)
    for word in _ANY_WORD.findall(clause) + _LATIN.findall(clause):
        at = quote.casefold().find(word.casefold()[:5])
        if at >= 0 and abs(at - spot) < abs(at - far):
            return True
    return False


def unfounded_mark(text: str, quotes: Sequence[str], lang: str) -> tuple[str, bool] | None:
    """A sign by which claim or quotes alone deny or prefer, and whether it is a denial."""
    marks = tables.MARKS.get(language_of(text, lang))
    if marks is None:
        return None
    denial = marks.denies.search(text)
    said = [word for quote in quotes for word in words(quote)]
    way = {way for quote in quotes for way in (*directions(quote), *implied(quote))}
    up, down = marks.up.search(text), marks.down.search(text)
    may_deny = bool(softening(said)) or any(map(is_negation, said)) or "down" in way
    if denial and not may_deny and not down:
        return denial.group(), True
    is_soft = denial or down or marks.softens.search(text)
    if not is_soft and (word := next(_denials(text, quotes), None)):
        return word, True
    side = _side(text, quotes)
    if side is not None:
        return (side, False) if side else None
    for mark, other in ((up, "down"), (down, "up")):
        if mark and (not way or way == {other}) and not _has_than(quotes):
            return mark.group(), False
    return (down.group(), False) if down and not up and way == {"up"} else None


def _has_than(quotes: Iterable[str]) -> bool:
    return any(_AHEAD.search(quote) for quote in quotes)


def _denials(text: str, quotes: Iterable[str]) -> Iterator[str]:
    """The denials in those clauses of the quotes that the claim surely tells."""
    numbers = set(_NUMBER.findall(text))
    for quote in quotes:
        parts = [part for part in _CLAUSES.split(quote) if len(stems(part)) > 1]
        for part in parts:
            terms = {word.casefold() for word in _LATIN.findall(text)}
            is_told = len(parts) == 1 or numbers & set(_NUMBER.findall(part))
            run = words(part)
            if is_told or terms & set(run):
                yield from (
                    word
                    for at, word in enumerate(run)
                    if is_negation(word) and not is_emphasis(run, at)
                )


def _side(text: str, quotes: Sequence[str]) -> str | None:
    """The sign of a comparison with a Latin name on a side where no quote has it.

    Empty where it stands on the same side, None where no name tells.
    """
    if not (sign := _HAN_AHEAD.search(text)):
        return None
    sides = text[: sign.start()], text[sign.end() :]
    before, after = sides[::-1] if _HAN_BEHIND.match(sign.group()) else sides
    for quote in quotes:
        if not (pivot := _AHEAD.search(quote)) or set(directions(quote)) != {"up"}:
            continue
        ahead, behind = quote[: pivot.start()].casefold(), quote[pivot.end() :].casefold()
        for side, wrong, right in ((before, behind, ahead), (after, ahead, behind)):
            for word in map(str.casefold, _LATIN.findall(side)):
                if (word in wrong) != (word in right):
                    return sign.group() if word in wrong else ""
    return None
