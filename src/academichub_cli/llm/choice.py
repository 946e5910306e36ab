"""Which model is in use, where it is, and where its key comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from academichub_cli.domain.clean import clean
from academichub_cli.errors import ConfigError
from academichub_cli.web import check_address, is_loopback

KEY = "HUB_LLM_API_KEY"
# Providers whose variables are not called after them.
_VARIABLES = {
    "cohere": ("COHERE_API_KEY", "CO_API_KEY"),
    "gemini": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    "huggingface": ("HUGGINGFACE_API_KEY", "HF_TOKEN"),
    "together_ai": ("TOGETHERAI_API_KEY", "TOGETHER_API_KEY"),
    "perplexity": ("PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"),
    "hosted_vllm": ("HOSTED_VLLM_API_KEY",),
}
_FAMILIES = {
    "gpt": "openai",
    "o1": "openai",
    "o3": "openai",
    "o4": "openai",
    "chatgpt": "openai",
    "claude": "anthropic",
    "gemini": "gemini",
    "mistral": "mistral",
    "deepseek": "deepseek",
    "command": "cohere",
}
_KEYLESS = frozenset({"ollama", "ollama_chat", "lm_studio", "llamafile", "hosted_vllm", "vllm"})
# What else a provider is told by the environment, for the worker alone.
_MORE = {
    "bedrock": (
        *("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"),
        *("AWS_REGION", "AWS_REGION_NAME", "AWS_DEFAULT_REGION"),
    ),
    "vertex_ai": (
        *("GOOGLE_APPLICATION_CREDENTIALS", "VERTEXAI_PROJECT", "VERTEXAI_LOCATION"),
        *("VERTEX_PROJECT", "VERTEX_LOCATION"),
    ),
}
_ADDRESSES = ("_API_BASE", "_BASE_URL", "_API_VERSION")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A model in litellm's words, with what the worker needs to reach it.

    `key_origin` names the variable the key is from; the key itself is never shown.
    """

    model: str
    base_url: str = ""
    key: str = field(default="", repr=False)
    key_origin: str = ""
    surroundings: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def provider(self) -> str:
        """Whose protocol is spoken."""
        return self.model.partition("/")[0]

    @property
    def is_local(self) -> bool:
        """Whether nothing leaves this machine."""
        addresses = [self.base_url, *(value for _, value in self.surroundings)]
        hosts = [urlsplit(each).hostname or "" for each in addresses if "://" in each]
        if not hosts:
            return self.provider in _KEYLESS - {"hosted_vllm", "vllm"}
        return all(map(is_loopback, hosts))


def choose(model: str, base_url: str, environ: Mapping[str, str]) -> Choice | None:
    """The model that the settings and the environment mean; None where none is configured.

    A key alone chooses nothing. An address of one's own gets `HUB_LLM_API_KEY` or no key: a
    provider's key is for that provider. Raises ConfigError for what no model or key can be.
    """
    name = clean(model)
    if not name and not base_url:
        return None
    if len(name) > _LONGEST_NAME or any(char.isspace() for char in name):
        raise ConfigError("llm.model is no model's name", hint="write it like openai/gpt-4o-mini")
    if base_url:
        name = name if "/" in name else f"openai/{name or 'default'}"
        key = _key(environ, KEY)
        return Choice(model=name, base_url=base_url, key=key, key_origin=KEY if key else "")
    if "/" not in name:
        family = next((own for start, own in _FAMILIES.items() if name.startswith(start)), "openai")
        name = f"{family}/{name}"
    variable = next((each for each in variables(name) if environ.get(each, "").strip()), "")
    return Choice(
        model=name,
        key=_key(environ, variable),
        key_origin=variable,
        surroundings=tuple(_surroundings(name.partition("/")[0], environ)),
    )


def variables(model: str) -> tuple[str, ...]:
    """The variables a model's key may be in, the first that is set counts."""
    provider = model.partition("/")[0]
    usual = (f"{provider.upper().replace('-', '_')}_API_KEY",)
    return (KEY, *_VARIABLES.get(provider, usual))


def needs_a_key(choice: Choice) -> bool:
    """Whether the provider will refuse to answer for want of a key."""
    is_keyless = choice.provider in _KEYLESS or choice.provider in _MORE
    return not (choice.key or choice.base_url or is_keyless)


def told(choice: Choice) -> str:
    """A model and where its key is from, never the key."""
    place = f" at {choice.base_url}" if choice.base_url else ""
    if choice.key_origin:
        return f"{choice.model}{place}, key from {choice.key_origin}"
    if needs_a_key(choice):
        return f"{choice.model}{place}, no key: set {' or '.join(variables(choice.model))}"
    return f"{choice.model}{place}, without a key" + ("" if choice.is_local else f" ({KEY})")


def _key(environ: Mapping[str, str], variable: str) -> str:
    """The key of a variable; nothing of it is ever said. Raises ConfigError for what is none."""
    key = environ.get(variable, "").strip()
    if key.isascii() and key.isprintable() and " " not in key:
        return key
    raise ConfigError(
        f"{variable} holds no key: there are characters in it that no key has",
        hint="copy the key anew, without spaces and line breaks",
    )


def _surroundings(provider: str, environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    names = dict.fromkeys((provider.upper(), provider.partition("_")[0].upper()))
    for variable in (name + ending for name in names for ending in _ADDRESSES):
        if value := environ.get(variable, "").strip():
            is_address = not variable.endswith("_API_VERSION")
            yield variable, check_address(variable, value) if is_address else value
    for variable in _MORE.get(provider, ()):
        is_secret = "_KEY" in variable or variable.endswith("_TOKEN")
        if value := _key(environ, variable) if is_secret else environ.get(variable, "").strip():
            yield variable, value
