"""The one door to language models: litellm in a worker process of its own."""

from __future__ import annotations

from academichub_cli.llm.choice import Choice, choose
from academichub_cli.llm.door import Answer, Message, Worker
from academichub_cli.llm.prices import Price, price_of

__all__ = ["Answer", "Choice", "Message", "Price", "Worker", "choose", "price_of"]
