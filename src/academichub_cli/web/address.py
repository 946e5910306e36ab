"""What an address says: which site it is of, how often that may be asked, whether it will do."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from academichub_cli.errors import ConfigError

ARXIV = "arxiv.org"
# Seconds between requests. Three are arXiv's terms, and what any site gets that is not known to
# allow more, so that a mirror of arXiv under another name is treated no worse than arXiv.
_SLOWEST = 3.0
_INTERVALS = {
    "api.openalex.org": 0.2,
    "api.crossref.org": 0.5,
    "api.biorxiv.org": 1.0,
    "api.semanticscholar.org": 1.1,
    "pub.orcid.org": 0.3,
    "www.ebi.ac.uk": 0.3,
    "huggingface.co": 1.0,
}
_LONGEST_LABEL = 63  # of a name: RFC 1035
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


def site_of(host: str) -> str:
    """The site a host belongs to: what shares one pace and one connection.

    arXiv's own hosts are one site; any other host is a site of its own, whatever the port.
    """
    name = _without_port(host.lower()).rstrip(".")
    return ARXIV if name == ARXIV or name.endswith(f".{ARXIV}") else name


def interval_of(site: str, *, min_interval: float | None = None) -> float:
    """Seconds to leave between two requests to a site; a loopback site's can be set."""
    if min_interval is not None and is_loopback(site):
        return max(0.0, min_interval)
    return _INTERVALS.get(site, _SLOWEST)


def authority_of(url: str) -> str:
    """The host of an address, with its port where that is not the scheme's own."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return join_authority(parts.scheme, host, parts.port)


def join_authority(scheme: str, host: str, port: int | None) -> str:
    """``host`` or ``host:port``, in lower case; IPv6 in brackets."""
    name = f"[{host}]" if ":" in host else host
    shown = "" if port in (None, _DEFAULT_PORTS.get(scheme)) else f":{port}"
    return f"{name}{shown}".lower()


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its very name."""
    name = _without_port(host.lower())
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def check_address(name: str, url: str) -> str:
    """The address without a slash at its end.

    Raises ConfigError, naming the setting, for one that is not http or https, is plain http to
    another machine, or holds more than host and path.
    """
    parts = _split(name, url)
    for is_wrong, complaint, hint in (
        (parts.scheme not in _DEFAULT_PORTS, "is no web address", "begin it with https://"),
        (not parts.hostname, "names no host", "write it as https://host/path"),
        (
            parts.username is not None or parts.password is not None,
            "holds a user name or a password",
            "leave them out; a key has a setting of its own",
        ),
        ("?" in url or "#" in url, "holds a query or a fragment", "end it with the path"),
        (
            parts.scheme == "http" and not is_loopback(parts.hostname or ""),
            "is plain http to another machine",
            "begin it with https://; plain http is for this machine alone",
        ),
    ):
        if is_wrong:
            raise ConfigError(f"{name} {complaint}", hint=hint)
    return url.rstrip("/")


def _split(name: str, url: str) -> SplitResult:
    unreadable = ConfigError(f"{name} is no web address", hint="write it as https://host/path")
    if _UNWRITABLE.search(url):
        raise unreadable
    try:
        parts = urlsplit(url)
        if not _is_plain(parts.hostname or ""):
            (parts.hostname or "").encode("idna")
        is_readable = parts.port != 0
    except ValueError as error:  # a port that is no number, a broken bracket, an impossible name
        raise unreadable from error
    if not is_readable:
        raise unreadable
    return parts


def _is_plain(host: str) -> bool:
    """Whether a host's name needs no look at its letters, which takes a codec of its own."""
    return host.isascii() and all(0 < len(label) <= _LONGEST_LABEL for label in host.split("."))


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host if host.count(":") > 1 else host.partition(":")[0]
