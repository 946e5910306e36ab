"""medRxiv: the health sciences' preprints, day by day."""

from __future__ import annotations

from academichub_cli.domain.posting import ADDRESSES
from academichub_cli.sources import Announcing, Profile
from academichub_cli.sources._posting import PostingServer

SOURCE: Announcing = PostingServer(
    Profile(
        name="medrxiv",
        label="medRxiv",
        serves="subjects such as medrxiv:neurology; topics and names where it is turned on",
        limits="one request a second; some 50 to 150 papers a day, and no search",
        addresses=ADDRESSES,
        is_general=False,
    )
)
