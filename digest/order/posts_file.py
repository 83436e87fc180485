"""What marketing wants of a slot's posts, on disk: ``posts/<slot>.toml``, replaced in one step."""

from __future__ import annotations

import os

from digest import private
from digest.errors import BusyError, DataError
from digest.order.entries import read_posts_file
from digest.order.sheet import Sheet
from digest.picks.slots import Slot
from digest.workspace import Workspace

MAX_POSTS = 2_000_000  # characters of a file of posts


def posts_name(workspace: Workspace, slot: str) -> str:
    """Return how messages name a slot's file of posts."""
    return f"posts/{workspace.posts_file(slot).name}"


def posts_text(workspace: Workspace, slot: str) -> str:
    """Return the file of posts of the slot called *slot*, '' where there is none."""
    path, where = workspace.posts_file(slot), posts_name(workspace, slot)
    private.trust(path)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as fault:
        raise DataError("the file of posts is not UTF-8", where=where, fix="save it as UTF-8") from fault
    if len(text) > MAX_POSTS:
        raise DataError(f"the file of posts is longer than {MAX_POSTS:,} characters", where=where)
    return text.removeprefix("\ufeff")


def posts_sheet(workspace: Workspace, slot: str) -> Sheet:
    """Return what the file of posts of the slot called *slot* says; an empty one where there is none."""
    return read_posts_file(posts_text(workspace, slot), posts_name(workspace, slot))


def write_posts(workspace: Workspace, slot: Slot, text: str, *, before: str) -> None:
    """Replace the file of posts in one step; no crash leaves half of it.

    *before* is the text that *text* was made of.  Raises `BusyError` when somebody
    saved another meanwhile; the version replaced is kept in the cache.
    """
    path = workspace.posts_file(slot.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if posts_text(workspace, slot.name) != before:
        what = "the file of posts was saved by somebody else meanwhile; their words stand"
        raise BusyError(what, where=posts_name(workspace, slot.name), fix="try again")
    if path.exists():
        private.write(workspace.cache / "posts" / path.name, path.read_bytes())
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with part.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
