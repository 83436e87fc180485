"""Views of the outbox for tools that want another shape: a Maildir and an index.

Both are derived and may be deleted at any time; no delivery depends on them.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from digest.outbox.folder import FOLDER_MODE, FORMAT, Outbox, listed, opened, write_all
from digest.outbox.manifest import canonical
from digest.outbox.read import keys, manifest_of, open_edition
from digest.outbox.sweep import remove, workplace

_NEW = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def rebuild(root: Path) -> tuple[str, ...]:
    """Bring ``maildir/`` and ``index.json`` in line with the editions; return their keys.

    A message in the Maildir is a hard link to the edition's own file: no second
    copy, the same bytes.  One that a reader has moved to cur/ stays there.
    """
    with opened(root) as box:
        box.make()
        rows = [_row(box, key) for key in keys(box)]
        _write_index(box, rows)
        _link_messages(box, {_mail_name(row): str(row["key"]) for row in rows})
        return tuple(str(row["key"]) for row in rows)


def mail_name(key: str, date: str) -> str:
    """Return a message's name in a Maildir: unique, and the same however often it is made."""
    try:
        seconds = int(datetime.fromisoformat(date).timestamp())
    except ValueError:
        seconds = 0
    return f"{seconds}.{key}.digest"


def _mail_name(row: dict[str, object]) -> str:
    message = row["message"]
    return mail_name(str(row["key"]), str(message.get("date", "")) if isinstance(message, dict) else "")


def _row(box: Outbox, key: str) -> dict[str, object]:
    with open_edition(box, key) as fd:
        said = manifest_of(fd, box.root / "editions" / key)
    files = said.get("files")
    names = [f["path"] for f in files if isinstance(f, dict)] if isinstance(files, list) else []
    return {"key": key, "slot": said.get("slot", ""), "message": said.get("message") or {}, "files": names}


def _write_index(box: Outbox, rows: list[dict[str, object]]) -> None:
    with workplace(box, "index", folder=False) as (name, fd):
        write_all(fd, canonical({"format": FORMAT, "editions": rows}))
        os.fsync(fd)
        os.rename(name, "index.json", src_dir_fd=box.folder("tmp"), dst_dir_fd=box.fd)


def _link_messages(box: Outbox, wanted: dict[str, str]) -> None:
    maildir = _folder("maildir", box.fd)
    try:
        folders = {name: _folder(name, maildir) for name in ("tmp", "new", "cur")}
    finally:
        os.close(maildir)
    try:
        there = {name.partition(":")[0]: (fd, name) for fd in folders.values() for name in listed(fd)}
        for name, (fd, full) in there.items():
            if name.endswith(".digest") and name not in wanted:
                remove(fd, full)
        for name in wanted.keys() - there.keys():
            with suppress(FileNotFoundError, FileExistsError):
                source = f"{wanted[name]}/message.eml"
                os.link(
                    source, name, src_dir_fd=box.folder("editions"), dst_dir_fd=folders["new"], follow_symlinks=False
                )
    finally:
        for fd in folders.values():
            os.close(fd)


def _folder(name: str, parent: int) -> int:
    with suppress(FileExistsError):
        os.mkdir(name, FOLDER_MODE, dir_fd=parent)
    return os.open(name, _NEW, dir_fd=parent)
