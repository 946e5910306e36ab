from __future__ import annotations

import pytest

from academichub_cli.errors import ConfigError
from academichub_cli.llm import choose, price_of
from academichub_cli.llm.choice import needs_a_key, told

KEY = "sk-never-to-be-seen-0123456789"


@pytest.mark.parametrize(("model", "base_url", "environ", "name", "origin"), [
    ("gpt-4o-mini", "", {"OPENAI_API_KEY": KEY}, "openai/gpt-4o-mini", "OPENAI_API_KEY"),
    ("openai/gpt-4o", "", {"OPENAI_API_KEY": "x", "HUB_LLM_API_KEY": KEY}, "openai/gpt-4o", "HUB_LLM_API_KEY"),
    ("claude-sonnet-4-5", "", {"ANTHROPIC_API_KEY": KEY}, "anthropic/claude-sonnet-4-5", "ANTHROPIC_API_KEY"),
    ("gemini/gemini-2.0-flash", "", {"GOOGLE_API_KEY": KEY}, "gemini/gemini-2.0-flash", "GOOGLE_API_KEY"),
    ("ollama/llama3.2", "", {}, "ollama/llama3.2", ""),
    ("llama", "http://127.0.0.1:8080/v1", {"OPENAI_API_KEY": KEY}, "openai/llama", ""),
    ("", "http://127.0.0.1:8080/v1", {"HUB_LLM_API_KEY": KEY}, "openai/default", "HUB_LLM_API_KEY"),
])  # fmt: skip
def test_the_model_and_where_its_key_is_from(model, base_url, environ, name, origin):
    choice = choose(model, base_url, environ)
    assert (choice.model, choice.key_origin) == (name, origin)
    assert choice.key == (KEY if origin else "")
    assert KEY not in told(choice) + repr(choice)


@pytest.mark.parametrize(("model", "environ"), [
    ("ollama/llama3.2", {"OLLAMA_API_BASE": "http://127.0.0.1:11434"}),
    ("lm_studio/qwen", {"LM_STUDIO_API_BASE": "http://127.0.0.1:1234/v1"}),
    ("bedrock/claude", {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}),
])  # fmt: skip
def test_a_provider_is_told_what_else_it_needs_and_nothing_more(model, environ):
    choice = choose(model, "", {**environ, "HOME": "/home/me", "OPENAI_API_KEY": KEY})
    assert dict(choice.surroundings) == environ
    assert not needs_a_key(choice)


def test_a_key_alone_chooses_no_model():
    assert choose("", "", {"OPENAI_API_KEY": KEY}) is None


@pytest.mark.parametrize("model", ["two words", "x" * 300])
def test_what_no_model_can_be_is_said(model):
    with pytest.raises(ConfigError):
        choose(model, "", {})


@pytest.mark.parametrize("key", [
    "sk-ключ", "sk-never to-be-seen", "sk-never\nto-be-seen", "sk-never\r\nX-Header: to-be-seen",
    "sk-never\tto-be-seen", "sk-never\x1b[31mto-be-seen", "“sk-never-to-be-seen”", "sk\udce9",
])  # fmt: skip
@pytest.mark.parametrize(("model", "base_url", "variable"), [
    ("openai/m", "", "OPENAI_API_KEY"), ("openai/m", "", "HUB_LLM_API_KEY"),
    ("m", "http://127.0.0.1:8080/v1", "HUB_LLM_API_KEY"),
    ("bedrock/m", "", "AWS_SECRET_ACCESS_KEY"),
])  # fmt: skip
def test_what_no_key_can_be_is_said_without_it(model, base_url, variable, key):
    with pytest.raises(ConfigError) as raised:
        choose(model, base_url, {variable: key})
    said = f"{raised.value} {raised.value.hint}"
    assert said.startswith(f"{variable} holds no key")
    assert "sk" not in said
    assert "seen" not in said


def test_white_space_around_a_key_is_no_part_of_it():
    assert choose("openai/m", "", {"OPENAI_API_KEY": f" {KEY}\r\n"}).key == KEY


def test_prices_are_read_without_litellm():
    price = price_of("openai/gpt-4o-mini", is_local=False)
    assert price.of(1_000_000, 0) == pytest.approx(0.15)
    assert price_of("openai/nobodys", is_local=False) is None
    assert price_of("openai/nobodys", is_local=True).of(10, 10) == 0
