from __future__ import annotations

import pytest

from academichub_cli.llm._lenient import lenient

CHOICE = {"index": 0, "message": {"role": "assistant", "content": "OK"}, "finish_reason": "stop"}


@pytest.mark.parametrize("document", [
    None, [], "text", 7, {}, {"choices": None}, {"error": {"message": "no"}},
    {"choices": [CHOICE], "usage": {"prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4}},
    {"choices": [None, "x", {"message": None}, {"delta": {"content": None}}]},
])  # fmt: skip
def test_what_is_in_order_or_none_of_ours_stays(document):
    assert lenient(document) == document


@pytest.mark.parametrize(("usage", "kept"), [
    ({"prompt_tokens": 3, "completion_tokens": "1"}, {"prompt_tokens": 3}),
    ({"prompt_tokens": -3, "completion_tokens": 10**30}, None),
    ({"prompt_tokens": True, "prompt_tokens_details": "?"}, None),
    ([3, 1], None),
    ("3", None),
])  # fmt: skip
def test_a_count_is_a_number_that_can_be(usage, kept):
    assert lenient({"choices": [CHOICE], "usage": usage})["usage"] == kept


@pytest.mark.parametrize("name", ["message", "delta"])
def test_texts_in_parts_are_joined_and_other_parts_left_out(name):
    parts = ["a", {"type": "text", "text": "b"}, {"type": "thinking", "text": "no"}, {"text": 5}, 7]
    told = lenient({"choices": [{name: {"content": parts}}]})
    assert told == {"choices": [{name: {"content": "ab"}}]}


@pytest.mark.parametrize("name", ["message", "delta"])
def test_a_refusal_is_how_it_ended(name):
    told = lenient(
        {"choices": [{name: {"content": None, "refusal": "no"}, "finish_reason": "stop"}]}
    )
    assert told["choices"][0]["finish_reason"] == "content_filter"
