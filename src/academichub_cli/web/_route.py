"""Which address a request goes to, where a redirect may lead, and what of it may be known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import httpx

from academichub_cli.errors import ConfigError
from academichub_cli.web._exchange import Place, Reply
from academichub_cli.web.address import is_loopback
from academichub_cli.web.errors import RedirectError
from academichub_cli.web.values import Request

_SHOWN = 80


def address_of(request: Request, hosts: Collection[str]) -> httpx.URL:
    """The address with its parameters, the secret ones left out. Raises ConfigError."""
    try:
        url = with_params(httpx.URL(request.url), request.params).copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise ConfigError(
            "the address of a source is none", hint="write it as https://host/path"
        ) from error
    place = Place.of(url)
    if place.host not in hosts or url.userinfo:
        raise ConfigError(
            f"{_shown(place.host)} is not a configured host",
            hint="set the address of the source it belongs to",
        )
    if not _is_safe(url):
        raise ConfigError(f"{place.host} is not asked over https", hint="use https://")
    _check_secrets(request, place)
    return url


def target_of(request: Request, reply: Reply, hosts: Collection[str]) -> httpx.URL:
    """Where a redirect leads. Raises RedirectError where we do not follow."""
    here = Place.of(reply.url)
    location = reply.headers.get("location", "")
    try:
        target = reply.url.join(location).copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise RedirectError(here.host, "to no address") from error
    there = Place.of(target)
    for is_wrong, why in (
        (not location or not target.host or bool(target.userinfo), "to no address"),
        (request.method != "GET", "what was posted to it"),
        (there.host not in hosts, f"to {_shown(there.host)}, which is not configured"),
        (not _is_safe(target, coming_from=reply.url), "away from https"),
        (there != here and _tells_secret(request, location), "with a key in the address"),
    ):
        if is_wrong:
            raise RedirectError(here.host, why)
    return without_params(target, request.secret_params)


def with_params(url: httpx.URL, params: Mapping[str, str]) -> httpx.URL:
    """The address with these parameters added to its own."""
    return url.copy_merge_params(dict(params)) if params else url


def without_params(url: httpx.URL, params: Collection[str]) -> httpx.URL:
    """The address without the parameters of these names."""
    for name in params:
        if name in url.params:
            url = url.copy_remove_param(name)
    return url


def _is_safe(url: httpx.URL, *, coming_from: httpx.URL | None = None) -> bool:
    if url.scheme == "https":
        return True
    is_downgrade = coming_from is not None and coming_from.scheme == "https"
    return url.scheme == "http" and is_loopback(url.host) and not is_downgrade


def _tells_secret(request: Request, location: str) -> bool:
    secrets = (*request.secrets.values(), *request.secret_params.values())
    return any(secret and secret in location for secret in secrets)


def _check_secrets(request: Request, place: Place) -> None:
    """A key that no header can carry would come back, quoted, in the library's complaint."""
    for secret in (*request.secrets.values(), *request.secret_params.values()):
        if not (secret.isascii() and secret.isprintable()) or secret != secret.strip():
            raise ConfigError(
                f"the key for {place.host} has characters that no key has",
                hint="copy it again, without blanks and quotation marks",
            )


def _shown(host: str) -> str:
    """A host from outside, fit to be printed."""
    return ascii(host[:_SHOWN])[1:-1] if host else "no host"
