"""The bundled table of journals and conference series, and sets of them; read when asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from academichub_cli.domain.journals import Journal, Route
from academichub_cli.domain.venues import venue_key

_TABLE, _SETS = "journals.tsv", "sets.toml"
_SERIES = "series"


@cache
def every() -> tuple[Journal, ...]:
    """All journals and series of the table, by name."""
    lines = files(__name__).joinpath(_TABLE).read_text(encoding="utf-8").splitlines()
    return tuple(_journal(line.split("\t")) for line in lines if not line.startswith("#"))


def names() -> tuple[str, ...]:
    """The names of all journals and series."""
    return tuple(journal.name for journal in every())


def by_issn(issn: str) -> Journal | None:
    """The journal of an ISSN."""
    return _by_issn().get(issn)


def field_of(issns: Iterable[str]) -> str | None:
    """The field of the journal of these ISSNs; None for an unknown one and one of all fields."""
    found = (journal for issn in issns if (journal := by_issn(issn)))
    return next((journal.field for journal in found if journal.field), None)


def field_of_name(name: str) -> str | None:
    """The field of the journal of this name; None for an unknown one and one of all fields."""
    key = venue_key(name)
    found = (journal for journal in every() if venue_key(journal.name) == key)
    return next((journal.field for journal in found), None)


def sets() -> dict[str, tuple[str, ...]]:
    """The bundled sets: their names, and the names of what is in each."""
    text = files(__name__).joinpath(_SETS).read_text(encoding="utf-8")
    return {name: tuple(members) for name, members in tomllib.loads(text).items()}


@cache
def _by_issn() -> dict[str, Journal]:
    return {issn: journal for journal in every() for issn in journal.issns}


def _journal(row: list[str]) -> Journal:
    name, abbreviations, issns, publisher, field, kind, route, feed, _origin = row
    return Journal(
        name=name,
        abbreviations=tuple(abbreviations.split("; ")) if abbreviations else (),
        issns=tuple(issns.split()),
        publisher=publisher or None,
        field=field or None,
        is_series=kind == _SERIES,
        route=Route(route),
        feed=feed or None,
    )
