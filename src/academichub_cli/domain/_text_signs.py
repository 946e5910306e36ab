"""What a dollar, a tilde, a dash or a brace means where it stands in LaTeX text."""

from __future__ import annotations

import re

# Sign by sign, not as a class: `re` then looks for nothing else, and is thrice as quick.
_BRACE = re.compile(r"\\.|\{|\}", re.DOTALL)
_MONEY = re.compile(r"[0-9][^\\^_{}]*\s[A-Za-z]{2,}")
_GROUP = re.compile(r"\{[^{}]*\}")
_WORDS = re.compile(r"(?:^|[\s,.])[A-Za-z]{2,}\s+[a-z]{2,}\s+[a-z]{2,}")
# Signs of a formula: a command, a script, a relation, nothing but operators, a lone letter.
_MATHEMATICAL = re.compile(r"[\\^_=<>]|^\W+$|^\s*[A-Za-zα-ωΑ-Ω]\s*$")
_EN_DASH, _EM_DASH = "--", "---"


def is_formula(between: str, following: str) -> bool:
    """Whether what stands between two dollars was meant as a formula."""
    if not between.strip() or "\n\n" in between or _MONEY.match(between) or _is_prose(between):
        return False
    is_doubtful = between[0].isspace() or between[-1].isspace() or following.isdigit()
    return not is_doubtful or _MATHEMATICAL.search(between) is not None


def _is_prose(between: str) -> bool:
    """Whether the dollars are out of step: words, or a parenthesis closed before it is opened."""
    outside = _GROUP.sub("", between)
    first, last = outside.find(")"), outside.rfind("(")
    is_inside_out = 0 <= first < last and "(" not in outside[:first] and ")" not in outside[last:]
    return is_inside_out or _WORDS.search(outside) is not None


def tie(last: str, following: str) -> str:
    """A tilde that ties two words is a space; any other, as in ``~5``, is a sign of its own."""
    if last.isdigit() and following.isdigit():
        return "~"
    is_after_word = last.isalnum() or last in {".", ",", ")", "}", "$"}
    is_before_word = following.isalnum() or following in {"\\", "(", "$", "["}
    return " " if is_after_word and is_before_word else "~"


def dash(written: str, last: str, following: str) -> str:
    """TeX's dashes; those of an option on a command line, and rules of many, stay."""
    if written == _EM_DASH:
        return "—"
    is_between = all(side.isalnum() or side in {"$", "}", "\\", ")"} for side in (last, following))
    is_loose = (last, following) == (" ", " ")
    return "–" if written == _EN_DASH and (is_between or is_loose) else written


def matching_braces(text: str) -> dict[int, int]:
    """Where the brace is that closes each opening one."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            closing[opened.pop()] = match.start()
    return closing
