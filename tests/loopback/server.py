"""The server: one thread a connection, every request recorded, routes and misbehaviours as data."""

from __future__ import annotations

import hashlib
import itertools
import socket
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from loopback.arxiv import Complaint, Paper, look_up, write_complaint, write_feed
from loopback.faults import MODES, Mode, Reply
from loopback.world_faults import WORLD_MODES

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request as a route sees it; header names in lower case."""

    method: str
    target: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(slots=True, kw_only=True)
class Recorded:
    """One request as it was received; `time` and `ended` are of the monotonic clock."""

    ask: Ask
    time: float
    ended: float | None = None
    status: int | None = None

    @property
    def path(self) -> str:
        return self.ask.path

    @property
    def params(self) -> Mapping[str, str]:
        return self.ask.params

    @property
    def headers(self) -> Mapping[str, str]:
        return self.ask.headers


@dataclass(slots=True, kw_only=True)
class _Misbehaviour:
    """A mode that is on: for which requests, counted from when it was turned on."""

    mode: Mode
    path: str
    times: int | None
    at: Collection[int] | None
    met: int = 0
    done: int = 0

    def applies(self, ask: Ask) -> bool:
        if not ask.path.startswith(self.path) or (self.mode.only and not self.mode.only(ask)):
            return False
        self.met += 1
        if self.at is not None and self.met not in self.at:
            return False
        if self.times is not None and self.done >= self.times:
            return False
        self.done += 1
        return True


Route = Callable[[Ask, Mode], Reply]


@dataclass(slots=True)
class ArxivServer:
    """A loopback server; use as a context manager.

    `routes` answer for what their path begins with, the longest first. `has_validators` makes it
    send an ETag and answer 304. `elsewhere` is where ``redirect_elsewhere`` leads.
    """

    papers: Iterable[Paper] = ()
    host: str = "127.0.0.1"
    port: int = 0
    elsewhere: str = "http://127.0.0.2:9"
    has_validators: bool = False
    requests: list[Recorded] = field(default_factory=list)
    routes: dict[str, Route] = field(default_factory=dict)
    most_at_once: int = 0
    _under_way: int = 0
    _on: list[_Misbehaviour] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _server: _Listener | None = None
    _thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        self.papers = list(self.papers)
        self.routes = {"/api/query": self._api, "/moved/api/query": self._api, **self.routes}

    def __enter__(self) -> Self:
        self._server = _Listener((self.host, self.port), _Handler)
        self._server.owner = self
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/query"

    def misbehave(
        self,
        mode: str,
        *,
        times: int | None = None,
        at: Collection[int] | None = None,
        path: str = "/",
    ) -> None:
        """Do something wrong from now on: for so many requests, or for the n-th ones (from 1)."""
        chosen = WORLD_MODES.get(mode) or MODES[mode]
        with self._lock:
            self._on.append(
                _Misbehaviour(mode=chosen, path=path, times=times or chosen.times, at=at)
            )

    def behave(self) -> None:
        """Do nothing wrong from now on."""
        with self._lock:
            self._on.clear()

    def begin(self, ask: Ask) -> tuple[Recorded, Mode]:
        """Note a request and say how to treat it; the first misbehaviour that applies counts."""
        with self._lock:
            recorded = Recorded(ask=ask, time=time.monotonic())
            self.requests.append(recorded)
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
            mode = next((one.mode for one in self._on if one.applies(ask)), Mode(says="nothing"))
        return recorded, mode

    def end(self, recorded: Recorded) -> None:
        with self._lock:
            recorded.ended = time.monotonic()
            self._under_way -= 1

    def hold(self, seconds: float) -> bool:
        """Wait; whether the server is stopping."""
        return self._stopping.wait(seconds)

    def answer(self, ask: Ask, mode: Mode) -> Reply:
        """What this request gets, whatever way it is sent."""
        if mode.reply is not None:
            return mode.reply(ask, self)
        ask = mode.ask(ask) if mode.ask else ask
        paths = sorted((path for path in self.routes if ask.path.startswith(path)), key=len)
        if not paths:
            return Reply(status=404, body=b"not found", kind="text/plain")
        reply = self.routes[paths[-1]](ask, mode)
        if mode.body is not None and reply.status == 200:
            reply = replace(reply, body=mode.body(reply.body))
        return self._validated(ask, reply) if self.has_validators else reply

    def _api(self, ask: Ask, mode: Mode) -> Reply:
        try:
            page = look_up(self.papers, ask.params)
        except Complaint as complaint:
            return Reply(status=400, body=write_complaint(complaint))
        return Reply(body=write_feed(mode.page(page) if mode.page else page))

    def _validated(self, ask: Ask, reply: Reply) -> Reply:
        etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        if ask.headers.get("if-none-match") == etag:
            return replace(reply, status=304, body=b"", headers={"ETag": etag})
        return replace(reply, headers={**reply.headers, "ETag": etag})


class _Listener(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 64
    owner: ArxivServer

    def handle_error(self, request: socket.socket, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


@dataclass(frozen=True, slots=True)
class Wire:
    """The connection, as a misbehaving way to send sees it."""

    handler: _Handler

    @property
    def connection(self) -> socket.socket:
        return self.handler.connection

    def head(self, reply: Reply, *, length: int | None = -1) -> None:
        """Status and headers; without a length the body is sent in chunks."""
        self.handler.send_response(reply.status)
        self.handler.send_header("Content-Type", reply.kind)
        for name, value in reply.headers.items():
            self.handler.send_header(name, value)
        if length is None:
            self.handler.send_header("Transfer-Encoding", "chunked")
        else:
            self.handler.send_header(
                "Content-Length", str(len(reply.body) if length < 0 else length)
            )
        self.handler.end_headers()

    def write(self, piece: bytes) -> None:
        self.handler.wfile.write(piece)

    def hold(self, seconds: float = _PATIENCE) -> bool:
        """Wait; whether there is nobody left to answer, or the server is stopping."""
        for _ in range(max(1, round(seconds / 0.05))):
            if self.handler.owner.hold(0.05) or self._is_left():
                return True
        return False

    def _is_left(self) -> bool:
        try:
            return self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False

    def send(self, reply: Reply) -> None:
        """As one should."""
        if reply.chunks is None:
            self.head(reply)
            self.write(reply.body)
            return
        self.head(reply, length=None)
        for chunk in reply.chunks():
            self.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        self.write(b"0\r\n\r\n")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE
    server: _Listener

    @property
    def owner(self) -> ArxivServer:
        return self.server.owner

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _serve(self, body: bytes) -> None:
        self.close_connection = True
        ask = self._ask(body)
        recorded, mode = self.owner.begin(ask)
        try:
            reply = self.owner.answer(ask, mode)
            recorded.status = reply.status
            wire = Wire(self)
            if mode.send is not None:
                mode.send(wire, reply)
            else:
                wire.send(reply)
        finally:
            self.owner.end(recorded)

    def _ask(self, body: bytes) -> Ask:
        parts = urlsplit(self.path)
        kind = self.headers.get("Content-Type", "")
        form = body.decode("utf-8", "replace") if "json" not in kind else ""
        pairs = itertools.chain(
            parse_qsl(parts.query, keep_blank_values=True),
            parse_qsl(form, keep_blank_values=True),
        )
        return Ask(
            method=self.command,
            target=self.path,
            path=parts.path,
            params=dict(pairs),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: what was asked is recorded."""
