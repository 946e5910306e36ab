"""What the door is told, what it is asked and what it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

from academichub_cli import __version__

Expects: TypeAlias = Literal["xml", "json", "html", "any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How to ask.

    `state_dir` keeps the pace of all processes. `deadline` is how many seconds one `Request` may
    be on the wire, its redirects and retries included. `min_interval` takes the place of a
    loopback site's interval, and of no other's. `hosts` are those that may be asked, as
    `authority_of` writes them. `proxy` and `ca_file` take the place of the environment's. Who is
    not patient, since somebody waits for an answer, does not ask a busy site again.
    """

    state_dir: Path
    user_agent: str
    hosts: frozenset[str]
    deadline: float = 30.0
    size_cap: int = 32 * 2**20
    min_interval: float | None = None
    offline: bool = False
    proxy: str | None = None
    ca_file: str | None = None
    is_patient: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to one address.

    `secrets` are headers and `secret_params` parameters that reach the host of `url` and no other,
    and are in no answer, error or cache. An answer with one of `accept_status` is returned as if
    it were a success. With `conditional` an unchanged answer is not sent again. What
    fails speaks against `standing`, a part of a site that can be busy or broken by itself; where
    none is named, against the host.
    """

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    expects: Expects = "xml"
    headers: Mapping[str, str] = field(default_factory=dict)
    method: Literal["GET", "POST"] = "GET"
    content: bytes | None = field(default=None, repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    secret_params: Mapping[str, str] = field(default_factory=dict, repr=False)
    conditional: bool = True
    accept_status: frozenset[int] = frozenset()
    standing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site said: decoded bytes, the address they came from, headers in lower case.

    `from_cache` says that the site confirmed the bytes of an earlier answer.
    """

    status: int
    body: bytes
    url: str
    headers: Mapping[str, str]
    taken: datetime
    from_cache: bool = False


class EventKind(StrEnum):
    """What there is to tell while an answer is awaited."""

    ASKING = "asking"
    WAITING = "waiting"
    RETRYING = "retrying"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something to show while an answer is awaited; `seconds` is how long a wait will be."""

    kind: EventKind
    host: str
    seconds: float = 0.0
    why: str = ""


class Validators(Protocol):
    """Where earlier answers are kept, as values that JSON can hold."""

    def get(self, key: str) -> dict[str, Any] | None:
        """What was put there, or None."""

    def put(self, key: str, value: dict[str, Any]) -> None:
        """Keep a value, perhaps."""


def user_agent(contact: str) -> str:
    """How we introduce ourselves: name, version, and where to write to."""
    reachable = re.sub(r"[^!-'*-~]+", "", contact)
    return f"academichub-cli/{__version__} (research radar; contact: {reachable})"
