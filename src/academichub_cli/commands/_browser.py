"""Showing an address in the reader's browser."""

from __future__ import annotations

import subprocess
import webbrowser

from academichub_cli.commands._session import Session


def show_in_browser(session: Session, address: str) -> bool:
    """Print the address and open it in BROWSER or the system's own; whether that worked."""
    session.terminal.write(address)
    try:
        is_open = webbrowser.open(address)
    except (webbrowser.Error, OSError, subprocess.SubprocessError):
        is_open = False
    if not is_open:
        session.terminal.warn("no browser could be opened", "copy the address above")
    return is_open
