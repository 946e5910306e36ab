"""What there is to read, and remembering it for as long as nothing changes that it depends on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from academichub_cli.domain.ranked import Ranked, Reason
from academichub_cli.library import CHANGED, Library

_MEMORY = "ranked last"
_MOST_REMEMBERED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is there to read: `papers` best first, of `day` where they are of one announcement.

    `found` counts what there is for this radar, `pool` the papers of the announcements that was
    chosen from; `is_earlier` says that the current announcement had none for this radar and these
    are of the last one that had. `likely` counts those that are more likely wanted than not, None
    where nothing was learned that could tell. `span` are the first and last announcement it was
    asked for.
    """

    papers: tuple[Ranked, ...]
    found: int
    day: date | None
    pool: int
    is_earlier: bool = False
    span: tuple[date, date] | None = None
    likely: int | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """What was ranked last, for as long as all that `key` names and the library are the same."""

    key: str

    def recall(self, library: Library, limit: int) -> Reading | None:
        """The best of what was ranked; None where that was something else, or too little."""
        try:
            kept = json.loads(library.note(_MEMORY) or "{}")
            if kept.get("key") != self._full_key(library):
                return None
            best = kept["best"][:limit]
            if len(best) < min(limit, kept["found"]):
                return None
            papers = library.papers.by_keys([key for key, *_ in best])
            marks = library.marks.all()
            return Reading(
                papers=tuple(
                    Ranked(
                        paper=paper,
                        score=score,
                        reasons=tuple(Reason(**reason) for reason in reasons),
                        marks=marks.get(paper.id, frozenset()),
                        ranker=ranker,
                    )
                    for paper, (_, score, reasons, ranker) in zip(papers, best, strict=True)
                ),
                found=kept["found"],
                day=date.fromisoformat(kept["day"]) if kept["day"] else None,
                pool=kept["pool"],
                is_earlier=kept["is_earlier"],
                likely=kept["likely"],
            )
        except (LookupError, TypeError, ValueError, AttributeError):
            return None

    def keep(self, library: Library, reading: Reading) -> None:
        """Remember what was ranked."""
        best = reading.papers[:_MOST_REMEMBERED]
        keys = library.papers.keys([ranked.paper.id for ranked in best])
        kept = {
            "key": self._full_key(library),
            "best": [
                (
                    *(keys[ranked.paper.id], ranked.score),
                    *([asdict(each) for each in ranked.reasons], ranked.ranker),
                )
                for ranked in best
            ],
            "found": reading.found,
            "day": reading.day.isoformat() if reading.day else None,
            "pool": reading.pool,
            "is_earlier": reading.is_earlier,
            "likely": reading.likely,
        }
        with library.changing():
            library.set_note(_MEMORY, json.dumps(kept))

    def _full_key(self, library: Library) -> str:
        return f"{self.key} {library.note(CHANGED)}"
