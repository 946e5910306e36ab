"""The few words that cards and pages say themselves, in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from academichub_cli.domain.ranked import Reason

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A reason is said in English where it is found; these are all its sentences, the longer ones first.
_REASONS = (
    (r"perhaps by (?P<name>.+), printed as (?P<printed>.+)", "可能是 {name}，署名为 {printed}"),
    (r"perhaps by (?P<name>.+), (?P<why>[^,]+)", "可能是 {name}（{why}）"),
    (r"by (?P<name>.+) \((?P<why>[^()]+)\)", "作者 {name}（{why}）"),
    (r"by (?P<name>.+)", "作者 {name}"),
    (r"“(?P<topic>.+)” in its title", "标题含“{topic}”"),
    (r"“(?P<topic>.+)” in its abstract", "摘要含“{topic}”"),
    (r"cross-listed in (?P<place>.+)", "交叉列入 {place}"),
    (r"in (?P<place>.+), as much of what you like", "属于你常喜欢的 {place}"),
    (r"in (?P<place>.+)", "属于 {place}"),
    (r"a paper you follow", "你关注的论文"),
    (r"near your topic “(?P<topic>.+)”", "接近你的主题“{topic}”"),
    (r"like “(?P<title>.+)”, which you hid", "与你隐藏的“{title}”相近"),
    (r"like papers on (?P<topic>.+), which you hid", "与你隐藏的关于 {topic} 的论文相近"),
    (r"like others, which you hid", "与你隐藏的论文相近"),
    (r"like what you marked", "与你标记的论文相近"),
    (r"like “(?P<title>.+)”", "与“{title}”相近"),
    (r"on (?P<topic>.+) \((?P<part>\+\d\.\d+)\)", "关于 {topic}（{part}）"),
    (
        r"revised(?P<version>(?: v\d+)?): neither title nor abstract changed",
        "已修订{version}：标题与摘要未变",
    ),
    (r"revised(?P<version>(?: v\d+)?): (?P<why>.+) changed", "已修订{version}：{why}有变"),
    (r"revised(?P<version>(?: v\d+)?)", "已修订{version}"),
)
_GROUNDS = (
    (r"the same id", "同一标识"),
    (r"(?P<count>\d+) shared co-authors?", "{count} 位共同合作者"),
    (r"co-authors who know each other", "合作者彼此合作过"),
    (r"a similar subject", "主题相近"),
    (r"a paper you know them by", "你由此文认识其人"),
    (r"not by this person, you said", "你说过不是此人"),
    (r"like one that is not by them", "与非此人的论文相近"),
)
_PARTS = {"title": "标题", "abstract": "摘要", "authors": "作者"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one language calls the parts of a card. `announced` and its like take a day."""

    lang: str
    submitted: str
    announced: str
    revised: str
    also: str
    because: str
    more: str
    announce_types: dict[str, str]
    marks: dict[str, str]
    withdrawn: str
    notices: dict[str, str]
    vote: str
    votes: str
    comment: str
    published: str
    dates: str
    updated: str
    first_seen: str
    counted_to: str
    by_route: str
    untitled: str
    no_authors: str
    no_date: str
    no_abstract: str
    no_papers: str
    offered: str
    weekdays: tuple[str, ...]

    def day(self, day: date, *, taken: date) -> str:
        """``Thu 12 Jun``, with the year where it is not the reader's own."""
        weekday = self.weekdays[day.weekday()]
        if self.lang == "zh":
            year = "" if day.year == taken.year else f"{day.year}年"
            return f"{year}{day.month}月{day.day}日 {weekday}"
        year = "" if day.year == taken.year else f" {day.year}"
        return f"{weekday} {day.day} {MONTHS[day.month - 1]}{year}"

    def reason(self, reason: Reason) -> str:
        """The sentence of a reason; the English one where this language has none for it."""
        if self.lang != "zh":
            return reason.text
        if found := re.fullmatch(r"submitted (\d+) (\w{3})", reason.text):
            return f"{MONTHS.index(found[2]) + 1}月{found[1]}日提交"
        return _in_chinese(reason.text, _REASONS)


def _in_chinese(text: str, sentences: Iterable[tuple[str, str]]) -> str:
    for form, sentence in sentences:
        if found := re.fullmatch(form, text):
            parts = found.groupdict()
            if why := parts.get("why"):
                parts["why"] = _ground(why)
            return sentence.format(**parts)
    return text


def _ground(why: str) -> str:
    parts = why.split(" and ")
    if _PARTS.keys() >= set(parts):
        return "与".join(_PARTS[part] for part in parts)
    return _in_chinese(why, _GROUNDS)


ENGLISH = Words(
    lang="en",
    submitted="submitted {}",
    announced="announced {}",
    revised="revised",
    also="also {}",
    because="because: ",
    more="+ {} more",
    announce_types={
        "new": "new",
        "cross": "cross-list",
        "replace": "replaced",
        "replace-cross": "replaced cross-list",
    },
    marks={"liked": "♥ liked", "saved": "saved", "hidden": "hidden"},
    withdrawn="withdrawn",
    notices={
        "retraction": "retracted",
        "withdrawal": "withdrawn",
        "removal": "removed",
        "concern": "expression of concern",
        "correction": "corrected",
        "publication": "published in {}",
    },
    vote="1 upvote on {1}",
    votes="{} upvotes on {}",
    comment="comment: ",
    published="published: ",
    dates="dates: ",
    updated="this version {}",
    first_seen="first seen here {}",
    counted_to="counted to {}, by its submission",
    by_route="{} ({})",
    untitled="untitled",
    no_authors="no authors named",
    no_date="no date",
    no_abstract="no abstract",
    no_papers="no papers",
    offered="New on your radar, from the last 30 days:",
    weekdays=WEEKDAYS,
)
CHINESE = Words(
    lang="zh",
    submitted="{}提交",
    announced="{}公布",
    revised="已修订",
    also="另属 {}",
    because="理由：",
    more="等另外 {} 人",
    announce_types={
        "new": "新论文",
        "cross": "交叉列表",
        "replace": "替换",
        "replace-cross": "交叉列表替换",
    },
    marks={"liked": "♥ 喜欢", "saved": "已收藏", "hidden": "已隐藏"},
    withdrawn="已撤稿",
    notices={
        "retraction": "已被撤稿",
        "withdrawal": "已撤回",
        "removal": "已移除",
        "concern": "编辑部关注声明",
        "correction": "已更正",
        "publication": "已发表于{}",
    },
    vote="{1} 上 1 票",
    votes="{1} 上 {0} 票",
    comment="备注：",
    published="发表：",
    dates="日期：",
    updated="本版 {}",
    first_seen="{}首次见到",
    counted_to="按提交时间归入 {}",
    by_route="{}（{}）",
    untitled="无标题",
    no_authors="未列作者",
    no_date="无日期",
    no_abstract="无摘要",
    no_papers="没有论文",
    offered="新关注，近 30 天的论文：",
    weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
)


def words_of(lang: str) -> Words:
    """The words of a language; English where there are none."""
    return CHINESE if lang == "zh" else ENGLISH
