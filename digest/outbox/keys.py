"""What an edition, and a file in it, may be called: names that are safe on every disk."""

from __future__ import annotations

import re

from digest.errors import UsageError

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
# Windows and SMB shares give these to devices, with any extension.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_SEGMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[ap]m)?-((?![ap]m$).+)")
_OF_ANY = re.compile(rf"-{_SEGMENT.pattern}$")
_REVISION = re.compile(r"-r([0-9]+)$")


def check_key(key: str) -> None:
    """Refuse a key that is no safe name; `UsageError` says which rule it breaks.

    Lower case only, so no two keys differ by case alone; no trailing dot, which
    an SMB share would drop; no device name.
    """
    if why := name_fault(key):
        raise UsageError(
            f"not a usable edition key: {_shown(key)} ({why})",
            where="edition key",
            fix="use a-z, 0-9, '.', '_' and '-', at most 80 of them, as in daily-2026-08-10",
        )


def name_fault(name: str) -> str:
    """Return what is wrong with *name* as the name of an edition or a file, or ''."""
    if not _NAME.fullmatch(name):
        return "only a-z, 0-9, '.', '_' and '-', starting with a letter or digit, at most 80 characters"
    if name.endswith("."):
        return "a trailing dot is lost on some disks"
    if _DEVICE.fullmatch(name):
        return "that is a device name on some systems"
    return ""


def revised(key: str, number: int) -> str:
    """Return the key of a correction: ``…-r2`` is the first one.

    Raises `UsageError` when that key would be too long.
    """
    made = f"{key}-r{number}"
    check_key(made)
    return made


def revision(key: str) -> int:
    """Return the number in a correction's key, 1 for an edition's first form."""
    found = _REVISION.search(key)
    return int(found[1]) if found else 1


def base(key: str) -> str:
    """Return the key of the edition that *key* is a form of: without the number of a correction."""
    return _REVISION.sub("", key)


def segment_of(key: str, newsletter: str) -> str:
    """Return which segment of *newsletter* an edition was made for, '' for the newsletter's own and for any other."""
    found = _SEGMENT.fullmatch(base(key).removeprefix(f"{newsletter}-"))
    return found[1] if found and key.startswith(f"{newsletter}-") else ""


def made_for(key: str) -> str:
    """Return which segment an edition was made for, '' for a newsletter's own, whatever the newsletter is called."""
    found = _OF_ANY.search(base(key))
    return found[1] if found else ""


def in_order(key: str) -> tuple[str, int]:
    """Return what sorts keys as their editions came: the tenth correction after the second."""
    return base(key), revision(key)


def _shown(key: str) -> str:
    # ascii(): a key may hold what would colour a terminal or cut a log line.
    short = key if len(key) <= 100 else key[:97] + "..."
    return ascii(short)
