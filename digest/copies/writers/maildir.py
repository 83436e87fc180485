"""maildir: a file a message in a Maildir below the folder; only on this machine.

A message's name is a hash of it: one that is there, or that a mail program
has moved to ``cur/`` since, does not come again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from digest import private
from digest.copies.writers import Copy

ENDING = ".maildir"
FOLDER = "Maildir"


def store(root: Path, copies: Iterable[Copy]) -> int:
    """Write the messages of a part: all to ``tmp/``, forced to disk, then renamed; return their octets."""
    box = root / FOLDER
    for name in ("tmp", "new", "cur"):
        private.make_folder(box / name)
    taken = {path.name.partition(":")[0] for path in (box / "cur").iterdir()}
    octets, names = 0, []
    for copy in copies:
        name = f"0.{sha256(b''.join(copy.pieces)).hexdigest()[:40]}.digest"
        octets += copy.size
        if name not in taken:
            names.append(name)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
            with os.fdopen(os.open(box / "tmp" / name, flags, private.FILE_MODE), "wb") as file:
                file.writelines(copy.pieces)
    for name in names:  # by now most of them are on their way to the disk
        _sync(box / "tmp" / name)
    for name in names:
        (box / "tmp" / name).replace(box / "new" / name)
    _sync(box / "new")
    return octets


def _sync(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
