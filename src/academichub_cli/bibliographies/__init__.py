"""Bibliographies that readers own, read line by line: one file each, named as the format is."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain, islice
from typing import Protocol, cast

from academichub_cli.domain.bibliography import Entry, Misread

_HEAD = 50  # lines in which a format shows


class Bibliography(Protocol):
    """A module of this folder: how a format's files are called and begin, and reading one."""

    SUFFIXES: tuple[str, ...]

    def begins(self, line: str) -> bool:
        """Whether a file whose first line that is not empty is this one has the format."""
        ...

    def read(self, lines: Iterable[str]) -> Iterator[Entry | Misread]:
        """The entries in order, each as soon as it is read; never fails."""
        ...


def names() -> tuple[str, ...]:
    """The names of all formats."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def find(name: str) -> Bibliography:
    """The format of this name."""
    return cast("Bibliography", import_module(f"{__name__}.{name.replace('-', '_')}"))


def read(lines: Iterable[str], *, file_name: str = "") -> Iterator[Entry | Misread]:
    """The entries of a bibliography in whatever format it shows to be; a list of ids if in none."""
    rest = iter(lines)
    head = list(islice(rest, _HEAD))
    first = next((line for line in head if line.strip(" \t\r\n\ufeff")), "").lstrip("\ufeff \t")
    known = [find(name) for name in names()]
    shown = [each for each in known if each.begins(first)]
    called = [each for each in known if file_name.casefold().endswith(each.SUFFIXES)]
    chosen = (shown or called or [find("ids")])[0]
    return chosen.read(chain(head, rest))
