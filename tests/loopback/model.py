"""A language model's server on this machine: the OpenAI protocol, spoken by a script."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from loopback.model_faults import FAULTS

USAGE = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
Writer = Callable[[list[dict[str, str]]], str]


@dataclass(slots=True)
class ModelServer:
    """Answers each conversation with what `writer` makes of it; use as a context manager."""

    writer: Writer = lambda messages: "OK"
    asked: list[dict] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.owner = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def fails(self, *names: str) -> None:
        """Misbehave so at the next requests, one after the other; the last one stays."""
        self.faults[:] = names

    def next_fault(self) -> str | None:
        if len(self.faults) > 1:
            return self.faults.pop(0)
        return self.faults[0] if self.faults else None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        owner = self.server.owner
        self.close_connection = True
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        owner.asked.append(question)
        owner.keys.append(self.key)
        fault = owner.next_fault()
        try:
            if fault:
                FAULTS[fault](self, question)
            else:
                self.say(question, owner.writer(question["messages"]))
        except (BrokenPipeError, ConnectionResetError):
            return

    def say(
        self, question: dict, text, *, finish: str = "stop", usage: object = USAGE, **message
    ) -> None:
        """An answer, whole or streamed as it was asked for; the text may be a list of parts."""
        if question.get("stream"):
            pieces = [text] if text is not None else []
            self.stream(pieces, finish, usage=usage, **message)
            return
        said = {"role": "assistant", "content": text, **message}
        self.send_json({
            "id": "1", "object": "chat.completion", "created": 1, "model": question["model"],
            "choices": [{"index": 0, "message": said, "finish_reason": finish}],
            **({} if usage is None else {"usage": usage}),
        })  # fmt: skip

    def stream(self, pieces, finish: str = "stop", *, usage: object = USAGE, **delta) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in pieces:
            if not isinstance(piece, str):
                self.event({"delta": {"content": piece}, "finish_reason": None})
                continue
            for start in range(0, len(piece), 4_000):
                self.event(
                    {"delta": {"content": piece[start : start + 4_000]}, "finish_reason": None}
                )
        self.event({"delta": delta, "finish_reason": finish})
        if usage is not None:
            self.wfile.write(b"data: " + json.dumps(_chunk([], usage=usage)).encode() + b"\n\n")
        self.wfile.write(b"data: [DONE]\n\n")

    def event(self, choice: dict) -> None:
        self.wfile.write(
            b"data: " + json.dumps(_chunk([{"index": 0, **choice}])).encode() + b"\n\n"
        )
        self.wfile.flush()

    def send_json(self, document: dict, status: int = 200) -> None:
        self.send_body(json.dumps(document).encode(), "application/json", status)

    def send_body(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def _chunk(choices: list, **more) -> dict:
    return {
        "id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m",
        "choices": choices, **more,
    }  # fmt: skip
