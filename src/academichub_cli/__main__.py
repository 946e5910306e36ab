"""``python -m academichub_cli`` is ``hub``."""

from __future__ import annotations

from academichub_cli.cli import main

if __name__ == "__main__":
    main()
