"""The other way out: the system's ``sendmail``, one call a recipient."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from digest.deliver.answers import Answer, exited
from digest.deliver.smtp import Send
from digest.errors import DigestError, SettingsError, in_words

LIMIT = 300.0  # seconds; queueing takes a fraction of one
_EX_CONFIG = 78


def program(command: str) -> str:
    """Return the path of the mail program; `SettingsError` when there is none to run."""
    found = shutil.which(command)
    if not found:
        raise _faulty("no program that can be run", command)
    return found


@contextmanager
def sendmail(command: str, limit: float = LIMIT) -> Iterator[Send]:
    """Give a function that hands messages to the mail program at *command*.

    It waits *limit* seconds for an answer.  Raises `SettingsError` when the program
    cannot be run or says that its own configuration is at fault.
    """
    path = program(command)

    def send(sender: str, recipient: str, message: bytes) -> Answer:
        # Not through a pipe: when we are killed, the end of a pipe looks like the end
        # of the message, and half of it goes out.  A file is whole or not there.
        with tempfile.TemporaryFile() as whole:
            # Programs of this kind expect LF.
            whole.write(message.replace(b"\r\n", b"\n"))
            whole.flush()
            whole.seek(0)
            # -i: a lone "." does not end the message.
            code, words = _run([path, "-i", "-f", sender, "--", recipient], whole.fileno(), limit)
        if code == _EX_CONFIG:
            said = f": {words.strip()}" if words.strip() else ""
            raise _faulty(f"it says that its configuration is at fault{said}", command)
        if code is None:
            return Answer("unsure", f"no answer within {limit:.0f} s; stopped")
        return exited(code, words)

    yield send


def _run(command: list[str], message: int, limit: float) -> tuple[int | None, str]:
    """Return how the program ended, None when it had to be stopped, and what it said."""
    with tempfile.TemporaryFile() as said:  # a pipe would keep us until its grandchildren end
        try:
            child = subprocess.Popen(  # noqa: S603 - no shell; addresses were checked and stand after "--"
                command, stdin=message, stdout=said, stderr=said, start_new_session=True
            )
        except OSError as fault:
            raise _faulty(f"cannot run it: {in_words(fault)}", command[0]) from fault
        try:
            code: int | None = child.wait(limit)
        except subprocess.TimeoutExpired:
            code = None
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        said.seek(0)
        return code, said.read(4096).decode("utf-8", "replace")


def _faulty(what: str, command: str) -> SettingsError:
    return SettingsError([DigestError(what, where=command, fix="--sendmail PATH")])
