"""What asking a model for a brief will take, told before it is asked."""

from __future__ import annotations

from collections.abc import Iterable

from academichub_cli.briefs import _prompt
from academichub_cli.briefs.write import Wish
from academichub_cli.domain.brief import Brief
from academichub_cli.domain.paper import Paper


def estimate(plain: Brief, papers: Iterable[Paper], *, wish: Wish) -> int:
    """About how many tokens the model would be sent for a draft."""
    material = _prompt.gather(plain, {paper.id: paper for paper in papers}, budget=wish.budget)
    return _prompt.tokens_of(_prompt.messages(material, lang=wish.lang, fence=wish.fence))


def further(sent: int, *, wish: Wish, written: int) -> tuple[int, ...]:
    """About how many tokens at most each further call is sent, after a draft's of `sent` tokens.

    The claims that a model is to doubt are those of its draft and its repairs, which are of at
    most `written` tokens each.
    """
    repair = sent + _prompt.for_repair(sent, budget=wish.budget)
    doubt = _prompt.tokens_of(_prompt.doubt((), fence=wish.fence)) + 2 * written
    return (repair, doubt) if wish.is_doubted else (repair,)
