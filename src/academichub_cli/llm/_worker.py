"""The process that speaks to models: litellm's only importer.

Reads questions as lines of JSON and answers likewise, on pipes of its own: whatever litellm prints
goes nowhere. Ends when its parent does. Started as ``python -I -m academichub_cli.llm._worker``.
"""

from __future__ import annotations

import functools
import json
import os
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, TextIO

from academichub_cli.llm._lenient import is_count, lenient

LONGEST_ANSWER = 400_000
_REFUSALS = {"content_filter", "refusal", "safety", "blocklist", "prohibited_content"}
_QUOTA = ("insufficient_quota", "quota", "billing", "credit", "balance", "payment")
_CONTEXT = ("context length", "context_length", "context window", "context size", "too many tokens")
_FORBIDDEN, _TOO_LARGE, _PAYMENT = 403, 413, 402
# Where JSON is read, from a whole body and from an event of a stream.
_READERS = (("httpx", "Response"), ("openai._streaming", "ServerSentEvent"))


class _Refusal(Exception):  # noqa: N818 (a word for the parent, no error of ours)
    """An answer that is none, by the word for what it is, and what it took all the same."""

    def __init__(self, kind: str, usage: Any = None) -> None:  # noqa: ANN401
        super().__init__(kind)
        self.took = _counts(usage)


def main() -> None:
    """Answer until the parent closes our stdin."""
    out = _own_stdout()
    questions: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()
    try:
        litellm = _load()
    except Exception:  # noqa: BLE001 (whatever keeps it from being imported)
        _say(out, error="missing")
        return
    _say(out, ready=True)
    while True:
        _answer(litellm, json.loads(questions.get()), out)


def _own_stdout() -> TextIO:
    """The parent's pipe, kept from everyone else: prints go nowhere from here on."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return out


def _listen(questions: queue.Queue[str]) -> None:
    for line in sys.stdin:
        questions.put(line)
    os._exit(0)


def _load() -> Any:  # noqa: ANN401 (litellm has no types worth having)
    import litellm  # noqa: PLC0415 (seconds, and what it prints, must go nowhere)

    litellm.suppress_debug_info = True
    litellm.telemetry = False
    litellm.drop_params = True
    litellm.disable_token_counter = True  # its guesses look like a provider's counts
    litellm.num_retries = 0
    litellm.request_timeout = 600
    for module, name in _READERS:
        reader = getattr(import_module(module), name)
        reader.json = _leniently(reader.json)
    return litellm


def _leniently(read: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(read)
    def read_leniently(*answer: Any, **more: Any) -> Any:  # noqa: ANN401
        return lenient(read(*answer, **more))

    return read_leniently


def _say(out: TextIO, **fields: Any) -> None:  # noqa: ANN401
    out.write(json.dumps(fields) + "\n")
    out.flush()


def _answer(litellm: Any, question: dict[str, Any], out: TextIO) -> None:  # noqa: ANN401
    try:
        _say(out, done=_asked(litellm, question, out))
    except _Refusal as refusal:
        _say(out, error=str(refusal), **refusal.took)
    except Exception as error:  # noqa: BLE001 (litellm raises whatever its providers' clients do)
        took = {"sent": 0, "written": 0} if _is_unreached(error) else {}
        _say(out, error=kind_of(error), **took)


def _asked(litellm: Any, question: dict[str, Any], out: TextIO) -> dict[str, Any]:  # noqa: ANN401
    is_streamed = bool(question.get("stream"))
    more = {"stream_options": {"include_usage": True}} if is_streamed else {}
    reply = litellm.completion(
        model=question["model"],
        messages=question["messages"],
        max_tokens=question["max_tokens"],
        timeout=question["timeout"],
        api_base=question.get("base_url") or None,
        api_key=os.environ.get("HUB_WORKER_KEY") or ("none" if question.get("base_url") else None),
        temperature=0,
        num_retries=0,
        max_retries=0,
        stream=is_streamed,
        **more,
    )
    if is_streamed:
        return _streamed(reply, out)
    return _whole(reply)


def _whole(reply: Any) -> dict[str, Any]:  # noqa: ANN401
    choices = getattr(reply, "choices", None)
    if not choices:
        raise _Refusal("empty", getattr(reply, "usage", None))
    content = choices[0].message.content
    text = content if isinstance(content, str) else ""
    return _finished(text, choices[0].finish_reason, getattr(reply, "usage", None))


def _streamed(reply: Any, out: TextIO) -> dict[str, Any]:  # noqa: ANN401
    pieces: list[str] = []
    length, finish, usage = 0, None, None
    for chunk in reply:
        usage = getattr(chunk, "usage", None) or usage
        choices = getattr(chunk, "choices", None)
        if not choices:
            continue
        finish = choices[0].finish_reason or finish
        if piece := choices[0].delta.content:
            pieces.append(piece)
            length += len(piece)
            _say(out, read=length)
        if length > LONGEST_ANSWER:
            raise _Refusal("too long")
    return _finished("".join(pieces), finish, usage)


def _finished(text: str, finish: str | None, usage: Any) -> dict[str, Any]:  # noqa: ANN401
    if len(text) > LONGEST_ANSWER:
        raise _Refusal("too long", usage)
    if finish in _REFUSALS:
        raise _Refusal("refused", usage)
    if finish == "length":
        raise _Refusal("cut off", usage)
    if not text.strip():
        raise _Refusal("empty", usage)
    return {"text": text, **_counts(usage)}


def _counts(usage: Any) -> dict[str, int | None]:  # noqa: ANN401
    """The tokens sent and written, each None where the provider did not say."""
    return {
        "sent": _count(usage, "prompt_tokens"),
        "written": _count(usage, "completion_tokens"),
    }


def _count(usage: Any, name: str) -> int | None:  # noqa: ANN401
    value = getattr(usage, name, None)
    return value if is_count(value) else None


def kind_of(error: BaseException) -> str:
    """A word for what went wrong; the error's own text stays here."""
    name, status = type(error).__name__, getattr(error, "status_code", None)
    said = str(error).casefold()[:4_000]
    if _is_unreached(error) or (name == "APIConnectionError" and _has(said, _CONNECTION)):
        return "connection"
    if name == "ContextWindowExceededError" or status == _TOO_LARGE:
        return "context"
    if name == "BadRequestError" and _has(said, _CONTEXT):
        return "context"
    if name == "RateLimitError" or status == _PAYMENT:
        return "quota" if _has(said, _QUOTA) else "rate"
    is_server = isinstance(status, int) and status >= 500  # noqa: PLR2004
    by_status = "forbidden" if status == _FORBIDDEN else "server" if is_server else "failed"
    return _BY_NAME.get(name, by_status)


def _has(said: str, signs: Sequence[str]) -> bool:
    return any(sign in said for sign in signs)


def _is_unreached(error: BaseException | None) -> bool:
    """Whether no connection came about, whatever litellm has made of that."""
    for _ in range(_DEEPEST):
        if error is None:
            return False
        if type(error).__name__ in _UNREACHED:
            return True
        error = error.__cause__ or error.__context__
    return False


_DEEPEST = 20
_UNREACHED = {"ConnectError", "ConnectTimeout", "ProxyError", "ConnectionRefusedError", "gaierror"}
_CONNECTION = ("connection error", "connect", "refused", "name or service", "disconnected")
_BY_NAME = {
    "AuthenticationError": "key",
    "PermissionDeniedError": "forbidden",
    "NotFoundError": "unknown model",
    "Timeout": "deadline",
    "APITimeoutError": "deadline",
    "ContentPolicyViolationError": "refused",
    "InternalServerError": "server",
    "ServiceUnavailableError": "server",
    "BadGatewayError": "server",
    "APIResponseValidationError": "unreadable",
    "JSONSchemaValidationError": "unreadable",
    "UnprocessableEntityError": "failed",
}


if __name__ == "__main__":
    main()
