"""The command table, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import errno
import gc
import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer._coercion import RuntimeParam
from typer.core import TyperCommand, TyperGroup

from academichub_cli import __version__
from academichub_cli.commands._ending import end_in_order
from academichub_cli.errors import HubError, UsageError

_DONE, _BUG, _USAGE, _STATE, _INTERRUPTED = 0, 1, 2, 5, 130
_LONGEST_SAID = 500
_UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS}
_PRIVATE = 0o077


class Entry(NamedTuple):
    """A command of the table: its module's name is its own, with ``_`` for ``-``."""

    name: str
    summary: str


SECTIONS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Your radar",
        (
            Entry("follow", "Put authors, topics, categories, journals or papers on the radar."),
            Entry("unfollow", "Take something off the radar."),
            Entry("following", "Show what is on the radar."),
            Entry("whois", "Show who a name may be, without following anyone."),
            Entry("notme", "Teach that a paper is not by a person you follow."),
            Entry("mute", "Keep something from showing."),
            Entry("unmute", "Let something show again."),
        ),
    ),
    (
        "Reading",
        (
            Entry("today", "Show the papers of the last announcement that match the radar."),
            Entry("shuffle", "Deal another batch of unseen papers, without repeats."),
            Entry("brief", "Write a brief across fields, every claim cited."),
            Entry("ask", "Answer a question from the library, every sentence cited."),
            Entry("show", "Show one paper in full."),
            Entry("open", "Open a paper's page or PDF in the browser."),
            Entry("search", "Search the local library."),
            Entry("why", "Tell why a paper was shown where it was, or why it was not."),
        ),
    ),
    (
        "Marking and taking away",
        (
            Entry("like", "Mark papers as liked."),
            Entry("save", "Mark papers as saved."),
            Entry("hide", "Keep papers from showing."),
            Entry("unmark", "Take all marks off papers."),
            Entry("split", "Tell two papers apart that were taken for one."),
            Entry("unlearn", "Forget what marks have taught, whole or in part."),
            Entry("eval", "Measure the ranking on your own marks."),
            Entry("export", "Write papers to a file or to stdout, in any format."),
        ),
    ),
    (
        "Running it",
        (
            Entry("fetch", "Fetch what is new, and show nothing."),
            Entry("sources", "Show what is asked for papers, how that went, and its limits."),
            Entry("import", "Take in whole files of papers' records."),
            Entry("health", "Show what was announced, what of it is here, and what is not."),
            Entry("schedule", "Print or install what fetches after arXiv's announcements."),
            Entry("demo", "Try it all on bundled sample papers, without network or key."),
            Entry("doctor", "Check that everything is in order, and repair what is not."),
            Entry("config", "Show, change and locate the settings."),
            Entry("cache", "Show or clear what can be fetched again."),
        ),
    ),
)
COMMANDS = {entry.name: entry.summary for _, entries in SECTIONS for entry in entries}


class HubCommand(TyperCommand):
    """A command of the table."""

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]
        """All parameters, ``--help`` among them."""
        return _taken_as_typed(super().get_params(ctx))


class LazyGroup(TyperGroup):
    """The table's commands, each module imported when its command is called for."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002
        """All names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # noqa: ANN401, ARG002
        """The command of this name; None for one that is not in the table."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"academichub_cli.commands.{cmd_name}")
        app = typer.Typer(**_PLAIN, add_completion=False)
        app.command(cmd_name, help=COMMANDS[cmd_name], cls=HubCommand)(module.run)
        return typer.main.get_command(app)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]  # noqa: ANN401
        """The command that the first argument names. Raises UsageError with the nearest names."""
        if args and args[0] not in COMMANDS and not ctx.resilient_parsing:
            raise unknown_command(args[0])
        return super().resolve_command(ctx, args)

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]
        """All options, ``--help`` among them."""
        return _taken_as_typed(super().get_params(ctx))

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # noqa: ANN401, ARG002
        """The table, without importing a command."""
        width = max(map(len, COMMANDS))
        for title, entries in SECTIONS:
            with formatter.section(title):
                formatter.write_dl([(entry.name.ljust(width), entry.summary) for entry in entries])


class _AsTyped(RuntimeParam):
    """An option or argument that is taken as it was typed."""

    def _coerce_value(self, value: Any, param: Any, ctx: typer.Context) -> Any:  # type: ignore[override]  # noqa: ANN401, ARG002
        return value


def _taken_as_typed(params: list[Any]) -> list[Any]:
    """Parameters whose values are left as they are typed.

    Typer hands even an option that was not given to pydantic, whose import is a third of a warm
    command's time; our options are flags and text, and each command says itself what is wrong
    with a text.
    """
    for param in params:
        descriptor = param.type_descriptor
        if param._runtime_param is None and descriptor.annotation in _AS_TYPED:  # noqa: SLF001
            param._runtime_param = _AsTyped(descriptor.parameter_info, descriptor.annotation)  # noqa: SLF001
    return params


_AS_TYPED = (str, list[str], bool)
_PLAIN: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended, and what is to be said about it on stderr."""

    code: int
    message: str = ""
    hint: str = ""


def unknown_command(name: str) -> UsageError:
    """The error for a command that is not in the table, with what comes nearest."""
    difflib = import_module("difflib")  # a tenth of `--help`, and only a slip needs it
    near = difflib.get_close_matches(name, COMMANDS, n=2, cutoff=0.55)
    hint = f"did you mean {' or '.join(f'`hub {each}`' for each in near)}?" if near else ""
    return UsageError(
        f"there is no command {_printable(name)!r}", hint=hint or "see `hub --help` for all of them"
    )


def main() -> None:
    """Run `hub` with the process's arguments and exit with one of the contract's codes."""
    os.umask(_PRIVATE)
    end_in_order()
    code = run(sys.argv[1:])
    gc.freeze()  # the process ends: nobody is to look through all that is left for garbage
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command; every error ends here, as a sentence and an exit code."""
    is_debugging = os.environ.get("HUB_DEBUG", "") not in {"", "0"}
    try:
        outcome = Outcome(_call(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_stdout()
        return _DONE
    except SystemExit as leaving:
        # Typer ends the process with 1 where whoever read our output has left.
        if not isinstance(leaving.__context__, BrokenPipeError):
            raise
        _let_go_of_stdout()
        return _DONE
    except KeyboardInterrupt:
        outcome = Outcome(_INTERRUPTED, "interrupted", "what was done until then is kept")
    except HubError as error:
        outcome = Outcome(error.exit_code, str(error), error.hint)
        is_debugging = is_debugging and error.exit_code == _BUG
    except typer.TyperException as error:
        outcome = Outcome(_USAGE, _lowered(error.format_message()), _help_hint(error))
    except typer.Abort as error:
        outcome = _aborted(error)
    except Exception as error:  # noqa: BLE001 (the boundary: a bug is told, not shown)
        if is_debugging:
            traceback.print_exc()
        outcome = _full(error) or Outcome(_BUG, *_bug(error))
    _tell(outcome)
    return outcome.code


def _call(arguments: Sequence[str]) -> int:
    settings = {"help_option_names": _HELP, "terminal_width": _narrow_width()}
    app = typer.Typer(cls=LazyGroup, **_PLAIN, context_settings=settings)
    app.callback(invoke_without_command=True, help=_ABOUT)(_root)
    group = typer.main.get_command(app)
    code = group.main(list(arguments), prog_name="hub", standalone_mode=False)
    if code == _INTERRUPTED:
        raise KeyboardInterrupt  # which typer has made its exit code of
    return code if isinstance(code, int) else _DONE


def _narrow_width() -> int | None:
    """How wide help may be at a screen that is narrower than Typer believes one to be."""
    columns = shutil.get_terminal_size().columns
    return max(columns - 2, _NARROWEST) if columns < _LEAST_OF_TYPER else None


_NARROWEST, _LEAST_OF_TYPER = 20, 52
_HELP = ["--help", "-h"]
_ABOUT = (
    "A research radar for the terminal: follow people and topics, read today's papers, and get"
    " a brief whose every sentence can be traced to a paper."
)


def _print_version(value: bool) -> None:  # noqa: FBT001 (typer's signature)
    if value:
        typer.echo(f"hub {__version__}")
        raise typer.Exit


def _root(
    ctx: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 (its callback has answered)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="The version.")
    ] = False,
) -> int:
    """Greet, where no command is called."""
    if ctx.resilient_parsing or ctx.invoked_subcommand is not None:
        return _DONE
    greet = import_module("academichub_cli.commands._greeting").greet
    code: int = greet()
    return code


def _aborted(error: Exception) -> Outcome:
    """What to say where a question was not answered.

    Typer takes every EOFError for the end of the input; that of a compiled module which was cut
    short is handed to whoever began the process.
    """
    if isinstance(error.__context__, EOFError) and "marshal" in str(error.__context__):
        raise error.__context__
    return Outcome(_INTERRUPTED, "interrupted", "nothing was changed")


def _full(error: Exception) -> Outcome | None:
    """The outcome where the system could not take what was written, which is no bug of ours."""
    if not isinstance(error, OSError) or error.errno not in _UNWRITABLE:
        return None
    _let_go_of_stdout()
    reason = (error.strerror or str(error)).lower()
    return Outcome(
        _STATE, f"something could not be written: {reason}", "free the disk and run it again"
    )


def _bug(error: Exception) -> tuple[str, str]:
    said = _printable(f"{type(error).__name__}: {error}")[:200]
    return (
        f"this is a bug in hub: {said}",
        "run it again with HUB_DEBUG=1 and report what it prints; your files are untouched",
    )


def _tell(outcome: Outcome) -> None:
    if outcome.message:
        terminal = import_module("academichub_cli.terminal").Terminal()
        terminal.warn(_printable(outcome.message), _printable(outcome.hint))


def _printable(text: str) -> str:
    """A message that may quote what was typed, without anything a terminal would obey."""
    if len(text) > _LONGEST_SAID:
        text = f"{text[:_LONGEST_SAID]}…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def _help_hint(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "hub"
    return f"see `{path} --help`"


def _let_go_of_stdout() -> None:
    """Whoever read our output has left: nothing is wrong, and flushing at exit must not say so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
