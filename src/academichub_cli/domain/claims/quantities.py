"""Numbers and their units in a text, whatever they are written in: 69,225, 六万, ８８％, twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from academichub_cli.domain.claims._han import FINANCIAL, SCALES, han_numbers, share_of
from academichub_cli.domain.claims._units import (
    HAN_UNITS,
    LETTER_UNITS,
    MAGNITUDES,
    UNITS,
    WORD_NUMBERS,
)
from academichub_cli.domain.mathtext import unicode_math

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−－", "-") | {"∼": "~", "×": "×", "·": " ", "⋅": "×"})
# What no number begins behind: letters and digits, but for Han signs and their like.
_LATIN = r"0-9A-Za-z_ªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u05ff"
_POWER = r"(?:\s?[×x*]\s?10\s?\^\s?\{?(?P<power>[-+]?\d{1,3})\}?|e(?P<exponent>[-+]?\d{1,3})\b)"
_NUMBER = re.compile(
    rf"(?<![{_LATIN}.^])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    + _POWER
    + r"?"
    r"(?P<attached>[A-Za-z%°µμ×Å\"']*[A-Za-z\d]*)"
)
_BARE_POWER = re.compile(rf"(?<![{_LATIN}.×])(?<!× )10\^\{{?(?P<power>[-+]?\d{{1,3}})\}}?")
_NEXT_UNIT = re.compile(
    r"\s*-?\s?(percentage points?|per cent|orders? of magnitude|solar mass(?:es)?|[A-Za-zµμÅ°]+"
    r"|[%×σ⊙])"
)
_JOINING = re.compile(r"\s*(?:[A-Za-z%]*\s*)?(?:-|to|and|or|/|,|, and|±|~|至|到|和|与)\s*")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?")
_MEMBER = r"[\w'’-]+(?: [\w'’-]+){0,3}"
_LIST = re.compile(rf"((?:{_MEMBER}, )*){_MEMBER},? (?:and|or|nor) ")
_HAN_LIST = re.compile("[^、，。；]{1,16}(?:、[^、，。；]{1,16})+")
_MULTIPLES = frozenset("twice thrice double doubles doubled triple triples tripled".split())
_SCALE = 100
_FIRST_DECADE = 1_000  # the 1990s are no seconds
# A digit with a scale of Chinese behind it: 6.9万.
_SCALED = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([万亿])")
_FRACTION = re.compile(
    r"\b(?:(?P<count>one|two|three|four|a)[ -])?(?:(?P<half>half|halves|halved|halving|halve)(?!-)"
    r"|(?P<part>thirds?|quarters?|fifths?)(?= of\b|\b(?<=s)))",
    re.IGNORECASE,
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit it has, in the words of the table of units; the empty one for none."""

    value: Decimal
    unit: str = ""
    is_word: bool = False

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.unit}".strip()


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities that a text states, strictly read, in no order."""
    plain = _plain(text)
    return (*_in_digits(plain), *_in_words(plain), *_in_fractions(plain), *_in_han(plain))


def offered(text: str) -> frozenset[Quantity]:
    """Every reading of a text's quantities that a claim about it may rest on."""
    plain = _plain(text)
    found = set(quantities(text))
    found.update(_inherited(plain))
    found.update(Quantity(Decimal(count)) for count in _listed(plain))
    found.update([share for each in found for share in _shares(each)])
    found |= {Quantity(each.value, each.unit) for each in found}
    found |= {Quantity(each.value) for each in found}
    return frozenset(found)


def _shares(quantity: Quantity) -> Iterator[Quantity]:
    """A percentage as a share of one, and a share of one as a percentage."""
    if quantity.unit == "percent":
        yield Quantity((quantity.value / 100).normalize())
    elif not quantity.unit and 0 < quantity.value < 1:
        yield Quantity((quantity.value * 100).normalize(), "percent")


def _plain(text: str) -> str:
    drawn = unicode_math(text)
    drawn = _RAISED_RUN.sub(lambda run: "^" + run.group().translate(_RAISED), drawn)
    drawn = unicodedata.normalize("NFKC", drawn).translate(_DASHES).replace("{,}", ",")
    drawn = drawn.translate(FINANCIAL)
    drawn = drawn.replace("\\%", "%").replace("\\times", "×").replace("$", " ")
    return _SCALED.sub(lambda found: _multiplied(found[1], found[2]), drawn)


def _multiplied(digits: str, scale: str) -> str:
    return f"{(_decimal(digits) or Decimal(0)) * SCALES[scale]:f}"


def _in_digits(text: str) -> Iterator[Quantity]:
    for number in _NUMBER.finditer(text):
        if (found := _quantity(number, text)) is not None:
            yield found
    for power in _BARE_POWER.finditer(text):
        yield Quantity(Decimal(10) ** int(power["power"]), _unit_after(text, power.end()))


def _quantity(number: re.Match[str], text: str) -> Quantity | None:
    value = _decimal(number["digits"])
    is_base = text[number.end() :].startswith("^") and number["digits"] == "10"
    if value is None or is_base:
        return None
    value = value.scaleb(int(number["power"] or number["exponent"] or 0))
    attached = number["attached"]
    if not attached or attached in MAGNITUDES:
        return _with_unit(value * MAGNITUDES.get(attached, 1), text, number.end())
    return _attached(value, attached)


def _attached(value: Decimal, attached: str) -> Quantity | None:
    """A number with letters behind it and no space; None for a name such as 3D or 4o."""
    if attached == "s" and value >= _FIRST_DECADE:
        return Quantity(value)
    if unit := UNITS.get(attached) or LETTER_UNITS.get(attached):
        return Quantity(value, unit)
    is_word = attached.islower() and len(attached) > 2  # noqa: PLR2004
    is_ordinal = attached.casefold() in {"st", "nd", "rd", "th"}
    return Quantity(value) if is_word or is_ordinal else None


def _with_unit(value: Decimal, text: str, end: int) -> Quantity:
    found = _NEXT_UNIT.match(text, end)
    word = found[1].casefold() if found else ""
    if found and word in WORD_NUMBERS and WORD_NUMBERS[word] >= _SCALE:
        return Quantity(value * WORD_NUMBERS[word], _unit_after(text, found.end()))
    for han, unit in HAN_UNITS.items():
        if text[end:].lstrip().startswith(han):
            return Quantity(value, unit)
    return Quantity(value, _unit_after(text, end))


def _unit_after(text: str, end: int) -> str:
    found = _NEXT_UNIT.match(text, end)
    if not found:
        return ""
    written = found[1]
    return UNITS.get(written) or LETTER_UNITS.get(written) or UNITS.get(written.casefold(), "")


def _in_words(text: str) -> Iterator[Quantity]:
    end = 0
    for word in _WORD.finditer(text):
        folded = word.group().casefold()
        times = folded.removesuffix("fold").rstrip("-")
        if word.start() < end:
            continue
        if folded.endswith("fold") and times in WORD_NUMBERS:
            yield Quantity(Decimal(WORD_NUMBERS[times]), "times", is_word=True)
        elif folded in WORD_NUMBERS:
            spelled, end = _spelled(word, text)
            yield spelled


def _spelled(word: re.Match[str], text: str) -> tuple[Quantity, int]:
    """A number in words, with a scale behind it, and where it ends."""
    folded = word.group().casefold()
    value, end = Decimal(WORD_NUMBERS[folded]), word.end()
    if folded in _MULTIPLES:
        return Quantity(value, "times", is_word=True), end
    scale = _NEXT_UNIT.match(text, end)
    if scale and value < _SCALE <= WORD_NUMBERS.get(scale[1].casefold(), 0):
        value, end = value * WORD_NUMBERS[scale[1].casefold()], scale.end()
    return Quantity(value, _unit_after(text, end), is_word=True), end


def _in_fractions(text: str) -> Iterator[Quantity]:
    for found in _FRACTION.finditer(text):
        count = _COUNTS.get((found["count"] or "a").casefold(), 1)
        below = 2 if found["half"] else _PARTS[found["part"].casefold().removesuffix("s")]
        if found["half"] or found["count"]:
            yield Quantity(share_of(Decimal(count), Decimal(below)), is_word=True)


def _in_han(text: str) -> Iterator[Quantity]:
    for found in han_numbers(text):
        after = text[found.end :].lstrip("个個 ")
        named = next((unit for han, unit in HAN_UNITS.items() if after.startswith(han)), "")
        is_named = found.is_word and bool(named)
        unit = named if is_named else found.unit
        yield Quantity(found.value, unit, is_word=found.is_word and not is_named)


def _inherited(text: str) -> Iterator[Quantity]:
    """In ``between 1020 and 2000 angstroms`` the first number has the unit of the second."""
    numbers = [(number, _quantity(number, text)) for number in _NUMBER.finditer(text)]
    unit, start = "", -1
    for number, found in reversed(numbers):
        if found is None:
            unit = ""
            continue
        joins = start >= 0 and _JOINING.fullmatch(text, number.end(), start)
        if not found.unit and joins and unit:
            yield Quantity(found.value, unit)
        else:
            unit = found.unit
        start = number.start()


def _listed(text: str) -> Iterator[int]:
    """How many members the lists of a text have: ``A, B and C`` has three."""
    for found in _LIST.finditer(text):
        yield found[1].count(", ") + 2
    for found in _HAN_LIST.finditer(text):
        yield found.group().count("、") + 1 + ("和" in found.group() or "及" in found.group())


def _decimal(digits: str) -> Decimal | None:
    try:
        return Decimal(digits.replace(",", "")).normalize() if len(digits) <= 40 else None  # noqa: PLR2004
    except InvalidOperation:
        return None
