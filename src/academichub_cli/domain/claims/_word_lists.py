"""Small words by what they do in a sentence; a ``*`` stands for any ending."""

from __future__ import annotations

RETOLD = 0.5  # the share of a clause's content that tells it again

NEGATIONS = frozenset(
    "no not never cannot without none neither nor nothing nobody nowhere fail fails failed failing"
    " lack lacks lacked lacking unable impossible refuse refuses disprove disproves hardly".split()
)
REFUSALS = ("refut", "contradict", "disprov", "rebut", "reject", "debunk", "falsif", "deni", "deny")
EMPHASES = tuple(
    phrase.split()
    for phrase in (
        "not only", "no less", "not just", "no doubt", "not merely", "no longer", "not necessarily"
    )
)  # fmt: skip
# Words for a quantity that goes up, and for one that goes down, whatever is good about it.
RISING = frozenset(
    "grow grows grew growing increase increases increased increasing rise rises rose rising raise"
    " raises raised lengthen lengthens lengthened higher larger more longer double doubles"
    " 更高 更大 更长 更多 提高 提升 升高 上升 增加 增大 增长 增多 扩大 变大 变长 延长".split()
)
FALLING = frozenset(
    "fall falls fell falling decrease decreases decreased decreasing drop drops dropped reduce"
    " reduces reduced reducing shorten shortens shortened cut cuts lower lowers lowered smaller"
    " fewer"
    " less shorter shrink shrinks halve halves"
    " 更低 更小 更短 更少 降低 减少 减小 减短 下降 缩小 缩短 缩减 变小 变短 降至 减至".split()
)
EVALUATIONS = frozenset(
    "better worse improve improves improved improving improvement outperform outperforms degrade"
    " degrades superior inferior gain gains faster slower stronger weaker speedup efficient 更好"
    " 改善".split()
)
HAN_NEGATIONS = ("不", "没有", "未", "无法", "无需", "并非", "无", "非", "否")
# Words with such a sign in them that deny nothing.
HAN_NO_DENIALS = (
    "非常|是否|不仅|不但|不同|不断|未来|无论|不管|无线|不等式|除非"
    "|不过|不久|无疑|否则|不变|无穷|不如"
)
# Words by which a quote denies in other words; a claim may then do so too.
SOFT_NEGATIONS = tuple(
    "without free avoid* remov* lack* fail* less fewer rather instead only few little rare* missing"
    " limit* hard* difficult* short struggl* alone just drop* neither unlike impossible unable"
    " unknown"
    " ill disagree* inaccurate stuck too poor* wrong missed misses miss loses lose scarce"
    " exclu* different differ differs contrary hidden"
    " 不 没有 未 无 仅 只 缺".split()
)
UP = frozenset(
    "more higher better larger greater faster stronger"
    " longer wider richer deeper closer outperform"
    " outperforms outperformed outperforming exceed exceeds exceeded surpass surpasses surpassed"
    " beat"
    " beats increase increases increased increasing improve improves improved improving gain"
    " gains rise"
    " rises raise raises raised superior above over grow grows growing boost boosts tighter"
    " tightens"
    " harder better-performing accelerate accelerates speedup speedups best most strongest largest"
    " highest greatest fastest ahead lengthen lengthens".split()
) - {"over", "most"}
# Words that say which is better and are content all the same.
PREFERENCES = frozenset("preferred preferable favoured favored favour favours".split())
DOWN = frozenset(
    "less fewer lower worse smaller weaker slower shorter poorer reduce reduces reduced reducing"
    " decrease decreases decreased decreasing drop drops dropped fall falls fell decline declines"
    " inferior below under underperform underperforms underperformed shrink shrinks cut cuts"
    " lose loses"
    " degrade degrades worst least smallest lowest weakest slowest short lighter cheaper easier"
    " simpler shorten shortens shortened".split()
) - {"under", "short"}
# In a quote these say that something is more or less, too, but they are content as well.
ALSO_UP = frozenset("growth rise twice double fast quick strong high large".split())
ALSO_DOWN = frozenset(
    "slow slows slowing slowed reduction decline loss half halves halved weak small low".split()
)
_HAN_UP = (
    "优于 超过 高于 大于 更高 更好 更强 更大 更快 更长 更多 提高 提升 升高 上升 增加"
    " 增大 增长 增多 扩大 变大 变长 延长 加快 改善 胜过"
)
_HAN_DOWN = (
    "低于 小于 更低 更差 更弱 更小 更慢 更短 更少 降低 减少 减小 减短 下降"
    " 缩小 缩短 缩减 变小 变短 变慢 降至 减至 不如 劣于"
)
HAN_DIRECTIONS = dict.fromkeys(_HAN_UP.split(), "up") | dict.fromkeys(_HAN_DOWN.split(), "down")
OPPOSITES = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("higher highest high", "lower lowest low"),
        ("more", "less fewer"),
        ("better best", "worse worst"),
        ("larger largest bigger greater", "smaller smallest"),
        ("faster fastest quicker", "slower slowest"),
        ("stronger strongest", "weaker weakest"),
        ("longer longest", "shorter shortest"),
        ("richer", "poorer"),
        ("harder", "easier"),
        ("most", "least fewest"),
        ("above", "below under"),
        ("tighter tightens tighten", "looser loosens loosen"),
        ("closer", "farther further"),
        (
            "increase increases increased increasing raises raise raised rises grows",
            "decrease decreases decreased decreasing reduce reduces reduced reducing",
        ),
        (
            "improve improves improved improving improvement improvements",
            "worsen worsens worsened degrade degrades degraded degrading deteriorates",
        ),
        (
            "outperform outperforms outperformed outperforming beat beats surpass surpasses",
            "underperform underperforms underperformed underperforming below lose loses",
        ),
        ("earlier before", "later after"),
        ("easy easily", "hard difficult"),
        ("many", "few"),
        ("superior", "inferior"),
        ("positive positively", "negative negatively"),
        ("gain gains", "loss losses"),
        ("shortens shorten", "lengthens lengthen"),
    )
)
# Words with two sides, what is said to be on top before them.
PIVOTS = (
    ("outperforms", "outperform", "outperforming", "outperformed"),
    ("beats", "beat"),
    ("exceeds", "exceed", "exceeding"),
    ("surpasses", "surpass", "surpassing"),
    ("than",),
    ("over",),
    ("versus", "vs"),
    ("against",),
)
SMALL = frozenset(
    "the a an of in on to and or by for with as is are it its this that from at than those these"
    " which when while be more less better".split()
)


# Each group: words that say as much as one another.
def _phrases(group: str) -> tuple[str, ...]:
    """The words of a group; those of a phrase are joined by ``_``."""
    return tuple(phrase.replace("_", " ") for phrase in group.split())


STRONG: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (_phrases(strong), _phrases(enough))
    for strong, enough in (
        ("always invariably universal* 总是 始终", "all every any each never regardless"),
        (
            "every all everywhere 所有 任何 一切",
            "any both always whole entire* across throughout",
        ),
        ("prove proves proved proven provably 证明", "proof proofs theorem* certif*"),
        ("guarantee guarantees guaranteed 保证", "ensure* certif* bound* prov* theor*"),
        ("solves solved 彻底解决", "solve solver solving solution* succe*"),
        (
            "completely entirely fully wholly totally 完全 彻底",
            "complete full whole entire total all end",
        ),
        ("perfect perfectly flawless* 完美", "exact* 100"),
        ("eliminates eliminate eliminated eradicat* 消除", "remov* without no free avoid* never"),
        ("revolution* groundbreaking breakthrough* unprecedented 革命性 前所未有", ""),
        ("state-of-the-art sota 最先进", "state best record optimal leading"),
        (
            "best 最佳",
            "state optimal leading top outperform* highest strongest sota better beat* superior",
        ),
        ("human-level superhuman 超越人类", "human* expert* people"),
        ("conclusively definitive* undoubtedly certainly indisputabl* 毫无疑问", "certain"),
        ("dramatic* massively enormous* hugely vastly 大幅", "large* order significant* much far"),
        ("cause causes caused 导致", "caus* because lead leads due drive* result*"),
        ("both", "both two each all every pair* either"),
        ("solely exclusively uniquely 唯一", "only alone just sole unique* exclusive*"),
        ("must necessarily 必须", "required require* need* has have necessary"),
        ("any 任何", "all every each no not without never arbitrar* regardless"),
    )
)
HEDGES = (
    *("step towards", "step toward"),
    *(
        "may might could suggest* likely possibly perhaps hypothes* conjecture* preliminary appear"
        " appears seem seems seemed probably potential potentially hint"
    ).split(),
)
NARROWING = (
    "only sole* alone just exclusive* mere* unique* but few fewer rather limit* within except*"
    " single restrict* instead unless"
).split()
MODALS = frozenset("may might could possibly perhaps probably likely potentially".split())
ANY_HEDGES = (
    *HEDGES,
    *(
        "can would should possible plausib* tentative* hint* indicat* believe* expect* argue* think"
        " if candidate sometimes often hope* closer towards toward"
        " 可能 或许 也许 暗示 表明 似乎 有望 推测"
    ).split(),
)
