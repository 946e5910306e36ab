"""httpx, set up as we need it, and its errors in our words."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from academichub_cli.errors import ConfigError
from academichub_cli.web._body import (
    ENCODINGS,
    BrokenOffError,
    OversizeError,
    UndecodableError,
    read_body,
)
from academichub_cli.web._exchange import Reply
from academichub_cli.web.address import is_loopback
from academichub_cli.web.errors import (
    CHECK_NETWORK,
    ConnectFailedError,
    CutError,
    NotWhatWasAskedError,
    TooLargeError,
    UnreachableError,
)
from academichub_cli.web.values import WebSettings

# httpx logs every address in full, and some hold a key.
logging.getLogger("httpx").setLevel(logging.WARNING)
_CHECK_PROXY = "check the proxy in HTTPS_PROXY, ALL_PROXY or the settings"
_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Wire:
    """The clients, made on first use: loopback hosts are reached without the user's proxy."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._clients: dict[tuple[bool, str], httpx.AsyncClient] = {}

    def client(self, url: httpx.URL) -> httpx.AsyncClient:
        """The client for an address. Raises ConfigError for a proxy or a CA file that cannot be."""
        is_direct = is_loopback(url.host) and self._settings.proxy is None
        if (is_direct, url.scheme) not in self._clients:
            # Reading all certificates takes longer than many a loopback answer.
            trust = _NOBODY if url.scheme == "http" else _trust(self._settings.ca_file)
            self._clients[is_direct, url.scheme] = self._made(trust, is_direct=is_direct)
        return self._clients[is_direct, url.scheme]

    async def send(self, outgoing: httpx.Request, host: str) -> Reply:
        """What the address says, decoded. Raises a WebError, or ConfigError as `client` does."""
        client = self.client(outgoing.url)
        await self._resolve(outgoing.url)
        with translated(host, is_proxied=self._is_proxied(outgoing.url)):
            response = await client.send(outgoing, stream=True)
            try:
                return await self._read(response, outgoing.url, host)
            finally:
                await response.aclose()

    async def _read(self, response: httpx.Response, url: httpx.URL, host: str) -> Reply:
        headers = {name.lower(): value for name, value in response.headers.items()}
        reply = Reply(url=url, status=response.status_code, headers=headers)
        if reply.is_redirect or reply.is_unchanged:
            return reply
        return replace(reply, body=await self._body(response, host))

    async def _body(self, response: httpx.Response, host: str) -> bytes:
        encoding = response.headers.get("content-encoding", "")
        cap = self._settings.size_cap
        try:
            return await read_body(response.aiter_raw(), encoding, cap=cap)
        except OversizeError as error:
            raise TooLargeError(host, cap) from error
        except BrokenOffError as error:
            raise CutError(host) from error
        except UndecodableError as error:
            raise NotWhatWasAskedError(host, sent="bytes in an unknown coding") from error

    async def _resolve(self, url: httpx.URL) -> None:
        """Look the host up before httpx does, in a thread that nothing waits for.

        The look-up itself cannot be cancelled, and asyncio would wait for its own threads at the
        end of the program. Left to the proxy where there is one.
        """
        if is_loopback(url.host) or _is_literal(url.host) or self._is_proxied(url):
            return
        try:
            await _looked_up(url.host, url.port or url.scheme)
        except (OSError, UnicodeError) as error:
            raise _unknown_name(url.host) from error

    async def aclose(self) -> None:
        """Close every connection."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()

    def _made(self, trust: ssl.SSLContext, *, is_direct: bool) -> httpx.AsyncClient:
        try:
            for proxy in (
                [] if is_direct else _proxies(self._settings.proxy, "http", "https", "all")
            ):
                _require_address(proxy)
            return httpx.AsyncClient(
                verify=trust,
                proxy=self._settings.proxy,
                trust_env=not is_direct,
                timeout=None,  # noqa: S113 (the deadline is around the whole, not its parts)
                limits=httpx.Limits(max_keepalive_connections=0),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                headers={
                    "User-Agent": self._settings.user_agent,
                    "Accept-Encoding": ENCODINGS,
                    "Connection": "close",
                },
            )
        except (ValueError, httpx.InvalidURL) as error:
            raise ConfigError(
                "the proxy's address is none", hint="write it as http://host:port"
            ) from error
        except ImportError as error:
            raise ConfigError(
                "the proxy is a SOCKS proxy, which needs the package socksio",
                hint="install academichub-cli together with httpx[socks], or use an http proxy",
            ) from error

    def _is_proxied(self, url: httpx.URL) -> bool:
        if self._settings.proxy is not None:
            return True
        is_exempt = is_loopback(url.host) or bool(proxy_bypass(url.host))
        return not is_exempt and any(_proxies(None, url.scheme, "all"))


@contextlib.contextmanager
def translated(host: str, *, is_proxied: bool = False) -> Iterator[None]:
    """Say in our words what httpx raises."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise _unconnected(host, error, is_proxied=is_proxied) from error
    except httpx.ProxyError as error:
        raise UnreachableError(host, "the proxy refuses", hint=_CHECK_PROXY) from error
    except (httpx.HTTPError, httpx.StreamError) as error:
        raise CutError(host) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _unknown_name(host) from error


def _trust(ca_file: str | None) -> ssl.SSLContext:
    """Whom to trust: the setting, else the variables that other programs obey, else Mozilla."""
    names = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
    given = ca_file or next((os.environ[name] for name in names if os.environ.get(name)), None)
    folder = None if ca_file else os.environ.get("SSL_CERT_DIR")
    if not given and not folder:
        return httpx.create_ssl_context(trust_env=False)
    given, folder = (None, given) if given and os.path.isdir(given) else (given, folder)  # noqa: PTH112
    try:
        if folder and not os.path.isdir(folder):  # noqa: PTH112
            raise NotADirectoryError(folder)
        return ssl.create_default_context(cafile=given, capath=folder)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise ConfigError(
            f"the CA file {given or folder} cannot be used",
            hint="name a file of certificates in PEM form, or unset SSL_CERT_FILE",
        ) from error


def _proxies(setting: str | None, *schemes: str) -> list[str]:
    """The proxy of the settings, else those of the environment."""
    found = getproxies()
    return [setting] if setting else [found[name] for name in schemes if name in found]


def _require_address(proxy: str) -> None:
    """Raises ValueError for what httpx would take for a proxy's address, and fail on later."""
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if not parts.hostname or parts.port == 0:
        raise ValueError


def _unconnected(host: str, error: httpx.TransportError, *, is_proxied: bool) -> UnreachableError:
    causes = tuple(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        hint = "check this machine's clock; behind a company's proxy name its CA in SSL_CERT_FILE"
        return UnreachableError(host, "its certificate is not trusted", hint=hint)
    if is_proxied:
        return UnreachableError(host, "the proxy does not answer", hint=_CHECK_PROXY)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return _unknown_name(host)
    return ConnectFailedError(host, "the connection failed", hint=f"{CHECK_NETWORK} and try again")


def _unknown_name(host: str) -> UnreachableError:
    return UnreachableError(
        host, "its name is not known here", hint=f"{CHECK_NETWORK} and the name"
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def _looked_up(host: str, port: int | str) -> None:
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def settle(failure: Exception | None) -> None:
        if done.cancelled():
            return
        if failure is None:
            done.set_result(None)
        else:
            done.set_exception(failure)

    def look_up() -> None:
        failure: Exception | None = None
        try:
            socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop has been closed in the meantime
            loop.call_soon_threadsafe(settle, failure)

    threading.Thread(target=look_up, daemon=True).start()
    await done
