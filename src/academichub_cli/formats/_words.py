"""The few words that cards and pages say themselves, in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
        return f"{weekday} {day.day} {_MONTHS[day.month - 1]}{year}"


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
    weekdays=_WEEKDAYS,
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
