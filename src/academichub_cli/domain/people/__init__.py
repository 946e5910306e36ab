"""Which person a printed name is: papers of one name told apart by what surrounds the name.

A `Trace` is what one paper tells of one of its authors, a `Portrait` what all traces of one person
come to; `grouped` makes persons of a name's papers, and `attributed` says how likely each of them
is by the person who is meant. A `Candidate` sums a person up; `joined` makes one of those that
several places tell of.
"""

from __future__ import annotations

from academichub_cli.domain.people.attribution import attributed, disowned
from academichub_cli.domain.people.candidates import Candidate, candidates, usual
from academichub_cli.domain.people.grouping import grouped
from academichub_cli.domain.people.joining import joined, unmistakable
from academichub_cli.domain.people.traces import (
    Company,
    Rarity,
    Surroundings,
    Trace,
    known_as,
    trace,
)

__all__ = [
    "Candidate",
    "Company",
    "Rarity",
    "Surroundings",
    "Trace",
    "attributed",
    "candidates",
    "disowned",
    "grouped",
    "joined",
    "known_as",
    "trace",
    "unmistakable",
    "usual",
]
