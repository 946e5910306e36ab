"""Units by what they are written as, and numbers by their English words."""

from __future__ import annotations

from decimal import Decimal

_WRITTEN = {
    "percent": "% percent pct per\xa0cent",
    "percentage point": "percentage\xa0point percentage\xa0points pp",
    "times": "× x times X fold",
    "second": "second seconds sec secs",
    "millisecond": "ms millisecond milliseconds",
    "microsecond": "µs μs us microsecond microseconds",
    "nanosecond": "ns nanosecond nanoseconds",
    "minute": "minute minutes min mins",
    "hour": "hour hours hr hrs h",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years yr yrs",
    "decade": "decade decades",
    "Myr": "Myr",
    "Gyr": "Gyr",
    "kilobyte": "KB kB",
    "megabyte": "MB MiB",
    "gigabyte": "GB GiB",
    "terabyte": "TB TiB",
    "bit": "bit bits",
    "hertz": "Hz",
    "kilohertz": "kHz",
    "megahertz": "MHz",
    "gigahertz": "GHz",
    "terahertz": "THz",
    "metre": "meter meters metre metres",
    "centimetre": "cm",
    "millimetre": "mm",
    "micrometre": "µm μm um micron microns",
    "nanometre": "nm",
    "kilometre": "km",
    "angstrom": "Å angstrom angstroms Angstrom",
    "parsec": "pc parsec parsecs",
    "kiloparsec": "kpc",
    "megaparsec": "Mpc",
    "gigaparsec": "Gpc",
    "solar mass": "solar\xa0mass solar\xa0masses",
    "gram": "g gram grams",
    "milligram": "mg",
    "kilogram": "kg",
    "electronvolt": "eV",
    "kiloelectronvolt": "keV",
    "megaelectronvolt": "MeV",
    "gigaelectronvolt": "GeV",
    "teraelectronvolt": "TeV",
    "kelvin": "K kelvin",
    "degree": "° degree degrees deg",
    "arcsecond": "arcsec arcseconds arcsecond",
    "arcminute": "arcmin arcminutes",
    "decibel": "dB decibel decibels",
    "dex": "dex",
    "sigma": "σ sigma",
    "volt": "V volt volts",
    "watt": "W watt watts",
    "joule": "J joule joules",
    "tesla": "T tesla",
    "order of magnitude": "order\xa0of\xa0magnitude orders\xa0of\xa0magnitude",
    "token": "token tokens",
    "qubit": "qubit qubits",
    "point": "point points pts",
}
UNITS = {
    written.replace("\xa0", " "): unit
    for unit, names in _WRITTEN.items()
    for written in names.split(" ")
}
# Letters that are units only after a number and a space, or joined to the number.
LETTER_UNITS = {"s": "second", "m": "metre", "h": "hour"}
HAN_UNITS = {
    "个百分点": "percentage point",
    "百分点": "percentage point",
    "倍": "times",
    "毫秒": "millisecond",
    "秒": "second",
    "分钟": "minute",
    "小时": "hour",
    "天": "day",
    "周": "week",
    "个月": "month",
    "年": "year",
    "埃": "angstrom",
    "纳米": "nanometre",
    "微米": "micrometre",
    "毫米": "millimetre",
    "公里": "kilometre",
    "千米": "kilometre",
    "吉字节": "gigabyte",
    "分贝": "decibel",
    "量子比特": "qubit",
    "个量子比特": "qubit",
    "太阳质量": "solar mass",
    "个太阳质量": "solar mass",
}
MAGNITUDES = {
    "k": Decimal(1_000),
    "K": Decimal(1_000),
    "M": Decimal(1_000_000),
    "B": Decimal(1_000_000_000),
    "bn": Decimal(1_000_000_000),
}
_TEENS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORD_NUMBERS = (
    {word: at for at, word in enumerate(_TEENS) if at > 1}
    | {word: 10 * at for at, word in enumerate(_TENS, start=2)}
    | {
        f"{tens}-{ones}": 10 * t + o
        for t, tens in enumerate(_TENS, start=2)
        for o, ones in enumerate(_TEENS[1:10], start=1)
    }
    | {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
    | {"twice": 2, "double": 2, "doubles": 2, "doubled": 2, "thrice": 3, "triple": 3, "triples": 3}
    | {"tripled": 3, "dozen": 12}
)
