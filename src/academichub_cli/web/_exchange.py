"""One address asked and what came back: whose it is, and whether it is an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Self
from urllib.parse import quote

import httpx

from academichub_cli.web._retry import BUSY_STATUS, retry_after
from academichub_cli.web._sniff import Kind, sniff
from academichub_cli.web.address import ARXIV, join_authority, site_of
from academichub_cli.web.errors import BusyError, NotWhatWasAskedError, RefusedError
from academichub_cli.web.values import Request

_BLANK = b"***"
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whom an address belongs to: its `site` for the pace, its `host` for what is said."""

    site: str
    host: str

    @classmethod
    def of(cls, url: httpx.URL) -> Self:
        """The place of an address."""
        return cls(site=site_of(url.host), host=join_authority(url.scheme, url.host, url.port))

    @property
    def standing(self) -> str:
        """What a failure speaks against: all of arXiv, but only one port of another host."""
        return self.site if self.site == ARXIV else self.host


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came over the wire for one address; headers in lower case."""

    url: httpx.URL
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def is_success(self) -> bool:
        """Whether the site says that this is what was asked for."""
        return HTTPStatus(200) <= self.status < 300  # noqa: PLR2004

    @property
    def is_redirect(self) -> bool:
        """Whether the answer is elsewhere."""
        return self.status in REDIRECTS

    @property
    def is_unchanged(self) -> bool:
        """Whether the answer is the one we have."""
        return self.status == HTTPStatus.NOT_MODIFIED


def require_answer(request: Request, reply: Reply, now: datetime) -> None:
    """Raises BusyError, RefusedError or NotWhatWasAskedError for a reply that is no answer."""
    host = Place.of(reply.url).host
    sent = sniff(reply.body, request.expects)
    is_welcome = reply.is_success or reply.status in request.accept_status
    if why := _why_busy(reply, sent, is_welcome=is_welcome):
        wanted = retry_after(reply.headers, now)
        raise BusyError(host, why, not_before=now + wanted if wanted else None)
    if not is_welcome or (sent is not None and not reply.is_success):
        raise RefusedError(host, reply.status)
    if sent is not None:
        raise NotWhatWasAskedError(host, sent=sent.value, asked=request.expects)


def without_secrets(request: Request, reply: Reply) -> Reply:
    """The reply without the keys that were sent: some sites quote them when they complain.

    Where a redirect tells one is left to be seen by whoever follows it.
    """
    secrets = [
        each for each in (*request.secrets.values(), *request.secret_params.values()) if each
    ]
    if not secrets or reply.is_redirect:
        return reply
    body, headers = reply.body, dict(reply.headers)
    for secret in {*secrets, *map(quote, secrets)}:
        body = body.replace(secret.encode(), _BLANK)
        headers = {name: value.replace(secret, _BLANK.decode()) for name, value in headers.items()}
    return replace(reply, body=body, headers=headers)


def _why_busy(reply: Reply, sent: Kind | None, *, is_welcome: bool) -> str | None:
    if sent is Kind.RATE:
        return sent.value
    if reply.status in BUSY_STATUS and not is_welcome:
        return f"status {reply.status}"
    if sent is Kind.EMPTY and reply.is_success:
        return sent.value
    return None
