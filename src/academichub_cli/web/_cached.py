"""Earlier answers with their validators, as values that JSON can hold."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from academichub_cli.web.values import Validators

_SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The body of an earlier answer and what its site calls it."""

    body: bytes
    etag: str = ""
    last_modified: str = ""

    def conditions(self) -> dict[str, str]:
        """The headers that ask for an answer only if it is another one."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


def key_of(url: str, accept: str) -> str:
    """The name of an answer in the cache."""
    return f"answer:{hashlib.sha256(f'{accept} {url}'.encode()).hexdigest()}"


def read(cache: Validators, key: str, *, cap: int) -> Kept | None:
    """What was kept; None where nothing was, or nothing that can be read."""
    match cache.get(key):
        case {"schema": 1, "body": str(packed), "etag": str(etag), "last_modified": str(modified)}:
            body = _unpacked(packed, cap)
        case _:
            return None
    return None if body is None else Kept(body=body, etag=etag, last_modified=modified)


def keep(cache: Validators, key: str, headers: Mapping[str, str], body: bytes) -> None:
    """Keep an answer whose site gave it a validator."""
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    if not (_is_sendable(etag) and _is_sendable(modified) and etag + modified):
        return
    packed = base64.b64encode(zlib.compress(body, 3)).decode("ascii")
    cache.put(key, {"schema": _SCHEMA, "body": packed, "etag": etag, "last_modified": modified})


def _unpacked(packed: str, cap: int) -> bytes | None:
    inflate = zlib.decompressobj()
    try:
        body = inflate.decompress(base64.b64decode(packed, validate=True), cap)
    except (ValueError, zlib.error):
        return None
    return body if inflate.eof else None


def _is_sendable(value: str) -> bool:
    return value.isascii() and (not value or value.isprintable())
