"""Words that say the contrary of one another, a pair of groups on each line.

A word stands for all of its root; one with ``=`` before it for that form alone.
"""

from __future__ import annotations

from academichub_cli.domain.claims.content import root

_PAIRS = """
withstand resist endure tolerate survive robust resilient immune|succumb collapse vulnerable fragile
withstand resist robust stable|brittle susceptible
confirm corroborate support verify validate affirm|refute contradict disprove rebut
confirm corroborate support verify validate affirm|undermine dispute
propose advocate recommend endorse defend|refute reject oppose abandon attack
succeed success successful solve|fail failure
include|exclude omit
accept|reject
allow permit enable facilitate|forbid prevent prohibit preclude block hinder impede
attract|repel
appear emerge arise|vanish disappear
begin start|cease stop
create|destroy
preserve keep retain maintain|destroy discard lose
accelerate quicken =fast =faster quick rapid =speedup|decelerate =slow =slower =slowly
strengthen strong robust|weaken weak
expand widen broaden enlarge|=narrow narrow shrink
=adds =gains =wins =gain|=loses =subtracts =lose
converge|diverge
improve help benefit boost enhance aid|hurt harm hinder impair worsen degrade damage
advantage strength|disadvantage drawback weakness
safe harmless|dangerous harmful unsafe
=simple =simpler|=complex =complicated
cheap inexpensive|expensive
rare scarce|common frequent abundant
rarely seldom|often frequently usually
=dense|=sparse
=early =earlier|=late =later
=near =nearby =closer =toward =towards|=far =farther =distant =away =apart
=old =older|=new =newer
public|private proprietary
online|offline
inner internal|outer external
minimum minimal minimise minimize smallest|maximum maximal maximise maximize
=true|=false =wrong
=correct =correctly =right =accurate =accurately|=wrong =wrongly =erroneous
=well =good =nicely|=badly =poorly =bad =poor
=fully =largely =mostly|=barely =hardly =partly
easily easy|hardly difficult
bright|faint dim
=hot =warm =hotter =warmer|=cold =cool =colder =cooler
deterministic|stochastic random
=discrete|=continuous
=present|=absent
majority most|minority
=always|=never
=above =exceeds|=below =beneath
=upper|=lower
forward|backward
increase rise growth grow raise climb|decrease decline reduction reduce drop fall shrink shorten
increase =rise =rises growth raise heighten|=lowers =lowering cut diminish lessen
lengthen prolong extend|shorten curtail
=positive =positively|=negative =negatively
agree agreement consistent fit match|disagree contradict conflict
=top =topmost|=bottom
=same =identical|=different =differing
=strict =stricter|=loose =looser
=large =larger =big|=small =smaller =tiny
=roughly =approximately|=exactly =precisely
=binary|=continuous
theoretical|=empirical =empirically =experimental
=simulated|=observed
resemble|differ
obey|escape defy violate
filter suppress|amplify
manual|automatic automated
=real|=simulated =synthetic =artificial
homogeneous uniform|heterogeneous
healthy|=diseased =ill =sick
=real|=fake
approve praise|condemn criticise criticize
trust believe|doubt distrust
remember|forget
sufficient enough|lacking
"""


def form(word: str) -> str:
    """What a word of the table is known by: itself after ``=``, else its root after a stroke."""
    return word[1:] if word.startswith("=") else f"/{root(word)}"


def _read() -> dict[str, set[str]]:
    opposites: dict[str, set[str]] = {}
    for line in _PAIRS.strip().splitlines():
        one, other = ({form(word) for word in half.split()} for half in line.split("|"))
        for mine, theirs in ((one, other), (other, one)):
            for word in mine:
                opposites.setdefault(word, set()).update(theirs)
    return opposites


OPPOSITES_OF = _read()
# Beginnings that say of how many, how far or when, so that two of them are not the same.
SCOPES = ("pre", "multi", "uni", "bi", "mono", "intra", "inter", "semi", "single", "cross")
PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "de", "anti")
# What is left of a word without such a beginning may be another word and no opposite of it.
NO_OPPOSITES = frozenset(
    "form formation formal put side version verse stance sight come cite tent tension tens fluenc"
    " vent port pact pos print plant pair part press prov mediat radiat cover play ease cours patch"
    " sect plac sign fin tail posit light mean scrib scent rive grad fer flat dex teg crement crete"
    " count charg solv till iti deed sure tuit struct duc still on cross modern al sent fac".split()
)
# For de-: a word for undoing something may stand for what is undone (noise, denoising).
UNDOING = ("is", "iz", "activ", "coupl", "regul", "stabil", "valu", "central")
