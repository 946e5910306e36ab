"""What stands above the papers, in the page's language: follows, how much was found, how surely.

It is said in English where it is found; these are all its sentences. A part that is none of them,
such as what a source answered, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from academichub_cli.formats._page import Page
from academichub_cli.formats._words import CHINESE, MONTHS, WEEKDAYS

_DAY = rf"(?:{'|'.join(WEEKDAYS)})\w* \d+ (?:{'|'.join(MONTHS)})\w*"
# What may stand in the place of a name in braces; of any other, whatever is within one sentence.
_SHAPES = {
    "day": rf"{_DAY}(?: to {_DAY})?",
    "age": r"just now|never|\S+ \w+ ago",
    "which": "best|newest",
    "query": ".+",
}
_SENTENCES = (
    ("nothing for you of the {pool} of {day}", "{day}的 {pool} 篇中没有与你相关的"),
    ("nothing of {day} has come", "{day}的论文还没有到"),
    ("the latest for you, of {day}: {found} papers", "最近与你相关的是{day}的 {found} 篇"),
    ("nothing new for you: 0 of {pool} since {day}", "{day}以来的 {pool} 篇中没有与你相关的"),
    (
        "{found} for you of {pool} since {day}, {likely} of them likely",
        "{day}以来的 {pool} 篇中有 {found} 篇与你相关，其中 {likely} 篇很可能合意",
    ),
    ("{found} for you of {pool} since {day}", "{day}以来的 {pool} 篇中有 {found} 篇与你相关"),
    (
        "the {which} one is shown, `hub shuffle` deals the rest",
        "显示其中{which}的 1 篇，其余用 `hub shuffle` 抽看",
    ),
    (
        "the {which} {shown} are shown, `hub shuffle` deals the rest",
        "显示其中{which}的 {shown} 篇，其余用 `hub shuffle` 抽看",
    ),
    ("sources were read {age}", "{age}读取了来源"),
    ("{places} was read {age}", "{age}读取了 {places}"),
    ("{places} were read {age}", "{age}读取了 {places}"),
    ("the new announcement is not out yet", "新一批论文尚未公布"),
    ("no announcement today, the next is {day}'s", "今天没有公布，下一次在{day}"),
    (
        "this may be out of date: sources were last read {age}",
        "可能已过时：来源上次读取：{age}",
    ),
    ("this is not complete: a source could not be read", "不完整：有来源未能读取"),
    (
        "complete: {count} announced {day} in {where}, as far as can be told: no number was stated",
        "就所知完整（来源未给出总数）：{where} {day}公布的论文，{count}",
    ),
    ("complete: {count} announced {day} in {where}", "完整：{where} {day}公布的论文，{count}"),
    ("{count} announced {day}, not complete: {why}", "不完整：{day}公布的论文，{count}；{why}"),
    ("the other categories were not read yet", "其他分类尚未读取"),
    ("and {more} more, see `hub health`", "另有 {more} 处，见 `hub health`"),
    (
        "the pool is empty: you have seen all papers of the last {span} days that match",
        "池已空：近 {span} 天中相关的论文你都看过了",
    ),
    ("{dealt} papers dealt with seed {seed}", "抽出 {dealt} 篇（种子 {seed}）"),
    ("{left} unseen papers left in the pool", "池中还有 {left} 篇未看"),
    (
        "{matched} for {query} in the library, last fetched {age}",
        "库中{matched} {query}，{age}读取",
    ),
    ("{matched} for {query} in the library", "库中{matched} {query}"),
)
_PARTS = (
    ("best", "最靠前"),
    ("newest", "最新"),
    ("just now", "刚刚"),
    ("never", "从未"),
    ("{count} minutes ago", "{count} 分钟前"),
    ("{count} hours ago", "{count} 小时前"),
    ("{count} days ago", "{count} 天前"),
    ("nothing among the last {count} matches", "最近 {count} 条匹配中没有"),
    ("nothing", "没有"),
    ("{shown} of {count} matches or more", "有 {count} 篇以上（显示 {shown} 篇）匹配"),
    ("{shown} of {count} matches", "有 {count} 篇（显示 {shown} 篇）匹配"),
    ("{count} matches or more", "有 {count} 篇以上匹配"),
    ("{count} matches", "有 {count} 篇匹配"),
    ("{fetched} of {count}", "{count} 篇中有 {fetched} 篇"),
    ("{count} papers", "{count} 篇"),
    ("{count} others", "另外 {count} 个"),
    ("{count} categories", "{count} 个分类"),
    ("records are missing, see `hub health`", "有记录缺失，见 `hub health`"),
)
_CHIPS = {"Author": "作者", "Topic": "主题", "Category": "分类", "Journal": "期刊", "Paper": "论文"}
_PLURALS = re.compile(r"\b(minute|hour|day|paper|match)(e?s)\b")


def head_of(page: Page) -> tuple[str, ...]:
    """The lines above the papers in the page's language."""
    return tuple(map(_in_chinese, page.head)) if page.lang == "zh" else page.head


def _in_chinese(line: str) -> str:
    if line.partition(": ")[0] in _CHIPS:
        return " · ".join(map(_chip, line.split(" · ")))
    # A search first, since what was searched for may hold anything.
    return _said(line, _SENTENCES) or "；".join(
        _said(part, _SENTENCES) or part for part in line.split("; ")
    )


def _chip(text: str) -> str:
    kind, colon, what = text.partition(": ")
    return f"{_CHIPS[kind]}：{what}" if colon and kind in _CHIPS else text


def _said(text: str, sentences: Iterable[tuple[str, str]]) -> str:
    """The sentence in Chinese; empty for what is none of these."""
    for form, sentence in sentences:
        if found := re.fullmatch(_pattern(form), text):
            parts = {name: _part(name, part) for name, part in found.groupdict().items()}
            return sentence.format(**parts)
    return ""


def _part(name: str, text: str) -> str:
    if name == "day":
        return " 至 ".join(map(_day, text.split(" to ")))
    if name == "places":
        return "、".join(_said(each, _PARTS) or each for each in re.split(", | and ", text))
    return _said(text, _PARTS) or text


def _day(text: str) -> str:
    """``6月12日 周五`` for ``Friday 12 June`` and for ``Fri 12 Jun``."""
    weekday, number, month = text.split()
    name = CHINESE.weekdays[WEEKDAYS.index(weekday[:3])]
    return f"{MONTHS.index(month[:3]) + 1}月{number}日 {name}"


@cache
def _pattern(form: str) -> str:
    """The regular expression of a sentence, in singular and plural."""
    either = _PLURALS.sub(r"\1(?:\2)?", re.escape(form))
    return re.sub(
        r"\\\{(\w+)\\\}", lambda name: f"(?P<{name[1]}>{_SHAPES.get(name[1], '[^;]+?')})", either
    )
