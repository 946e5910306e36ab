"""One module, one command: parse, call a use case, print."""

from __future__ import annotations
