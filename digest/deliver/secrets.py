"""A password, from the environment or a file that nobody else can read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from digest.errors import UsageError


def password(given: str, file: Path | None) -> str:
    """Return the password in *file*, its first line, or else *given*.

    A file that others may read is refused (`UsageError`), the way ssh does.
    """
    if file is None:
        return given
    try:
        fd = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as fault:
        raise UsageError(f"cannot read the password: {fault.strerror}", where=str(file), fix="chmod 600") from fault
    with os.fdopen(fd, encoding="utf-8") as opened:
        if os.fstat(fd).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UsageError("others may read this password", where=str(file), fix=f"chmod 600 {file}")
        return opened.readline().rstrip("\r\n")
