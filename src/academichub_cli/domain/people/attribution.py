"""How likely each paper of a name is by the person who is meant."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from academichub_cli.domain.bylines import Attribution
from academichub_cli.domain.people.grouping import grouped
from academichub_cli.domain.people.portrait import Link, Portrait
from academichub_cli.domain.people.traces import Trace

# From which share of the person on a paper tells more of them; below which one it tells of others.
_THEIRS, _OTHERS = 0.6, 0.3
_SAME_STRANGER = 1.0  # the odds from which it is told of one who is known
# What shares were worth among papers whose authors were known: the confidence's log odds are these
# times the share's, plus these.
_SLOPE, _OFFSET = 0.55, 1.34
_STEEPEST = 50.0
# However little speaks for anybody else, a paper without any of their co-authors or words is not
# surely theirs.
_UNLIKE, _NOTHING_IN_COMMON = 0.03, 0.05
_SIMILAR = 0.08
_IN_DOUBT = 0.2


def attributed(
    traces: Iterable[Trace],
    *,
    theirs: Collection[str],
    coauthors: Iterable[str] = (),
    not_theirs: Collection[str] = (),
    prior: float = 0.0,
) -> dict[str, Attribution]:
    """How likely each trace is by the person of whom some papers or co-authors are known.

    Goes by days: what is clearly theirs, or somebody else's, tells more of them from then on, and
    each paper is judged by what was known when it came. `prior` is what speaks for the person
    before anything is compared.
    """
    ordered = sorted(traces, key=lambda each: (each.day, str(each.id)))
    known = [each for each in ordered if str(each.id) in theirs]
    world = _World(Portrait(known, coauthors=coauthors), prior)
    found = {}
    for each in ordered:
        name = str(each.id)
        if name in not_theirs:
            world.others.append(Portrait([each]))
            found[name] = Attribution(confidence=0.0, grounds="not by this person, you said")
        elif name in theirs:
            found[name] = Attribution(confidence=1.0, grounds="a paper you know them by")
    for each in ordered:
        if str(each.id) not in found:
            found[str(each.id)] = world.judge(each)
    return found


def disowned(traces: Sequence[Trace], not_theirs: Collection[str]) -> dict[str, Attribution]:
    """What is known of a name's papers where all that is known is that some are not theirs.

    Papers that go together with those are in doubt; of all others nothing is said.
    """
    found: dict[str, Attribution] = {}
    for group in grouped(traces):
        names = [str(each.id) for each in group]
        if not set(not_theirs).isdisjoint(names):
            others = Attribution(confidence=_IN_DOUBT, grounds="like one that is not by them")
            found |= dict.fromkeys(names, others)
    return found


@dataclass(slots=True)
class _World:
    """The person, the others of the name, and the papers that are not yet anybody's."""

    person: Portrait
    prior: float
    others: list[Portrait] = field(default_factory=list)
    doubtful: list[Trace] = field(default_factory=list)

    def judge(self, trace: Trace) -> Attribution:
        """One more paper's attribution; whose it is learns from it."""
        link = self.person.link(trace)
        share = self._share(link, trace)
        if not (link.shared or link.linked or link.has_same_id) and link.likeness < _UNLIKE:
            share = min(share, _NOTHING_IN_COMMON)
        if share >= _THEIRS:
            self._give(trace)
        elif share < _OTHERS:
            self._give_away(trace)
        else:
            self.doubtful.append(trace)
        return Attribution(confidence=_confidence(share), grounds=_said(link))

    def _share(self, link: Link, trace: Trace) -> float:
        """The person's share among them, the other who comes nearest, and anybody else."""
        own = link.odds + self.prior
        rival = max((each.link(trace).odds for each in self.others), default=-math.inf)
        return 1 / (1 + math.exp(-own) + math.exp(min(rival - own, _STEEPEST)))

    def _give(self, trace: Trace) -> None:
        """What was doubtful, or had nothing in common with anybody, may be clear now."""
        self.person.add(trace)
        waiting, self.doubtful = self.doubtful, []
        for each in waiting:
            if self._share(self.person.link(each), each) >= _THEIRS:
                self.person.add(each)
            else:
                self.doubtful.append(each)

    def _give_away(self, trace: Trace) -> None:
        links = [(each.link(trace).odds, each) for each in self.others]
        odds, nearest = max(links, key=lambda pair: pair[0], default=(-math.inf, self.person))
        if odds >= _SAME_STRANGER:
            nearest.add(trace)
        else:
            self.others.append(Portrait([trace]))


def _confidence(share: float) -> float:
    share = min(max(share, 1e-9), 1 - 1e-9)
    return 1 / (1 + math.exp(-_SLOPE * math.log(share / (1 - share)) - _OFFSET))


def _said(link: Link) -> str:
    """What a reader can check."""
    if link.has_same_id:
        return "the same id"
    if link.shared:
        count = len(link.shared)
        return "1 shared co-author" if count == 1 else f"{count} shared co-authors"
    if link.linked:
        return "co-authors who know each other"
    return "a similar subject" if link.likeness >= _SIMILAR else ""
