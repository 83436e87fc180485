"""What an editor saves, on disk: read whole, replaced in one step, never over somebody else's words."""

from __future__ import annotations

from pathlib import Path

from digest import private, whole
from digest.errors import BusyError, DataError

LONGEST = 2_000_000  # characters


def read(path: Path, what: str, where: str) -> str:
    """Return the text of a file, '' where there is none; *what* and *where* name it in `DataError`."""
    private.trust(path)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as fault:
        raise DataError(f"{what} is not UTF-8", where=where, fix="save it as UTF-8") from fault
    if len(text) > LONGEST:
        raise DataError(f"{what} is longer than {LONGEST:,} characters", where=where)
    return text.removeprefix("\ufeff")


def refuse_overwriting(now: str, before: str, what: str, where: str, fix: str) -> None:
    """Raise `BusyError` when the file says something else than what a new text was made of."""
    if now != before:
        raise BusyError(f"{what} was saved by somebody else meanwhile, and is as they left it", where=where, fix=fix)


def replace(path: Path, text: str, kept: Path) -> None:
    """Put *text* into a file in one step, its line ends as they were; the version replaced goes to *kept*."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        last = path.read_bytes()
        private.write(kept, last)
        if b"\r\n" in last:
            text = text.replace("\n", "\r\n")
    whole.write(path, text.encode(), sync=True)
