"""What stands above the papers on a Chinese page."""

from __future__ import annotations

import pytest

from academichub_cli.formats import Page
from academichub_cli.formats._head import head_of


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "Author: Ion Stoica · Topic: sets; and more · Category: cs.LG · Journal: Cell · Paper: x",
            "作者：Ion Stoica · 主题：sets; and more · 分类：cs.LG · 期刊：Cell · 论文：x",
        ),
        (
            (
                "5 for you of 1,409 since Friday 30 May; the best 3 are shown, `hub shuffle` deals the rest;"
                " arXiv was read just now"
            ),
            (
                "5月30日 周五以来的 1,409 篇中有 5 篇与你相关；显示其中最靠前的 3 篇，其余用 `hub shuffle` 抽看；"
                "刚刚读取了 arXiv"
            ),
        ),
        (
            (
                "2 for you of 9 since Friday 30 May, 1 of them likely; the newest one is shown,"
                " `hub shuffle` deals the rest; arXiv, Crossref and 3 others were read 2 hours ago"
            ),
            (
                "5月30日 周五以来的 9 篇中有 2 篇与你相关，其中 1 篇很可能合意；显示其中最新的 1 篇，"
                "其余用 `hub shuffle` 抽看；2 小时前读取了 arXiv、Crossref、另外 3 个"
            ),
        ),
        (
            (
                "nothing for you of the 9 of Friday 30 May; the latest for you, of Thursday 29 May: 1 paper;"
                " no announcement today, the next is Monday 2 June's"
            ),
            (
                "5月30日 周五的 9 篇中没有与你相关的；最近与你相关的是5月29日 周四的 1 篇；"
                "今天没有公布，下一次在6月2日 周一"
            ),
        ),
        (
            (
                "nothing of Friday 30 May has come; the latest for you, of Sunday 1 June: 12 papers;"
                " the new announcement is not out yet"
            ),
            "5月30日 周五的论文还没有到；最近与你相关的是6月1日 周日的 12 篇；新一批论文尚未公布",
        ),
        (
            (
                "nothing new for you: 0 of 0 since Friday 30 May; this may be out of date: sources were"
                " last read never"
            ),
            "5月30日 周五以来的 0 篇中没有与你相关的；可能已过时：来源上次读取：从未",
        ),
        (
            (
                "complete: 12 of 12 announced Thu 11 Jun in cs.CL, cs.LG; the other categories were not"
                " read yet"
            ),
            "完整：cs.CL, cs.LG 6月11日 周四公布的论文，12 篇中有 12 篇；其他分类尚未读取",
        ),
        (
            (
                "complete: 12 papers announced Mon 8 Jun to Thu 11 Jun in 5 categories, as far as can be"
                " told: no number was stated"
            ),
            "就所知完整（来源未给出总数）：5 个分类 6月8日 周一 至 6月11日 周四公布的论文，12 篇",
        ),
        (
            (
                "10 of 12 announced Thu 11 Jun, not complete: cs.CL: the server says; and 2 more, see"
                " `hub health`"
            ),
            (
                "不完整：6月11日 周四公布的论文，12 篇中有 10 篇；cs.CL: the server says；"
                "另有 2 处，见 `hub health`"
            ),
        ),
        (
            "3 papers dealt with seed 7; 23 unseen papers left in the pool",
            "抽出 3 篇（种子 7）；池中还有 23 篇未看",
        ),
        (
            "2 of 12 matches for 'one; the other' in the library, last fetched just now",
            "库中有 12 篇（显示 2 篇）匹配 'one; the other'，刚刚读取",
        ),
        ("1 match for 'papers' in the library", "库中有 1 篇匹配 'papers'"),
        ("something that is new", "something that is new"),
    ],
)
def test_a_head_in_chinese(english, chinese):
    assert head_of(Page(head=(english,), lang="zh")) == (chinese,)
    assert head_of(Page(head=(english,), lang="en")) == (english,)
