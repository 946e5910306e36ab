"""The languages a brief may be asked for, by their codes and English names."""

from __future__ import annotations

import re
from difflib import get_close_matches

# Two-letter code (ISO 639-1), three-letter codes (ISO 639-2), English name.
_KNOWN = """\
ar ara Arabic
bg bul Bulgarian
bn ben Bengali
ca cat Catalan
cs ces cze Czech
cy cym wel Welsh
da dan Danish
de deu ger German
el ell gre Greek
en eng English
es spa Spanish
et est Estonian
eu eus baq Basque
fa fas per Persian
fi fin Finnish
fr fra fre French
ga gle Irish
gl glg Galician
he heb Hebrew
hi hin Hindi
hr hrv Croatian
hu hun Hungarian
id ind Indonesian
is isl ice Icelandic
it ita Italian
ja jpn Japanese
ka kat geo Georgian
ko kor Korean
lt lit Lithuanian
lv lav Latvian
ms msa may Malay
nb nob Norwegian
nl nld dut Dutch
nn nno Nynorsk
no nor Norwegian
pl pol Polish
pt por Portuguese
ro ron rum Romanian
ru rus Russian
sk slk slo Slovak
sl slv Slovenian
sr srp Serbian
sv swe Swedish
sw swa Swahili
ta tam Tamil
te tel Telugu
th tha Thai
tr tur Turkish
uk ukr Ukrainian
ur urd Urdu
vi vie Vietnamese
zh zho chi Chinese
"""
_ROWS = [line.split() for line in _KNOWN.splitlines()]
_NAMES = {row[0]: row[-1] for row in _ROWS}
# Codes and names in lower case → two-letter code; Norwegian by its name is `no`.
_CODES = {word.casefold(): row[0] for row in _ROWS for word in row}
# BCP 47, as far as it decides what is written: language, script, region.
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?")
_VARIANTS = {
    "zh": "Chinese (Simplified)",
    "zh-Hans": "Chinese (Simplified)",
    "zh-CN": "Chinese (Simplified)",
    "zh-SG": "Chinese (Simplified)",
    "zh-Hant": "Chinese (Traditional)",
    "zh-TW": "Chinese (Traditional)",
    "zh-HK": "Chinese (Traditional)",
    "en-GB": "British English",
    "en-US": "American English",
    "nb": "Norwegian Bokmål",
    "nn": "Norwegian Nynorsk",
    "pt-BR": "Brazilian Portuguese",
    "pt-PT": "European Portuguese",
    "sr-Latn": "Serbian in Latin script",
    "sr-Cyrl": "Serbian in Cyrillic script",
}
_MOST_NEAR = 3
_NEAR, _NEAR_CODE = 0.7, 0.5
_LONGEST_CODE = 3


def language_code(text: str) -> str | None:
    """The tag of a language named by a code, a BCP 47 tag or in English; None where there is none.

    ``fra`` and ``French`` are ``fr``, ``PT_br`` is ``pt-BR``.
    """
    if code := _CODES.get(text.strip().casefold()):
        return code
    found = _TAG.fullmatch(text.strip())
    code = _CODES.get(found[1].casefold()) if found else None
    if found is None or code is None:
        return None
    script, region = (found[2] or "").title(), (found[3] or "").upper()
    return "-".join(part for part in (code, script, region) if part)


def language_name(code: str) -> str:
    """What a language is called in English; its code where that is not known."""
    if code in _VARIANTS:
        return _VARIANTS[code]
    base, _, rest = code.partition("-")
    name = _NAMES.get(base)
    return code if name is None else f"{name} ({code})" if rest else name


def near_languages(text: str) -> list[str]:
    """The languages whose names or codes are nearest, each as ``French (fr)``."""
    written = text.strip().casefold()
    names = {name.casefold(): code for code, name in _NAMES.items()}
    near = [names[each] for each in get_close_matches(written, names, _MOST_NEAR, _NEAR)]
    if not near and len(written) <= _LONGEST_CODE:
        codes = [code for code in _NAMES if code[0] == written[:1]]
        near = get_close_matches(written, codes, _MOST_NEAR, _NEAR_CODE)
    return [f"{_NAMES[code]} ({code})" for code in near]
