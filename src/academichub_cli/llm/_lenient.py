"""What a server sends, put so that litellm can read it: an odd count must not cost a good draft."""

from __future__ import annotations

from typing import Any

_COUNTS = ("prompt_tokens", "completion_tokens", "total_tokens")
_MOST = 100_000_000
_TEXTS = (None, "text", "output_text")


def lenient(document: Any) -> Any:  # noqa: ANN401 (JSON of a stranger's)
    """An answer of OpenAI's shape with counts that are counts and texts in one piece.

    A refusal in a field of its own, which litellm passes over, ends it. Anything else is handed
    back as it came.
    """
    if not isinstance(document, dict) or not isinstance(document.get("choices"), list):
        return document
    counted = {"usage": _counts(document["usage"])} if "usage" in document else {}
    return {**document, **counted, "choices": [_choice(each) for each in document["choices"]]}


def is_count(value: object) -> bool:
    """Whether this may be how many tokens were sent or written; nought never is."""
    return type(value) is int and 0 < value <= _MOST


def _counts(usage: object) -> dict[str, int] | None:
    if not isinstance(usage, dict):
        return None
    return {name: usage[name] for name in _COUNTS if is_count(usage.get(name))} or None


def _choice(choice: Any) -> Any:  # noqa: ANN401
    if not isinstance(choice, dict):
        return choice
    told = {name: choice[name] for name in ("message", "delta") if name in choice}
    is_refused = any(isinstance(each, dict) and each.get("refusal") for each in told.values())
    ended = {"finish_reason": "content_filter"} if is_refused else {}
    return {**choice, **{name: _said(message) for name, message in told.items()}, **ended}


def _said(message: Any) -> Any:  # noqa: ANN401
    if not isinstance(message, dict) or not isinstance(message.get("content"), list):
        return message
    return {**message, "content": "".join(map(_text, message["content"]))}


def _text(part: object) -> str:
    """The text of a part; nothing where it is a picture or a thought."""
    if isinstance(part, dict):
        part = part.get("text") if part.get("type") in _TEXTS else ""
    return part if isinstance(part, str) else ""
