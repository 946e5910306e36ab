"""The use case of fetching: radar → what is due → sources → papers merged into the library.

`_queries` asks for what follows mean, `_announcements` for whole listings and keeps the ledger.
"""

from __future__ import annotations

from academichub_cli.harvest._harvester import Harvester, has_work
from academichub_cli.harvest._outcome import Harvest

__all__ = ["Harvest", "Harvester", "has_work"]
