"""A research radar for the terminal."""

from __future__ import annotations

__version__ = "0.1.0"
# Where the people who run a source can reach us; a reader can put their own address in its place.
CONTACT = "https://academichub-cli.example"
# Of what is learned from marks, and of how: what an earlier one learned is learned anew.
LEARNING = 2
