"""What the terminal shows: results on stdout, everything else on stderr.

Marks are characters, colour only helps; NO_COLOR (no-color.org) and TERM=dumb
turn it off, and so does a pipe.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, TextIO

from digest.errors import DigestError, DiskError, Notice, SettingsError, UsageError, in_words
from digest.text.columns import clip, width

_COLOURS = {"good": "32", "look": "33", "stop": "31;1", "name": "1", "quiet": "2"}
_PLAIN_MARKS = str.maketrans(
    {"✓": "ok", "✕": "x", "━": "=", "─": "-", "…": "...", "–": "-", "“": '"', "”": '"', "’": "'", "·": "-"}
)


class Voice:
    """How one run speaks: quiet, verbose, as text or as JSON lines."""

    def __init__(self, *, answers_json: bool = False, quiet: bool = False, verbose: int = 0, log: str = "text") -> None:
        if log not in {"text", "json"}:
            raise UsageError(f"no log format is called {log!r}", where="--log-format", fix="use text or json")
        self.answers_json = answers_json
        self.quiet = quiet
        self.verbose = verbose
        self.log = log
        self.run = os.urandom(4).hex()
        self._since = monotonic()

    def title(self, name: str, rest: str = "") -> None:
        """Begin: the newsletter's name in bold, then what is being made."""
        if not self.quiet and self.log == "text":
            self._err(f"{paint('name', name)}  {rest}\n")

    def step(self, name: str, text: str, *, mark: str = "✓", seconds: float | None = None) -> None:
        """Say that a step ended, and how long it took: since the last one, unless *seconds* says."""
        took, self._since = monotonic() - self._since, monotonic()
        took = took if seconds is None else seconds
        if self.quiet:
            return
        if self.log == "json":
            self._json(step=name, text=text, seconds=round(took, 3))
            return
        sign = paint("good" if mark == "✓" else "look", mark)
        self._err(f"{sign} {name:<8} {bare(text):<62} {paint('quiet', f'{took:.1f} s')}")

    def passing(self, text: str) -> None:
        """Show on a terminal what is under way; the next line takes its place."""
        if not self.quiet and self.log == "text" and sys.stderr.isatty():
            with suppress(OSError, ValueError):  # the terminal may have gone away
                sys.stderr.write(f"\r\x1b[K{_drawable(bare(text), sys.stderr)[: _columns() - 1]}\r")
                sys.stderr.flush()

    def notices(self, notices: Iterable[Notice]) -> None:
        """Show warnings, each with its place and its fix."""
        for notice in notices:
            if self.quiet:
                continue
            if self.log == "json":
                self._json(warning=notice.what, where=notice.where, fix=notice.fix)
                continue
            self._err(f"{paint('look', '!')} {bare(notice.what)}")
            self._fields(where=notice.where, fix=notice.fix)

    def note(self, text: str = "") -> None:
        """Say one line on stderr; nothing when quiet."""
        if not self.quiet and self.log == "text":
            self._err(text)

    def answer(self, value: Mapping[str, Any], lines: Iterable[str] = ()) -> None:
        """Give the result: *value* as one JSON object with --json, else *lines*.

        Raises `BrokenPipeError` when nobody reads it any more, `DiskError` when it cannot be written.
        """
        told = [json.dumps(value, ensure_ascii=False, indent=1)] if self.answers_json else lines
        with writing():
            for text in told:
                sys.stdout.write((text if self.answers_json else _drawable(text, sys.stdout)) + "\n")
            sys.stdout.flush()

    def report(self, value: Mapping[str, Any], lines: Iterable[str] = ()) -> None:
        """Give the result as `answer` does, for work that is done and stands even when nobody reads the answer.

        A pipe that nobody reads or a full disk under stdout changes nothing: an
        edition is published, an exit code says so.
        """
        try:
            self.answer(value, lines)
        except BrokenPipeError:
            silence(sys.stdout)
            self.note("nobody read the answer")
        except DiskError as fault:
            self.note(fault.what)

    def error(self, error: DigestError) -> None:
        """Show an error: what, where, near, fix."""
        if self.log == "json":
            self._json(error=error.what, where=error.where, fix=error.fix)
            return
        self._err(f"{paint('stop', 'error:')} {bare(error.what)}")
        self._fields(where=error.where, near=error.near, fix=error.fix)

    def _fields(self, **fields: str) -> None:
        for name, value in fields.items():
            if value:
                first, *more = value.split("\n")
                self._err(f"  {paint('quiet', f'{name:<6}')} {bare(first)}")
                for text in more:
                    self._err(f"         {bare(text)}")

    def _json(self, **fields: object) -> None:
        self._err(json.dumps({"run": self.run} | {k: v for k, v in fields.items() if v != ""}, ensure_ascii=False))

    def _err(self, text: str) -> None:
        # A log disk that is full, or a terminal that went away, is no reason to stop an edition.
        try:
            if sys.stderr.isatty():
                text = f"\x1b[K{text}"  # what `passing` left there
            sys.stderr.write(_drawable(text, sys.stderr) + "\n")
        except (OSError, ValueError):
            silence(sys.stderr)


@contextmanager
def writing() -> Iterator[None]:
    """Turn a fault of standard output into a `DiskError`; half an answer must not look like a whole one."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as fault:
        silence(sys.stdout)  # or the interpreter tries again at exit, and ends with 120
        what = f"the answer could not be written: {in_words(fault)}"
        raise DiskError(what, where="standard output", fix="free the disk, then run it again") from fault


def silence(stream: TextIO) -> None:
    """Send what goes to *stream* from now on nowhere, or the interpreter would try to write it at exit and fail."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def open_standard_streams() -> None:
    """Give a process that was started without standard streams the null device instead.

    Otherwise the next file that is opened, an edition's or the ledger's, would be
    standard error, and every message would be written into it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            while os.open(os.devnull, os.O_RDWR) < number:
                pass
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.dup(number), "w" if number else "r", encoding="utf-8"))


_voices: list[Voice] = [Voice()]


def voice(*, json: bool = False, quiet: bool = False, verbose: int = 0, log: str = "text") -> Voice:
    """Begin to speak for this run; `fail` uses the same voice."""
    _voices[0] = Voice(answers_json=json, quiet=quiet, verbose=verbose, log=log)
    return _voices[0]


def fail(error: DigestError, *, code: int | None = None) -> int:
    """Show an error, all faults of a `SettingsError`, and return the exit code."""
    speaker = _voices[0]
    faults: Sequence[DigestError] = error.faults if isinstance(error, SettingsError) else (error,)
    for fault in faults:
        speaker.error(fault)
    exit_code = error.exit_code if code is None else code
    if speaker.answers_json:
        speaker.report({"error": faults[0].notice().as_dict() | {"near": faults[0].near}, "exit": exit_code})
    if speaker.verbose >= 2:
        import traceback

        with suppress(OSError, ValueError):
            traceback.print_exception(error.__cause__ or error.__context__ or error, file=sys.stderr)
    return exit_code


def paint(role: str, text: str, stream: TextIO | None = None) -> str:
    """Colour *text* by its role (good, look, stop, name, quiet) where colour is wanted."""
    stream = stream or sys.stderr
    return f"\x1b[{_COLOURS[role]}m{text}\x1b[0m" if _colourful(stream) else text


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[int] = (),
    cut: int | Sequence[int] = (),
) -> list[str]:
    """Lay out a table for stdout.

    On a terminal: aligned columns and a rule under the head; where a line does not
    fit, the columns of *cut* are shortened, the first of them first.  In a pipe:
    tab-separated with the head, nothing cut.  Negative *widths* align right.
    """
    body = [[bare(str(cell)) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        return ["\t".join(row) for row in [list(head), *body]]
    size = [max([width(r[i]) for r in body] + [len(head[i])]) for i in range(len(head))]
    room = _columns()
    for column in [cut] if isinstance(cut, int) else cut:
        over = sum(size) + 2 * (len(size) - 1) - room
        size[column] = max(min(size[column], 12), size[column] - max(over, 0))
    gap = "  " if sum(size) + 2 * (len(size) - 1) <= room else " "
    right = [i < len(widths) and widths[i] < 0 for i in range(len(head))]

    def lay(row: Sequence[str]) -> str:
        return gap.join(_cell(cell, size[i], right[i]) for i, cell in enumerate(row)).rstrip()

    across = min(room, sum(size) + len(gap) * (len(size) - 1))
    return [paint("quiet", lay(head), sys.stdout), paint("quiet", "─" * across, sys.stdout), *map(lay, body)]


def _cell(text: str, size: int, right: bool) -> str:
    text = clip(text, size)
    space = " " * (size - width(text))
    return space + text if right else text + space


def bare(text: str) -> str:
    """Return *text* as one line without control characters, so that it cannot control a terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return 80


def _colourful(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"  # noqa: TID251 - the terminal is asked here, at the edge


def _drawable(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if encoding.lower().replace("-", "") != "utf8":
        text = text.translate(_PLAIN_MARKS).encode(encoding, "replace").decode(encoding)
    return text
