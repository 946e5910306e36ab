"""What a language model's server can do wrong; each is handed the handler and the question."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path


def _error(status: int, message: str, code: str | None = None):
    def send(handler, question) -> None:
        said = message.replace("KEY", handler.key)
        error = {"message": said, "type": code or "error", "code": code, "param": None}
        handler.send_json({"error": error}, status)

    return send


def _silence(handler, question) -> None:
    handler.server.owner.stopping.wait(60)


def _drip(handler, question) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.server.owner.stopping.wait(0.1):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def _html(handler, question) -> None:
    handler.send_body(b"<html><body>Welcome to the login page</body></html>", "text/html")


def _no_choices(handler, question) -> None:
    handler.send_json(
        {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": []}
    )


def _null(handler, question) -> None:
    handler.say(question, None)


def _refusal(handler, question) -> None:
    handler.say(question, "I am sorry, but I cannot help with that.")


def _filtered(handler, question) -> None:
    handler.say(question, "", finish="content_filter")


def _cut_off(handler, question) -> None:
    handler.say(question, '{"themes": [{"id": "T1", "claims": [{"te', finish="length")


def _refusal_field(handler, question) -> None:
    handler.say(question, None, refusal="I cannot help with that.")


def _counted(usage: object):
    """A good answer, and an odd word about what it took."""

    def send(handler, question) -> None:
        handler.say(question, handler.server.owner.writer(question["messages"]), usage=usage)

    return send


def _in_parts(handler, question) -> None:
    text = handler.server.owner.writer(question["messages"])
    half = len(text) // 2
    thought = {"type": "thinking", "text": "{hm}"}
    parts = [thought, {"type": "text", "text": text[:half]}, {"type": "text", "text": text[half:]}]
    handler.say(question, parts)


def _wrapped(before: str, after: str, change=lambda text: text):
    def send(handler, question) -> None:
        text = handler.server.owner.writer(question["messages"])
        handler.say(question, before + change(text) + after)

    return send


def _many_claims(handler, question) -> None:
    claim = {
        "text": "It improves things.",
        "cite": [{"key": "P1", "quote": "nobody wrote that at all"}],
    }
    themes = [{"id": f"T{at}", "claims": [claim] * 100} for at in range(100)]
    handler.say(question, json.dumps({"themes": themes}))


def _thirty_megabytes(handler, question) -> None:
    handler.say(question, "x" * 30_000_000)


def _worker_killed(handler, question) -> None:
    """Kill whoever asks, as a system out of memory does; the key is of one run of the tests."""
    found = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=False)
    for line in found.stdout.splitlines():
        if "academichub_cli.llm._worker" in line and "ps -eo" not in line:
            pid = int(line.split()[0])
            if _is_ours(pid, handler.key):
                os.kill(pid, signal.SIGKILL)
    handler.server.owner.stopping.wait(10)


def _is_ours(pid: int, key: str) -> bool:
    try:
        return f"HUB_WORKER_KEY={key}".encode() in Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False


FAULTS = {
    "401 echoing the key": _error(401, "Incorrect API key provided: KEY.", "invalid_api_key"),
    "403": _error(403, "KEY has no access to model m in your region", "unsupported_country"),
    "429 rate": _error(429, "Rate limit reached for requests", "rate_limit_exceeded"),
    "429 quota": _error(429, "You exceeded your current quota KEY", "insufficient_quota"),
    "400 context": _error(
        400, "This model's maximum context length is 4096 tokens.", "context_length_exceeded"
    ),
    "404 model": _error(404, "The model `m` does not exist", "model_not_found"),
    "500": _error(500, "Internal error KEY"),
    "silence": _silence,
    "drip": _drip,
    "html": _html,
    "no choices": _no_choices,
    "null content": _null,
    "refusal": _refusal,
    "refusal field": _refusal_field,
    "content filter": _filtered,
    "cut off": _cut_off,
    "JSON in fences": _wrapped("```json\n", "\n```"),
    "trailing comma": _wrapped("", "", lambda text: text.rstrip().removesuffix("}") + ",}"),
    "prose around": _wrapped(
        "Here is the brief you asked for {as JSON}:\n\n", "\n\nHope it helps!"
    ),
    "content in parts": _in_parts,
    "10,000 claims": _many_claims,
    "30 MB": _thirty_megabytes,
    "worker killed": _worker_killed,
}
# A good answer each, whatever its server says that it took.
ODD_COUNTS = {
    "texts": {"prompt_tokens": "many", "completion_tokens": "200", "total_tokens": "?"},
    "negative": {"prompt_tokens": -1000, "completion_tokens": -200, "total_tokens": -1200},
    "boundless": {"prompt_tokens": 10**30, "completion_tokens": 10**30, "total_tokens": 10**30},
    "lists": {"prompt_tokens": [1], "completion_tokens": {"a": 1}, "total_tokens": None},
    "a list": [1000, 200],
    "a text": "1200 tokens",
    "a number": 1200,
    "nought": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    "odd details": {
        "prompt_tokens": 1.5, "completion_tokens": True, "total_tokens": 3,
        "prompt_tokens_details": "none", "completion_tokens_details": [1],
    },
    "none": None,
}  # fmt: skip
FAULTS |= {f"counts: {name}": _counted(usage) for name, usage in ODD_COUNTS.items()}
