"""What papers, people and radars are, and every decision about them; standard library only."""

from __future__ import annotations
