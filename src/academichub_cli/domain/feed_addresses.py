"""Addresses of feeds: which may be asked, and what to call a feed that has no name."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_LONGEST = 500
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


def is_address(text: str) -> bool:
    """Whether this is meant to be a web address, usable or not."""
    return text.strip().casefold().startswith(("http://", "https://", "feed://", "feed:"))


def feed_address(text: str) -> str | None:
    """The address as it can be asked; None for one that may not be.

    It is https, or plain http on this machine, and bears no name, password or fragment.
    """
    address = text.strip()
    if len(address) > _LONGEST or _UNWRITABLE.search(address):
        return None
    try:
        parts = urlsplit(address)
        host, is_usable = parts.hostname or "", parts.port != 0
        host.encode("idna")
    except ValueError:  # a port that is no number, a broken bracket, an impossible name
        return None
    if not (host and is_usable) or "@" in parts.netloc or parts.fragment:
        return None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))
    return address if is_safe else None


def called(address: str) -> str:
    """A name for the feed at an address: ``example.org/feed.xml``."""
    parts = urlsplit(address)
    return f"{parts.hostname}{parts.path}".rstrip("/")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
