"""Folders and files of ours that nobody else reads or changes, whatever the umask.

What lies in ``.digest/`` is made by us and for us: folders get mode 700, files 600.
What we are going to believe (settings, templates, a running order) must be ours, or
the system's, and closed to strangers: whoever can change a template can change what
is mailed.  A folder shared with a group of editors is their own decision.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from digest import whole
from digest.errors import TrustError

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def user_cache() -> Path | None:
    """Return the user's own cache folder for us, made when first written to; None where it cannot be trusted.

    What is derived is kept here and never in a workspace: one that somebody sends
    brings nothing along that a later run would believe.
    """
    folder: Path = user_cache_path("digest-press")
    try:
        trust(folder, system=False)
    except TrustError:
        return None
    return folder


def make_folder(path: Path) -> None:
    """Make the folder *path* and those above it that are missing, each for its owner only."""
    missing = [path, *path.parents]
    for folder in reversed(missing[: next(i for i, one in enumerate(missing) if one.is_dir())]):
        with suppress(FileExistsError):
            folder.mkdir(mode=FOLDER_MODE)


def write(path: Path, content: bytes, *, sync: bool = False) -> None:
    """Replace the file *path* in one step by one that only its owner reads; its folder is made where it is missing.

    Follows no link.  With *sync* the bytes are on disk before the old file goes.
    """
    make_folder(path.parent)
    whole.write(path, content, mode=FILE_MODE, sync=sync)


def close(folder: Path) -> None:
    """Close a folder of ours to others, where an older version or a copying tool left it open.

    Raises `TrustError` when others could have written into it: what lies there is not ours any more.
    """
    trust(folder, system=False)
    with suppress(OSError):  # a file system without modes, or a read-only one
        if folder.is_dir() and folder.stat().st_mode & 0o077:
            folder.chmod(FOLDER_MODE)


def trust(path: Path, *, system: bool = True, sticky: bool = False) -> None:
    """Raise `TrustError` for a file or folder that belongs to somebody else, or that everybody may change.

    One that is not there is fine.  With *system* the superuser's are as good as ours:
    who installs a workspace for a service need not be the service.  With *sticky* a
    folder in which everybody may only add (as in /tmp) is fine, too.
    """
    try:
        found = path.stat()
    except OSError:
        return
    if found.st_uid != os.geteuid() and not (system and found.st_uid == 0):
        raise TrustError(
            f"it belongs to another user (uid {found.st_uid})",
            where=str(path),
            fix="run as its owner, or make a copy of your own: what stands in it decides what is mailed",
        )
    if found.st_mode & stat.S_IWOTH and not (sticky and found.st_mode & stat.S_ISVTX):
        fix = f"look at what it holds, then: chmod o-w {path}"
        raise TrustError("everybody may change it", where=str(path), fix=fix)
