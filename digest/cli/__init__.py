"""The command line: parse, call one function, print, exit with a code that tells the truth.

A command is a file here: a module with `app` is a group of commands, a module
with `command` is one, named like the file.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from digest import __version__, shelf
from digest.errors import DigestError, DiskError, OutputError, UsageError, in_words, is_full

if TYPE_CHECKING:
    import typer

EXIT_CODES = """\
Exit codes: 0 done, or already there. 1 a check found errors, or the text does not fit.
2 wrong usage. 65 bad input data. 66 nothing to publish or deliver. 70 a bug in digest.
73 this edition exists with other content, or the outbox, a folder of yours or the file you
asked for cannot be made or trusted. 74 disk error. 75 busy, try again. 77 waiting for approval. 78 bad configuration.
130 and 143 stopped by Ctrl-C or kill."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and exit; every error is shown in one place, here."""
    from digest.cli import _say

    _say.open_standard_streams()
    # A command lives for a second or so and leaves few reference cycles.  Looking for them after every 700
    # objects, Python's default, takes a tenth of a build's time.  It still runs, so that a long run stays small.
    gc.set_threshold(50_000)
    os.umask(os.umask(0o077) | 0o002)  # what everybody may write we would not believe the next time
    sys.exit(_flushed(run(list(sys.argv[1:] if argv is None else argv))))


def _flushed(code: int) -> int:
    """Write what is left of the answer and return the exit code.

    That is 74 when the disk did not take a yes or a no (0 or 1): half an answer looks whole.
    A failure keeps its own code.  What cannot be written is dropped, or the interpreter
    would try once more as it ends, and exit with a code of its own (120).
    """
    from digest.cli import _say

    try:
        with _say.writing():
            sys.stdout.flush()
    except BrokenPipeError:
        _say.silence(sys.stdout)
    except DiskError as error:
        _say.silence(sys.stdout)
        return _say.fail(error) if code in (0, 1) else code
    return code


def run(args: list[str]) -> int:
    """Run one command and return its exit code; nothing but `SystemExit` leaves `main`."""
    from digest.cli import _say

    try:
        return _invoke(args)
    except DigestError as error:
        return _say.fail(error)
    except KeyboardInterrupt:
        return _say.fail(UsageError("stopped", fix="run it again: nothing half-done was published"), code=130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not our fault, no message.
        _say.silence(sys.stdout)
        return 0
    except OSError as error:
        where = str(error.filename) if error.filename else ""
        if is_full(error):
            return _say.fail(DiskError(in_words(error), where=where, fix="free the disk, then run it again"))
        return _say.fail(OutputError(in_words(error), where=where, fix="correct the path or its permissions"))
    except Exception as error:  # the one place where anything at all is caught: a user never sees a traceback
        return _say.fail(_fault(error), code=70)


def _invoke(args: list[str]) -> int:
    if args == ["--version"]:
        sys.stdout.write(f"digest {__version__}\n")
        return 0
    command = _command(args[0] if args and not args[0].startswith("-") else "")
    try:
        code = command.main(args or ["--help"], prog_name="digest", standalone_mode=False)
    except Exception as error:
        raise _usage(error) from error
    return code if isinstance(code, int) else 0


@cache  # who runs several, as tests do, makes each once
def _command(wanted: str) -> Any:
    import typer.main

    command = typer.main.get_command(_app(wanted))
    _take_common(command)
    return command


def _app(wanted: str) -> typer.Typer:
    """Make the app; where the first word names a command, only that one is imported."""
    import typer

    from digest import cli

    app = typer.Typer(
        name="digest",
        help="From the day's articles to a finished edition in the outbox.",
        epilog=EXIT_CODES,
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
    )
    app.callback()(_root)
    known = shelf.names(cli, guests=False)  # commands are ours alone
    if wanted in known:
        _add(app, wanted, shelf.take(cli, wanted))
        return app
    for name in known:  # for the list of commands, importing none of them
        app.command(name=name, help=shelf.summary(cli, name))(_root)
    return app


COMMON = ("-w --workspace", "--slot", "--source", "--outbox", "--json", "-q --quiet", "-v --verbose")
EDITION = frozenset({"key", "keys", "target"})  # arguments that name a finished edition
FLAGS = ("--json", "-q --quiet", "-v --verbose")


def _take_common(command: Any) -> None:
    """Let every command take the common options, also those it has no use for.

    A script can then pass the same ones everywhere.  A command that takes
    an edition's key refuses a slot: ignored, it would name another edition than is shown or sent.
    """
    from typer.core import TyperOption

    for inner in getattr(command, "commands", {}).values():
        _take_common(inner)
    if getattr(command, "commands", None) is not None:
        return
    known = {name for param in command.params for name in getattr(param, "opts", ())}
    of_edition = any(param.name in EDITION for param in command.params)
    for names in COMMON:
        if not known & set(names.split()):
            option = TyperOption(
                param_decls=[*names.split(), f"unused_{names.split('--')[1]}"],
                expose_value=False,
                hidden=True,
                is_flag=names in FLAGS,
                multiple=names not in FLAGS,
                callback=_ask_for_key if names == "--slot" and of_edition else None,
            )
            command.params.append(option)


def _ask_for_key(context: Any, _: Any, slots: tuple[str, ...]) -> None:
    if slots:
        what = f"{context.command_path} looks at an edition: it takes its key, not a slot"
        fix = f"name the edition, such as daily-{slots[-1]}; digest outbox ls shows the keys"
        raise UsageError(what, where="--slot", fix=fix)


def _add(app: typer.Typer, name: str, module: Any) -> None:
    if hasattr(module, "app"):
        app.add_typer(module.app, name=name)
    else:
        app.command(name=name)(module.command)


def _root() -> None:
    pass


def _usage(error: Exception) -> Exception:
    # typer brings click along, or its own copy of it: ask the error, not the module.
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        path = getattr(getattr(error, "ctx", None), "command_path", "digest")
        if type(error).__name__ == "NoArgsIsHelpError":  # its message is the whole help text; an error is one line
            return UsageError(f"{path} needs a command", where="command line", fix=f"{path} --help")
        return UsageError(error.format_message().rstrip("."), where="command line", fix=f"{path} --help")
    if type(error).__name__ == "Abort":
        return KeyboardInterrupt()  # type: ignore[return-value]
    return error


def _fault(error: Exception) -> DigestError:
    fault = DigestError(
        f"this should not have happened: {type(error).__name__}: {error}",
        where=_place(error),
        fix="run it again with -vv to see where; please report it with that output",
    )
    fault.__cause__ = error
    return fault


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}, line {trace.tb_lineno}" if trace else ""
