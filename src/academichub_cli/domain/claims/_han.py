"""Numbers in Chinese and Japanese signs: 三十一, 百分之八十, 玖拾伍％, 九成五, 三分之二, 一半."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# The signs of cheques and contracts, and traditional ones.
FINANCIAL = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟萬億貳陸兩", "一二三四五六七八九十百千万亿二六两"
)
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_SIGNS = "[零〇一二两三四五六七八九十百千万亿]"
_ONES = "[一二三四五六七八九]"
_SHARE = re.compile(
    rf"(?P<half>一半|半数|半數|减半|减少一半|半分|半減|절반)"
    r"|(?P<double>翻倍|翻番|加倍|倍增)"
    rf"|(?P<below>{_SIGNS}+|\d+)分之(?P<above>{_SIGNS}+(?:点{_SIGNS}+)?|\d+(?:\.\d+)?)"
    rf"|(?P<tenths>{_ONES}|\d)[成割](?P<more>{_ONES}|\d|半)?分?"
)
_NUMBER = re.compile(
    rf"(?P<han>{_SIGNS}+(?:点{_SIGNS}+)?)(?P<percent>\s?%|パーセント|個?个?百分点)?(?P<times>倍)?"
    r"(?P<measure>[个個种種项項篇类類组組次维維年月天日周小分秒层層步位条款家国對对名例颗台つ人時时到至和])?"
)
_NOT_NUMBERS = re.compile(
    "一致|一些|统一|万一|唯一|一般|一样|一定|一起|进一步|同一|单一|之一|一旦|十分|第[一二三四五六七八九十]"
)
_ONE_SIGN_SCALES = frozenset("一十百千万亿")


@dataclass(frozen=True, slots=True)
class HanNumber:
    """A number in signs, and where it stands; one that is a word may have any unit."""

    value: Decimal
    unit: str
    is_word: bool
    start: int
    end: int


def han_numbers(text: str) -> Iterator[HanNumber]:
    """The numbers of a text in Chinese and Japanese signs."""
    rest = _NOT_NUMBERS.sub(lambda found: "　" * len(found.group()), text)
    for share in _SHARE.finditer(rest):
        value, unit = _share(share)
        yield HanNumber(value, unit, is_word=False, start=share.start(), end=share.end())
    rest = _SHARE.sub(lambda found: "　" * len(found.group()), rest)
    for number in _NUMBER.finditer(rest):
        han = number["han"]
        has_unit = number["percent"] or number["times"]
        is_counted = has_unit or number["measure"] or len(han) > 1
        if not is_counted or (han in _ONE_SIGN_SCALES - {"十"} and not has_unit):
            continue
        unit = "times" if number["times"] else _unit(number["percent"] or "")
        yield HanNumber(
            value_of(han).normalize(),
            unit,
            is_word=not has_unit,
            start=number.start(),
            end=number.end("han") if not has_unit else number.end(),
        )


def _unit(written: str) -> str:
    if not written:
        return ""
    return "percentage point" if written.endswith("百分点") else "percent"


def _share(found: re.Match[str]) -> tuple[Decimal, str]:
    if found["half"]:
        return Decimal("0.5"), ""
    if found["double"]:
        return Decimal(2), "times"
    if found["tenths"]:
        more = found["more"] or "0"
        ones = Decimal(5) if more == "半" else _value(more)
        return 10 * _value(found["tenths"]) + ones, "percent"
    below, above = _value(found["below"]), _value(found["above"])
    if found["below"] in {"百", "100"} or not below:
        return above, "percent"
    return share_of(above, below), ""


def share_of(above: Decimal, below: Decimal) -> Decimal:
    """A fraction to four places, so that two thirds are the same in every language."""
    return (above / below).quantize(Decimal("0.0001")).normalize()


def _value(written: str) -> Decimal:
    return Decimal(written) if written[0].isdigit() else value_of(written)


def value_of(han: str) -> Decimal:
    """What a number in signs is worth."""
    whole, _, after = han.partition("点")
    total = section = digit = 0
    if len(whole) > 1 and all(char in _DIGITS for char in whole):
        total = int("".join(str(_DIGITS[char]) for char in whole))
    else:
        for char in whole:
            if char in _DIGITS:
                digit = _DIGITS[char]
            elif (scale := SCALES[char]) >= SCALES["万"]:
                total = (total + section + digit) * scale
                section = digit = 0
            else:
                section += max(1, digit) * scale
                digit = 0
        total += section + digit
    decimals = "".join(str(_DIGITS[char]) for char in after if char in _DIGITS)
    return Decimal(f"{total}.{decimals}") if decimals else Decimal(total)
