"""bioRxiv: the life sciences' preprints, day by day."""

from __future__ import annotations

from academichub_cli.domain.posting import ADDRESSES
from academichub_cli.sources import Announcing, Profile
from academichub_cli.sources._posting import PostingServer

SOURCE: Announcing = PostingServer(
    Profile(
        name="biorxiv",
        label="bioRxiv",
        serves="subjects such as biorxiv:neuroscience; topics and names where it is turned on",
        limits="one request a second; some 200 to 400 papers a day, and no search",
        addresses=ADDRESSES,
        is_general=False,
    )
)
