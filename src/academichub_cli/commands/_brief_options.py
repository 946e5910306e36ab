"""The options that `hub brief` and `hub ask` share, and what they say."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli import brief_formats
from academichub_cli.commands._session import Session
from academichub_cli.config import LANGUAGES
from academichub_cli.domain.clean import clean
from academichub_cli.domain.languages import language_code, near_languages
from academichub_cli.errors import UsageError


def complete_format(incomplete: str) -> list[str]:
    """The names of a brief's formats."""
    return [name for name in brief_formats.names() if name.startswith(incomplete)]


Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="How to write it.",
        autocompletion=complete_format,
    ),
]
NoLlm = Annotated[
    bool, typer.Option("--no-llm", help="Quotes alone, whatever model is configured.")
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Ask the model again, whatever it answered before.")
]
MaxCost = Annotated[
    str | None,
    typer.Option(
        "--max-cost", metavar="DOLLARS", help="Do not ask where it may cost more; or none."
    ),
]
Verify = Annotated[
    str,
    typer.Option("--verify", metavar="BY", help="code, or model: it may take out more claims."),
]


def format_of(name: str | None, *, json: bool, is_terminal: bool) -> str:
    """The format's name. Raises UsageError or UnknownNameError for none."""
    if json and name not in {None, "json"}:
        raise UsageError("--json and --format contradict each other", hint="use one of them")
    by_default = "cards" if is_terminal else "markdown"
    chosen = "json" if json else by_default if name is None else name
    brief_formats.find(chosen)
    return chosen


def language_of(text: str | None, session: Session, *, is_written: bool) -> str:
    """The language of the headings, or with a model of its prose. Raises UsageError for none."""
    if text is None:
        return session.language
    code = language_code(text)
    if code is None:
        near = ", ".join(near_languages(text))
        raise UsageError(
            f"--lang {clean(text)[:20]!r} is no language that hub knows",
            hint=f"did you mean {near}?" if near else "write it like fr, pt-BR or French",
        )
    if not is_written and _base(code) not in LANGUAGES:
        raise UsageError(
            f"there are no headings in {clean(text)[:20]!r}",
            hint=f"known: {', '.join(LANGUAGES)}; with a model, many more",
        )
    return code


def headings(lang: str, session: Session) -> str:
    """The language of the headings of a brief in any language."""
    return _base(lang) if _base(lang) in LANGUAGES else session.language


def _base(lang: str) -> str:
    return lang.partition("-")[0]
