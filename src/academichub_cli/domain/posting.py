"""What of a radar is read from bioRxiv and medRxiv: whole days, of a subject or of everything."""

from __future__ import annotations

from academichub_cli.domain.categories import SUBJECTS, is_known, server_of
from academichub_cli.domain.radar import FollowKind, Radar

SERVERS = tuple(SUBJECTS)
# Both are asked at one address.
ADDRESSES = {"days": "biorxiv"}  # by the name of the route
_SEARCHED = frozenset({FollowKind.AUTHOR, FollowKind.TOPIC})


def tracked(radar: Radar, server: str, *, is_general: bool) -> tuple[str, ...]:
    """The followed subjects of a server, and all of it where topics and names are looked for.

    Nothing can be searched there, so for topics and names everything is read.
    """
    followed = [each.text for each in radar.of_kind(FollowKind.CATEGORY)]
    own = [name for name in followed if server_of(name) == server and is_known(name)]
    is_searched = is_general and any(each.kind in _SEARCHED for each in radar.follows)
    return tuple(dict.fromkeys([server, *own] if is_searched else own))


def unknown(radar: Radar, server: str) -> tuple[str, ...]:
    """The followed subjects that a server does not have."""
    followed = (each.text for each in radar.of_kind(FollowKind.CATEGORY))
    return tuple(name for name in followed if server_of(name) == server and not is_known(name))
